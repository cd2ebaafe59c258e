"""Cells of tables that show a difference."""

from experiments.printing.numbers import both, signed
from experiments.verdicts.differences import Difference


def moves(difference: Difference, times: float = 1.0) -> str:
    """Return a difference with its 95 % interval, multiplied."""
    ends = (times * each for each in (difference.difference, difference.low, difference.high))
    return signed(difference.metric.unit, *ends)


def levels(difference: Difference, times: float = 1.0) -> str:
    """Return the values before and after, multiplied."""
    return " → ".join(both(difference.metric.unit, times * difference.baseline, times * difference.candidate))
