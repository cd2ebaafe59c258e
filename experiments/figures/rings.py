"""Rings: the accounts that each holds, and the workers who recruited one another, in one pair of runs."""

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures.style import FAINT, INK, NOTE, TEXT, WORSE, arrow, blank, heading, short, styled
from experiments.language.messages import say, sentences
from experiments.measures.networks import cascades, clusters, linked_accounts, recruitment
from experiments.printing.numbers import counted
from sim.state.events import Restricted
from sim.state.log import Events

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS, MOST_RINGS = 6, 18  # rings in a row, and in all: the largest ones
MOST_TREES = 12
REACH = 0.42  # of a ring's accounts from its middle; a ring has 1 × 1
OPEN = "#1b7fa6"

type Point = tuple[float, float]


@styled
def rings(sides: tuple[Events, Events], names: tuple[str, str], pair: str) -> "Figure":
    """Draw the largest rings and trees of recruits, a column for each side. pair: the words for the pair of runs."""
    recruits = any(recruitment(events) for events in sides)
    below = (
        say("Below: workers who drew in the workers they know, the largest {count} trees.", count=MOST_TREES)
        if recruits
        else say("No worker drew in any that it knows.")
    )
    figure = blank(
        8.0 if recruits else 5.4,
        say("Rings and recruits of one pair of runs: {platforms}", platforms=arrow(*names)),
        sentences(
            (
                say("{pair}.", pair=pair),
                say("A ring in the middle of its accounts, the largest {count}; ×: restricted.", count=MOST_RINGS),
                below,
            )
        ),
    )
    grid = figure.subplots(1 + recruits, 2, height_ratios=[3, 2][: 1 + recruits], squeeze=False)
    for column, (events, name) in enumerate(zip(sides, names, strict=True)):
        held(grid[0][column], events, short(name))
        if recruits:
            trees(grid[1][column], events)
    return figure


def held(axes: "Axes", events: Events, name: str) -> "Axes":
    """Draw the accounts of the largest rings around each of them."""
    graph, all_rings, gone = linked_accounts(events), clusters(events), set(events[Restricted].client.tolist())
    for place, ring in enumerate(all_rings.ring[:MOST_RINGS].tolist()):
        row, column = divmod(place, COLUMNS)
        middle = (float(column), -float(row))
        accounts = sorted(client for _, client in graph[("ring", ring)])
        points = _around(middle, len(accounts))
        lost = np.array([client in gone for client in accounts], np.bool_)
        axes.plot(*_spokes(middle, points), color=FAINT, linewidth=0.6, zorder=1)
        axes.scatter(points[~lost, 0], points[~lost, 1], s=16, color=OPEN, zorder=2)
        axes.scatter(points[lost, 0], points[lost, 1], s=20, marker="x", color=WORSE, linewidths=1.2, zorder=3)
        axes.scatter([middle[0]], [middle[1]], s=26, marker="s", color=INK, zorder=4)
    _frame(axes, COLUMNS, -(-min(len(all_rings.ring), MOST_RINGS) // COLUMNS))
    number, accounts_held = counted(len(all_rings.ring), "ring"), counted(int(all_rings.accounts.sum()), "account")
    counts = say(
        "{rings}, {accounts}, {restricted} restricted",
        rings=number,
        accounts=accounts_held,
        restricted=f"{int(all_rings.restricted.sum()):,}",
    )
    heading(axes, f"{name}\n{counts}")
    return axes


def trees(axes: "Axes", events: Events) -> "Axes":
    """Draw the largest trees of recruits, each from its root downwards."""
    forest = recruitment(events)
    known, left, deepest = cascades(forest), 0.0, 1
    for root, depth in zip(known.root[:MOST_TREES].tolist(), known.depth[:MOST_TREES].tolist(), strict=True):
        places, width = _laid(forest, root, left)
        for ends in forest.subgraph(places).edges:
            across, down = zip(*(places[worker] for worker in ends), strict=True)
            axes.plot(across, down, color=FAINT, linewidth=0.8, zorder=1)
        across, down = zip(*places.values(), strict=True)
        axes.scatter(across, down, s=14, color=OPEN, zorder=2)
        axes.scatter([places[root][0]], [0.0], s=22, marker="s", color=INK, zorder=3)
        left, deepest = left + width + 0.6, max(deepest, depth)
    _frame(axes, max(left, 1.0), deepest + 1)
    workers = int(known.size.sum())
    counts = counted(len(known.root), "tree"), counted(workers, "worker")
    heading(axes, say("{trees} of recruits, {workers}", trees=counts[0], workers=counts[1]))
    if not len(known.root):
        axes.text(0, 0, say("nobody recruited anybody"), fontsize=TEXT, color=FAINT, va="center")
    return axes


def _around(middle: Point, count: int) -> Any:
    """(count, 2) places around a middle."""
    angle = 2 * np.pi * np.arange(count) / max(count, 1)
    return np.array(middle) + REACH * np.column_stack([np.sin(angle), np.cos(angle)])


def _spokes(middle: Point, points: Any) -> Any:
    """(2, 3 · count) lines from a middle to points, apart by NaN."""
    lines = np.full((len(points), 3, 2), np.nan)
    lines[:, 0], lines[:, 1] = middle, points
    return lines.reshape(-1, 2).T


def _laid(forest: Any, root: int, left: float) -> tuple[dict[int, Point], float]:
    """Place of every worker of a tree, leaves side by side and each above the middle of its recruits; and the width.

    left: place of its first leaf
    """
    places: dict[int, Point] = {}
    leaves = 0

    def place(worker: int, depth: int) -> float:
        nonlocal leaves
        across = [place(recruit, depth + 1) for recruit in forest.successors(worker)]
        if not across:
            leaves += 1
        at = float(np.mean(across)) if across else left + leaves - 1
        places[worker] = (at, -float(depth))
        return at

    place(root, 0)
    return places, leaves - 1.0


def _frame(axes: "Axes", columns: float, rows: int) -> None:
    """Show so many columns and rows, without a frame."""
    axes.set_xlim(-0.7, columns - 0.3)
    axes.set_ylim(-max(rows, 1) + 0.3, 0.7)
    axes.set_axis_off()
    axes.tick_params(labelsize=NOTE)
