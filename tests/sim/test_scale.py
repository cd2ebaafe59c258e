"""How fast rings learn does not depend on how much of the marketplace is simulated, if there are rings enough."""

import numpy as np
import pytest

from scenarios import load
from sim.arrays import F64
from sim.course import simulate
from sim.state.events import Schemed

ONCE, FOUR_TIMES = range(24), range(12)  # seeds
APART = 0.35  # of at most 2; so many runs of the one and of the other lie about 0.2 apart by chance


def planned(scale: int, seed: int) -> F64:
    """(channels,) shares of the jobs drafted to lure on days 61 to 90, where rings adapt and calls are open."""
    size = [f"world.workers={20_000 * scale}", f"world.clients={3_250 * scale}", "world.ring.accounts=2"]
    scenario = load("calling_open", ["world.rings=adapting", *size])  # some forty rings, and four times as many
    events = simulate(scenario.world, scenario.rollout, start=scenario.start, days=90, seed=seed)
    channel = events.between(60, 90)[Schemed].channel
    return np.bincount(channel, minlength=5) / len(channel)


@pytest.mark.nightly(
    reason="36 runs of 90 days at full size; tests/sim/rings/test_bandit.py says it of the circle itself"
)
def test_adapting_rings_plan_alike_in_a_larger_market() -> None:
    once = np.mean([planned(1, seed) for seed in ONCE], axis=0)
    four_times = np.mean([planned(4, seed) for seed in FOUR_TIMES], axis=0)
    assert np.abs(once - four_times).sum() < APART
