"""Rows of pictures of differences, with the words and the tone of their verdict, on the scale that is shown."""

import numpy as np

from experiments.document.pictures import Interval, Marker, Row
from experiments.document.tones import Tone, Toned, tone
from experiments.language.messages import say
from experiments.printing.numbers import percent
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import DIRECTIONS, Verdict, margin
from policies.records import Floats

TONES: dict[str, Tone] = {"better": "better", "worse": "worse"}  # of directions


def judged(
    label: str, difference: Difference, verdict: Verdict, words: str, most: float | None = None, marker: Marker = "dot"
) -> Row:
    """Return the row of a difference as its verdict looks. most: a margin as it is shown, instead of its own."""
    return marked(label, ends(difference), verdict, words, within(difference) if most is None else most, marker)


def marked(
    label: str, ends: tuple[float, float, float], verdict: Verdict, words: str, most: float, marker: Marker = "dot"
) -> Row:
    """Return the row of mean, low and high end as its verdict looks. most: the margin."""
    direction = DIRECTIONS.get(verdict)
    shade = TONES.get(direction or "", "")
    mark = Interval(*ends, shade if direction else "faint", marker)
    return Row(label, [mark], Toned(words, tone(words) or shade), (-most, most))


def ends(difference: Difference) -> tuple[float, float, float]:
    """Return mean, low and high end of a difference, a share in per cent."""
    factor, _ = percent(difference.metric.unit)
    return factor * difference.difference, factor * difference.low, factor * difference.high


def within(difference: Difference) -> float:
    """Return the margin of a difference, of a share in per cent; 0 for a metric without one."""
    factor, _ = percent(difference.metric.unit)
    most = margin(difference)
    return 0.0 if most is None or not np.isfinite(most) else factor * most


def gaps(compared: Comparison, name: str) -> Floats:
    """Return (pairs,) candidate − baseline of each pair, of a share in per cent; NaN where undefined."""
    factor, _ = percent(compared[name].metric.unit)
    before, after = np.array(compared.values(name), np.float64)
    return factor * (after - before)


def of_regime(name: str, regime: str) -> str:
    """Return the label of a row: what it is of, and the regime."""
    return say("{name}, {regime}", name=name, regime=regime)
