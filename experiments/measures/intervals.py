"""How sure a mean over seeds is: 95 % intervals, also of what is nearly always 0.

Student's t fails where a harm strikes one seed in thirty: a third of such samples have none, and an interval without
width. So where more than half of the values are exactly 0, the others are rare events, and their sum is a weighted
Poisson count with the gamma interval of Fay & Feuer (1997, Statistics in Medicine 16, 791–801), as wide as one more
event of the largest weight makes it. What raises a mean and what lowers it are two such counts, joined by MOVER (Zou &
Donner 2008, Statistics in Medicine 27, 1693–1702). Where nothing says what one event weighs, there is no interval.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.periods import Floats

CONFIDENCE = 0.95
RARE = 0.5  # of values that differ from 0, below which they are rare events


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % interval over n values; NaN bounds below two values, and where nothing was ever seen."""

    mean: float
    low: float
    high: float


def mean_interval(values: ArrayLike) -> Interval:
    """The mean of (n,) finite values, with its interval. No event weighs more than the largest that was seen."""
    values = np.asarray(values, np.float64)
    rising, falling = np.maximum(values, 0.0), np.maximum(-values, 0.0)
    largest = np.abs(values).max(initial=0.0)
    low, high = _joined(rising, falling, largest * rising.any(), largest * falling.any())
    return _told(values, *_chosen(values, low, high))


def paired_interval(baseline: ArrayLike, candidate: ArrayLike) -> Interval:
    """The mean of (n,) differences candidate − baseline, both finite, with its interval."""
    gaps = np.subtract(candidate, baseline, dtype=np.float64)
    return _told(gaps, *paired_bounds(baseline, candidate))


def paired_bounds(baseline: ArrayLike, candidate: ArrayLike) -> tuple[Floats, Floats]:
    """Of (…, n) pairs, the (…) bounds of the mean difference, candidate − baseline.

    Few differences do not say how large one can be: the largest weight is that of the largest one, or the usual
    distance between runs if this is more. Where every pair ties, 3.7 ÷ n of it is the bound on either side: the rule of
    three, for 97.5 %.
    """
    before, after = np.asarray(baseline, np.float64), np.asarray(candidate, np.float64)
    gaps = after - before
    largest = np.maximum(np.abs(gaps).max(-1, initial=0.0), _distance(np.concatenate([before, after], -1)))
    low, high = _joined(np.maximum(gaps, 0.0), np.maximum(-gaps, 0.0), largest, largest)
    return _chosen(gaps, low, high)


def _distance(values: Floats) -> Floats:
    """(…) how far from the median of (…, n) values those lie that are not there, root mean square; 0 where all are."""
    if not values.shape[-1]:
        return np.zeros(values.shape[:-1])
    away = values - np.median(values, axis=-1, keepdims=True)
    return np.sqrt((away**2).sum(-1) / np.maximum(np.count_nonzero(away, axis=-1), 1))


def _told(values: Floats, low: Floats, high: Floats) -> Interval:
    return Interval(float(values.mean()) if len(values) else math.nan, float(low), float(high))


def _chosen(values: Floats, rare_low: Floats, rare_high: Floats) -> tuple[Floats, Floats]:
    """The (…) bounds of the mean of (…, n) values: those of rare events where these are rare, else Student's t."""
    n = values.shape[-1]
    if n < 2:
        nothing = np.full(values.shape[:-1], np.nan)
        return nothing, nothing
    from scipy.special import stdtrit

    seen = rare_high > rare_low
    rare_low, rare_high = np.where(seen, rare_low, np.nan), np.where(seen, rare_high, np.nan)
    rare = np.count_nonzero(values, axis=-1) < RARE * n
    centre = values.mean(-1)
    half = stdtrit(n - 1, (1 + CONFIDENCE) / 2) * values.std(-1, ddof=1) / math.sqrt(n)
    return np.where(rare, rare_low, centre - half), np.where(rare, rare_high, centre + half)


def _joined(rising: Floats, falling: Floats, most_rising: Floats, most_falling: Floats) -> tuple[Floats, Floats]:
    """MOVER: the (…) bounds of the mean of (…, n) rare events of both signs, from those of each sign, 0 or more."""
    up, up_low, up_high = _gamma(rising, most_rising)
    down, down_low, down_high = _gamma(falling, most_falling)
    centre = up - down
    return centre - np.hypot(up - up_low, down_high - down), centre + np.hypot(up_high - up, down - down_low)


def _gamma(events: Floats, most: Floats) -> tuple[Floats, Floats, Floats]:
    """Fay & Feuer: the (…) mean of (…, n) rare events, 0 or more, with its bounds. most: (…) the largest weight."""
    n, tail = max(events.shape[-1], 1), (1 - CONFIDENCE) / 2
    total, square = events.sum(-1), (events**2).sum(-1)
    low = _quantile(tail, total, square)
    high = _quantile(1 - tail, total + most, square + most**2)
    return total / n, low / n, high / n


def _quantile(share: float, mean: Floats, variance: Floats) -> Floats:
    """(…) the quantile of a gamma distribution of this mean and variance, 0 where both are 0."""
    from scipy.special import gammaincinv

    there = mean > 0
    mean, variance = np.where(there, mean, 1.0), np.where(there, variance, 1.0)
    return np.where(there, variance / mean * gammaincinv(mean**2 / variance, share), 0.0)
