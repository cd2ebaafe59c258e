"""Bounded scales: a share lies between 0 and 1, and so does a mean of shares, and its interval.

Student's t has no bounds. No mean lies beyond those of the scale, so an interval that is cut there contains the truth
as often. A zero has no sign.
"""

import numpy as np

from experiments.verdicts.intervals import Interval

ENDS = {"share": (0.0, 1.0), "0…1": (0.0, 1.0)}  # by unit
NONE = (-np.inf, np.inf)


def of_level(unit: str, interval: Interval) -> Interval:
    """Return the interval of a mean in this unit, cut at the ends of its scale."""
    return _cut(interval, *ENDS.get(unit, NONE))


def of_difference(unit: str, interval: Interval) -> Interval:
    """Return the interval of a mean difference in this unit, cut at the ends of its scale."""
    low, high = ENDS.get(unit, NONE)
    return _cut(interval, low - high, high - low)


def _cut(interval: Interval, least: float, most: float) -> Interval:
    low, high = np.clip([interval.low, interval.high], least, most).tolist()
    return Interval(interval.mean + 0.0, low + 0.0, high + 0.0)
