"""Bars that a plausible world clears: each fact lies within the range of its source, with a margin for noise.

Facts are compared with their ranges on scales with about the same noise at every level (`Fact.scaled`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.validity import Fact
from policies.records import Bools, Floats

GIVE = 2.0  # standard errors by which a mean over runs may miss a range: a world on its edge is lost once in 44 times
FRESH = 2  # runs in each setting, with fresh luck, in which the facts must hold again


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The binding facts, and the (facts,) sd between runs of one world, on the scale of each fact."""

    facts: tuple[Fact, ...]
    noise: Floats

    def span(self, runs: int = 1) -> tuple[Floats, Floats]:
        """Return the (facts,) lowest and highest allowed means over `runs` runs, on the scale of each fact."""
        low, high = ([getattr(fact, end) for fact in self.facts] for end in ("low", "high"))
        give = GIVE * self.noise / math.sqrt(runs)
        return scaled(self.facts, low) - give, scaled(self.facts, high) + give

    def clear(self, answers: Floats, runs: int = 1) -> Bools:
        """Return (…, facts) bool: does the fact hold? answers: means over `runs` runs on its scale; NaN never holds."""
        low, high = self.span(runs)
        return (low <= answers) & (answers <= high)


def scaled(facts: Sequence[Fact], values: ArrayLike) -> Floats:
    """Return (…, facts) values on the scale of each fact."""
    values = np.asarray(values, np.float64)
    return np.stack([fact.scaled(values[..., place]) for place, fact in enumerate(facts)], axis=-1)


def unscaled(facts: Sequence[Fact], values: Floats) -> Floats:
    """Return (…, facts) values in their own units, from values on the scale of each fact."""
    return np.stack([fact.unscaled(values[..., place]) for place, fact in enumerate(facts)], axis=-1)


def noise(answers: Floats) -> Floats:
    """Return (facts,) sd between (runs, facts) answers of one world; 0 if fewer than two runs have the fact."""
    columns = [column[np.isfinite(column)] for column in answers.T]
    return np.array([column.std(ddof=1) if len(column) > 1 else 0.0 for column in columns])


def mean(answers: Floats) -> Floats:
    """Return (n, facts) means of (n, runs, facts) answers, over the runs that tell a fact; NaN where none does."""
    tells = np.isfinite(answers)
    count = tells.sum(axis=1)
    return np.where(tells, answers, 0.0).sum(axis=1) / np.where(count > 0, count, np.nan)
