"""Decision plane: exposure against matching, a dot for each pair of runs, a panel for each regime."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.amounts import ends, gaps, within
from experiments.figures.style import (
    BAND,
    BETTER,
    FAINT,
    INK,
    NOTE,
    TEXT,
    WIDTH,
    WORSE,
    arrow,
    bare,
    blank,
    heading,
    panels,
    styled,
)
from experiments.language.messages import message, say
from experiments.language.messages import sentences as in_sentences
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import deciding, titles, unit_of
from experiments.verdicts.margins import subjects, wording
from experiments.verdicts.regimes import shortly

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS, UP = "exposed_per_10k", "value_per_posting"
SHOWN = 0.9  # of the dots lie within the axes at least; the others stand on the edge
ROOM = 1.15  # of the axes, around what must be seen
CORNERS = {
    (0.02, 0.98): (message("safer, better matched"), BETTER),
    (0.98, 0.02): (message("less safe, worse matched"), WORSE),
}


@styled
def plane(answer: Answer) -> "Figure":
    """Draw the plane of an answer, a panel for each regime, on the same axes."""
    platforms, where = arrow(answer.baseline, answer.candidate), titles(answer)[1]
    below = (
        say("{platforms}, {where}.", platforms=platforms, where=where),
        say("A dot is a plausible world; a triangle lies beyond the edge.")
        if answer.plausible
        else say("A dot is a seed; a triangle lies beyond the edge."),
        say("The cross is the mean with its 95 % intervals; within the grey bands a difference does not matter."),
    )
    figure = blank(5.6, in_sentences(deciding(answer)), in_sentences(below))
    across, up = _limits(answer)
    for axes, compared in zip(panels(figure, 1, len(answer.comparisons), sharey=True), answer.comparisons, strict=True):
        draw(axes, compared, across, up)
    return figure


@styled
def panels_of(answer: Answer) -> "list[Figure]":
    """Draw the plane of each regime as a figure of its own, on the same axes, half as wide and without a title."""
    across, up = _limits(answer)
    figures = [blank(4.6, "", width=WIDTH / 2) for _ in answer.comparisons]
    for figure, compared in zip(figures, answer.comparisons, strict=True):
        [axes] = panels(figure, 1)
        draw(axes, compared, across, up)
    return figures


def draw(axes: "Axes", compared: Comparison, across: float, up: float) -> "Axes":
    """Draw the plane of a comparison onto axes that reach so far from 0."""
    edge = np.array([across, up])
    axes.axvspan(*_band(compared, ACROSS, across), color=BAND, linewidth=0, zorder=0)
    axes.axhspan(*_band(compared, UP, up), color=BAND, linewidth=0, zorder=0)
    axes.axhline(0, color=FAINT, linewidth=0.8, zorder=1)
    axes.axvline(0, color=FAINT, linewidth=0.8, zorder=1)
    dots = np.column_stack([gaps(compared, name) for name in (ACROSS, UP)])
    dots = dots[np.isfinite(dots).all(1)]
    beyond = (np.abs(dots) > edge).any(1)
    for marker, size, chosen in (("o", 22, ~beyond), ("^", 30, beyond)):
        x, y = np.clip(dots[chosen], -edge, edge).T
        axes.scatter(
            x, y, size, marker=marker, color=FAINT, edgecolors="white", linewidths=0.6, zorder=2, clip_on=False
        )
    _cross(axes, compared)
    for (x, y), (text, colour) in CORNERS.items() if compared.judged else ():
        ha, va = "left" if x < y else "right", "top" if x < y else "bottom"
        axes.text(x, y, say(text), transform=axes.transAxes, fontsize=NOTE, color=colour, ha=ha, va=va)
    axes.set_xlim(-across, across)
    axes.set_ylim(-up, up)
    axes.set_xlabel(_label(compared, ACROSS), fontsize=TEXT, color=INK)
    axes.set_ylabel(_label(compared, UP), fontsize=TEXT, color=INK)
    axes.label_outer()
    verdicts = (
        say("{subject}: {verdict}", subject=subjects()[name], verdict=wording(compared.verdict(compared[name])))
        for name in (ACROSS, UP)
    )
    heading(axes, "\n".join([shortly(compared.regime), *verdicts]))
    bare(axes)
    return axes


def _band(compared: Comparison, name: str, end: float) -> tuple[float, float]:
    """Return the margin to both sides of 0, as far as the axis reaches."""
    most = min(within(compared[name]), end)
    return -most, most


def _label(compared: Comparison, name: str) -> str:
    return say("{subject}: more {unit}", subject=subjects()[name], unit=unit_of(compared[name].metric.unit))


def _cross(axes: "Axes", compared: Comparison) -> None:
    """Draw the mean with both of its intervals."""
    (x, left, right), (y, low, high) = (ends(compared[name]) for name in (ACROSS, UP))
    axes.plot([left, right], [y, y], color=INK, linewidth=2.2, zorder=3)
    axes.plot([x, x], [low, high], color=INK, linewidth=2.2, zorder=3)
    axes.plot([x], [y], "o", color=INK, markersize=8, markeredgecolor="white", zorder=4)


def _limits(answer: Answer) -> tuple[float, float]:
    """Return how far from 0 both axes reach, in all regimes."""
    across, up = (max(_limit(compared, name) for compared in answer.comparisons) for name in (ACROSS, UP))
    return across, up


def _limit(compared: Comparison, name: str) -> float:
    """Return how far from 0 an axis reaches: most dots, the interval and twice the margin are within."""
    sizes = np.abs(gaps(compared, name))
    sizes = sizes[np.isfinite(sizes)]
    seen = np.abs([2 * within(compared[name]), *ends(compared[name])])
    most = float(np.quantile(sizes, SHOWN)) if len(sizes) else 0.0
    return ROOM * max(most, *seen[np.isfinite(seen)].tolist()) or 1.0
