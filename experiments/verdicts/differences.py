"""Paired differences of two platforms on the same people: estimates, intervals, tests."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.metrics import BY_NAME, METRICS, Metric
from experiments.measures.paths import AXES, LABELS, Axis, Paths
from experiments.verdicts.intervals import TAIL, UNSEEN, Interval, few, paired_interval
from experiments.verdicts.pairs import defined
from experiments.verdicts.scales import ENDS, of_difference
from policies.records import Floats

LOTS = 9_999  # random sign vectors in a test
UNLIKELY = 0.1  # odds of the other sign, up to which a difference leans


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of a metric between two platforms, paired by seed. Only pairs defined on both sides count.

    Means are over worlds: one that was asked with several lucks counts once.
    """

    metric: Metric
    pairs: int  # seeds for which both sides are defined
    worlds: int  # independent values behind the interval: means of worlds, or pairs where all live in one world
    differing: int  # of these pairs, those that are not ties
    rising: int  # of the differing ones, those whose difference is above 0
    baseline: float
    candidate: float
    difference: float  # mean of candidate − baseline
    low: float  # of the interval, 95 % by default, see `intervals`
    high: float
    variance_ratio: float  # (Var baseline + Var candidate) ÷ Var difference: a pair equals so many independent seeds
    exact: bool  # no seed differs at all
    chance: float  # p-value of a sign-flip test: random signs give a mean as far from 0; NaN below two pairs
    leaning: Literal[-1, 0, 1] = 0  # its sign where odds of nine in ten or more stand for that, else 0
    unseen: float | None = None  # assumed size of a difference that no pair shows; None: estimated from the pairs

    @property
    def agreeing(self) -> int:
        """Of the differing pairs, those whose difference has the sign of the mean difference; 0 if the mean is 0."""
        if self.difference > 0:
            return self.rising
        return self.differing - self.rising if self.difference < 0 else 0

    @property
    def share_of_seeds(self) -> float:
        """Agreeing ÷ differing pairs, NaN if all pairs are ties."""
        return self.agreeing / self.differing if self.differing else math.nan


def paired(
    metric: Metric,
    baseline: ArrayLike,
    candidate: ArrayLike,
    *,
    homes: ArrayLike | None = None,
    tail: float = TAIL,
    luck: float | None = None,
    usual: float | None = None,
) -> Difference:
    """Return the difference between (seeds,) values of one metric on two platforms, NaN where undefined.

    homes  (seeds,) number of the world of each pair: the interval is over means of worlds; None: over pairs
    tail   probability outside the interval at each end
    luck   distance between two runs of one world, in a gate: then what no pair shows counts, on both sides alike
    usual  the same elsewhere, if known
    """
    exact = bool(np.array_equal(np.asarray(baseline), np.asarray(candidate), equal_nan=True))
    pairs = defined(baseline, candidate, homes)
    gap = pairs.after - pairs.before
    before, after = pairs.by_world()
    undefined = not len(gap)
    mean = math.nan if undefined else float(before.mean())
    interval = paired_interval(before, after, tail, luck, usual)
    if luck is None and _is_setting(metric, pairs.before, pairs.after):
        interval = Interval(0.0, 0.0, 0.0)
    interval = of_difference(metric.unit, interval, mean if luck is None else None)
    lean = paired_interval(before, after, UNLIKELY, luck, usual) if interval.low <= 0 <= interval.high else interval
    return Difference(
        metric,
        len(gap),
        len(before),
        int(np.count_nonzero(gap)),
        int(np.count_nonzero(gap > 0)),
        mean,
        math.nan if undefined else float(after.mean()),
        interval.mean,
        interval.low,
        interval.high,
        _variance_ratio(pairs.before, pairs.after),
        exact,
        _chance(after - before),
        1 if lean.low > 0 else -1 if lean.high < 0 else 0,
        None if luck is None or not few(after - before, luck) else UNSEEN * luck,
    )


def _is_setting(metric: Metric, before: Floats, after: Floats) -> bool:
    """Return whether a metric has one value in all runs of both sides, as a roster has, so that it cannot move.

    What was counted and never happened may happen in the next run, and what always did may not: so 0 is no setting, and
    no share is.
    """
    counted = metric.unit in ENDS or not len(before) or not before[0]
    return not counted and bool(np.ptp(np.concatenate([before, after])) == 0)


def _chance(gap: Floats) -> float:
    """Return the p-value of a sign-flip test: the share of means, with random signs, as far from 0 as the observed one.

    gap: (n,) differences. If the sides are alike, each difference may have either sign: so the test is valid for rare
    events and skewed losses too. The random signs are the same for all metrics and every time.
    """
    if len(gap) < 2:
        return math.nan
    as_far = np.abs(_lots(len(gap)) @ gap) >= abs(gap.sum()) * (1 - 1e-12)
    return float((np.count_nonzero(as_far) + 1) / (LOTS + 1))


@lru_cache(maxsize=4)  # the same number of pairs for all metrics; 160 MB for two thousand
def _lots(n: int) -> Floats:
    """Return (LOTS, n) random signs, always the same."""
    return np.random.default_rng(0).choice((-1.0, 1.0), size=(LOTS, n))


def _variance_ratio(a: Floats, b: Floats) -> float:
    if len(a) < 2:
        return math.nan
    apart, together = a.var(ddof=1) + b.var(ddof=1), (b - a).var(ddof=1)
    return float(apart / together) if together else math.inf if apart else math.nan


def differences(
    baseline: Sequence[Mapping[str, float]],
    candidate: Sequence[Mapping[str, float]],
    tail: float = TAIL,
    luck: Mapping[str, float] | None = None,
    homes: ArrayLike | None = None,
) -> tuple[Difference, ...]:
    """Return the difference of every metric. Each side has a mapping of name to value for each seed, in the same order.

    If no metric differs in any seed, the change does nothing, and every interval is exactly 0.

    luck: by metric, as in `paired`, if runs of some seed are known to differ, perhaps in no metric; homes: as there
    """
    result = tuple(
        paired(
            metric,
            [row[metric.name] for row in baseline],
            [row[metric.name] for row in candidate],
            homes=homes,
            tail=tail,
            luck=None if luck is None else luck[metric.name],
        )
        for metric in METRICS
    )
    return closed(result) if luck is None and all(each.exact for each in result) else result


def alike(baseline: Sequence[Mapping[str, float]], candidate: Sequence[Mapping[str, float]]) -> bool:
    """Return whether no metric differs in any seed. Sides as in `differences`."""
    names = [metric.name for metric in METRICS]
    before, after = (np.array([[row[name] for name in names] for row in side]) for side in (baseline, candidate))
    return np.array_equal(before, after, equal_nan=True)


def closed(values: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return differences with the intervals of exact ones closed to 0."""
    return tuple(replace(each, low=each.difference, high=each.difference) if each.exact else each for each in values)


def by_path(
    baseline: Sequence[Paths], candidate: Sequence[Paths], homes: ArrayLike | None = None, *, equal: bool = False
) -> dict[Axis, tuple[Difference, ...]]:
    """Return by axis the paired difference of every part, as LABELS. Sides have a run for each seed, in the same order.

    homes: as in `paired`; equal: no metric differs in any seed
    """
    exposed, sides = BY_NAME["exposed_per_10k"], (baseline, candidate)
    parts = {
        axis: tuple(
            paired(exposed, *([run.parts[axis][part] for run in side] for side in sides), homes=homes)
            for part in range(len(LABELS[axis]))
        )
        for axis in AXES
    }
    return {axis: closed(values) for axis, values in parts.items()} if equal else parts
