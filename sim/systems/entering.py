"""Entering: new rings come where there is something to earn."""

from sim.acts.opening import enter
from sim.rings.rings import Rings, newcomers
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.today import Today


def entering(rings: Rings, clients: Clients, for_sale: list[int], log: Log, *, workers: Workers, today: Today) -> None:
    """Let as many rings come as the business draws: none, on most days."""
    pull = rings.temper.pull(rings, today.day, today.world.ring)
    sizes = newcomers(len(rings), pull, today.world, today.day, today.draws)
    if len(sizes):
        enter(rings, clients, for_sale, log, sizes=sizes, workers=workers, today=today)
