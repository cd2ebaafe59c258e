"""The points of a sweep: all combinations of values, or a number of points spread evenly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import get_args

from experiments.language.arguments import argument
from experiments.questions.calibrate.design import blocks
from experiments.questions.sweep.axes import FORMS, Axis
from experiments.runs.defaults import Spread
from scenarios import BadInput
from scenarios.problems import problem

MOST_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Design:
    """The design of a sweep: all combinations (grid), a Latin hypercube (lhs), or a scrambled Sobol' sequence."""

    kind: Spread = "grid"
    count: int | None = None  # of points; None for a grid
    seed: int = 0


def points(axes: Sequence[Axis], design: Design) -> list[tuple[str, ...]]:
    """Return the value of every axis at each point; equal points are one. Raises BadInput.

    Where points are spread, listed values have equal parts of the axis; so have whole numbers.
    """
    mistake = _mistake(design)
    if mistake:
        raise BadInput([problem(argument("design", design.kind), mistake)])
    if design.kind == "grid":
        return _grid(axes)
    coordinates = _spread(len(axes), design)
    return list(dict.fromkeys(tuple(axis.at(u) for axis, u in zip(axes, point, strict=True)) for point in coordinates))


def _mistake(design: Design) -> str | None:
    if design.kind not in (choices := get_args(Spread.__value__)):
        return f"no design '{design.kind}': one of {', '.join(choices)}"
    if design.kind == "grid":
        names = ("points", design.count), ("design_seed", design.seed)
        given = [argument(name) for name, value in names if value]
        are = f"{' and '.join(given)} {'is' if len(given) == 1 else 'are'}"
        return f"a grid has all combinations: {are} for lhs and sobol" if given else None
    if design.count is None or not 1 <= design.count <= MOST_POINTS:
        return f"{design.kind} needs {argument('points')}, from 1 to {MOST_POINTS:,}"
    if design.kind == "sobol" and design.count & (design.count - 1):
        below = 1 << (design.count.bit_length() - 1)
        return f"Sobol' points need a power of two: {argument('points', below)} or {2 * below}, not {design.count}"
    return None


def _grid(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    open_ = [axis for axis in axes if not axis.values]
    if open_:
        mistake = f"a grid needs a COUNT, {FORMS}; or {argument('design', 'lhs')} or sobol with {argument('points')}"
        raise BadInput(problem(axis.where, mistake) for axis in open_)
    size = prod(len(axis.values) for axis in axes)
    if size > MOST_POINTS:
        mistake = (
            f"{size:,} combinations, more than {MOST_POINTS:,}: fewer values, or lhs or sobol with {argument('points')}"
        )
        raise BadInput([problem(argument("design", "grid"), mistake)])
    return list(product(*(axis.values for axis in axes)))


def _spread(dimensions: int, design: Design) -> list[list[float]]:
    """Return the coordinates 0…1 of each point."""
    from scipy.stats import qmc

    assert design.count is not None
    if design.kind == "sobol":
        return next(blocks(dimensions, design.seed, design.count)).tolist()
    return qmc.LatinHypercube(dimensions, rng=design.seed).random(design.count).tolist()
