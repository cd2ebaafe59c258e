"""Dots: in how many worlds a headline is worse, within the margin, or better; a row for each regime."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.amounts import gaps, within
from experiments.figures.style import (
    BAND,
    BETTER,
    FAINT,
    WORSE,
    arrow,
    bare,
    beside,
    blank,
    heading,
    panels,
    rows,
    styled,
)
from experiments.language.messages import in_a_row, message, say, sentences
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import titles
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import when, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS = {message("worse"): WORSE, message("within the margin"): BAND, message("better"): BETTER}


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
    worse, neither, better = counts.values()
    beside(
        axes,
        place,
        say("{worse} worse, {within} within the margin, {better} better", worse=worse, within=neither, better=better),
    )
    return axes


def tally(compared: Comparison, name: str) -> dict[str, int]:
    """Count the pairs in which a metric is worse, within the margin, better; pairs without a number are left out."""
    gap = gaps(compared, name)
    gap = gap[np.isfinite(gap)] * (1 if compared[name].metric.better == "up" else -1)
    most = within(compared[name])
    worse, better = int(np.count_nonzero(gap < -most)), int(np.count_nonzero(gap > most))
    return {"worse": worse, "within the margin": len(gap) - worse - better, "better": better}


def _finding(answer: Answer) -> str:
    """Return in how many pairs the first headline is worse, in each regime."""
    name = answer.headlines[0]
    counts = (
        say(
            "in {count} of {pairs} {when}",
            count=tally(compared, name)["worse"],
            pairs=compared[name].pairs,
            when=when(compared.regime),
        )
        for compared in answer.comparisons
    )
    return say("{subject} is worse {counts}", subject=subjects()[name].lower(), counts=in_a_row(counts))
