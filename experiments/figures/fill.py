"""Fill: how long projects wait for their first hire, on both sides; a panel for each regime."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.style import BAND, FAINT, INK, NOTE, TEXT, arrow, bare, blank, heading, panels, short, styled
from experiments.language.messages import say, sentences
from experiments.measures.filling import HOURS
from experiments.printing.numbers import interval
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import titles
from experiments.verdicts.regimes import shortly

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DAY = 24
TOLD = (24, 96, 336)  # hours whose difference is written out


@styled
def fill(answer: Answer) -> "Figure":
    """Draw the share of projects with a first hire within so many days of publication (Kaplan–Meier), both sides."""
    platforms, where = arrow(answer.baseline, answer.candidate), titles(answer)[1]
    figure = blank(
        1.3 + 2.4 * len(answer.comparisons),
        say("How soon is somebody hired? {platforms}", platforms=platforms),
        sentences(
            (
                say("{where}.", where=where),
                say(
                    "Dashed: {baseline}; solid: {candidate}.",
                    baseline=short(answer.baseline),
                    candidate=short(answer.candidate),
                ),
                say("Band: where the solid line may lie, by the 95 % interval of the difference."),
                say("Honest projects, from publication to the first hire."),
            )
        ),
    )
    for axes, compared in zip(panels(figure, len(answer.comparisons), sharex=True), answer.comparisons, strict=True):
        draw(axes, compared)
    return figure


def draw(axes: "Axes", compared: Comparison) -> "Axes":
    """Draw both sides of a comparison from publication on."""
    by_hour = compared.filling()
    values = [(each.baseline, each.candidate, each.low, each.high) for each in by_hour]
    base, other, low, high = 100 * np.array([(0.0,) * 4, *values]).T
    days = np.array([0, *HOURS]) / DAY
    axes.fill_between(days, base + low, base + high, color=BAND, linewidth=0, zorder=0)
    axes.plot(days, base, "--", color=FAINT, linewidth=1.6)
    axes.plot(days, other, "-", color=INK, linewidth=1.6)
    differences = (
        say(
            "{days} d: {difference}",
            days=hours // DAY,
            difference=interval("share", each.difference, each.low, each.high),
        )
        for hours, each in zip(HOURS, by_hour, strict=True)
        if hours in TOLD
    )
    numbers = say("difference in per cent points, {differences}", differences=say("; ").join(differences))
    heading(axes, f"{shortly(compared.regime)}\n{numbers}")
    axes.set_ylim(0, None)
    axes.set_xticks(range(0, HOURS[-1] // DAY + 1, 2))
    axes.set_ylabel(say("per cent of projects\nwith a first hire"), fontsize=NOTE, color=INK)
    axes.set_xlabel(say("days from publication"), fontsize=NOTE, color=FAINT)
    bare(axes)
    axes.tick_params(labelsize=TEXT - 1)
    return axes
