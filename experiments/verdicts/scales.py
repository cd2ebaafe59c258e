"""Bounded scales: a share lies between 0 and 1, no metric below 0, and neither does a mean, nor its interval.

Student's t has no bounds. No mean lies beyond those of the scale, so an interval that is cut there contains the truth
as often. A difference stands beside the baseline that was measured, and cannot take away more than that. A zero has no
sign.
"""

import numpy as np

from experiments.verdicts.intervals import Interval

ENDS = {"share": (0.0, 1.0), "0…1": (0.0, 1.0)}  # by unit
NONE = (-np.inf, np.inf)
METRIC = (0.0, np.inf)  # in any other unit


def of_level(unit: str, interval: Interval) -> Interval:
    """Return the interval of a mean in this unit, cut at the ends of its scale."""
    return _cut(interval, *ENDS.get(unit, NONE))


def of_difference(unit: str, interval: Interval, baseline: float | None = None) -> Interval:
    """Return the interval of a mean difference of a metric in this unit, cut at the ends of its scale.

    baseline: the mean that it is shown beside, of which no more than all can go; None: any
    """
    low, high = ENDS.get(unit, METRIC)
    most = high - low
    return _cut(interval, -most if baseline is None else low - baseline, most if baseline is None else high - baseline)


def _cut(interval: Interval, least: float, most: float) -> Interval:
    low, high = np.clip([interval.low, interval.high], least, most).tolist()
    return Interval(interval.mean + 0.0, low + 0.0, high + 0.0)
