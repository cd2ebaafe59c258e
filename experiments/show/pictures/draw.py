"""Pictures drawn: panels in rows and columns, a title above, a text below; on a phone all below one another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING

from experiments.document.pictures import Axis, Curves, Graph, Panel, Plane, Plot, Rows, Stack, column
from experiments.language.messages import say
from experiments.show.pictures import curves, graph, plane, rows, stack
from experiments.show.pictures.style import FAINT, INCH, INK, LINE, NARROW, NOTE, PANEL, TITLE, WIDE, fonts, in_lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS: Mapping[type, ModuleType] = {Rows: rows, Plane: plane, Curves: curves, Stack: stack, Graph: graph}
BROAD = 1.4  # width of rows beside curves of 1
MARGIN = 0.93  # of the width that title and text take
INDENT, LABELS = 45.0, 110.0  # points that a y-axis, and labels of rows, may take from the room of a heading
AXIS = 15.0  # points of the numbers of an axis, or of its label
APART = 12.0  # points between panels, and between a heading and its panel

type Spot = tuple[int, int]  # row and column


@dataclass(frozen=True, slots=True)
class Cell:
    """A panel in its place.

    heading  its lines; none where the panel above has the same
    inner    is its x-axis that of the panel below?
    height   inches of its axes
    around   points of what is above and below them
    """

    panel: Panel
    heading: list[str]
    inner: bool
    height: float
    around: float


def draw(plot: Plot, *, narrow: bool = False) -> "Figure":
    """Return a picture as wide as a page, or as narrow as a phone, in type of the same size."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    plot = _narrowed(plot) if narrow else plot
    width = INCH * (NARROW if narrow else WIDE)
    room = (width - 2 * NOTE) / max(map(len, plot.panels))
    title = in_lines(plot.title, MARGIN * width, TITLE, bold=True)
    below = in_lines(plot.below, MARGIN * width, NOTE)
    cells = _cells(plot, room, narrow)
    heights, around = _most(cells, lambda cell: cell.height), _most(cells, lambda cell: cell.around)
    points = LINE * (TITLE * len(title) + NOTE * len(below)) + 2 * APART + sum(around)
    with rc_context({"font.family": list(fonts())}):
        figure = Figure(figsize=(width / INCH, points / INCH + sum(heights)), layout="constrained")
        figure.suptitle("\n".join(title), x=0.01, ha="left", fontsize=TITLE, fontweight="bold", color=INK)
        figure.supxlabel("\n".join(below), x=0.01, ha="left", fontsize=NOTE, color=FAINT)
        drawn = _panels(figure, plot, cells, heights)
        for spot, axes in drawn.items():
            cell = cells[spot]
            KINDS[type(cell.panel)].draw(axes, cell.panel, room, narrow)
            axes.set_title("\n".join(cell.heading), loc="left", fontsize=PANEL, color=INK)
            if cell.inner:
                axes.tick_params(labelbottom=False)
                axes.set_xlabel("")
            if "y" in plot.shared and spot[1]:
                axes.tick_params(labelleft=False)
                axes.set_ylabel("")
        for spot, axes in drawn.items():
            _end(axes, *_axes(cells[spot].panel))
    named = [axes for axes in drawn.values() if axes.get_legend_handles_labels()[1]]
    for axes in named[:1]:
        axes.legend(loc="best", frameon=False, fontsize=NOTE, labelcolor=INK)
    return figure


def _narrowed(plot: Plot) -> Plot:
    """Return a picture whose panels are below one another, with the texts of its marks below them."""
    panels = [panel for row in plot.panels for panel in row]
    marks = say("; ").join(text for panel in panels for _, text in _axes(panel)[0].marks if text)
    below = "\n".join(filter(None, (plot.below, marks)))
    return replace(plot, panels=column(panels), below=below, shared="x" if "x" in plot.shared else "")


def _cells(plot: Plot, room: float, narrow: bool) -> dict[Spot, Cell]:
    """Return the panels by their places, with the room that they need."""
    panels = {(y, x): panel for y, row in enumerate(plot.panels) for x, panel in enumerate(row)}
    cells = dict[Spot, Cell]()
    for (y, x), panel in panels.items():
        above = panels.get((y - 1, x))
        indent = INDENT if not isinstance(panel, Rows) else 0 if narrow else LABELS
        heading = [] if above and above.heading == panel.heading else in_lines(panel.heading, room - indent, PANEL)
        inner = "x" in plot.shared and (y + 1, x) in panels and not narrow
        axis = _axes(panel)[0]
        texts = (
            0 if inner or isinstance(panel, Graph) else (axis.ticks is None or len(axis.ticks) > 0) + bool(axis.label)
        )
        around = LINE * PANEL * len(heading) + (1 + bool(heading)) * APART + AXIS * texts
        if isinstance(panel, Stack):
            around += stack.above(panel, narrow)
        cells[y, x] = Cell(panel, heading, inner, KINDS[type(panel)].height(panel, room, narrow), around)
    return cells


def _most(cells: Mapping[Spot, Cell], what: Callable[[Cell], float]) -> list[float]:
    """Return the largest of the panels in each row."""
    count = 1 + max(y for y, _ in cells)
    return [max(what(cell) for (y, _), cell in cells.items() if y == row) for row in range(count)]


def _panels(figure: "Figure", plot: Plot, cells: Mapping[Spot, Cell], heights: Sequence[float]) -> "dict[Spot, Axes]":
    """Return the axes of each panel; those that are shared are bound to the first of them."""
    broad = [
        any(isinstance(cell.panel, Rows) for (_, x), cell in cells.items() if x == column)
        for column in range(max(map(len, plot.panels)))
    ]
    widths = [BROAD if rows_ else 1.0 for rows_ in broad]
    grid = figure.add_gridspec(len(heights), len(widths), height_ratios=heights, width_ratios=widths)
    drawn = dict[Spot, "Axes"]()
    for y, x in cells:
        sharex = drawn.get((0, 0)) if "x" in plot.shared else None
        sharey = drawn.get((y, 0)) if "y" in plot.shared else None
        drawn[y, x] = figure.add_subplot(grid[y, x], sharex=sharex, sharey=sharey)
    return drawn


def _end(axes: "Axes", x: Axis, y: Axis) -> None:
    """Let the axes of a panel begin and end where they shall, once all is drawn."""
    if x.ends != (None, None):
        axes.set_xlim(*x.ends)
    if y.ends != (None, None):
        axes.set_ylim(*y.ends)


def _axes(panel: Panel) -> tuple[Axis, Axis]:
    """Return the axes of a panel."""
    match panel:
        case Plane() | Curves():
            return panel.x, panel.y
        case Rows() | Stack():
            return panel.x, Axis()
    return Axis(), Axis()
