"""Pairs of runs whose effect is known by construction: rare counts, sums of money, shares near 0.

Two runs of a pair share most of their luck, as those of the model do: an event of the baseline stays in the candidate
with a fixed chance, and new ones come.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.measures.periods import Floats

Pairs = tuple[Floats, Floats]
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn, in words, the mean difference of its two sides, and how they are drawn."""

    name: str
    effect: float
    draw: Callable[[np.random.Generator, Shape], Pairs]


def counts(rate: float, kept: float, new: float) -> Drawn:
    """So many events in a run on average, of which a share is kept; new ones, as a share of the rate."""

    def draw(rng: np.random.Generator, shape: Shape) -> Pairs:
        before = rng.poisson(rate, shape)
        after = rng.binomial(before, kept) + rng.poisson(new * rate, shape)
        return before.astype(np.float64), after.astype(np.float64)

    return Drawn(f"{rate:g} events a run, {_change(kept, new)}", rate * (kept + new - 1), draw)


def losses(rate: float, spread: float, kept: float, new: float) -> Drawn:
    """The same of events that cost something, 1 on average: log-normal, with this spread of the logarithm."""

    def draw(rng: np.random.Generator, shape: Shape) -> Pairs:
        def cost(share: float) -> Floats:
            return summed(rng, rng.poisson(rate * share, shape), spread)

        stays = cost(kept)
        return stays + cost(1 - kept), stays + cost(new)

    return Drawn(f"{rate:g} losses a run (σ = {spread:g}), {_change(kept, new)}", rate * (kept + new - 1), draw)


def summed(rng: np.random.Generator, events: NDArray[np.int64], spread: float) -> Floats:
    """What so many events cost together."""
    total = np.zeros(events.shape)
    for number in range(int(events.max(initial=0))):
        total += np.where(events > number, rng.lognormal(-(spread**2) / 2, spread, events.shape), 0.0)
    return total


def shares(before: float, after: float, cases: float) -> Drawn:
    """Two shares of so many cases in a run on average; half of the smaller one happens to the same cases."""
    both = min(before, after) / 2

    def draw(rng: np.random.Generator, shape: Shape) -> Pairs:
        of = rng.poisson(cases, shape) + 1
        same = rng.binomial(of, both)
        more = (rng.binomial(of - same, (share - both) / (1 - both)) for share in (before, after))
        first, second = ((same + own) / of for own in more)
        return first, second

    return Drawn(f"a share of {before:.2%} of {cases:g} cases, then {after:.2%}", after - before, draw)


def _change(kept: float, new: float) -> str:
    return f"{kept:.0%} stay" + (f", {new:.0%} come" if new else "")


RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
DRAWN = (
    *(counts(rate, kept, new) for rate in RATES for kept, new in ((0.5, 0.0), (0.7, 0.5), (0.8, 0.2))),
    *(
        losses(rate, spread, kept, new)
        for rate in (0.2, 0.5, 1.0, 3.0, 10.0)
        for spread in (1.0, 1.5)
        for kept, new in ((0.5, 0.0), (0.8, 0.5))
    ),
    shares(0.0005, 0.001, 200),
    shares(0.002, 0.001, 200),
    shares(0.01, 0.013, 200),
)
