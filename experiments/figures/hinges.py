"""Hinges of an answer: the numbers of the world that go together with it, and where a number of the rule turns it."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.amounts import ends
from experiments.figures.style import BAND, FAINT, INK, NOTE, arrow, bare, beside, blank, heading, rows, styled
from experiments.language.messages import say
from experiments.questions.compare.words import unit_of
from experiments.questions.flip.result import Flip, Hinges, Turn
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STRONGEST = 6  # numbers of the world, of a regime


@styled
def hinges(flip: Flip) -> "Figure":
    """Draw a row for each regime: numbers that decide to the left, each number of the rule that turns to the right."""
    turns = [[turn for turn in regime.turns if not turn.idle] for regime in flip.regimes]
    columns = 1 + max(map(len, turns), default=0)
    figure = blank(
        1.2 + 2.6 * len(flip.regimes),
        say(
            "What {metric} hangs on: {platforms}",
            metric=flip.metric.name,
            platforms=arrow(*(side.name for side in flip.sides)),
        ),
        say(
            "Left: rank correlation of the difference with numbers of the world, over "
            "plausible worlds; band: what luck "
            "alone reaches once in twenty. Right: the difference along a number of the rule, with its 95 % interval."
        ),
    )
    grid = figure.subplots(len(flip.regimes), columns, squeeze=False, width_ratios=[1.4, *[1.0] * (columns - 1)])
    for row, regime, turning in zip(grid, flip.regimes, turns, strict=True):
        own = next(each for each in regime.hinges if each.whole.metric == flip.metric)
        pulls(row[0], own)
        heading(row[0], word(regime.rings))
        for axes, turn in zip(row[1:], turning, strict=False):
            along(axes, turn, flip.metric.unit)
        for axes in row[1 + len(turning) :]:
            axes.set_axis_off()
    return figure


def pulls(axes: "Axes", result: Hinges) -> "Axes":
    """Draw the numbers that go together most with the difference, and those that were suspected."""
    strongest = [(each.name, each.pull, result.deciding.chance) for each in result.deciding.strongest[:STRONGEST]]
    every = strongest + [(each.name, each.pull, each.chance) for each in result.suspects]
    for place, (_, pull, chance) in enumerate(every):
        axes.barh(place, 2 * chance, 0.9, -chance, color=BAND, linewidth=0, zorder=0)
        axes.barh(place, pull, 0.5, color=INK if abs(pull) > chance else FAINT, linewidth=0)
        beside(axes, place, f"{pull:+.2f}")
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_xlim(-1, 1)
    rows(axes, [name for name, *_ in every])
    bare(axes, "left")
    axes.tick_params(labelsize=NOTE)
    return axes


def along(axes: "Axes", turn: Turn, unit: str) -> "Axes":
    """Draw the difference along a number of the rule; a line at its value of today, a band where it breaks even."""
    x = np.array([value for value, _ in turn.probes])
    centre, low, high = np.array([ends(difference) for _, difference in turn.probes]).T
    if turn.breaks_even:
        axes.axvspan(*turn.breaks_even, color=BAND, linewidth=0, zorder=0)
    axes.axhline(0, color=FAINT, linewidth=1)
    axes.axvline(turn.value, color=FAINT, linewidth=1, linestyle=":")
    axes.fill_between(x, low, high, color=INK, alpha=0.15, linewidth=0)
    axes.plot(x, centre, "o-", color=INK, linewidth=1.8, markersize=5)
    axes.set_xlabel(turn.name.rpartition(".")[2], fontsize=NOTE, color=INK)
    axes.set_ylabel(say("more {unit}", unit=unit_of(unit)), fontsize=NOTE, color=FAINT)
    bare(axes)
    axes.tick_params(labelsize=NOTE)
    return axes
