"""Style of all figures: readable in print, in grey, and with colour-blind eyes.

No figure uses pyplot, so that none needs a display and none leaks state. Colours differ in lightness too, and nothing
is shown by colour alone: a side has a marker of its own, a verdict is written out.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, wraps
from typing import TYPE_CHECKING

import numpy as np

from experiments.printing.widths import broken, cut, wide
from experiments.verdicts.margins import DIRECTIONS, Direction
from policies.printable import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, FAINT, BAND = "#212529", "#6c757d", "#dee2e6"  # of text and lines, of what stands behind, of a margin
BETTER, WORSE = "#1b7fa6", "#962800"  # blue and brick, which is the darker one in grey
_WAYS: dict[Direction, str] = {"better": BETTER, "worse": WORSE, "higher": INK, "lower": INK}
COLOURS: dict[str, str] = {verdict: _WAYS[direction] for verdict, direction in DIRECTIONS.items()}  # of others: FAINT
MARKERS = ("o", "s", "D", "^")  # of lines that stand beside one another
DASHES = ("-", "--", "-.", ":")
LONGEST = 48  # columns of the name of a platform
INCH = 72  # points
EMS = {True: 1.0, False: 0.72}  # widths of full-width characters, and of others at most on average
WIDTH = 10.0  # inches, of every figure
TITLE, PANEL, TEXT, NOTE = 12.0, 10.5, 9.5, 9.0  # points
USUAL = "DejaVu Sans"  # matplotlib brings it
JAPANESE = (
    "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAGothic", "TakaoGothic", "VL Gothic", "Hiragino Sans",
    "Yu Gothic", "Meiryo", "MS Gothic",
)  # fmt: skip


@cache
def fonts() -> tuple[str, ...]:
    """Return the families of text: the usual one, then the first that is installed of those that have Japanese."""
    from matplotlib.font_manager import fontManager

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # else it says that a font has one weight
    installed = {font.name for font in fontManager.ttflist}
    if not installed & set(JAPANESE):
        installed = _looked_for()
    return USUAL, *[name for name in JAPANESE if name in installed][:1]


def _looked_for() -> set[str]:
    """Return the families that are installed, with those that matplotlib's list of files is too old to have."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    listed = {font.fname for font in fontManager.ttflist}
    for path in findSystemFonts():
        if path not in listed:
            with suppress(OSError, RuntimeError):  # no font, or one that cannot be read
                fontManager.addfont(path)
    return {font.name for font in fontManager.ttflist}


def styled[**P, R](draw: Callable[P, R]) -> Callable[P, R]:
    """Make a function draw its figure in these fonts."""

    @wraps(draw)
    def drawing(*args: P.args, **kwargs: P.kwargs) -> R:
        from matplotlib import rc_context

        with rc_context({"font.family": list(fonts())}):
            return draw(*args, **kwargs)

    return drawing


def brightness(colour: str) -> float:
    """Return the brightness of `#rrggbb`, 0…255, as an eye perceives it, and as it is printed in grey."""
    red, green, blue = bytes.fromhex(colour[1:])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def blank(height: float, title: str, below: str = "", width: float = WIDTH) -> "Figure":
    """Return a figure so many inches high, with its title and a line below it, if there are any."""
    from matplotlib.figure import Figure

    figure, room = Figure(figsize=(width, height), layout="constrained"), INCH * width * 0.98
    if title:
        lines = in_lines(plain(title), room, TITLE)
        figure.suptitle(lines, x=0.01, ha="left", fontsize=TITLE, fontweight="bold", color=INK, wrap=True)
    if below:
        lines = in_lines(plain(below), room, NOTE)
        figure.supxlabel(lines, x=0.01, ha="left", fontsize=NOTE, color=FAINT, wrap=True)
    return figure


def in_lines(text: str, room: float, size: float) -> str:
    """Return a text with full-width characters in lines of so many points; matplotlib wraps at blanks alone."""
    if not wide(text):
        return text
    return "\n".join(broken(text, room, measure=lambda part: size * sum(EMS[wide(each)] for each in part)))


def panels(
    figure: "Figure", rows: int, columns: int = 1, *, sharex: bool = False, sharey: bool = False
) -> Sequence["Axes"]:
    """Return the panels of a figure, row by row."""
    return list(figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey).flat)


def bare(axes: "Axes", *sides: str) -> None:
    """Take away the frame at the top and right, and at these sides, and the ticks."""
    for side in ("right", "top", *sides):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False, bottom=False, labelsize=TEXT, labelcolor=INK)


def heading(axes: "Axes", text: str) -> None:
    """Write the title of a panel."""
    axes.set_title(plain(text), loc="left", fontsize=PANEL, color=INK)


def beside(axes: "Axes", place: float, text: str, colour: str = INK) -> None:
    """Write a text to the right of a row."""
    axes.annotate(
        plain(text),
        (1, place),
        (8, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        color=colour,
        fontsize=TEXT,
    )


def stroke(axes: "Axes", place: float, ends: tuple[float, float, float], colour: str, marker: str = "o") -> None:
    """Draw an interval in a row, with its middle. ends: middle, low, high."""
    centre, low, high = ends
    axes.plot([low, high], [place, place], color=colour, linewidth=3.5, solid_capstyle="round")
    axes.plot([centre], [place], marker, color=colour, markersize=9, markeredgecolor="white")


def frame_rows(axes: "Axes", labels: Sequence[str], values: Sequence[float]) -> None:
    """Name rows from the top, draw the line at 0, and let the axis reach these values."""
    axes.axvline(0, color=INK, linewidth=1)
    reach(axes, values)
    rows(axes, labels)
    bare(axes, "left")


def reach(axes: "Axes", values: Sequence[float]) -> None:
    """Let the x-axis reach from the lowest to the highest of these values and of 0, with some room."""
    bounds = [0.0, *(value for value in values if np.isfinite(value))]
    room = 0.05 * (max(bounds) - min(bounds)) or 1.0
    axes.set_xlim(min(bounds) - room, max(bounds) + room)


def rows(axes: "Axes", labels: Sequence[str]) -> None:
    """Name rows, from the top."""
    axes.set_yticks(range(len(labels)), [plain(label) for label in labels])
    axes.set_ylim(max(len(labels), 1) - 0.5, -0.5)


def plain(text: str) -> str:
    """Return a text that matplotlib draws as it is: a dollar sign begins no formula, no character turns the line."""
    return "\n".join(printable(line) for line in text.split("\n")).replace("$", r"\$")


def arrow(before: str, after: str) -> str:
    """Return the names of baseline and candidate."""
    return f"{short(before)} → {short(after)}"


def short(name: str) -> str:
    """Return the name of a platform on one line, cut where it is long."""
    return cut(" ".join(name.split()), LONGEST)
