"""How far is the nearest world in which the answer is another one? Numbers are moved until the difference has a sign.

A move takes one number, or the few that decide most together, the same share of their way from the central world to the
ends of their ranges: numbers that decide by more than luck, or the strongest where there are none. Each move is first
asked at the ends, or as far as the nearest move so far; where the difference surely has the sign there, the way is
halved again and again. So a move that turns the answer and turns it back farther on is not found. How many worlds were
tried is told, and what was found is asked once more with fresh luck.
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

Ask = Callable[[World], Difference]

TOGETHER = 3  # numbers that are moved, each alone and all of them together
HALVINGS = 3  # of the way: to an eighth of it
CENTRE = 0.5  # the coordinate of a central number


@dataclass(frozen=True, slots=True)
class Move:
    """Dimensions of a space, each on its way to an end of its range: 0 or 1."""

    ends: tuple[tuple[int, int], ...]

    def point(self, dimensions: int, way: float) -> NDArray[np.float64]:
        """(d,) coordinates after this share of the way."""
        there = np.full(dimensions, CENTRE)
        for at, end in self.ends:
            there[at] += way * (end - CENTRE)
        return there

    def moved(self, space: Space, way: float) -> tuple[Moved, ...]:
        """What becomes of each number."""
        point = self.point(len(space), way)
        of = [space.dimensions[at] for at, _ in self.ends]
        return tuple(
            Moved(each.name, each.central, each.value(float(point[at])))
            for each, (at, _) in zip(of, self.ends, strict=True)
        )


def signs_to_find(central: Difference) -> tuple[int, ...]:
    """The sign that the central world does not show: both where its own cannot be told."""
    return tuple(sign for sign in (1, -1) if not has_sign(central, sign))


def moves(space: Space, deciding: Deciding, sign: int) -> tuple[Move, ...]:
    """Those towards a sign: each of the strongest numbers alone, then all of them."""
    towards = [
        (space.names.index(each.name), 1 if each.pull * sign > 0 else 0)
        for each in deciding.telling or deciding.strongest
    ]
    ends = [(at, end) for at, end in towards if space.dimensions[at].value(end) != space.dimensions[at].central]
    ends = ends[:TOGETHER]
    alone = [Move((end,)) for end in ends]
    return (*alone, Move(tuple(ends))) if len(ends) > 1 else tuple(alone)


def nearest(space: Space, ways: tuple[Move, ...], sign: int, ask: Ask, again: Ask) -> Nearest:
    """The smallest of these moves after which the difference surely has this sign.

    ask: what a world answers; again: the same with fresh luck. A world that refuses numbers together is passed over.
    """
    tried: list[Probe] = []
    best: tuple[Move, Probe] | None = None
    for move in ways:
        least, most = 0.0, best[1].way if best else 1.0
        found = _probed(space, move, most, ask, tried)
        if found is None or not has_sign(found.found, sign):
            continue
        for _ in range(HALVINGS):
            middle = _probed(space, move, (least + most) / 2, ask, tried)
            if middle is not None and has_sign(middle.found, sign):
                found, most = middle, middle.way
            else:
                least = (least + most) / 2
        if best is None or found.way < best[1].way:
            best = move, found
    if best is None:
        return Nearest(sign, tuple(tried), None, None)
    move, found = best
    return Nearest(sign, tuple(tried), found, again(space.world(move.point(len(space), found.way))))


def _probed(space: Space, move: Move, way: float, ask: Ask, tried: list[Probe]) -> Probe | None:
    try:
        world = space.world(move.point(len(space), way))
    except ValueError:
        return None
    tried.append(Probe(way, move.moved(space, way), ask(world)))
    return tried[-1]
