"""The design of a calibration: points that fill the space of worlds evenly, in any number."""

from collections.abc import Iterator

from policies.records import Floats

BLOCK = 2**13  # points at once: 20 MB in 300 dimensions
MOST = 2**30  # points of a Sobol' sequence


def blocks(dimensions: int, seed: int, size: int = BLOCK) -> Iterator[Floats]:
    """Yield one sequence of points 0…1 in blocks of (size, dimensions): Sobol', scrambled by the seed (Owen 1998)."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, rng=seed)
    for _ in range(MOST // size):
        yield sequence.random(size)
