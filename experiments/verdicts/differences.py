"""Paired differences of two platforms on the same people: what they say, and what they are worth."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.metrics import BY_NAME, METRICS, Metric
from experiments.measures.paths import AXES, LABELS, Axis, Paths
from experiments.verdicts.intervals import TAIL, UNSEEN, few, paired_interval
from experiments.verdicts.scales import of_difference

LOTS = 9_999  # draws of signs in a test


@dataclass(frozen=True, slots=True)
class Difference:
    """How a metric differs between two platforms, paired by seed. Only pairs defined on both sides count."""

    metric: Metric
    pairs: int  # seeds for which both sides are defined
    differing: int  # of these pairs, those that are no ties
    agreeing: int  # of the differing ones, those whose difference has the sign of the mean difference
    baseline: float  # mean over these pairs
    candidate: float
    difference: float  # mean of candidate − baseline
    low: float  # 95 % interval where no other was asked for, see `intervals`
    high: float
    variance_ratio: float  # (Var baseline + Var candidate) ÷ Var difference: independent seeds that a pair is worth
    exact: bool  # no seed differs at all
    chance: float  # that signs drawn by lot give a mean as far from 0 (a sign-flip test); NaN below two pairs
    unseen: float | None = None  # what the interval takes a pair that differs unseen to be off by; None: as pairs show

    @property
    def share_of_seeds(self) -> float:
        """Agreeing ÷ differing pairs, NaN of nothing but ties."""
        return self.agreeing / self.differing if self.differing else math.nan


def paired(
    metric: Metric, baseline: ArrayLike, candidate: ArrayLike, *, tail: float = TAIL, luck: float | None = None
) -> Difference:
    """The difference between (seeds,) values of one metric on two platforms, NaN where undefined.

    tail: what its interval leaves out at each end; luck: how far two runs of one world lie apart, where that is known
    """
    a, b = (np.asarray(side, np.float64) for side in (baseline, candidate))
    both = np.isfinite(a) & np.isfinite(b)
    exact = bool(np.array_equal(a, b, equal_nan=True))
    a, b = a[both], b[both]
    gap = b - a
    interval = of_difference(metric.unit, paired_interval(a, b, tail, luck))
    undefined = not len(gap)
    return Difference(
        metric,
        len(gap),
        int(np.count_nonzero(gap)),
        int(np.count_nonzero(gap * interval.mean > 0)),
        math.nan if undefined else float(a.mean()),
        math.nan if undefined else float(b.mean()),
        interval.mean,
        interval.low,
        interval.high,
        _variance_ratio(a, b),
        exact,
        _chance(gap),
        None if luck is None or not few(gap, luck) else UNSEEN * luck,
    )


def _chance(gap: np.ndarray) -> float:
    """Of the means that (n,) differences have when each gets its sign by lot, how many are as far from 0 as theirs.

    Were the sides alike, each difference might as well have had the other sign: so the test holds for rare events and
    lopsided losses too. The lots are the same for all metrics and every time.
    """
    if len(gap) < 2:
        return math.nan
    as_far = np.abs(_lots(len(gap)) @ gap) >= abs(gap.sum()) * (1 - 1e-12)
    return float((np.count_nonzero(as_far) + 1) / (LOTS + 1))


@cache
def _lots(n: int) -> np.ndarray:
    """(LOTS, n) signs."""
    return np.random.default_rng(0).choice((-1.0, 1.0), size=(LOTS, n))


def _variance_ratio(a: np.ndarray, b: np.ndarray) -> float:
    if len(a) < 2:
        return math.nan
    apart, together = a.var(ddof=1) + b.var(ddof=1), (b - a).var(ddof=1)
    return float(apart / together) if together else math.inf if apart else math.nan


def differences(
    baseline: Sequence[Mapping[str, float]],
    candidate: Sequence[Mapping[str, float]],
    tail: float = TAIL,
    luck: Mapping[str, float] | None = None,
) -> tuple[Difference, ...]:
    """Every metric, from one mapping of name to value a seed on each side, in the same order of seeds.

    Where nothing at all differs in any seed the change does nothing, and no interval is left around its 0.

    luck: of each metric, as `paired` has it, where runs of some seed are known to differ, though it may be in no metric
    """
    found = tuple(
        paired(
            metric,
            [row[metric.name] for row in baseline],
            [row[metric.name] for row in candidate],
            tail=tail,
            luck=None if luck is None else luck[metric.name],
        )
        for metric in METRICS
    )
    return closed(found) if luck is None and all(each.exact for each in found) else found


def closed(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """The same where no metric differs in any seed: what is equal leaves nothing open."""
    return tuple(replace(each, low=each.difference, high=each.difference) if each.exact else each for each in found)


def by_path(
    baseline: Sequence[Paths], candidate: Sequence[Paths], *, equal: bool = False
) -> dict[Axis, tuple[Difference, ...]]:
    """By axis, the paired difference of every part, as LABELS; one run a seed on each side, in the same order.

    equal: no metric differs in any seed
    """
    exposed = BY_NAME["exposed_per_10k"]
    parts = {
        axis: tuple(
            paired(exposed, [run.parts[axis][part] for run in baseline], [run.parts[axis][part] for run in candidate])
            for part in range(len(LABELS[axis]))
        )
        for axis in AXES
    }
    return {axis: closed(found) for axis, found in parts.items()} if equal else parts
