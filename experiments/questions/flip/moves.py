"""The nearest world with another answer: numbers of the world are moved until the difference has the wanted sign.

A move takes one number, or the few that decide most together, the same share of their way from the central world to the
ends of their ranges. These are numbers that decide by more than luck, or the strongest if there are none. Each move is
first run at the ends, or at the distance of the nearest move so far; if the difference surely has the sign there, the
way is halved a few times. So a move that changes the sign and changes it back farther on is missed. The result has the
number of worlds tried, and the nearest world is run once more with fresh luck.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.questions.compare.deciding import Deciding
from experiments.questions.flip.result import Moved, Nearest, Probe, has_sign
from experiments.verdicts.differences import Difference
from scenarios.space import Space
from sim.world import World

Evaluate = Callable[[World], Difference]

TOGETHER = 3  # numbers that are moved, each alone and all of them together
HALVINGS = 3  # of the way: to an eighth of it
CENTRE = 0.5  # the coordinate of a central number


@dataclass(frozen=True, slots=True)
class Move:
    """Dimensions of a space, each on its way to an end of its range: 0 or 1."""

    ends: tuple[tuple[int, int], ...]

    def point(self, dimensions: int, way: float) -> NDArray[np.float64]:
        """(d,) coordinates after this share of the way."""
        point = np.full(dimensions, CENTRE)
        for at, end in self.ends:
            point[at] += way * (end - CENTRE)
        return point

    def moved(self, space: Space, way: float) -> tuple[Moved, ...]:
        """Return each number with its start and its end."""
        point = self.point(len(space), way)
        dimensions = [space.dimensions[at] for at, _ in self.ends]
        return tuple(
            Moved(dimension.name, dimension.central, dimension.value(float(point[at])))
            for dimension, (at, _) in zip(dimensions, self.ends, strict=True)
        )


def signs_to_find(central: Difference) -> tuple[int, ...]:
    """Return the sign that the central world does not have; both signs if its own is not clear."""
    return tuple(sign for sign in (1, -1) if not has_sign(central, sign))


def moves(space: Space, deciding: Deciding, sign: int) -> tuple[Move, ...]:
    """Return the moves towards a sign: each of the strongest numbers alone, then all of them."""
    towards = [
        (space.names.index(decider.name), 1 if decider.pull * sign > 0 else 0)
        for decider in deciding.telling or deciding.strongest
    ]
    ends = [(at, end) for at, end in towards if space.dimensions[at].value(end) != space.dimensions[at].central]
    ends = ends[:TOGETHER]
    alone = [Move((end,)) for end in ends]
    return (*alone, Move(tuple(ends))) if len(ends) > 1 else tuple(alone)


def nearest(space: Space, candidates: tuple[Move, ...], sign: int, evaluate: Evaluate, again: Evaluate) -> Nearest:
    """Return the smallest of these moves after which the difference surely has this sign.

    evaluate: the difference in a world; again: the same with fresh luck. A world whose numbers are not
    valid together is left out.
    """
    probes: list[Probe] = []
    best: tuple[Move, Probe] | None = None
    for move in candidates:
        least, most = 0.0, best[1].way if best else 1.0
        probe = _probed(space, move, most, evaluate, probes)
        if probe is None or not has_sign(probe.difference, sign):
            continue
        for _ in range(HALVINGS):
            middle = _probed(space, move, (least + most) / 2, evaluate, probes)
            if middle is not None and has_sign(middle.difference, sign):
                probe, most = middle, middle.way
            else:
                least = (least + most) / 2
        if best is None or probe.way < best[1].way:
            best = move, probe
    if best is None:
        return Nearest(sign, tuple(probes), None, None)
    move, probe = best
    return Nearest(sign, tuple(probes), probe, again(space.world(move.point(len(space), probe.way))))


def _probed(space: Space, move: Move, way: float, evaluate: Evaluate, probes: list[Probe]) -> Probe | None:
    try:
        world = space.world(move.point(len(space), way))
    except ValueError:
        return None
    probes.append(Probe(way, move.moved(space, way), evaluate(world)))
    return probes[-1]
