"""Counting: how many registered accounts nobody uses."""

from sim.state.events import DormantCounted
from sim.state.log import Log
from sim.state.people import Dormant


def count_dormant(log: Log, *, dormant: Dormant, day: float) -> None:
    """Note how many there are, where there are any."""
    if dormant.workers or dormant.clients:
        log.add(DormantCounted(day, dormant.workers, dormant.clients))
