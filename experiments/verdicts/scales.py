"""Scales that end: a share lies between 0 and 1, and so does a mean of shares, and its interval.

Student's t knows no ends. What it has beyond them holds no mean, so an interval that is cut there holds the truth as
often. And a zero has no sign.
"""

import numpy as np

from experiments.verdicts.intervals import Interval

ENDS = {"share": (0.0, 1.0), "0…1": (0.0, 1.0)}  # by unit
NONE = (-np.inf, np.inf)


def of_level(unit: str, found: Interval) -> Interval:
    """The mean of a quantity of this unit."""
    return _cut(found, *ENDS.get(unit, NONE))


def of_difference(unit: str, found: Interval) -> Interval:
    """The mean difference between two of them."""
    low, high = ENDS.get(unit, NONE)
    return _cut(found, low - high, high - low)


def _cut(found: Interval, least: float, most: float) -> Interval:
    low, high = np.clip([found.low, found.high], least, most).tolist()
    return Interval(found.mean + 0.0, low + 0.0, high + 0.0)
