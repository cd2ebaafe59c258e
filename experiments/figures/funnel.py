"""Funnel: of 10,000 active workers a month, how many read a lure, are addressed, led away and harmed; both sides."""

from typing import TYPE_CHECKING

from experiments.figures.style import (
    BAND,
    FAINT,
    INK,
    NOTE,
    arrow,
    bare,
    beside,
    blank,
    heading,
    panels,
    rows,
    short,
    styled,
)
from experiments.language.messages import message, say, sentences
from experiments.printing.numbers import shown
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import cells, titles
from experiments.verdicts.regimes import about

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STAGES = {
    "read_luring_page_per_10k": message("read a page that lures"),
    "addressed_per_10k": message("addressed in person"),
    "led_away_per_10k": message("led away"),
    "victims_per_10k": message("harmed"),
}
LOST = "loss_yen_per_worker"
THICK = 0.36  # of a bar


@styled
def funnel(answer: Answer) -> "Figure":
    """Draw the stages of both sides as bars on one scale, a panel for each regime, with the money lost below."""
    platforms, where = arrow(answer.baseline, answer.candidate), titles(answer)[1]
    figure = blank(
        1.2 + 2.3 * len(answer.comparisons),
        say("Of 10,000 active workers a month: {platforms}", platforms=platforms),
        sentences(
            (
                say("{where}.", where=where),
                say(
                    "Light: {baseline}; dark: {candidate}; behind the bars: candidate minus baseline with its 95 % "
                    "interval, and the verdict.",
                    baseline=short(answer.baseline),
                    candidate=short(answer.candidate),
                ),
            )
        ),
    )
    for axes, compared in zip(panels(figure, len(answer.comparisons), sharex=True), answer.comparisons, strict=True):
        draw(axes, compared)
    return figure


def draw(axes: "Axes", compared: Comparison) -> "Axes":
    """Draw the stages of a comparison, baseline above candidate."""
    for row, name in enumerate(STAGES):
        difference = compared[name]
        for nth, (value, colour) in enumerate(((difference.baseline, BAND), (difference.candidate, FAINT))):
            at = row + THICK * (nth - 0.5)
            axes.barh(at, value, THICK, color=colour, edgecolor=INK, linewidth=0.6)
            axes.annotate(
                shown(value), (value, at), (4, 0), textcoords="offset points", va="center", fontsize=NOTE, color=INK
            )
        cell = cells(compared, difference)
        beside(axes, row, f"{cell.difference}  {cell.word}")
    rows(axes, list(map(say, STAGES.values())))
    axes.margins(x=0.12)  # room for the numbers
    lost = cells(compared, compared[LOST])
    yen = say(
        "yen lost a worker and month: {baseline}, difference {difference}, {verdict}",
        baseline=lost.baseline,
        difference=lost.difference,
        verdict=lost.word,
    )
    heading(axes, f"{about(compared.regime)}\n{yen}")
    axes.set_xlabel(say("workers per 10,000"), fontsize=NOTE, color=FAINT)
    bare(axes, "left")
    return axes
