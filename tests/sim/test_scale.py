"""How fast rings learn does not depend on how much of the marketplace is simulated."""

import numpy as np
import pytest

from scenarios import load
from sim.arrays import F64
from sim.course import simulate
from sim.state.events import Schemed

APART = 0.35  # of at most 2; four runs of the one and two of the other lie about 0.17 apart by chance


def planned(scale: int, seed: int) -> F64:
    """(channels,) shares of the jobs drafted to lure on days 61 to 90, where rings adapt and calls are open."""
    staff = [
        f"platform.screening.checkers={scale}",
        f"platform.screening.reviewers={scale}",
        f"platform.message_watch.readers={scale}",
        f"platform.enforcement.cases_a_day={10 * scale}",
    ]
    size = [f"world.workers={20_000 * scale}", f"world.clients={3_250 * scale}"]
    scenario = load("calling_open", ["world.rings=adapting", *size, *staff])
    events = simulate(scenario.world, scenario.rollout, start=scenario.start, days=90, seed=seed)
    channel = events.between(60, 90)[Schemed].channel
    return np.bincount(channel, minlength=5) / len(channel)


@pytest.mark.nightly(
    reason="six runs of 90 days at full size; tests/sim/rings/test_bandit.py says it of the circle itself"
)
def test_adapting_rings_plan_alike_in_a_market_and_in_one_four_times_as_large() -> None:
    once = np.mean([planned(1, seed) for seed in range(4)], axis=0)
    four_times = np.mean([planned(4, seed) for seed in range(2)], axis=0)
    assert np.abs(once - four_times).sum() < APART
