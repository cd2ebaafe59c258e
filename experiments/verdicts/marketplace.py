"""The whole marketplace, of which a run simulates a part."""

from sim.world import MARKETPLACE

LEAST_WORKERS = 20_000  # registered, of a market that stands for the whole: docs/results/size-and-time.md


def scale(workers: int) -> float:
    """Return how many workers of the marketplace each of these stands for: sums and counts are multiplied by it."""
    return MARKETPLACE / workers


def is_small_market(workers: int) -> bool:
    """Return whether a market of so many workers is too small to stand for the whole: levels and effects differ."""
    return workers < LEAST_WORKERS
