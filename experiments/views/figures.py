"""Pictures of what runs found. Figures are made without pyplot, so that they need no display and leak no state."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from experiments.measures.channels import NAMES, Channels, Lures
from experiments.measures.metrics import METRICS
from experiments.results.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.views.numbers import interval
from experiments.views.verdict import CALLS, HEADLINES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, FAINT = "#212529", "#868e96"
COLOURS = {"better": "#2b8a3e", "worse": "#c92a2a", "higher": INK, "lower": INK, "unclear": FAINT, "same": FAINT}
SHADES = ("#d9480f", "#1c7ed6", "#74c0fc", "#b197fc", "#ced4da", "#ffd43b", "#2f9e44", "#f783ac")  # one a channel
CHANNELS = dict(zip(NAMES, SHADES, strict=False))
PALE = 140  # brightness, of 255, from which on black is read better than white
LEGIBLE = 0.055  # the smallest share whose number fits into its bar

Marks = Sequence[tuple[date, str]]


def headlines(*comparisons: Comparison) -> "Figure":
    """The difference of each headline with its 95 % interval, beside zero: a panel a headline, a row a comparison."""
    from matplotlib.figure import Figure

    metrics = [metric for metric in METRICS if metric.headline]
    figure = Figure(figsize=(9, 1.9 + 0.62 * len(comparisons)), layout="constrained")
    first = comparisons[0]
    figure.suptitle(
        f"{first.candidate} instead of {first.baseline}, {len(first.seeds)} pairs of runs",
        x=0.01,
        ha="left",
        fontsize=12,
        fontweight="bold",
        color=INK,
    )
    for axes, metric in zip(figure.subplots(1, len(metrics), squeeze=False)[0], metrics, strict=True):
        _intervals(
            axes,
            [comparison[metric.name] for comparison in comparisons],
            [f"rings {' / '.join(dict.fromkeys(comparison.rings))}" for comparison in comparisons],
        )
    return figure


def _intervals(axes: "Axes", rows: Sequence[Difference], labels: Sequence[str]) -> None:
    """Rows from the top; the half that is better has a green ground."""
    metric = rows[0].metric
    bounds = np.array([[found.low, found.high, found.difference, 0.0] for found in rows])
    low, high = np.nanmin(bounds), np.nanmax(bounds)
    margin = 0.12 * (high - low) or 1.0
    low, high = low - margin, high + margin
    for place, found in enumerate(rows):
        colour = COLOURS[found.reading]
        axes.plot([found.low, found.high], [place, place], color=colour, linewidth=3.5, solid_capstyle="round")
        axes.plot([found.difference], [place], "o", color=colour, markersize=9, markeredgecolor="white")
        axes.annotate(
            _said(found),
            (0.99, place),
            (0, 11),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            color=colour,
            fontsize=9,
        )
    axes.axvline(0, color=INK, linewidth=1)
    axes.axvspan(*((0, high) if metric.better == "up" else (low, 0)), color=COLOURS["better"], alpha=0.07, linewidth=0)
    axes.set_xlim(low, high)
    axes.set_ylim(len(rows) - 0.5, -0.75)
    axes.set_yticks(range(len(rows)), labels, color=INK)
    axes.set_title(HEADLINES[metric.name].title, loc="left", fontsize=10.5, color=INK)
    axes.set_xlabel(f"difference, {metric.unit} (green side: better)", fontsize=9, color=FAINT)
    _bare(axes, "left")


def _said(found: Difference) -> str:
    sign = "+" if found.difference > 0 else ""
    relative = f" ({found.difference / found.baseline:+.1%})" if found.baseline else ""
    return f"{sign}{interval(found.metric.unit, found.difference, found.low, found.high)}{relative} {found.reading}"


def channels_over_time(lures: Lures, start: date, marks: Marks = (), title: str = "") -> "Figure":
    """Shares of planned lures and of contacts by channel, stacked, in blocks of days; a vertical line for each mark."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 7.2 if marks else 5.6), layout="constrained")
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK)
    planned, contacts = figure.subplots(2, 1, sharex=True)
    _stack(planned, lures.planned, "lures planned, share of jobs")
    _stack(contacts, lures.contacts, "workers reached, share of contacts")
    for axes in (planned, contacts):
        for day, _ in marks:
            axes.axvline((day - start).days, color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
    for day, label in marks:
        planned.annotate(
            f"{day:%-d %b}  {label}",
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
    contacts.set_xticks(edges[:-1], [f"{start + timedelta(edge):%-d %b}" for edge in edges[:-1]], ha="left")
    contacts.set_xlabel(CALLS, loc="left", fontsize=9, color=FAINT)
    contacts.set_xlim(edges[0], edges[-1])
    return figure


def _stack(axes: "Axes", channels: Channels, label: str) -> None:
    """One bar a block; the channels are named beside the last one."""
    starts, widths = np.array(channels.edges[:-1]), np.diff(channels.edges)
    below = np.zeros(len(starts))
    for name, share in zip(NAMES, np.nan_to_num(channels.shares).T, strict=True):
        axes.bar(starts, share, widths, below, align="edge", color=CHANNELS[name], edgecolor="white", linewidth=1.5)
        for x, y, height in zip(starts + widths / 2, below + share / 2, share, strict=True):
            if height >= LEGIBLE:
                axes.text(
                    x,
                    y,
                    f"{height:.0%}",
                    ha="center",
                    va="center",
                    fontsize=9,
                    zorder=3,
                    color=INK if _brightness(CHANNELS[name]) > PALE else "white",
                    bbox={"facecolor": CHANNELS[name], "edgecolor": "none", "pad": 0},
                )
        if share[-1] > 0:
            axes.annotate(
                name,
                (1, below[-1] + share[-1] / 2),
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
    _bare(axes, "left", "bottom")


def _brightness(colour: str) -> float:
    """Of `#rrggbb`, 0…255, as an eye weighs it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _bare(axes: "Axes", *sides: str) -> None:
    for side in ("right", "top", *sides):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False, bottom=False, labelsize=9.5)
