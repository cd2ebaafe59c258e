"""Entering: new rings come where there is something to earn."""

from sim.acts.opening import enter
from sim.rings.rings import Rings, newcomers
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Offers
from sim.today import Today


def entering(rings: Rings, workers: Workers, clients: Clients, offers: Offers, log: Log, *, today: Today) -> None:
    """Let as many rings come as the business draws: none, on most days."""
    pull = rings.temper.pull(rings, today.day, today.world.ring)
    sizes = newcomers(len(rings), pull, today.world, today.day, today.draws)
    if len(sizes):
        enter(rings, workers, clients, offers, log, sizes=sizes, today=today)
