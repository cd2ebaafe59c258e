"""Uptake: who follows what all are advised or asked to do, and how long it takes until each does.

Everybody has a doubt and a delay, once and for all. So those who follow where few do also follow where more do, and on
the same day.
"""

from collections.abc import Sequence

import numpy as np

from sim.arrays import F64, Bool, Reals
from sim.choices.people import Population

Steps = Sequence[tuple[float, float]]  # (day, 0…1 share of all who follow in the end from then on), ascending


def delay(u: Reals, people: Population) -> F64:
    """(n,) days until each takes up what it follows, from uniforms: half of all have by the half time."""
    return -people.uptake_half_time * np.log2(1 - u)


def since(doubt: Reals, steps: Steps) -> F64:
    """(n,) day since which each has been among those who will follow, without a break; inf for who is not.

    doubt  (n,) 0…1: each follows where a larger share than this does
    """
    day = np.full(np.shape(doubt), np.inf)
    for first, share in steps:
        day = np.where(doubt < share, np.minimum(day, first), np.inf)
    return day


def follows(doubt: Reals, delay: Reals, joined: Reals, steps: Steps, day: int) -> Bool:
    """(n,) has each taken it up by a day? Who joins later than the call for it meets it then, and takes it up at once.

    doubt, delay, joined  (n,) as above; days; day of joining
    """
    call = since(doubt, steps)
    return (call + delay <= day) | (call <= joined)
