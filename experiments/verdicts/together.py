"""Several intervals that hold at once: one critical value for all of them.

Each of six intervals of 95 % misses one time in twenty, all together some 23 times in a hundred. Means over the same
worlds are correlated, so Bonferroni's sixth of the error would be wider than it takes. The worlds are resampled whole,
as they came, and the largest |t| of all means says how far the intervals must reach (Romano & Wolf 2005, Econometrica
73, 1237–1282).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from policies.records import Floats

RESAMPLES = 9_999
FEW = 16  # worlds, below which the largest |t| of resamples says too little: with 8 twice the error


def shared_tail(means: Sequence[Floats], error: float) -> float:
    """Return the probability outside each interval, at each end, with which all hold at once but for the `error`.

    means: for each interval (worlds,) mean differences, of the same worlds in one order; NaN where a world has none.
    Intervals of nothing, and of values that are all the same, cannot miss, and have no part in it. With one interval
    left the result is half of the error. Few worlds do not show how the means move together: then it is Bonferroni's.
    """
    from scipy.special import ndtr

    known = [each for each in means if np.isfinite(each).sum() > 1 and np.nanstd(each) > 0]
    if len(known) < 2:
        return error / 2
    away = np.column_stack([_standard(each) for each in known])
    if len(away) < FEW:
        return error / 2 / len(known)
    largest = np.abs(_weights(len(away)) @ away).max(axis=1)
    return min(float(ndtr(-np.quantile(largest, 1 - error))), error / 2)


def _standard(values: Floats) -> Floats:
    """Return (worlds,) distances from the mean, so that a sum over resampled worlds has the variance 1; 0 for NaN."""
    away = np.nan_to_num(values - np.nanmean(values))
    return away / np.linalg.norm(away)


@lru_cache(maxsize=4)  # the same number of worlds for all questions of a sweep
def _weights(worlds: int) -> Floats:
    """Return (RESAMPLES, worlds) how often each world is drawn beyond once, the same every time."""
    drawn = np.random.default_rng(0).multinomial(worlds, np.full(worlds, 1 / worlds), RESAMPLES)
    return drawn.astype(np.float64) - 1
