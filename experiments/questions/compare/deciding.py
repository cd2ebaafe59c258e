"""The assumptions that decide a difference: numbers of plausible worlds with which it rises or falls.

No further run is needed. The pairs of a comparison have worlds that differ in all their numbers at once, so each number
can be correlated with the differences. Ranks are correlated, since a number may act on any scale and a few pairs differ
wildly. A number that acts in opposite ways at both ends of its range, or only together with another one, is not seen.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.records import Floats

LOTS = 999  # orders drawn by lot
CHANCE = 0.05  # that any number of the world seems to decide differences that none of them decides
MOST = 8  # numbers that are stored


@dataclass(frozen=True, slots=True)
class Decider:
    """A number of the world, and its rank correlation with a difference."""

    name: str
    pull: float  # −1…1, over the worlds: above 0 the difference rises with the number


@dataclass(frozen=True, slots=True)
class Deciding:
    """The numbers of the world that correlate most with a difference, the strongest first."""

    worlds: int  # that have a difference
    strongest: tuple[Decider, ...]
    chance: float  # the |pull| that the strongest of all has by chance, once in twenty

    @property
    def telling(self) -> tuple[Decider, ...]:
        """The numbers that correlate with the difference by more than chance."""
        return tuple(number for number in self.strongest if abs(number.pull) > self.chance)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "worlds": self.worlds,
            "by chance": round(self.chance, 4),
            "numbers": [{"name": number.name, "pull": round(number.pull, 4)} for number in self.strongest],
        }


def deciding(names: tuple[str, ...], numbers: Floats, differences: Floats, most: int = MOST) -> Deciding:
    """Return the numbers that decide differences, `most` of them.

    numbers      (n, d) of the worlds
    differences  (n,) in these worlds; NaN for none
    """
    known = np.isfinite(differences)
    columns, moved = _standard(numbers[known]), _standard(differences[known, None])[:, 0]
    pulls = columns.T @ moved
    strongest = np.argsort(-np.abs(pulls), kind="stable")[:most]
    deciders = tuple(Decider(names[place], float(pulls[place])) for place in strongest if pulls[place])
    if not deciders:
        return Deciding(len(moved), (), 0.0)
    by_lot = np.abs(moved[_orders(len(moved))] @ columns).max(axis=1)
    return Deciding(len(moved), deciders, float(np.quantile(by_lot, 1 - CHANCE)))


def _standard(columns: Floats) -> Floats:
    """Return (n, d) ranks of each column around 0, of length 1; 0 where a column does not vary."""
    if not len(columns):
        return columns
    ranked = np.column_stack([ranks(column) for column in columns.T])
    ranked -= ranked.mean(axis=0)
    length = np.sqrt((ranked**2).sum(axis=0))
    return ranked / np.where(length > 0, length, 1.0)


def ranks(values: Floats) -> Floats:
    """Return the (n,) ranks of values from 1, equal ones sharing theirs: `scipy.stats.rankdata` without its import."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (count.cumsum() - (count - 1) / 2)[place]


@cache
def _orders(n: int) -> NDArray[np.intp]:
    """Return (LOTS, n) random orders of n things, always the same."""
    lot = np.random.default_rng(0)
    return np.array([lot.permutation(n) for _ in range(LOTS)])
