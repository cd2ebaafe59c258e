"""Intervals of a mean over seeds: 95 %, also for values that are skewed, or nearly always 0.

They are Student's t, with a longer arm on the side of a long tail if values are more skewed than chance makes them: by
Johnson's term for skewness (1978, Journal of the American Statistical Association 73, 536–544), twice, since a few
dozen values show about half of the skewness of heavy-tailed losses. The other arm stays: a tail may be chance.

Student's t fails where a harm strikes one seed in thirty: a third of such samples have none, and an interval without
width. So if more than half of the values are exactly 0, the others are rare events, and their sum is a weighted Poisson
count. Its interval is that of a gamma distribution (Fay & Feuer 1997, Statistics in Medicine 16, 791–801), with half an
event more on either side (Jeffreys; Brown, Cai & DasGupta 2003, Statistica Sinica 13, 19–49): with none more below and
a whole one above it would hold the truth too often, being discrete. Events that raise a mean and events that lower it
are two such counts, joined by MOVER (Zou & Donner 2008, Statistics in Medicine 27, 1693–1702). If the weight of one
event is unknown, there is no interval.

If the distance between two runs of one world is known (`luck`), differences below a tenth of it count as rare too, and
rare ones have the exact interval: a whole event more above and none below, for then one bound decides. The additional
event is as heavy as the largest observed one, or as twice the distance, whichever is more. So it is assumed that unseen
differences are at most that distance, on average; it is doubled because few runs estimate it, and because unequal pairs
hide more than equal ones. docs/decisions/intervals.md says why. Where both ends are told and not one bound
decides, that distance only stands in for the one between all runs (`usual`).

docs/results/trust.md shows how often they contain a known truth.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from policies.records import Floats

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
RARE = 0.5  # share of values that differ from 0, below which they are rare events
HIDDEN = 2.0  # skewness of the distribution ÷ skewness of a sample beyond chance
PLAIN = 0.1  # share of the distance between runs above which a difference is as informative as a larger one
ENOUGH = 3  # such differences, which together show how large one can be
FEW = 8  # values, below which skewness is not estimated
UNSEEN = 2.0  # assumed weight of an event that no pair shows, in units of luck
EVEN = 0.5  # odds
HALVINGS = 16  # of a range of odds: to 1 in 100,000
HALF = 0.5  # of an additional event: makes the interval of a count, on average, neither too wide nor too narrow


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its interval over n values, 95 % by default.

    NaN bounds below two values, and without any event.
    """

    mean: float
    low: float
    high: float

    def lies(self, least: float, most: float) -> Literal["within", "outside", "across"]:
        """Return whether the interval lies within a range, outside it, or across an end; NaN bounds lie across."""
        if least <= self.low and self.high <= most:
            return "within"
        return "outside" if self.high < least or most < self.low else "across"


def mean_interval(values: ArrayLike) -> Interval:
    """Return the mean of (n,) finite values, with its interval. No event weighs more than the largest observed one."""
    values = np.asarray(values, np.float64)
    largest = np.abs(values).max(initial=0.0)
    rising, falling = largest * (values > 0).any(), largest * (values < 0).any()
    return _interval(values, *_chosen(values, *_seen(*_rare(values, rising, falling, TAIL)), TAIL))


def paired_interval(
    baseline: ArrayLike, candidate: ArrayLike, tail: float = TAIL, luck: float | None = None, usual: float | None = None
) -> Interval:
    """Return the mean of (n,) differences candidate − baseline, both finite, with its interval by `paired_bounds`."""
    gaps = np.subtract(candidate, baseline, dtype=np.float64)
    return _interval(gaps, *paired_bounds(baseline, candidate, tail, luck, usual))


def paired_bounds(
    baseline: ArrayLike,
    candidate: ArrayLike,
    tail: float = TAIL,
    luck: ArrayLike | None = None,
    usual: ArrayLike | None = None,
) -> tuple[Floats, Floats]:
    """Return the (…) bounds of the mean difference, candidate − baseline, of (…, n) pairs.

    tail   probability outside at each end
    luck   (…) distance between two runs of one world, see `apart`, where one bound decides, as in a gate
    usual  (…) the same where both ends are told; None: the distance between runs of all worlds

    Few differences do not show how large one can be: the rest is taken from `luck`, or from the usual distance between
    runs. If every pair ties, the bound on either side is 3.7 ÷ n of `UNSEEN` × luck, else 3 ÷ n of
    the usual distance: the rule of three.
    """
    before, after = np.asarray(baseline, np.float64), np.asarray(candidate, np.float64)
    gaps = after - before
    sizes = np.abs(gaps)
    if luck is not None:
        largest = np.maximum(sizes.max(-1, initial=0.0), UNSEEN * np.asarray(luck, np.float64))
        unknown = np.where(np.isnan(largest), np.nan, 0.0)
        low, high = _rare(gaps, largest, largest, tail, exact=True)
        return _chosen(gaps, low + unknown, high + unknown, tail, luck)
    one = _distance(np.concatenate([before, after], -1)) if usual is None else np.asarray(usual, np.float64)
    telling = np.minimum(_divided(sizes, PLAIN * one[..., None]), 1.0).sum(-1)
    largest = np.maximum(sizes.max(-1, initial=0.0), one * np.maximum(1 - telling / ENOUGH, 0.0))
    return _chosen(gaps, *_seen(*_rare(gaps, largest, largest, tail)), tail)


def chance_above(baseline: ArrayLike, candidate: ArrayLike, point: float, usual: float | None = None) -> float:
    """Return the odds that the mean of (n,) differences lies above a point: the bound of this level is the point.

    So the odds of a mean above 0 are 97.5 % where the lower bound of 95 % is 0. NaN without bounds.
    """

    def bounds(tail: float) -> tuple[float, float]:
        low, high = paired_bounds(baseline, candidate, tail, usual=usual)
        return float(low), float(high)

    low, high = bounds(EVEN)
    if math.isnan(low + high):
        return math.nan
    if low <= point <= high:
        return EVEN
    least, most = 0.0, EVEN  # the tail whose bound is the point lies between them
    for _ in range(HALVINGS):
        tail = (least + most) / 2
        nearer, further = bounds(tail)
        beyond = nearer < point if point < low else further > point
        least, most = (tail, most) if beyond else (least, tail)
    return 1 - most if point < low else most


def few(gaps: ArrayLike, luck: ArrayLike | None = None) -> Any:
    """Return (…) whether so few of (…, n) values differ from 0 that they are rare events. luck: as in `paired_bounds`.

    If luck is known, only values of at least a tenth of it count: pairs that differ by one person are nearly equal.
    """
    sizes = np.abs(np.asarray(gaps, np.float64))
    plain = np.zeros(()) if luck is None else PLAIN * np.nan_to_num(np.asarray(luck, np.float64))
    return np.count_nonzero((sizes > 0) & ~(sizes < plain[..., None]), axis=-1) < RARE * sizes.shape[-1]


def apart(first: ArrayLike, second: ArrayLike) -> Any:
    """Return (…) the mean distance of (…, n) pairs of runs that share only their world.

    NaN if no pair has a number on both sides.
    """
    gaps = np.abs(np.subtract(second, first, dtype=np.float64))
    defined = np.isfinite(gaps)
    counted = defined.sum(-1)
    mean = np.where(defined, gaps, 0.0).sum(-1) / np.maximum(counted, 1)
    return np.where(counted > 0, mean, np.nan)


def _distance(values: Floats) -> Floats:
    """Return (…) the root mean square distance from the median of those of (…, n) values that differ from it, or 0."""
    if not values.shape[-1]:
        return np.zeros(values.shape[:-1])
    away = values - np.median(values, axis=-1, keepdims=True)
    return np.sqrt((away**2).sum(-1) / np.maximum(np.count_nonzero(away, axis=-1), 1))


def _interval(values: Floats, low: Floats, high: Floats) -> Interval:
    return Interval(float(values.mean()) if len(values) else math.nan, float(low), float(high))


def _chosen(
    values: Floats, rare_low: Floats, rare_high: Floats, tail: float, luck: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Return the (…) bounds of the mean of (…, n) values: those of rare events if these are rare, else Student's t."""
    n = values.shape[-1]
    if n < 2:
        nothing = np.full(values.shape[:-1], np.nan)
        return nothing, nothing
    rare, (low, high) = few(values, luck), _student(values, tail)
    return np.where(rare, rare_low, low), np.where(rare, rare_high, high)


def _seen(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return (…) bounds, NaN without any event."""
    seen = high > low
    return np.where(seen, low, np.nan), np.where(seen, high, np.nan)


def _student(values: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return Student's (…) bounds of the mean of (…, n) values, n ≥ 2; the arm along a long tail after Johnson."""
    from scipy.special import stdtrit

    n = values.shape[-1]
    centre, error, quantile = values.mean(-1), values.std(-1, ddof=1) / math.sqrt(n), stdtrit(n - 1, 1 - tail)
    longer = HIDDEN * _lopsided(values) * error / (6 * math.sqrt(n)) * (1 + 2 * quantile**2)
    low, high = centre - quantile * error, centre + quantile * error
    return low + np.minimum(longer, 0.0), high + np.maximum(longer, 0.0)


def _lopsided(values: Floats) -> Floats:
    """Return (…) the skewness of (…, n) values beyond its standard error for normal values; 0 for few values."""
    n = values.shape[-1]
    if n < FEW:
        return np.zeros(values.shape[:-1])
    away = values - values.mean(-1, keepdims=True)
    square, cube = (away**2).mean(-1), (away**3).mean(-1)
    skewness = _divided(cube, square**1.5) * math.sqrt(n * (n - 1)) / (n - 2)
    return np.sign(skewness) * np.maximum(np.abs(skewness) - math.sqrt(6 / n), 0.0)


def _rare(
    values: Floats, most_rising: Floats, most_falling: Floats, tail: float, *, exact: bool = False
) -> tuple[Floats, Floats]:
    """Return the (…) bounds of the mean of (…, n) rare events, by MOVER from each sign. most: (…) their largest weight.

    A sign without an observed event may still occur, and has an upper bound too.
    """
    parts, seen = (np.maximum(values, 0.0), np.maximum(-values, 0.0)), np.abs(values).sum(-1)
    more = np.ones_like(seen) if exact else _more(seen, np.maximum(most_rising, most_falling), tail)
    (up, up_low, up_high), (down, down_low, down_high) = (
        _gamma(part, most, (0.0 if exact else HALF, more), tail)
        for part, most in zip(parts, (most_rising, most_falling), strict=True)
    )
    centre = up - down
    return centre - np.hypot(up - up_low, down_high - down), centre + np.hypot(up_high - up, down - down_low)


def _gamma(events: Floats, most: Floats, more: tuple[float, Floats], tail: float) -> tuple[Floats, Floats, Floats]:
    """Return the (…) mean of (…, n) rare events of one sign, 0 or more, with its bounds.

    most: (…) the largest weight; more: additional events of that weight, below and (…) above.
    """
    n, (below, above) = max(events.shape[-1], 1), more
    total, square = events.sum(-1), (events**2).sum(-1)
    low = np.where(total > 0, _quantile(tail, total + below * most, square + below * most**2), 0.0)
    high = _quantile(1 - tail, total + above * most, square + above * most**2)
    return total / n, low / n, high / n


def _more(seen: Floats, most: Floats, tail: float) -> Floats:
    """Return (…) the additional events above: half of one if an event was `seen` (weight of both signs), else more."""
    return _none(tail) - (_none(tail) - HALF) * np.minimum(_divided(seen, most), 1.0)


@cache
def _none(tail: float) -> float:
    """Return the additional events without an observed one: so that the bound is −ln(2 × tail), as in a mid-P test."""
    from scipy.special import gammaincinv

    least, most = HALF, 1.0
    while least < (middle := (least + most) / 2) < most:
        least, most = (middle, most) if gammaincinv(middle, 1 - tail) < -math.log(2 * tail) else (least, middle)
    return most


def _quantile(share: float, mean: Floats, variance: Floats) -> Floats:
    """Return (…) the quantile of a gamma distribution of this mean and variance, 0 where both are 0."""
    from scipy.special import gammaincinv

    positive = mean > 0
    mean, variance = np.where(positive, mean, 1.0), np.where(positive, variance, 1.0)
    return np.where(positive, variance / mean * gammaincinv(mean**2 / variance, share), 0.0)


def _divided(part: Floats, whole: Floats) -> Floats:
    """Return (…) part ÷ whole, 0 where the whole is 0."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0)
