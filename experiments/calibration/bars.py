"""What a world has to clear: each fact within the range that its source leaves, give or take the noise of a run.

Facts are held against their ranges on a scale on which noise is much the same at any level: a share as the arcsine of
its root (a count of n is as noisy at 1 % as at 50 %, and 0 has a place), all else as its logarithm.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.measures.validity import Fact

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GIVE = 2.0  # standard errors by which a mean over runs may miss a range; of a world on its edge, one in 44 misses by more
LEAST = 1e-6  # of the high end of a range: what is less has no logarithm


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The facts that count, and the (facts,) sd between runs of one world, on the scale of each fact."""

    facts: tuple[Fact, ...]
    noise: Floats

    def span(self, runs: int = 1) -> tuple[Floats, Floats]:
        """(facts,) the least and the most that a mean over so many runs may be, on the scale of each fact."""
        low, high = ([getattr(fact, end) for fact in self.facts] for end in ("low", "high"))
        give = GIVE * self.noise / math.sqrt(runs)
        return scaled(self.facts, low) - give, scaled(self.facts, high) + give

    def clear(self, answers: Floats, runs: int = 1) -> Bools:
        """(n, facts) does the fact hold? answers: means over so many runs, on the scale of each fact; NaN never does."""
        low, high = self.span(runs)
        return (low <= answers) & (answers <= high)


def noise(facts: Sequence[Fact], answers: Floats) -> Floats:
    """(facts,) sd between (n, facts) runs of one world, on the scale of each fact; 0 where fewer than two have one."""
    found = [column[np.isfinite(column)] for column in scaled(facts, answers).T]
    return np.array([column.std(ddof=1) if len(column) > 1 else 0.0 for column in found])


def scaled(facts: Sequence[Fact], values: Mapping | Floats) -> Floats:
    """(…, facts) values → the same on the scale of each fact."""
