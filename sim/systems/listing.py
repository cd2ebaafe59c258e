"""Listing: the directory of workers is set out anew."""

import numpy as np

from sim.acts.readings import sessions
from sim.state.directory import Directory, everywhere
from sim.state.people import Workers
from sim.state.purposes import Purpose
from sim.state.wheel import Wheel
from sim.today import Today

REFRESH_DAYS = 7  # the directory lists who was here in the last week; set out anew once a week
YOUNGEST = 0  # age band


def listing(directory: Directory, *, workers: Workers, today: Today) -> None:
    """List, once a week, the workers who were here since the last time: all, by completed category, the young."""
    if not today.every(REFRESH_DAYS):
        return
    chance = -np.expm1(-REFRESH_DAYS * sessions(workers=workers, today=today))
    here = np.flatnonzero(today.draws.uniform(Purpose.SEEN_LATELY, today.day, workers.key) < chance)
    bits = today.draws.bits(Purpose.DIRECTORY, workers.key[here])
    categories = np.arange(len(today.world.posting.category_weight))
    place, category = np.nonzero((workers.completed[here][:, None] >> categories) & 1 == 1)
    young = workers.age_band[here] == YOUNGEST
    directory.anyone = Wheel.of(everywhere(len(here)), bits, here)
    directory.completed = Wheel.of(category, bits[place], here[place])
    directory.young = Wheel.of(everywhere(int(young.sum())), bits[young], here[young])
