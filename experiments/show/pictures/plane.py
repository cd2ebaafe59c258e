"""Plane: dots, their mean with both intervals, and the bands within which a difference does not matter."""

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.document.pictures import Plane
from experiments.document.tones import tone
from experiments.show.pictures.style import COLOURS, FAINT, INK, NOTE, along, bare, crossed, plain, up

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLACES = ((0.02, 0.98, "left", "top"), (0.98, 0.02, "right", "bottom"))  # of the corners


def height(panel: Plane, room: float, narrow: bool) -> float:
    """Return the inches of the plane."""
    return 2.6 if narrow else 3.2


def draw(axes: "Axes", panel: Plane, room: float, narrow: bool) -> None:
    """Draw the plane; a dot beyond its ends is a triangle on the edge."""
    crossed(axes, panel.x, panel.y)
    ends = np.array([panel.x.ends, panel.y.ends], np.float64).T
    dots = np.reshape(panel.dots, (-1, 2))
    beyond = ((dots < ends[0]) | (dots > ends[1])).any(1)
    for marker, size, chosen in (("o", 22, ~beyond), ("^", 30, beyond)):
        x, y = np.clip(dots[chosen], *ends).T
        look: dict[str, Any] = {"marker": marker, "color": FAINT, "edgecolors": "white", "linewidths": 0.6}
        axes.scatter(x, y, size, zorder=2, clip_on=False, **look)
    x, y = panel.cross
    axes.plot([x.low, x.high], [y.middle] * 2, color=INK, linewidth=2.2, zorder=3)
    axes.plot([x.middle] * 2, [y.low, y.high], color=INK, linewidth=2.2, zorder=3)
    axes.plot([x.middle], [y.middle], "o", color=INK, markersize=8, markeredgecolor="white", zorder=4)
    for text, (left, bottom, ha, va) in zip(panel.corners, PLACES, strict=True):
        look = {"fontsize": NOTE, "color": COLOURS[tone(text)], "ha": ha, "va": va}
        axes.text(left, bottom, plain(text), transform=axes.transAxes, **look)
    along(axes, panel.x, room)
    up(axes, panel.y)
    bare(axes)
