"""Intervals: each headline and what else moved, with margin and verdict; a panel a metric, a row a regime."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.figures.amounts import ends, within
from experiments.figures.style import (
    COLOURS,
    FAINT,
    INK,
    NOTE,
    arrow,
    beside,
    blank,
    frame_rows,
    heading,
    margin_of_row,
    panels,
    stroke,
    styled,
)
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
    """Draw rows from the top: the margin as a band, the interval on it, and the words beside it."""
    metric, bounds = compared[0][name].metric, list[float]()
    for place, each in enumerate(compared):
        cell, most = cells(each, each[name]), within(each[name])
        colour = COLOURS.get(cell.verdict, FAINT)
        interval = ends(each[name])
        margin_of_row(axes, place, most)
        stroke(axes, place, interval, colour)
        words = f"{cell.difference}  {cell.pairs}  {cell.margin}  {cell.word}"
        beside(axes, place, words, colour if cell.verdict in COLOURS else INK)
        bounds += [*interval, most, -most]
    frame_rows(axes, [word(each.regime) for each in compared], bounds)
    unit = unit_of(metric.unit)
    if name in subjects():
        heading(axes, say("{subject}: {label}, {unit}", subject=subjects()[name], label=label(name), unit=unit))
    else:
        heading(axes, say("{label}, {unit}", label=label(name), unit=unit))
    judged = all(each.judged for each in compared)
    axes.set_xlabel(say(SIDES.get(metric.better, NEITHER) if judged else NEITHER), fontsize=NOTE, color=FAINT)
    return axes


def _moved(answer: Answer) -> list[str]:
    """Return the surest of the other metrics that moved, of each regime in turn."""
    moved = [answer.moved(number) for number in range(len(answer.comparisons))]
    turns = [each[place] for place in range(MOVED) for each in moved if place < len(each)]
    return list(dict.fromkeys(difference.metric.name for difference in turns))[:MOVED]
