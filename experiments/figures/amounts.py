"""Amounts on the scale that is shown: shares in per cent, differences with their ends and margins, pair by pair."""

import numpy as np

from experiments.printing.numbers import percent
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import margin
from policies.records import Floats


def ends(difference: Difference) -> tuple[float, float, float]:
    """Return mean, low and high end of a difference."""
    factor, _ = percent(difference.metric.unit)
    return factor * difference.difference, factor * difference.low, factor * difference.high


def within(difference: Difference, most: float | None = None) -> float:
    """Return the margin of a difference; 0 for a metric without one. most: instead of its own."""
    factor, _ = percent(difference.metric.unit)
    most = margin(difference) if most is None else most
    return 0.0 if most is None or not np.isfinite(most) else factor * most


def gaps(compared: Comparison, name: str) -> Floats:
    """Return (pairs,) candidate − baseline of each pair; NaN where undefined."""
    factor, _ = percent(compared[name].metric.unit)
    before, after = (np.array([run[name] for run in side], np.float64) for side in compared.runs)
    return factor * (after - before)
