"""Result of the study of coverage: how often answers and intervals hold a known truth."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from docs.studies.redrawn import Counted
from experiments.measures.metrics import METRICS
from experiments.runs.provenance import Side
from experiments.verdicts.luck import Luck
from experiments.verdicts.regimes import Regime

OFTEN = 5.0  # pairs of a comparison that differ, on average: with fewer, counts are too discrete for such a share


@dataclass(frozen=True, slots=True)
class Covered:
    """Intervals of many drawn comparisons with a known effect, in shares of them."""

    name: str  # of the metric, or of the rule of drawing
    differing: float  # pairs of one comparison that are not ties, on average
    inside: float  # the interval contains the effect
    below: float  # the whole interval lies below
    above: float  # the whole interval lies above

    @property
    def undefined(self) -> float:
        """Comparisons without an interval: no event was observed."""
        return max(1 - self.inside - self.below - self.above, 0.0)

    @property
    def coverage(self) -> float:
        """Share of the intervals that contain the effect; NaN if there is none."""
        defined = self.inside + self.below + self.above
        return self.inside / defined if defined else math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The metrics of a change in a regime. The known effect is the mean over all runs."""

    change: str
    regime: Regime
    metrics: tuple[Covered, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Coverage of drawn answers, of intervals of every metric, and of pairs drawn by a rule with a known effect."""

    baseline: Side
    size: tuple[int, ...]  # worlds, lucks in each
    intervals: int  # drawn for each metric, change and regime
    answers: tuple[Counted, ...]
    pools: tuple[Pool, ...]
    luck: Mapping[tuple[Regime, str], Luck]  # by headline
    drawn: tuple[Covered, ...]

    @property
    def together(self) -> Mapping[str, float]:
        """By metric, how many of a hundred intervals hold the truth, over changes and regimes that move it often."""
        each = [covered for pool in self.pools for covered in pool.metrics if covered.differing >= OFTEN]
        by_name = {metric.name: [row.coverage for row in each if row.name == metric.name] for metric in METRICS}
        return {name: 100 * float(np.mean(shares)) for name, shares in by_name.items() if shares}
