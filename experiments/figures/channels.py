"""Channels of bad actors over time: shares of planned lures and of contacts, in blocks of days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.rollouts import Marks
from experiments.figures.style import FAINT, INK, bare, brightness, plain, styled
from experiments.language.messages import say
from experiments.measures.channels import NAMES, Channels, Lures
from experiments.printing.dates import shortly as day_of
from experiments.questions.measure.words import CALLS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHADES = ("#b23c00", "#74b8f0", "#1c5fa8", "#d8c7ff", "#6b7280")  # dark and light by turns, for print in grey
CHANNELS = dict(zip(NAMES, SHADES, strict=True))
PALE = 140  # brightness, of 255, above which black is easier to read than white
APART = 0.06  # between the names of channels
LEGIBLE = 0.055  # the smallest share whose number fits into its bar


@styled
def channels_over_time(lures: Lures, start: date, marks: Marks = (), title: str = "") -> "Figure":
    """Draw shares of planned lures and of contacts by channel, stacked, in blocks of days; a line for each mark."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 7.2 if marks else 5.6), layout="constrained")
    if title:
        figure.suptitle(plain(title), x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    planned, contacts = figure.subplots(2, 1, sharex=True)
    days = [(day - start).days for day, _ in marks]
    _stack(planned, lures.planned, say("lures planned, share of jobs"), days)
    _stack(contacts, lures.contacts, say("workers reached, share of contacts"), days)
    for axes in (planned, contacts):
        for at in days:
            axes.axvline(at, color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
    for day, label in marks:
        planned.annotate(
            f"{day_of(day)}  {label}",
            ((day - start).days, 1),
            (2, 6),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            rotation=28,
            rotation_mode="anchor",
            fontsize=9,
            color=INK,
        )
    edges = lures.planned.edges
    contacts.set_xticks(edges[:-1], [day_of(start + timedelta(edge)) for edge in edges[:-1]], ha="left")
    contacts.set_xlabel(say(CALLS), loc="left", fontsize=9, color=FAINT)
    contacts.set_xlim(edges[0], edges[-1])
    return figure


def _stack(axes: "Axes", channels: Channels, label: str, marks: Sequence[float]) -> None:
    """Draw a bar for each block; the channels are named beside the last one. marks: lines that numbers must avoid."""
    starts, widths = np.array(channels.edges[:-1]), np.diff(channels.edges)
    places = [_beside(marks, start, width) for start, width in zip(starts.tolist(), widths.tolist(), strict=True)]
    below, named = np.zeros(len(starts)), -APART
    for name, share in zip(NAMES, np.nan_to_num(channels.shares).T, strict=True):
        axes.bar(starts, share, widths, below, align="edge", color=CHANNELS[name], edgecolor="white", linewidth=1.5)
        for x, y, height in zip(places, below + share / 2, share, strict=True):
            if height >= LEGIBLE:
                axes.text(
                    x,
                    y,
                    f"{height:.0%}",
                    ha="center",
                    va="center",
                    fontsize=9,
                    zorder=3,
                    color=INK if brightness(CHANNELS[name]) > PALE else "white",
                    bbox={"facecolor": CHANNELS[name], "edgecolor": "none", "pad": 0},
                )
        if share[-1] > 0:
            named = max(below[-1] + share[-1] / 2, named + APART)
            axes.annotate(
                say(name),
                (1, named),
                (6, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
                color=INK,
            )
        below += share
    axes.set_ylabel(label, fontsize=10, color=INK)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    bare(axes, "left", "bottom")


def _beside(marks: Sequence[float], start: float, width: float) -> float:
    """Return the place of a number in a bar: the middle, or the place farthest from a line."""
    places = [start + share * width for share in (0.5, 0.25, 0.75)]
    return max(places, key=lambda place: min([width / 6, *(abs(place - mark) for mark in marks)]))
