"""Graphs: trees, whose branches are around their root, or below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.document.pictures import Graph, Node
from experiments.show.pictures.style import COLOURS, FAINT, INCH, MARKERS, TEXT, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 6  # trees in a row, where branches are around their root
REACH = 0.42  # of the branches from their root; a tree has 1 × 1
APART = 0.6  # between trees beside one another, beyond the 1 between leaves
HEIGHT = 1.8  # inches, of trees

type Point = tuple[float, float]
type Placed = tuple[Node, Point, Sequence[Point]]  # a node, its place, and those of its branches


def height(panel: Graph, room: float, narrow: bool) -> float:
    """Return the inches of the graph."""
    return _rows(panel) * room / INCH / COLUMNS if panel.around else HEIGHT


def draw(axes: "Axes", panel: Graph, room: float, narrow: bool) -> None:
    """Draw lines, then nodes."""
    placed = _wheels(panel.trees) if panel.around else _trees(panel.trees)
    for node, (x, y), branches in placed:
        for across, down in branches:
            axes.plot([x, across], [y, down], color=FAINT, linewidth=0.7, zorder=1)
        axes.plot([x], [y], MARKERS[node.marker], color=COLOURS[node.shade], markersize=5 if branches else 4, zorder=2)
    if panel.around:
        columns, rows = float(COLUMNS), float(_rows(panel))
    else:
        columns, rows = (1 + max((abs(place[axis]) for _, place, _ in placed), default=0.0) for axis in (0, 1))
    axes.set_xlim(-0.6, columns - 0.4)
    axes.set_ylim(0.6 - rows, 0.6)
    axes.set_axis_off()
    if not placed:
        axes.text(0, 0, plain(panel.nothing), fontsize=TEXT, color=FAINT, va="center")


def _rows(panel: Graph) -> int:
    return max(1, -(-len(panel.trees) // COLUMNS))


def _wheels(trees: Sequence[Node]) -> list[Placed]:
    """Return each root in the middle of its branches, from the upper left."""
    placed = list[Placed]()
    for place, root in enumerate(trees):
        row, column = divmod(place, COLUMNS)
        angles = 2 * np.pi * np.arange(len(root.branches)) / max(1, len(root.branches))
        ends = [(column + REACH * np.sin(angle), -row + REACH * np.cos(angle)) for angle in angles]
        placed += [
            (root, (column, -row), ends),
            *((branch, end, ()) for branch, end in zip(root.branches, ends, strict=True)),
        ]
    return placed


def _trees(trees: Sequence[Node]) -> list[Placed]:
    """Return each node above the middle of its branches, leaves side by side."""
    placed, leaves = list[Placed](), 0.0

    def place(node: Node, depth: int) -> Point:
        nonlocal leaves
        branches = [place(branch, depth + 1) for branch in node.branches]
        if not branches:
            leaves += 1
        at = (float(np.mean([x for x, _ in branches])) if branches else leaves - 1, -float(depth))
        placed.append((node, at, branches))
        return at

    for root in trees:
        place(root, 0)
        leaves += APART
    return placed
