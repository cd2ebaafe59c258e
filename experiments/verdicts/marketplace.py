"""The whole marketplace, of which a run simulates a part."""

from sim.world import MARKETPLACE


def scale(workers: int) -> float:
    """Return how many workers of the marketplace each of these stands for: sums and counts are multiplied by it."""
    return MARKETPLACE / workers
