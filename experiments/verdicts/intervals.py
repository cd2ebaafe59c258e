"""How sure a mean over seeds is: 95 % intervals, also of what is lopsided, or nearly always 0.

They are Student's t, whose arm on the side of a long tail is lengthened where values are more lopsided than luck makes
them: by Johnson's term for skewness (1978, Journal of the American Statistical Association 73, 536–544), twice, since a
few dozen values show about half of the skewness of heavy-tailed losses. The other arm stays, for a tail may have luck.

Student's t fails where a harm strikes one seed in thirty: a third of such samples have none, and an interval without
width. So where more than half of the values are exactly 0, the others are rare events, and their sum is a weighted
Poisson count. Its interval is that of a gamma distribution (Fay & Feuer 1997, Statistics in Medicine 16, 791–801), with
half an event more on either side (Jeffreys; Brown, Cai & DasGupta 2003, Statistica Sinica 13, 19–49): with none more
below and a whole one above it would hold the truth too often, being discrete. What raises a mean and what lowers it are
two such counts, joined by MOVER (Zou & Donner 2008, Statistics in Medicine 27, 1693–1702). Where nothing says what one
event weighs, there is no interval.

Where it is known how far two runs of one world lie apart (`luck`), differences below a tenth of that count as rare too,
and rare ones have the exact interval: a whole event more above and none below, for then one bound decides. The event
more is as heavy as the largest that was seen, or as twice luck's distance, whichever is more. So it is assumed that
pairs which differ unseen are off by luck's distance at the most, on average; it is doubled for the few runs that tell
it, and for unequal pairs, which hide more than equal ones. docs/decisions/09-gate-intervals.md says why.

How often they hold a truth that is known stands in docs/results/coverage.md.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.periods import Floats

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
RARE = 0.5  # of values that differ from 0, below which they are rare events
HIDDEN = 2.0  # the skewness of what values are drawn from, for that which they show beyond luck
PLAIN = 0.1  # of the distance between runs, from which on a difference tells as much as a larger one
ENOUGH = 3  # such differences, which together tell how large one can be
FEW = 8  # values, below which they tell nothing of skewness
UNSEEN = 2.0  # of luck's distance: how heavy an event is taken to be that no pair has shown
HALF = 0.5  # of an event more: what makes the interval of a count, on average, neither too wide nor too narrow


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its interval over n values, of 95 % where nothing else is asked.

    NaN bounds below two values, and where nothing was ever seen.
    """

    mean: float
    low: float
    high: float


def mean_interval(values: ArrayLike) -> Interval:
    """The mean of (n,) finite values, with its interval. No event weighs more than the largest that was seen."""
    values = np.asarray(values, np.float64)
    largest = np.abs(values).max(initial=0.0)
    rising, falling = largest * (values > 0).any(), largest * (values < 0).any()
    return _told(values, *_chosen(values, *_seen(*_rare(values, rising, falling, TAIL)), TAIL))


def paired_interval(
    baseline: ArrayLike, candidate: ArrayLike, tail: float = TAIL, luck: float | None = None
) -> Interval:
    """The mean of (n,) differences candidate − baseline, both finite, with its interval, as `paired_bounds` has it."""
    gaps = np.subtract(candidate, baseline, dtype=np.float64)
    return _told(gaps, *paired_bounds(baseline, candidate, tail, luck))


def paired_bounds(
    baseline: ArrayLike, candidate: ArrayLike, tail: float = TAIL, luck: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Of (…, n) pairs, the (…) bounds of the mean difference, candidate − baseline.

    tail  left out at each end
    luck  (…) how far two runs of one world lie apart, see `apart`; None where nobody knows

    Few differences do not say how large one can be: what they leave open is taken from `luck`, else from the usual
    distance between runs. Where every pair ties, the bound on either side is 3.7 ÷ n of `UNSEEN` × luck, else 3 ÷ n of
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
    usual = _distance(np.concatenate([before, after], -1))
    telling = np.minimum(_divided(sizes, PLAIN * usual[..., None]), 1.0).sum(-1)
    largest = np.maximum(sizes.max(-1, initial=0.0), usual * np.maximum(1 - telling / ENOUGH, 0.0))
    return _chosen(gaps, *_seen(*_rare(gaps, largest, largest, tail)), tail)


def few(gaps: ArrayLike, luck: ArrayLike | None = None) -> Any:
    """(…) whether so few of (…, n) values differ from 0 that they are rare events. luck: as `paired_bounds` has it.

    Where luck is known, those count that are a tenth of it: pairs that all differ by a person are as good as equal.
    """
    sizes = np.abs(np.asarray(gaps, np.float64))
    plain = np.zeros(()) if luck is None else PLAIN * np.nan_to_num(np.asarray(luck, np.float64))
    return np.count_nonzero((sizes > 0) & ~(sizes < plain[..., None]), axis=-1) < RARE * sizes.shape[-1]


def ties(margin: ArrayLike, luck: ArrayLike, tail: float = TAIL) -> Any:
    """(…) how many pairs have to tie in a metric for its bounds to be within a margin; ∞ where no number does.

    luck: how far two runs of one world lie apart in it
    """
    margin, luck = np.broadcast_arrays(np.asarray(margin, np.float64), np.asarray(luck, np.float64))
    settled = (margin > 0) & np.isfinite(luck)
    pairs = np.ceil(-math.log(tail) * UNSEEN * luck / np.where(settled, margin, 1.0))
    return np.where(luck == 0, 0.0, np.where(settled, pairs, np.inf))


def apart(first: ArrayLike, second: ArrayLike) -> Any:
    """(…) how far (…, n) pairs of runs lie apart that share a world and nothing else: root mean square.

    NaN where none has a number on both sides.
    """
    squares = np.subtract(second, first, dtype=np.float64) ** 2
    there = np.isfinite(squares)
    counted = there.sum(-1)
    mean = np.where(there, squares, 0.0).sum(-1) / np.maximum(counted, 1)
    return np.where(counted > 0, np.sqrt(mean), np.nan)


def _distance(values: Floats) -> Floats:
    """(…) how far from the median of (…, n) values those lie that are not there, root mean square; 0 where all are."""
    if not values.shape[-1]:
        return np.zeros(values.shape[:-1])
    away = values - np.median(values, axis=-1, keepdims=True)
    return np.sqrt((away**2).sum(-1) / np.maximum(np.count_nonzero(away, axis=-1), 1))


def _told(values: Floats, low: Floats, high: Floats) -> Interval:
    return Interval(float(values.mean()) if len(values) else math.nan, float(low), float(high))


def _chosen(
    values: Floats, rare_low: Floats, rare_high: Floats, tail: float, luck: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """The (…) bounds of the mean of (…, n) values: those of rare events where these are rare, else Student's t."""
    n = values.shape[-1]
    if n < 2:
        nothing = np.full(values.shape[:-1], np.nan)
        return nothing, nothing
    rare, (low, high) = few(values, luck), _student(values, tail)
    return np.where(rare, rare_low, low), np.where(rare, rare_high, high)


def _seen(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """(…) bounds, NaN where nothing was ever seen."""
    seen = high > low
    return np.where(seen, low, np.nan), np.where(seen, high, np.nan)


def _student(values: Floats, tail: float) -> tuple[Floats, Floats]:
    """Student's (…) bounds of the mean of (…, n) values, two or more; the arm along a long tail after Johnson."""
    from scipy.special import stdtrit

    n = values.shape[-1]
    centre, error, quantile = values.mean(-1), values.std(-1, ddof=1) / math.sqrt(n), stdtrit(n - 1, 1 - tail)
    longer = HIDDEN * _lopsided(values) * error / (6 * math.sqrt(n)) * (1 + 2 * quantile**2)
    low, high = centre - quantile * error, centre + quantile * error
    return low + np.minimum(longer, 0.0), high + np.maximum(longer, 0.0)


def _lopsided(values: Floats) -> Floats:
    """(…) the skewness of (…, n) values beyond the standard error that it has for a bell; 0 of few values."""
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
    """MOVER: the (…) bounds of the mean of (…, n) rare events, from those of each sign. most: (…) their largest weight.

    A sign of which nothing was seen may yet show, and has an upper bound too.
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
    """The (…) mean of (…, n) rare events of one sign, 0 or more, with its bounds.

    most: (…) the largest weight; more: so many events of that weight more, below and (…) above.
    """
    n, (below, above) = max(events.shape[-1], 1), more
    total, square = events.sum(-1), (events**2).sum(-1)
    low = np.where(total > 0, _quantile(tail, total + below * most, square + below * most**2), 0.0)
    high = _quantile(1 - tail, total + above * most, square + above * most**2)
    return total / n, low / n, high / n


def _more(seen: Floats, most: Floats, tail: float) -> Floats:
    """(…) of an event more above: half of one where one was `seen`, by weight of both signs, else more."""
    return _none(tail) - (_none(tail) - HALF) * np.minimum(_divided(seen, most), 1.0)


@cache
def _none(tail: float) -> float:
    """Of an event more where none was seen: such that its bound is −ln(2 × tail), that of a mid-P test."""
    from scipy.special import gammaincinv

    least, most = HALF, 1.0
    while least < (middle := (least + most) / 2) < most:
        least, most = (middle, most) if gammaincinv(middle, 1 - tail) < -math.log(2 * tail) else (least, middle)
    return most


def _quantile(share: float, mean: Floats, variance: Floats) -> Floats:
    """(…) the quantile of a gamma distribution of this mean and variance, 0 where both are 0."""
    from scipy.special import gammaincinv

    there = mean > 0
    mean, variance = np.where(there, mean, 1.0), np.where(there, variance, 1.0)
    return np.where(there, variance / mean * gammaincinv(mean**2 / variance, share), 0.0)


def _divided(part: Floats, whole: Floats) -> Floats:
    """(…) part ÷ whole, 0 where the whole is 0."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0)
