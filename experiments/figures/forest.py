"""Forests: intervals in rows, each on the band of its margin, with what is said of it beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.figures.amounts import ends, within
from experiments.figures.style import BAND, COLOURS, FAINT, INK, NOTE, beside, frame_rows, heading, stroke
from experiments.language.messages import say
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Row:
    """An interval: middle, low and high end. Words stand to its right, its margin lies to both sides of 0."""

    label: str
    ends: tuple[float, float, float]
    margin: float
    words: str
    colour: str = FAINT  # of the interval
    ink: str = INK  # of the words
    marker: str = "o"


def judged(
    label: str, difference: Difference, verdict: Verdict, words: str, *, margin: float | None = None, marker: str = "o"
) -> Row:
    """Return the row of a difference, in the colours of its verdict. margin: instead of its own, as it is shown."""
    colour = COLOURS.get(verdict)
    most = within(difference) if margin is None else margin
    return Row(label, ends(difference), most, words, colour or FAINT, colour or INK, marker)


def forest(axes: "Axes", rows: Sequence[Row], title: str = "", below: str = "") -> "Axes":
    """Draw rows from the top, with the title of the panel and what stands below its axis."""
    for place, row in enumerate(rows):
        axes.barh(place, 2 * row.margin, 0.8, -row.margin, color=BAND, linewidth=0, zorder=0)
        stroke(axes, place, row.ends, row.colour, row.marker)
        beside(axes, place, row.words, row.ink)
    bounds = [end for row in rows for end in (*row.ends, row.margin, -row.margin)]
    frame_rows(axes, [row.label for row in rows], bounds)
    if title:
        heading(axes, title)
    if below:
        axes.set_xlabel(below, fontsize=NOTE, color=FAINT)
    return axes


def of_regime(name: str, regime: str) -> str:
    """Return the label of a row: what it is of, and the regime."""
    return say("{name}, {regime}", name=name, regime=regime)
