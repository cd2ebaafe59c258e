"""Pictures of a comparison. Figures are made without pyplot, so that they need no display and leak no state."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.measures.channels import NAMES, Channels
from experiments.measures.compare import Comparison, Difference

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {"better": "#2b8a3e", "worse": "#c92a2a", "unclear": "#868e96", "same": "#868e96"}


def headlines(comparison: Comparison) -> "Figure":
    """The difference of each headline with its 95 % interval, beside zero."""
    from matplotlib.figure import Figure

    found = [difference for difference in comparison.differences if difference.metric.headline]
    figure = Figure(figsize=(8, 1.4 * len(found) + 0.9), layout="constrained")
    title = f"{comparison.candidate} instead of {comparison.baseline}, {len(comparison.seeds)} seeds"
    figure.suptitle(title, fontsize=11)
    for axes, difference in zip(figure.subplots(len(found), 1, squeeze=False)[:, 0], found, strict=True):
        _interval(axes, difference)
    return figure


def _interval(axes: "Axes", found: Difference) -> None:
    colour = COLOURS[found.reading]
    axes.axvline(0, color="black", linewidth=0.8)
    axes.plot([found.low, found.high], [0, 0], color=colour, linewidth=3, solid_capstyle="butt")
    axes.plot([found.difference], [0], "o", color=colour, markersize=8)
    axes.set_yticks([])
    axes.set_title(f"{found.metric.name}: {found.reading} (better {found.metric.better})", loc="left", fontsize=10)
    axes.set_xlabel(f"difference, {found.metric.unit}", fontsize=9)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)


def channels_over_time(channels: Channels, title: str = "") -> "Figure":
    """Share of bad actors' contacts by channel, stacked, over the blocks of a run."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots()
    starts, widths = np.array(channels.edges[:-1]), np.diff(channels.edges)
    below = np.zeros(len(starts))
    for name, share in zip(NAMES, np.nan_to_num(channels.shares).T, strict=True):
        axes.bar(starts, share, 0.9 * widths, below, align="edge", label=name)
        below += share
    axes.set(title=title, xlabel="day", ylabel="share of contacts", ylim=(0, 1))
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    return figure
