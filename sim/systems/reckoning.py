"""Reckoning: rings look at their books, and hear of others than yesterday."""

from sim.rings.rings import Rings
from sim.today import Today


def reckoning(rings: Rings, *, today: Today) -> None:
    """Rings whose books do not please them are to quit today, and a few others; of whom each ring hears changes."""
    rings.mingle(today.day, today.draws)
    rings.quitting[:] = rings.temper.gives_up(rings, today.day, today.world.ring)
    rings.tire(today.world.ring.stops, today.day, today.draws)
