"""Markets whose rings all do one thing, so that a short run holds much of it."""

from dataclasses import replace

import numpy as np

from policies.platform import Platform
from policies.records import Kind
from sim.arrays import F64
from sim.market import Market
from sim.world import World
from tests.sim.small import PRODUCTION, START, always

CHOICES = ("tactic", "channel", "level", "pace", "pay", "permit", "papers", "volume")
CERTAIN = -60.0  # log-weight of all that is not done


def of_one_mind(world: World, kind: Kind, *, days: int, seed: int = 1, platform: Platform = PRODUCTION) -> Market:
    """A market whose rings have no other tactic than `kind`; nobody joins them."""
    world = replace(world, ring=replace(world.ring, new_rings=0.0))
    market = Market(world, always(platform), start=START, seed=seed)
    tactic = market.tables.rings.habits.tactic
    tactic.first[:] = tactic.log_weight[:] = np.where(np.arange(tactic.first.shape[1]) == kind, 0.0, CERTAIN)
    for _ in range(days):
        market.step()
    return market


def habits_of(market: Market) -> dict[str, F64]:
    """A copy of what every ring is wont to do, by choice."""
    return {name: getattr(market.tables.rings.habits, name).log_weight.copy() for name in CHOICES}
