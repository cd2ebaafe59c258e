"""Which assumptions decide: the numbers of plausible worlds with which a difference rises or falls.

Nothing more is run for it: the pairs of a comparison lived in worlds that differ in all their numbers at once, so each
number can be held against the differences there. What is held is ranks, since a number may act on any scale and a few
pairs differ wildly. A number that acts in opposite ways at both ends of its range, or with another one alone, does not
show here.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LOTS = 999  # orders drawn by lot
CHANCE = 0.05  # that among all numbers of worlds one goes as far together with differences that none of them decides
TOLD = 8  # numbers that are kept


@dataclass(frozen=True, slots=True)
class Decider:
    """A number of the world, and how a difference goes together with it."""

    name: str
    pull: float  # rank correlation over the worlds, −1…1: above 0 the difference rises with the number


@dataclass(frozen=True, slots=True)
class Deciding:
    """The numbers that go together most with a difference, strongest first."""

    worlds: int  # in which both were seen
    strongest: tuple[Decider, ...]
    chance: float  # the |pull| that the strongest of all has by chance, once in twenty

    @property
    def telling(self) -> tuple[Decider, ...]:
        """Those that go together with the difference by more than chance."""
        return tuple(each for each in self.strongest if abs(each.pull) > self.chance)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "worlds": self.worlds,
            "by chance": round(self.chance, 4),
            "numbers": [{"name": each.name, "pull": round(each.pull, 4)} for each in self.strongest],
        }


def deciding(names: tuple[str, ...], numbers: Floats, gaps: Floats, told: int = TOLD) -> Deciding:
    """What decides (n,) differences, NaN for none, in worlds with these (n, d) numbers: so many of these are told."""
    there = np.isfinite(gaps)
    columns, found = _standard(numbers[there]), _standard(gaps[there, None])[:, 0]
    pulls = columns.T @ found
    strongest = np.argsort(-np.abs(pulls), kind="stable")[:told]
    named = tuple(Decider(names[at], float(pulls[at])) for at in strongest if pulls[at])
    if not named:
        return Deciding(len(found), (), 0.0)
    by_lot = np.abs(found[_orders(len(found))] @ columns).max(axis=1)
    return Deciding(len(found), named, float(np.quantile(by_lot, 1 - CHANCE)))


def _standard(columns: Floats) -> Floats:
    """(n, d) ranks of each column around 0, of length 1; 0 where a column does not vary."""
    from scipy.stats import rankdata

    if not len(columns):
        return columns
    ranks = rankdata(columns, axis=0)
    ranks -= ranks.mean(axis=0)
    length = np.sqrt((ranks**2).sum(axis=0))
    return ranks / np.where(length > 0, length, 1.0)


@cache
def _orders(n: int) -> NDArray[np.intp]:
    """(LOTS, n) orders of n things, always the same."""
    lot = np.random.default_rng(0)
    return np.array([lot.permutation(n) for _ in range(LOTS)])
