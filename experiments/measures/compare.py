"""Two platforms on the same people: paired differences, what they are worth, and a sentence."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.channels import Lures
from experiments.measures.metrics import BY_NAME, METRICS, Metric

Reading = Literal["better", "worse", "unclear", "same"]
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % t interval over n values; NaN bounds below two values."""

    mean: float
    low: float
    high: float


def t_interval(values: ArrayLike) -> Interval:
    """The mean of (n,) finite values, with its 95 % Student t interval."""
    values = np.asarray(values, np.float64)
    n = len(values)
    if not n:
        return Interval(math.nan, math.nan, math.nan)
    centre = float(values.mean())
    if n == 1:
        return Interval(centre, math.nan, math.nan)
    from scipy.special import stdtrit

    half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2) * values.std(ddof=1) / math.sqrt(n))
    return Interval(centre, centre - half, centre + half)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a metric differs between two platforms, paired by seed. Only pairs defined on both sides count."""

    metric: Metric
    pairs: int  # seeds for which both sides are defined
    baseline: float  # mean over these pairs
    candidate: float
    difference: float  # mean of candidate − baseline
    low: float  # 95 % t interval
    high: float
    share_of_seeds: float  # pairs whose difference has the sign of the mean difference
    variance_ratio: float  # (Var baseline + Var candidate) ÷ Var difference: independent seeds that a pair is worth
    exact: bool  # no seed differs at all

    @property
    def reading(self) -> Reading:
        """What the interval allows to say of the candidate."""
        if self.exact:
            return "same"
        if not (self.low > 0 or self.high < 0):
            return "unclear"
        return "better" if (self.difference > 0) == (self.metric.better == "up") else "worse"


def paired(metric: Metric, baseline: ArrayLike, candidate: ArrayLike) -> Difference:
    """The difference between (seeds,) values of one metric on two platforms, NaN where undefined."""
    a, b = (np.asarray(side, np.float64) for side in (baseline, candidate))
    both = np.isfinite(a) & np.isfinite(b)
    exact = bool(np.array_equal(a, b, equal_nan=True))
    a, b = a[both], b[both]
    gap = b - a
    interval = t_interval(gap)
    undefined = not len(gap)
    return Difference(
        metric, len(gap), math.nan if undefined else float(a.mean()), math.nan if undefined else float(b.mean()),
        interval.mean, interval.low, interval.high,
        math.nan if undefined else float(np.mean(np.sign(gap) == np.sign(interval.mean))),
        _variance_ratio(a, b), exact)


def _variance_ratio(a: np.ndarray, b: np.ndarray) -> float:
    if len(a) < 2:
        return math.nan
    apart, together = a.var(ddof=1) + b.var(ddof=1), (b - a).var(ddof=1)
    return float(apart / together) if together else math.inf if apart else math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Everything that a comparison found."""

    baseline: str
    candidate: str
    seeds: tuple[int, ...]  # the seeds that ran through on both sides
    start: date
    days: int
    world: str
    rings: tuple[str, str]  # "frozen" or "adapting": baseline, candidate
    differences: tuple[Difference, ...]  # as METRICS
    lures: tuple[Lures, Lures]  # baseline, candidate
    seconds_per_run: float

    def __getitem__(self, name: str) -> Difference:
        return self.differences[METRICS.index(BY_NAME[name])]

    @property
    def identical(self) -> bool:
        """No metric differs in any seed."""
        return all(found.exact for found in self.differences)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined and infinite numbers are null."""
        return {
            "baseline": self.baseline, "candidate": self.candidate, "seeds": list(self.seeds), "days": self.days,
            "world": self.world, "metrics": [_row(found) for found in self.differences],
            "seconds_per_run": plain(self.seconds_per_run),
        }


def _row(found: Difference) -> dict[str, Any]:
    return {
        "name": found.metric.name, "group": found.metric.group, "unit": found.metric.unit,
        "better": found.metric.better, "baseline": plain(found.baseline), "candidate": plain(found.candidate),
        "difference": plain(found.difference), "low": plain(found.low), "high": plain(found.high),
        "share_of_seeds": plain(found.share_of_seeds), "variance_ratio": plain(found.variance_ratio),
    }


def plain(value: float) -> float | None:
    """A number that JSON can hold, else None."""
    return float(value) if math.isfinite(value) else None


def differences(baseline: Sequence[Mapping[str, float]], candidate: Sequence[Mapping[str, float]],
                ) -> tuple[Difference, ...]:
    """Every metric, from one mapping of name to value a seed on each side, in the same order of seeds."""
    return tuple(paired(metric, [row[metric.name] for row in baseline], [row[metric.name] for row in candidate])
                 for metric in METRICS)
