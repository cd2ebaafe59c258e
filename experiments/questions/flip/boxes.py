"""In which worlds a difference has one sign: a few boxes, learned from half of the pairs and judged by the others.

A small tree splits the worlds by the numbers that decide most. Each of its leaves in which the pairs agree is a box.
What is said of a box is counted on pairs that neither the tree nor the choice of its numbers has seen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.questions.compare.deciding import deciding
from experiments.questions.flip.result import Box, Condition
from experiments.verdicts.intervals import mean_interval

Floats = NDArray[np.float64]
Bounds = dict[int, tuple[float | None, float | None]]  # column of a number → above, at most

MOST = 3  # boxes
DEEPEST = 3  # numbers in a box
LEAVES = 6
LEAST = 0.1  # of the pairs that teach, in a leaf
AGREE = 0.75  # of the pairs that teach in a leaf, those of one sign that make a box of it
LEAF = -1  # what scikit-learn has for a child that is not there


def boxes(names: tuple[str, ...], numbers: Floats, gaps: Floats) -> tuple[Box, ...]:
    """At most three boxes for (n,) differences, NaN for none, in worlds with these (n, d) numbers.

    Of the two halves every other pair belongs to one. Boxes in which the difference has the other sign than on average
    come first, then those in which more of the pairs that taught lie.
    """
    there = np.isfinite(gaps)
    numbers, gaps = numbers[there], gaps[there]
    teaching = np.arange(len(gaps)) % 2 == 0
    taught, told = numbers[teaching], gaps[teaching]
    columns = [names.index(each.name) for each in deciding(names, taught, told).strongest]
    if not columns:
        return ()
    found = [(sign, bounds) for sign, bounds in _agreeing(_tree(columns, taught, told), {}, taught, told) if bounds]
    usual = np.sign(told.mean())
    found.sort(key=lambda each: (each[0] == usual, -np.count_nonzero(_inside(each[1], taught))))
    return tuple(_judged(names, bounds, sign, numbers[~teaching], gaps[~teaching]) for sign, bounds in found[:MOST])


@dataclass(frozen=True, slots=True)
class Split:
    """A number at a border, and what is made of the worlds on either side of it; None is not split further."""

    column: int
    border: float
    below: "Split | None"
    above: "Split | None"


def _tree(columns: list[int], numbers: Floats, gaps: Floats) -> Split | None:
    """A tree over these numbers.

    It learns signed ranks: which sign a difference has, and where it is large; how large counts no more than that.
    """
    from scipy.stats import rankdata
    from sklearn.tree import DecisionTreeRegressor

    tree = DecisionTreeRegressor(
        max_depth=DEEPEST, max_leaf_nodes=LEAVES, min_samples_leaf=max(1, round(LEAST * len(gaps))), random_state=0
    )
    tree.fit(numbers[:, columns], np.sign(gaps) * rankdata(np.abs(gaps)))
    nodes = tree.tree_

    def split(node: int) -> Split | None:
        below, above = nodes.children_left[node], nodes.children_right[node]
        if below == LEAF:
            return None
        border = float(f"{nodes.threshold[node]:.3g}")  # as it is told
        return Split(columns[nodes.feature[node]], border, split(below), split(above))

    return split(0)


def _agreeing(tree: Split | None, bounds: Bounds, numbers: Floats, gaps: Floats) -> list[tuple[int, Bounds]]:
    """The parts of these bounds in which enough pairs have one sign: parts beside one another of a sign are one."""
    if tree is None:
        inside = np.sign(gaps[_inside(bounds, numbers)])
        return [(sign, bounds) for sign in (1, -1) if np.count_nonzero(inside == sign) >= AGREE * max(len(inside), 1)]
    low, high = bounds.get(tree.column, (None, None))
    below, above = {**bounds, tree.column: (low, tree.border)}, {**bounds, tree.column: (tree.border, high)}
    found = [*_agreeing(tree.below, below, numbers, gaps), *_agreeing(tree.above, above, numbers, gaps)]
    whole = [part for _, part in found] == [below, above] and len({sign for sign, _ in found}) == 1
    return [(found[0][0], bounds)] if whole else found


def _judged(names: tuple[str, ...], bounds: Bounds, sign: int, numbers: Floats, gaps: Floats) -> Box:
    there, of_sign = _inside(bounds, numbers), sign * gaps > 0
    return Box(
        tuple(Condition(names[column], *ends) for column, ends in bounds.items()),
        sign,
        int(np.count_nonzero(there)),
        int(np.count_nonzero(there & of_sign)),
        len(gaps),
        int(np.count_nonzero(of_sign)),
        mean_interval(gaps[there]),
    )


def _inside(bounds: Bounds, numbers: Floats) -> NDArray[np.bool_]:
    there = np.ones(len(numbers), np.bool_)
    for column, ends in bounds.items():
        there &= Condition("", *ends).holds(numbers[:, column])
    return there
