"""Boxes of worlds in which a difference has one sign, learned from half of the pairs and tested on the others.

A small tree splits the worlds by the numbers that decide most. Each leaf in which the pairs agree is a box. The numbers
of a box are counted on held-out pairs: neither the tree nor the choice of its numbers has seen them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.questions.compare.deciding import deciding
from experiments.questions.flip.result import Box, Condition
from experiments.verdicts.intervals import mean_interval
from policies.records import Floats

Bounds = dict[int, tuple[float | None, float | None]]  # column of a number → above, at most

MOST = 3  # boxes
DEEPEST = 3  # numbers in a box
LEAVES = 6
LEAST = 0.1  # share of the training pairs in a leaf
AGREE = 0.75  # share of the training pairs in a leaf with one sign, from which it is a box
LEAF = -1  # scikit-learn's number for no child


def boxes(names: tuple[str, ...], numbers: Floats, gaps: Floats) -> tuple[Box, ...]:
    """Return at most three boxes for (n,) differences, NaN for none, in worlds with these (n, d) numbers.

    Every second pair is for training. Boxes in which the sign is not that of the mean difference come first, then those
    with more of the training pairs.
    """
    defined = np.isfinite(gaps)
    numbers, gaps = numbers[defined], gaps[defined]
    training = np.arange(len(gaps)) % 2 == 0
    train_numbers, train_gaps = numbers[training], gaps[training]
    columns = [names.index(decider.name) for decider in deciding(names, train_numbers, train_gaps).strongest]
    if not columns:
        return ()
    parts = [
        (sign, bounds)
        for sign, bounds in _agreeing(_tree(columns, train_numbers, train_gaps), {}, train_numbers, train_gaps)
        if bounds
    ]
    usual = np.sign(train_gaps.mean())
    parts.sort(key=lambda part: (part[0] == usual, -np.count_nonzero(_inside(part[1], train_numbers))))
    return tuple(_judged(names, bounds, sign, numbers[~training], gaps[~training]) for sign, bounds in parts[:MOST])


@dataclass(frozen=True, slots=True)
class Split:
    """A split of worlds by a number at a border, with the splits on both sides; None for no further split."""

    column: int
    border: float
    below: "Split | None"
    above: "Split | None"


def _tree(columns: list[int], numbers: Floats, gaps: Floats) -> Split | None:
    """Fit a tree over these numbers.

    It learns signed ranks: the sign of a difference and the order of its size, but not the size itself.
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
        border = float(f"{nodes.threshold[node]:.3g}")  # as it is shown
        return Split(columns[nodes.feature[node]], border, split(below), split(above))

    return split(0)


def _agreeing(tree: Split | None, bounds: Bounds, numbers: Floats, gaps: Floats) -> list[tuple[int, Bounds]]:
    """Return the parts of these bounds in which enough pairs have one sign; merge neighbours with the same sign."""
    if tree is None:
        inside = np.sign(gaps[_inside(bounds, numbers)])
        return [(sign, bounds) for sign in (1, -1) if np.count_nonzero(inside == sign) >= AGREE * max(len(inside), 1)]
    low, high = bounds.get(tree.column, (None, None))
    below, above = {**bounds, tree.column: (low, tree.border)}, {**bounds, tree.column: (tree.border, high)}
    parts = [*_agreeing(tree.below, below, numbers, gaps), *_agreeing(tree.above, above, numbers, gaps)]
    whole = [part for _, part in parts] == [below, above] and len({sign for sign, _ in parts}) == 1
    return [(parts[0][0], bounds)] if whole else parts


def _judged(names: tuple[str, ...], bounds: Bounds, sign: int, numbers: Floats, gaps: Floats) -> Box:
    in_box, of_sign = _inside(bounds, numbers), sign * gaps > 0
    return Box(
        tuple(Condition(names[column], *ends) for column, ends in bounds.items()),
        sign,
        int(np.count_nonzero(in_box)),
        int(np.count_nonzero(in_box & of_sign)),
        len(gaps),
        int(np.count_nonzero(of_sign)),
        mean_interval(gaps[in_box]),
    )


def _inside(bounds: Bounds, numbers: Floats) -> NDArray[np.bool_]:
    inside = np.ones(len(numbers), np.bool_)
    for column, ends in bounds.items():
        inside &= Condition("", *ends).holds(numbers[:, column])
    return inside
