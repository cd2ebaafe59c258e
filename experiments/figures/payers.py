"""Payers: yen of a month at the marketplace's size, and what honest people bear; mean and 95 % interval."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.figures.amounts import ends
from experiments.figures.style import (
    FAINT,
    INK,
    MARKERS,
    NOTE,
    arrow,
    beside,
    blank,
    frame_rows,
    heading,
    stroke,
    styled,
)
from experiments.language.messages import say, sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import interval, percent, scaled
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import PAYERS, titles
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

APART = 0.28  # between the lines of a row


@styled
def payers(answer: Answer) -> "Figure":
    """Draw who pays: yen of a month of the whole marketplace, and rates as they are."""
    times = answer.comparisons[0].scale
    platforms, where = arrow(answer.baseline, answer.candidate), titles(answer)[1]
    groups = [[name for name in PAYERS if (BY_NAME[name].unit == "yen") == money] for money in (True, False)]
    figure = blank(
        1.3 + 0.6 * len(PAYERS),
        say("Who pays, and how much: {platforms}", platforms=platforms),
        sentences(
            (
                say("{where}.", where=where),
                say(
                    "Yen of a month of the whole marketplace ({times} ×); mean and 95 % interval; right: more.",
                    times=f"{times:,.0f}",
                ),
            )
        ),
    )
    both = figure.subplots(2, 1, height_ratios=[len(group) for group in groups])
    for axes, group, factor in zip(both, groups, (times, 1.0), strict=True):
        draw(axes, answer.comparisons, group, factor)
    both[0].legend(loc="lower left", frameon=False, fontsize=NOTE, labelcolor=INK)
    return figure


def draw(axes: "Axes", compared: Sequence[Comparison], names: Sequence[str], times: float) -> "Axes":
    """Draw a row for each metric and, within it, a line for each regime. times: of each amount."""
    amounts = {name: [[times * end for end in ends(each[name])] for each in compared] for name in names}
    every = [end for lines in amounts.values() for line in lines for end in line]
    scaled_ends, suffix = scaled(*every)
    by = max(every, key=abs, default=1.0) / (max(scaled_ends, key=abs, default=1.0) or 1.0) or 1.0
    for place, (name, lines) in enumerate(amounts.items()):
        for nth, (centre, low, high) in enumerate(lines):
            at, colour = place + APART * (nth - (len(lines) - 1) / 2), INK if nth else FAINT
            stroke(axes, at, (centre / by, low / by, high / by), colour, MARKERS[nth])
            axes.lines[-1].set_label(word(compared[nth].regime) if place == 0 else "_nolegend_")
            unit = BY_NAME[name].unit
            factor, _ = percent(unit)
            beside(axes, at, interval(unit, centre / factor, low / factor, high / factor))
    frame_rows(axes, [say(PAYERS[name]) for name in names], [end / by for end in every])
    money = BY_NAME[names[0]].unit == "yen"
    if not money:
        heading(axes, say("more of each"))
    elif suffix:
        heading(axes, say("yen a month more ({scale})", scale=suffix.strip()))
    else:
        heading(axes, say("yen a month more"))
    return axes
