"""Intervals: each headline and what else moved, with margin and verdict; a panel a metric, a row a regime."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.figures.forest import forest, judged
from experiments.figures.style import arrow, blank, panels, styled
from experiments.language.messages import message, say
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import cells, titles, unit_of
from experiments.verdicts.labels import label
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOVED = 4  # at most, of the other metrics that moved
SIDES = {
    "up": message("difference (right: better; band: within the margin)"),
    "down": message("difference (left: better; band: within the margin)"),
}
NEITHER = message("difference (better neither way; band: within the margin)")


@styled
def intervals(answer: Answer, names: Sequence[str] | None = None) -> "Figure":
    """Draw these metrics, by default each headline and the surest of what else moved, with the words of the text."""
    names = [*answer.headlines, *_moved(answer)] if names is None else names
    figure = blank(
        0.9 + len(names) * (0.95 + 0.42 * len(answer.comparisons)),
        say("{platforms}, {where}", platforms=arrow(answer.baseline, answer.candidate), where=titles(answer)[1]),
    )
    for axes, name in zip(panels(figure, len(names)), names, strict=True):
        draw(axes, name, answer.comparisons)
    return figure


def draw(axes: "Axes", name: str, compared: Sequence[Comparison]) -> "Axes":
    """Draw a metric, a row a regime."""
    metric, unit = compared[0][name].metric, unit_of(compared[0][name].metric.unit)
    rows = []
    for each in compared:
        cell = cells(each, each[name])
        words = f"{cell.difference}  {cell.pairs}  {cell.margin}  {cell.word}"
        rows.append(judged(word(each.regime), each[name], cell.verdict, words))
    title = (
        say("{subject}: {label}, {unit}", subject=subjects()[name], label=label(name), unit=unit)
        if name in subjects()
        else say("{label}, {unit}", label=label(name), unit=unit)
    )
    sides = SIDES.get(metric.better, NEITHER) if all(each.judged for each in compared) else NEITHER
    return forest(axes, rows, title, say(sides))


def _moved(answer: Answer) -> list[str]:
    """Return the surest of the other metrics that moved, of each regime in turn."""
    moved = [answer.moved(number) for number in range(len(answer.comparisons))]
    turns = [each[place] for place in range(MOVED) for each in moved if place < len(each)]
    return list(dict.fromkeys(difference.metric.name for difference in turns))[:MOVED]
