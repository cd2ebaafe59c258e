"""Dots: in how many worlds a headline is worse, within the margin, or better; a row for each regime."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.amounts import gaps, within
from experiments.figures.style import BAND, COLOURS, FAINT, arrow, bare, beside, blank, heading, panels, rows, styled
from experiments.language.messages import in_a_row, message, say, sentences
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import titles
from experiments.verdicts.margins import side, subjects
from experiments.verdicts.regimes import when, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WITHIN = message("within the margin")
KINDS = {WITHIN: BAND, **COLOURS}


@styled
def dots(answer: Answer) -> "Figure":
    """Draw a row of dots for each headline and regime, a dot for each pair: worse, within the margin, better."""
    names, compared = answer.headlines, answer.comparisons
    platforms, where = arrow(answer.baseline, answer.candidate), titles(answer)[1]
    meaning = (
        say("A dot is a plausible world with its luck; a difference within the margin does not matter.")
        if answer.plausible
        else say("A dot is a seed with its luck; a difference within the margin does not matter.")
    )
    figure = blank(
        1.0 + len(names) * (0.7 + 0.34 * len(compared)),
        say("{platforms}: {finding}", platforms=platforms, finding=_finding(answer)),
        sentences((say("{where}.", where=where), meaning)),
    )
    for axes, name in zip(panels(figure, len(names), sharex=True), names, strict=True):
        for place, each in enumerate(compared):
            draw(axes, each, name, place)
        rows(axes, [word(each.regime) for each in compared])
        axes.set_xticks([])
        heading(axes, subjects()[name])
        bare(axes, "left", "bottom")
    return figure


def draw(axes: "Axes", compared: Comparison, name: str, place: float = 0) -> "Axes":
    """Draw a row of dots at this height, and the counts behind it."""
    counts, at = tally(compared, name), 0
    for kind, count in counts.items():
        x = np.arange(at, at + count)
        axes.scatter(x, np.full(count, place), 60, color=KINDS[kind], edgecolors=FAINT, linewidths=0.6)
        at += count
    beside(axes, place, in_a_row(say("{count} {kind}", count=count, kind=say(kind)) for kind, count in counts.items()))
    return axes


def tally(compared: Comparison, name: str) -> dict[str, int]:
    """Count the pairs in which a metric is worse, within the margin, better; pairs without a number are left out.

    Where no verdict holds, and where the worlds differ too, it is higher or lower, and neither worse nor better.
    """
    gap, most = gaps(compared, name), within(compared[name])
    gap = gap[np.isfinite(gap)]
    rises, falls = (
        (side(compared[name].metric, rises=rising, judged=compared.judged), int(np.count_nonzero(beyond)))
        for rising, beyond in ((True, gap > most), (False, gap < -most))
    )
    first, last = (falls, rises) if rises[0] == "better" else (rises, falls)
    return dict([first, (WITHIN, len(gap) - first[1] - last[1]), last])


def _finding(answer: Answer) -> str:
    """Return in how many pairs the first headline is worse, or higher, in each regime."""
    name = answer.headlines[0]
    kind = next(iter(tally(answer.comparisons[0], name)))
    counts = (
        say(
            "in {count} of {pairs} {when}",
            count=tally(compared, name).get(kind, 0),
            pairs=compared[name].pairs,
            when=when(compared.regime),
        )
        for compared in answer.comparisons
    )
    return say(
        "{subject} is {kind} {counts}", subject=subjects()[name].lower(), kind=say(kind), counts=in_a_row(counts)
    )
