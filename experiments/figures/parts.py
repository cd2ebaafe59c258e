"""Parts of exposure: who is exposed more or less, by channel, tactic, age or experience; a panel for each regime."""

from typing import TYPE_CHECKING

from experiments.figures.amounts import within
from experiments.figures.forest import forest, judged
from experiments.figures.style import arrow, blank, panels, styled
from experiments.language.messages import message, say, sentences
from experiments.measures.paths import LABELS, Axis
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import cells, titles
from experiments.verdicts.regimes import about

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLES: dict[Axis, str] = {
    "channel": message("Exposed workers per 10,000 by channel: {platforms}"),
    "tactic": message("Exposed workers per 10,000 by tactic: {platforms}"),
    "age": message("Exposed workers per 10,000 by age: {platforms}"),
    "experience": message("Exposed workers per 10,000 by experience: {platforms}"),
}


@styled
def parts(answer: Answer, axis: Axis = "channel") -> "Figure":
    """Draw the parts of an axis: they sum to exposure. Parts without anybody are left out."""
    platforms, where = arrow(answer.baseline, answer.candidate), titles(answer)[1]
    labels = [
        place
        for place in range(len(LABELS[axis]))
        if any(
            compared.paths[axis][place].baseline or compared.paths[axis][place].candidate
            for compared in answer.comparisons
        )
    ]
    figure = blank(
        1.4 + len(answer.comparisons) * (0.8 + 0.34 * len(labels)),
        say(TITLES[axis], platforms=platforms),
        sentences(
            (
                say("{where}.", where=where),
                say("Candidate minus baseline with its 95 % interval; band: the margin of the whole."),
            )
        ),
    )
    for axes, compared in zip(panels(figure, len(answer.comparisons), sharex=True), answer.comparisons, strict=True):
        draw(axes, compared, axis, labels)
    return figure


def draw(axes: "Axes", compared: Comparison, axis: Axis, places: list[int]) -> "Axes":
    """Draw a row for each of these parts of an axis, by their places in its labels, on the margin of the whole."""
    most, rows = within(compared["exposed_per_10k"]), []
    for place in places:
        difference = compared.paths[axis][place]
        cell = cells(compared, difference, compared.parts_within)
        words = f"{cell.baseline}: {cell.difference}  {cell.word}"
        rows.append(judged(say(LABELS[axis][place]), difference, cell.verdict, words, margin=most))
    return forest(axes, rows, about(compared.regime), say("more exposed workers per 10,000"))
