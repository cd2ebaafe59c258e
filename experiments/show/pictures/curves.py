"""Curves: values along an axis with their bands, the last one in front."""

from typing import TYPE_CHECKING, Any

from experiments.document.pictures import Curves
from experiments.show.pictures.style import BAND, FAINT, INK, along, bare, crossed, plain, up

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 1.75  # inches
MARKERS = ("o", "s", "D", "^")  # of curves beside one another


def height(panel: Curves, room: float, narrow: bool) -> float:
    """Return the inches of the curves."""
    return HEIGHT


def draw(axes: "Axes", panel: Curves, room: float, narrow: bool) -> None:
    """Draw each curve on its band: the last one solid, those before it dashed."""
    crossed(axes, panel.x, panel.y, 0.5)
    for curve in panel.curves:
        if not len(curve.values):
            axes.fill_between(curve.places, curve.low, curve.high, color=BAND, alpha=0.6, linewidth=0, zorder=0)
    drawn = [curve for curve in panel.curves if len(curve.values)]
    for curve, marker in zip(drawn, MARKERS, strict=False):
        dash, colour = ("-", INK) if curve is drawn[-1] else ("--", FAINT)
        if len(curve.low):
            axes.fill_between(curve.places, curve.low, curve.high, color=colour, alpha=0.15, linewidth=0, zorder=1)
        look: dict[str, Any] = {"marker": marker if panel.dotted else "", "markersize": 5, "linewidth": 1.8}
        axes.plot(curve.places, curve.values, dash, color=colour, label=plain(curve.name) or "_", **look)
    along(axes, panel.x, room)
    up(axes, panel.y)
    bare(axes)
