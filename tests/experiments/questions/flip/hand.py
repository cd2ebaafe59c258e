"""Differences made by hand."""

from experiments.measures.metrics import BY_NAME
from experiments.verdicts.differences import Difference

EXPOSED = BY_NAME["exposed_per_10k"]


def told(value: float, half: float = 1.0) -> Difference:
    """A difference of exposure with an interval of this half width."""
    agreeing = 32 if abs(value) > half else 20
    rising = agreeing if value > 0 else 32 - agreeing
    ends = value - half, value + half
    return Difference(EXPOSED, 32, 32, 32, rising, 300.0, 300.0 + value, value, *ends, 1.0, False, 0.5)
