"""Pictures as data: panels of a few kinds, which know nothing of the results that they are made of.

Values are numbers, texts are in the language of the reader. `experiments.show.pictures` draws them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from experiments.document.tones import Tone

type Shade = Tone | Literal["pale"]
type Marker = Literal["dot", "square", "diamond", "cross"]
type Ends = tuple[float, float]
type Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis, and what stands across its panel at some of its places.

    ends   where it begins and ends; None: as far as what is drawn
    ticks  places with their texts; without them round numbers
    line   place of a line across, if there is one
    marks  places of dotted lines, with their texts
    spans  shaded from one place to another
    """

    label: str = ""
    ends: tuple[float | None, float | None] = (None, None)
    ticks: Sequence[Tick] | None = None
    line: float | None = 0.0
    marks: Sequence[Tick] = ()
    spans: Sequence[Ends] = ()
    log: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """A middle with its interval."""

    middle: float
    low: float
    high: float
    shade: Shade = "faint"
    marker: Marker = "dot"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, with a text at its end. at: below the middle of its row; this and its thickness are in rows."""

    start: float
    end: float
    shade: Shade
    text: str = ""
    thick: float = 0.7
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots at some places."""

    places: Sequence[float]
    shade: Shade = ""
    marker: Marker = "dot"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, what is drawn in it, the words on it, and the band behind it."""

    label: str
    marks: Sequence[Interval | Bar | Dots]
    words: str = ""
    band: Ends | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows from the top along one axis."""

    rows: Sequence[Row]
    heading: str = ""
    x: Axis = Axis()


@dataclass(frozen=True, slots=True)
class Plane:
    """Dots in a plane, those beyond its ends on the edge; the cross is their mean with the intervals of both axes.

    corners: words for the upper left and the lower right
    """

    dots: Sequence[Ends]
    cross: tuple[Interval, Interval]
    x: Axis
    y: Axis
    corners: tuple[str, str] = ("", "")
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Values at places, within a band from `low` to `high`; without values it is a band alone."""

    places: Sequence[float]
    values: Sequence[float] = ()
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves along one axis, the last of them in front. dotted: does each value have a dot?"""

    curves: Sequence[Curve]
    x: Axis
    y: Axis
    heading: str = ""
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """Shares of named parts, which sum to 1, from each edge to the next. label: of the shares."""

    edges: Sequence[float]
    parts: Sequence[tuple[str, Sequence[float]]]
    x: Axis
    label: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a graph, with those that hang on it."""

    branches: Sequence["Node"] = ()
    shade: Shade = "better"
    marker: Marker = "dot"


@dataclass(frozen=True, slots=True)
class Graph:
    """Trees: branches are around their root, or below it. nothing: words where there is no tree."""

    trees: Sequence[Node]
    around: bool
    heading: str = ""
    nothing: str = ""


type Panel = Rows | Plane | Curves | Stack | Graph


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture: its panels in rows and columns, a title above and a text below.

    about   for those who cannot see it
    shared  axes that are the same: "x" in all panels, "y" in the panels of a row
    """

    title: str
    about: str
    panels: Sequence[Sequence[Panel]]
    below: str = ""
    shared: Literal["", "x", "y", "xy"] = ""


def column(panels: Iterable[Panel]) -> Sequence[Sequence[Panel]]:
    """Return panels below one another."""
    return [(panel,) for panel in panels]
