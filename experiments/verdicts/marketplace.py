"""The whole marketplace, of which a run simulates a part."""

REGISTERED = 3_690_000  # workers at the end of March 2020 (bizspa.jp; quoted)


def scale(workers: int) -> float:
    """Return how many workers of the marketplace each of these stands for: sums and counts are multiplied by it."""
    return REGISTERED / workers
