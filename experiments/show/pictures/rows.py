"""Rows: intervals, bars and dots along one axis, the label to the left and words to the right; on a phone above."""

from typing import TYPE_CHECKING, Any

from experiments.document.pictures import Axis, Bar, Dots, Interval, Row, Rows
from experiments.document.tones import tone
from experiments.show.pictures.style import (
    BAND,
    COLOURS,
    FAINT,
    INCH,
    INK,
    LINE,
    MARKERS,
    NOTE,
    TEXT,
    along,
    bare,
    in_lines,
    length,
    plain,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PITCH, LOW = 0.32, 0.22  # inches of a row, and of one in a narrow picture, which has its texts above
GAP = 8.0  # points between a row and the words beside it, or between both texts above it

type Above = list[tuple[str, float, str]]  # of a line above a row: texts, places from 0 to 1, colours


def height(panel: Rows, room: float, narrow: bool) -> float:
    """Return the inches of all rows."""
    above = sum(len(_above(row, room)) for row in panel.rows) if narrow else 0
    return _pitch(panel, narrow) * max(1, len(panel.rows)) + above * LINE * TEXT / INCH


def draw(axes: "Axes", panel: Rows, room: float, narrow: bool) -> None:
    """Draw the rows; a place on the y-axis is its inches from the top."""
    top, pitch, middles = 0.0, _pitch(panel, narrow), list[float]()
    for row in panel.rows:
        for line in _above(row, room) if narrow else ():
            for text, place, colour in line:
                where: dict[str, Any] = {
                    "transform": axes.get_yaxis_transform(),
                    "ha": "right" if place else "left",
                    "va": "center",
                }
                axes.text(place, top + LINE * TEXT / INCH / 2, text, color=colour, fontsize=TEXT, **where)
            top += LINE * TEXT / INCH
        middles.append(top + pitch / 2)
        _behind(axes, panel.x, row, middles[-1], pitch)
        for mark in row.marks:
            _mark(axes, mark, middles[-1], pitch)
        if not narrow:
            axes.annotate(
                plain(row.words), (1, middles[-1]), (GAP, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", va="center", color=COLOURS[tone(row.words)], fontsize=TEXT,
            )  # fmt: skip
        top += pitch
    axes.use_sticky_edges = False
    axes.set_yticks([] if narrow else middles, None if narrow else [plain(row.label) for row in panel.rows])
    axes.set_ylim(max(top, pitch), 0)
    if _has_texts(panel):
        axes.margins(x=0.12)  # room for the texts
    along(axes, panel.x, room)
    bare(axes, "left", *([] if panel.x.ticks is None or panel.x.ticks else ["bottom"]))


def _has_texts(panel: Rows) -> bool:
    """Has a bar a text at its end?"""
    return any(isinstance(mark, Bar) and mark.text for row in panel.rows for mark in row.marks)


def _pitch(panel: Rows, narrow: bool) -> float:
    return LOW if narrow and not _has_texts(panel) else PITCH


def _behind(axes: "Axes", x: Axis, row: Row, middle: float, pitch: float) -> None:
    """Draw what stands behind the marks of a row, and not behind the texts above it."""
    for thick, (low, high) in [*((1.0, span) for span in x.spans), *([(0.8, row.band)] if row.band else [])]:
        axes.barh(middle, high - low, thick * pitch, low, color=BAND, linewidth=0, zorder=0)
    if x.line is not None:
        axes.plot([x.line] * 2, [middle - pitch / 2, middle + pitch / 2], color=FAINT, linewidth=1, zorder=1)


def _mark(axes: "Axes", mark: Interval | Bar | Dots, middle: float, pitch: float) -> None:
    look: dict[str, Any]
    colour = COLOURS[mark.shade]
    match mark:
        case Interval():
            axes.plot([mark.low, mark.high], [middle] * 2, color=colour, linewidth=3.5, solid_capstyle="round")
            marker = MARKERS[mark.marker]
            axes.plot([mark.middle], [middle], marker, color=colour, markersize=9, markeredgecolor="white")
        case Bar():
            at, hatch = middle + pitch * mark.at, "//" if mark.shade == "better" else ""
            look = {"edgecolor": INK, "linewidth": 0.6} if mark.text else {"edgecolor": "white", "linewidth": 0.0}
            axes.barh(at, mark.end - mark.start, pitch * mark.thick, mark.start, color=colour, hatch=hatch, **look)
            axes.annotate(
                plain(mark.text), (mark.end, at), (4, 0),
                textcoords="offset points", va="center", fontsize=NOTE, color=INK,
            )  # fmt: skip
        case Dots():
            look = {"edgecolors": INK if mark.shade == "pale" else "white", "linewidths": 0.6}
            ys, marker = [middle] * len(mark.places), MARKERS[mark.marker]
            axes.scatter(mark.places, ys, 60, color=colour, marker=marker, zorder=2, **look)


def _above(row: Row, room: float) -> list[Above]:
    """Return the lines of text above a row: label and words on one of them, where both have room."""
    colour = COLOURS[tone(row.words)]
    if row.label and row.words and length(row.label, TEXT) + GAP + length(row.words, TEXT) <= room:
        return [[(plain(row.label), 0.0, INK), (plain(row.words), 1.0, colour)]]
    label, words = (in_lines(text, room, TEXT) for text in (row.label, row.words))
    return [[(line, 0.0, INK)] for line in label] + [[(line, 0.0, colour)] for line in words]
