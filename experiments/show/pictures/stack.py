"""Stack: shares of named parts from each edge to the next, with marks across them."""

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.document.pictures import Axis, Stack
from experiments.show.pictures.style import (
    INCH,
    INK,
    NOTE,
    TEXT,
    along,
    bare,
    brightness,
    crossed,
    in_lines,
    length,
    plain,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHADES = ("#b23c00", "#74b8f0", "#1c5fa8", "#d8c7ff", "#6b7280")  # dark and light by turns, for print in grey
PALE = 140  # brightness, of 255, above which black is easier to read than white
APART = 0.08  # between the names of parts
LEGIBLE = 0.055  # the smallest share whose number fits into its bar
HEIGHT = 2.2  # inches
PART = 0.8  # of the room, beside the names
SLANT = 28  # degrees, of the texts of marks


def height(panel: Stack, room: float, narrow: bool) -> float:
    """Return the inches of the shares."""
    return HEIGHT


def above(panel: Stack, narrow: bool) -> float:
    """Return the points that texts of marks take above the shares; only a wide picture has room for them."""
    longest = max((length(text, NOTE) for _, text in panel.x.marks), default=0.0)
    return 0.0 if narrow else longest * math.sin(math.radians(SLANT))


def draw(axes: "Axes", panel: Stack, room: float, narrow: bool) -> None:
    """Draw the shares as bars; the parts are named beside the last one."""
    edges, inner = np.array(panel.edges), PART * room
    places, widths = [_beside(panel.x, *ends) for ends in pairwise(panel.edges)], np.diff(edges)
    every = math.ceil(len(widths) * length("100%", NOTE) / inner)  # of the numbers has room
    below, named = np.zeros(len(widths)), -APART
    for (name, shares), colour in zip(panel.parts, SHADES, strict=False):
        share = np.nan_to_num(np.array(shares, np.float64))
        axes.bar(edges[:-1], share, widths, below, align="edge", color=colour, edgecolor="white", linewidth=1.5)
        for x, y, part in list(zip(places, below + share / 2, share, strict=True))[::every]:
            if part >= LEGIBLE:
                ink, box = INK if brightness(colour) > PALE else "white", {"facecolor": colour, "lw": 0, "pad": 0}
                axes.text(x, y, f"{part:.0%}", ha="center", va="center", fontsize=NOTE, color=ink, bbox=box, zorder=3)
        if share[-1] > 0:
            named = max(below[-1] + share[-1] / 2, named + APART)
            _text(axes, (1, named), (6, 0), name, TEXT, xycoords=("axes fraction", "data"), va="center")
        below += share
    crossed(axes, panel.x, Axis(line=None))
    for place, text in () if narrow else panel.x.marks:
        turned = {"rotation": SLANT, "rotation_mode": "anchor"}
        _text(axes, (place, 1), (2, 6), text, NOTE, xycoords=("data", "axes fraction"), **turned)
    along(axes, panel.x, inner, "left")
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.set_ylabel("\n".join(in_lines(panel.label, INCH * HEIGHT, NOTE)), fontsize=NOTE, color=INK)
    bare(axes, "left", "bottom")


def _text(
    axes: "Axes", place: tuple[float, float], off: tuple[float, float], text: str, size: float, **look: Any
) -> None:
    """Write a text so many points off a place."""
    axes.annotate(plain(text), place, off, textcoords="offset points", fontsize=size, color=INK, **look)


def _beside(x: Axis, start: float, end: float) -> float:
    """Return the place of a number in a bar: the middle, or the place farthest from a mark."""
    places = [start + share * (end - start) for share in (0.5, 0.25, 0.75)]
    return max(places, key=lambda place: min([(end - start) / 6, *(abs(place - mark) for mark, _ in x.marks)]))
