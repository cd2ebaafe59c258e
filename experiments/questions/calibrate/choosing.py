"""The worlds that run next: those of a space-filling sequence that are not implausible by the emulators so far."""

from collections.abc import Iterator
from itertools import chain, islice

import numpy as np

from experiments.questions.calibrate.design import BLOCK
from experiments.questions.calibrate.emulator import Outlook
from policies.records import Floats
from scenarios.space import Space

LOOK = 2**15  # points that a wave looks at, to find the limit of implausibility
MOST = 2**20  # points that it looks at, at most, to find enough worlds
HOLDS = 0.8  # share of the expected plausible worlds that is not ruled out
STRETCHES = (1, 2, 4, 8, 16)  # factors of the errors, tried until a plausible world is expected


def chosen(sequence: Iterator[Floats], count: int, space: Space, outlook: Outlook | None) -> tuple[Floats, float]:
    """Return the next worlds of the sequence to run, and the share of all worlds that is not implausible.

    Worlds are (count, d) points, fewer at the end of the sequence. Each world has a chance that the facts hold in it.
    The least likely worlds, which together have a fifth of all these chances, are ruled out; the others count equally.
    Points whose numbers do not fit together are no worlds, and are skipped.
    """
    if outlook is None or not len(outlook.frozen.errors):
        return _worlds(space, chain.from_iterable(sequence), count), 1.0
    first = list(islice(sequence, max(1, LOOK // BLOCK)))
    for stretch in STRETCHES:
        chances = [outlook.chance(part, stretch) for part in first]
        if any(chance.any() for chance in chances):
            break
    least = _least(np.concatenate(chances))
    looked, likely, points = 0, 0, np.empty((0, len(space)))
    for part, chance in chain(
        zip(first, chances, strict=True), ((part, outlook.chance(part, stretch)) for part in sequence)
    ):
        plausible = part[chance >= least]
        looked, likely = looked + len(part), likely + len(plausible)
        points = np.vstack([points, _worlds(space, iter(plausible), count - len(points))])
        if looked >= LOOK and (len(points) == count or looked >= MOST):
            break
    return points, likely / looked


def _least(chances: Floats) -> float:
    """Return the chance of the least likely world that is not ruled out, by the (n,) chances of all."""
    falling = np.sort(chances)[::-1]
    held = np.cumsum(falling) >= HOLDS * falling.sum()
    return float(falling[held.argmax()])


def _worlds(space: Space, points: Iterator[Floats], count: int) -> Floats:
    """Return the first (count, d) points that are worlds."""
    accepted = list(islice((point for point in points if _accepted(space, point)), count))
    return np.array(accepted).reshape(-1, len(space))


def _accepted(space: Space, point: Floats) -> bool:
    try:
        space.world(point)
    except ValueError:
        return False
    return True
