"""Curves: the difference along a number that was varied, with its band and margin; a panel for each headline."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.amounts import ends, within
from experiments.figures.forest import Row, forest
from experiments.figures.style import (
    BAND,
    DASHES,
    FAINT,
    INK,
    MARKERS,
    NOTE,
    TEXT,
    arrow,
    bare,
    blank,
    heading,
    panels,
    styled,
)
from experiments.language.messages import in_a_row, say
from experiments.printing.numbers import counted
from experiments.questions.compare.words import unit_of
from experiments.questions.sweep.result import Point, Sweep
from experiments.verdicts.margins import subjects, wording
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@styled
def curves(sweep: Sweep) -> "Figure":
    """Draw each headline along the number that was varied; a row for each point where several were, or no number."""
    points = [point for point in sweep.points if point.answer]
    keys = [axis.key.rpartition(".")[2] for axis in sweep.varied]
    along = len(keys) == 1 and all(_number(point.values[sweep.varied[0].key]) for point in points)
    title = say("{platforms}, varied: {keys}", platforms=arrow(*sweep.names), keys=in_a_row(keys))
    note = say(
        "{pairs} a point; 95 % intervals of one point at a time, {points} were looked at.",
        pairs=counted(len(sweep.seeds), "pair"),
        points=len(points),
    )
    tall = 2.0 if along else 0.7 + 0.3 * len(points) * len(sweep.regimes)
    figure = blank(1.0 + tall * len(sweep.headlines), title, note)
    for axes, name in zip(panels(figure, len(sweep.headlines)), sweep.headlines, strict=True):
        (draw if along else list_points)(axes, sweep, points, name)
    if along:
        figure.axes[0].legend(loc="best", frameon=False, fontsize=NOTE, labelcolor=INK)
        figure.axes[-1].set_xlabel(sweep.varied[0].key, fontsize=TEXT, color=INK)
    return figure


def draw(axes: "Axes", sweep: Sweep, points: list[Point], name: str) -> "Axes":
    """Draw a line for each regime along the number, with its band."""
    key = sweep.varied[0].key
    points = sorted(points, key=lambda point: point.values[key])
    x = [point.values[key] for point in points]
    for nth in range(len(sweep.regimes)):
        most = np.array([within(point.comparisons[nth][name]) for point in points])
        axes.fill_between(x, -most, most, color=BAND, alpha=0.6, linewidth=0, zorder=0)
    axes.axhline(0, color=FAINT, linewidth=1)
    for nth, regime in enumerate(sweep.regimes):
        centre, low, high = zip(*(ends(point.comparisons[nth][name]) for point in points), strict=True)
        colour = INK if nth else FAINT
        axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(x, centre, DASHES[nth], marker=MARKERS[nth], color=colour, linewidth=2, label=word(regime))
    unit = points[0].comparisons[0][name].metric.unit
    subject = subjects().get(name, name)
    heading(axes, say("{subject}: more {unit} (band across: within the margin)", subject=subject, unit=unit_of(unit)))
    bare(axes)
    return axes


def _number(value: object) -> bool:
    """Is a value a number? A switch is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def list_points(axes: "Axes", sweep: Sweep, points: list[Point], name: str) -> "Axes":
    """Draw a row for each point and regime."""
    rows = []
    for point in points:
        label = ", ".join(map(str, point.values.values()))
        for nth, compared in enumerate(point.comparisons):
            verdict = wording(compared.verdict(compared[name]))
            words = say("{regime}: {verdict}", regime=word(sweep.regimes[nth]), verdict=verdict)
            colour = INK if nth else FAINT
            most = within(compared[name])
            rows.append(Row(label, ends(compared[name]), most, words, colour, marker=MARKERS[nth]))
    unit = unit_of(points[0].comparisons[0][name].metric.unit)
    return forest(axes, rows, say("{subject}: more {unit}", subject=subjects().get(name, name), unit=unit))
