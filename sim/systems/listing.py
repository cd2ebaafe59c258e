"""Listing: the directory of workers is set out anew."""

import numpy as np

from sim.acts.readings import seen_lately
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
    here = seen_lately(REFRESH_DAYS, Purpose.SEEN_LATELY, workers=workers, today=today)
    bits = today.draws.bits(Purpose.DIRECTORY, workers.key[here])
    categories = len(today.world.posting.category_weight)
    able = [np.flatnonzero(workers.completed[here] >> category & 1) for category in range(categories)]
    place, category = np.concatenate(able), np.repeat(np.arange(categories), [len(places) for places in able])
    young = workers.age_band[here] == YOUNGEST
    directory.anyone = Wheel.of(everywhere(len(here)), bits, here)
    directory.completed = Wheel.of(category, bits[place], here[place], categories)
    directory.young = Wheel.of(everywhere(int(young.sum())), bits[young], here[young])
