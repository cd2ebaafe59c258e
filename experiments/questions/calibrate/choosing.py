"""The worlds that run next: those of a space-filling sequence that are not implausible by the emulators so far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from experiments.questions.calibrate.design import BLOCK
from experiments.questions.calibrate.emulator import Outlook
from policies.records import Bools, Floats, Ints
from scenarios.space import Space

LOOK = 2**15  # points that a wave looks at, to find the limit of implausibility
MOST = 2**20  # points that it looks at, at most, to find enough worlds
HOLDS = 0.8  # share of the expected plausible worlds that is not ruled out
STRETCHES = (1, 2, 4, 8, 16)  # factors of the errors, tried until a plausible world is expected


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The worlds of a wave: (n, d) points of the sequence, and what it took to find them."""

    points: Floats
    places: Ints  # (n,) of the points among those that were looked at
    looked: int  # points of the sequence, whole blocks
    plausible: float  # share of these that was not ruled out


def chosen(sequence: Iterator[Floats], count: int, space: Space, outlook: Outlook | None) -> Choice:
    """Return the next `count` worlds of the sequence to run, fewer if MOST points have no more.

    Each world has a chance that the facts hold in it. The least likely worlds, which together have a fifth of all these
    chances, are ruled out; the others count equally. Points whose numbers do not fit together are no worlds, and are
    skipped.
    """
    if outlook is None or not len(outlook.frozen.errors):
        return _gathered(((part, np.ones(len(part), np.bool_)) for part in sequence), count, space, enough=0)
    first = list(islice(sequence, max(1, LOOK // BLOCK)))
    for stretch in STRETCHES:
        chances = [outlook.chance(part, stretch) for part in first]
        if any(chance.any() for chance in chances):
            break
    least = _least(np.concatenate(chances))
    further = ((part, outlook.chance(part, stretch)) for part in sequence)
    looks = chain(zip(first, chances, strict=True), further)
    return _gathered(((part, chance >= least) for part, chance in looks), count, space, enough=LOOK)


def _gathered(looks: Iterable[tuple[Floats, Bools]], count: int, space: Space, enough: int) -> Choice:
    """Return the first worlds of blocks of points, each with those not ruled out. enough: points to look at."""
    points, places, looked, likely = np.empty((0, len(space))), np.empty(0, np.int64), 0, 0
    for part, plausible in looks:
        rows = _worlds(space, part, np.flatnonzero(plausible), count - len(points))
        points, places = np.vstack([points, part[rows]]), np.append(places, looked + rows)
        looked, likely = looked + len(part), likely + int(np.count_nonzero(plausible))
        if looked >= enough and (len(points) == count or looked >= MOST):
            break
    return Choice(points, places, looked, likely / looked)


def _least(chances: Floats) -> float:
    """Return the chance of the least likely world that is not ruled out, by the (n,) chances of all."""
    falling = np.sort(chances)[::-1]
    held = np.cumsum(falling) >= HOLDS * falling.sum()
    return float(falling[held.argmax()])


def _worlds(space: Space, points: Floats, rows: Ints, count: int) -> Ints:
    """Return the first `count` of these rows of (n, d) points that are worlds."""
    return np.array(list(islice((row for row in rows.tolist() if _accepted(space, points[row])), count)), np.int64)


def _accepted(space: Space, point: Floats) -> bool:
    try:
        space.world(point)
    except ValueError:
        return False
    return True
