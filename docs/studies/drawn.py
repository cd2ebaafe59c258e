"""Pairs of runs whose effect is known by construction: rare counts, sums of money, shares near 0.

The two runs of a pair share most of their luck, as in the model: an event of the baseline stays in the candidate with
a fixed probability, and new ones are added.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policies.records import Floats

Pairs = tuple[Floats, Floats]
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule of drawing pairs: its name, the mean difference of the two sides, and the function that draws them."""

    name: str
    effect: float
    draw: Callable[[np.random.Generator, Shape], Pairs]


def counts(rate: float, staying: float, new: float) -> Drawn:
    """Return a rule for counts: the mean number of events in a run, the share that stays, new ones as a share of it."""

    def draw(rng: np.random.Generator, shape: Shape) -> Pairs:
        before = rng.poisson(rate, shape)
        after = rng.binomial(before, staying) + rng.poisson(new * rate, shape)
        return before.astype(np.float64), after.astype(np.float64)

    return Drawn(f"{rate:g} events a run, {_change(staying, new)}", rate * (staying + new - 1), draw)


def losses(rate: float, spread: float, staying: float, new: float) -> Drawn:
    """Return a rule for losses: events as in `counts`, with a log-normal cost of mean 1; spread: of its logarithm."""

    def draw(rng: np.random.Generator, shape: Shape) -> Pairs:
        def cost(share: float) -> Floats:
            return summed(rng, rng.poisson(rate * share, shape), spread)

        stays = cost(staying)
        return stays + cost(1 - staying), stays + cost(new)

    return Drawn(f"{rate:g} losses a run (σ = {spread:g}), {_change(staying, new)}", rate * (staying + new - 1), draw)


def summed(rng: np.random.Generator, events: NDArray[np.int64], spread: float) -> Floats:
    """Draw the total cost of so many events."""
    total = np.zeros(events.shape)
    for number in range(int(events.max(initial=0))):
        total += np.where(events > number, rng.lognormal(-(spread**2) / 2, spread, events.shape), 0.0)
    return total


def shares(before: float, after: float, cases: float) -> Drawn:
    """Return a rule for two shares of so many cases in a run, on average; half of the smaller one is the same cases."""
    both = min(before, after) / 2

    def draw(rng: np.random.Generator, shape: Shape) -> Pairs:
        total = rng.poisson(cases, shape) + 1
        same = rng.binomial(total, both)
        more = (rng.binomial(total - same, (share - both) / (1 - both)) for share in (before, after))
        first, second = ((same + own) / total for own in more)
        return first, second

    return Drawn(f"a share of {before:.2%} of {cases:g} cases, then {after:.2%}", after - before, draw)


def _change(staying: float, new: float) -> str:
    return f"{staying:.0%} stay" + (f", {new:.0%} come" if new else "")


RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
DRAWN = (
    *(counts(rate, staying, new) for rate in RATES for staying, new in ((0.5, 0.0), (0.7, 0.5), (0.8, 0.2))),
    *(
        losses(rate, spread, staying, new)
        for rate in (0.2, 0.5, 1.0, 3.0, 10.0)
        for spread in (1.0, 1.5)
        for staying, new in ((0.5, 0.0), (0.8, 0.5))
    ),
    shares(0.0005, 0.001, 200),
    shares(0.002, 0.001, 200),
    shares(0.01, 0.013, 200),
)
