"""Style of all pictures: readable in print, in grey, and with colour-blind eyes.

No picture uses pyplot, so that none needs a display and none leaks state. Colours differ in lightness too, and nothing
is shown by colour alone: a side has a marker of its own, a verdict is written out.
"""

import logging
import math
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from experiments.document.pictures import Axis, Marker, Shade
from experiments.printing.numbers import tick
from experiments.printing.widths import broken
from policies.printable import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, FAINT, BAND = "#212529", "#6c757d", "#dee2e6"  # of text and lines, of what stands behind, of a margin
BETTER, WORSE = "#1b7fa6", "#962800"  # blue and brick, which is the darker one in grey
COLOURS: Mapping[Shade, str] = {
    "": INK, "strong": INK, "unsure": INK, "faint": FAINT, "pale": BAND,
    "better": BETTER, "a little better": BETTER, "worse": WORSE, "a little worse": WORSE,
}  # fmt: skip
MARKERS: Mapping[Marker, str] = {"dot": "o", "square": "s", "diamond": "D", "cross": "x"}
INCH = 72  # points
WIDE, NARROW = 10.0, 4.0  # inches across a picture for a desk, and for a phone
TITLE, PANEL, TEXT, NOTE = 12.0, 10.5, 9.5, 9.0  # points
LINE = 1.25  # of a line of text, in its size
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


def brightness(colour: str) -> float:
    """Return the brightness of `#rrggbb`, 0…255, as an eye perceives it, and as it is printed in grey."""
    red, green, blue = bytes.fromhex(colour[1:])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def length(text: str, size: float, *, bold: bool = False) -> float:
    """Return the points that a text is long."""
    from matplotlib.font_manager import FontProperties

    from experiments.show.pictures.svg import measured

    font = FontProperties(family=[USUAL], size=size, weight="bold" if bold else "normal")
    return measured(printable(text), font)[0]


def in_lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines of so many points, each as matplotlib draws it as it is."""
    lines = map(printable, text.split("\n"))
    parts = (broken(line, room, measure=lambda part: length(part, size, bold=bold)) for line in lines)
    return [plain(part) for line in parts for part in line]


def plain(text: str) -> str:
    """Return a text that matplotlib draws as it is: a dollar sign begins no formula, no character turns the line."""
    return "\n".join(printable(line) for line in text.split("\n")).replace("$", r"\$")


def bare(axes: "Axes", *sides: str) -> None:
    """Take away the frame at the top and right, and at these sides, and the ticks."""
    for side in ("right", "top", *sides):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False, bottom=False, labelsize=NOTE, labelcolor=INK)


def along(axes: "Axes", x: Axis, room: float, ha: str = "center") -> None:
    """Draw an x-axis, so many points long. ha: of its texts."""
    from matplotlib.ticker import FuncFormatter

    if x.log:
        axes.set_xscale("log")
        axes.minorticks_off()
    if x.ticks is None:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    else:
        widest = max((length(text, NOTE) + NOTE for _, text in x.ticks), default=0.0)
        few = x.ticks[:: max(1, math.ceil(len(x.ticks) * widest / room))]  # as many as have room
        axes.set_xticks([place for place, _ in few], [plain(text) for _, text in few], ha=ha)
    axes.set_xlabel(plain(x.label), fontsize=NOTE, color=FAINT)


def up(axes: "Axes", y: Axis) -> None:
    """Draw a y-axis."""
    from matplotlib.ticker import FuncFormatter

    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    axes.set_ylabel(plain(y.label), fontsize=NOTE, color=INK)


def crossed(axes: "Axes", x: Axis, y: Axis, alpha: float = 1.0) -> None:
    """Draw what stands across a panel at places of its axes."""
    for axis, span, line in ((x, axes.axvspan, axes.axvline), (y, axes.axhspan, axes.axhline)):
        for ends in axis.spans:
            span(*ends, color=BAND, alpha=alpha, linewidth=0, zorder=0)
        if axis.line is not None:
            line(axis.line, color=FAINT, linewidth=1, zorder=1)
        for place, _ in axis.marks:
            line(place, color=INK, linewidth=0.9, linestyle=":")
