"""What a world has to clear: each fact within the range that its source leaves, give or take the noise of its runs.

Facts are held against their ranges on scales on which noise is much the same at any level: a share as the arcsine of
its root (a count is as noisy at 1 % as at 50 %, and 0 has a place), all else as its logarithm.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.measures.validity import Fact

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GIVE = 2.0  # standard errors by which a mean over runs may miss a range: a world on its edge is lost once in 44 times
FRESH = 2  # runs a temper in which a world has to stand again
LEAST = 1e-6  # times the high end of a range: nothing smaller has a logarithm


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
        """(…, facts) which facts hold. answers: means over so many runs, on the scale of each fact; NaN never holds."""
        low, high = self.span(runs)
        return (low <= answers) & (answers <= high)


def scaled(facts: Sequence[Fact], values: ArrayLike) -> Floats:
    """(…, facts) values → the same, each on the scale of its fact."""
    values = np.asarray(values, np.float64)
    least = LEAST * np.array([fact.high for fact in facts])
    share = [fact.unit == "share" for fact in facts]
    return np.where(share, np.arcsin(np.sqrt(np.clip(values, 0.0, 1.0))), np.log(np.maximum(values, least)))


def unscaled(facts: Sequence[Fact], values: Floats) -> Floats:
    """(…, facts) values on the scale of each fact → the same in its own unit."""
    share = [fact.unit == "share" for fact in facts]
    return np.where(share, np.sin(values) ** 2, np.exp(values))


def noise(answers: Floats) -> Floats:
    """(facts,) sd between (runs, facts) answers of one world; 0 where fewer than two runs have the fact."""
    found = [column[np.isfinite(column)] for column in answers.T]
    return np.array([column.std(ddof=1) if len(column) > 1 else 0.0 for column in found])
