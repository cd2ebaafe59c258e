"""Habits: what each ring is wont to do, as eight choices that can be learned (one row a ring in each)."""

from dataclasses import dataclass

import numpy as np

from sim.arrays import F64, I64, U64
from sim.kinds import TACTICS
from sim.rings.bandit import Exp3S
from sim.rings.business import channel_mix, lead_worth, level_mix, volume_mix
from sim.state.draws import Draws, key
from sim.state.purposes import Purpose
from sim.words.grammar import LEVELS
from sim.world import World

RING = 4  # what a key is of
RAREST = 1e-3  # weight of what a ring hardly ever does, that it can be learned all the same


@dataclass(slots=True, eq=False)
class Habits:
    """Eight choices of every ring."""

    tactic: Exp3S  # arms: TACTICS
    channel: Exp3S  # arms: Channel
    level: Exp3S  # arms: obfuscation 0…4, and 5, the bait that rings invent
    pace: Exp3S  # arms: Pace
    pay: Exp3S  # arms: Pay
    permit: Exp3S  # arms: Permit, without and first
    papers: Exp3S  # arms: Papers
    volume: Exp3S  # arms: Volume

    def join(self, mixes: dict[str, F64], active: I64) -> None:
        """New rings with these first mixes, who hear of these rows."""
        for name, mix in mixes.items():
            getattr(self, name).join(mix, active)


def starting(mixes: dict[str, F64], world: World) -> Habits:
    """Habits of the rings of the first day."""
    numbers = world.ring
    return Habits(
        **{
            name: Exp3S.starting(mix, numbers.explore, numbers.weight_leak, numbers.hearsay, numbers.hearsay_rings)
            for name, mix in mixes.items()
        }
    )


def first_mixes(rings: I64, world: World, draws: Draws) -> dict[str, F64]:
    """First mixes of rings of these (n,) numbers, before they have learned: a taste for tactics, else the trade's.

    Each tactic has its weight by taste and by what its leads bring, as with those who have stayed in business.
    """
    taste = draws.exponential(Purpose.RING_TASTE, _keys(rings)[:, None], np.arange(len(TACTICS))[None, :])
    worth = lead_worth(world.luring)
    weight = worth / worth.max() if worth.any() else np.ones(len(TACTICS))
    return {"tactic": RAREST + taste**world.ring.tactic_skew * weight} | {
        name: np.tile(np.maximum(mix, RAREST), (len(rings), 1)) for name, mix in _trade(world).items()
    }


def _trade(world: World) -> dict[str, F64]:
    """Mixes of the trade on the first day: weights of channels, levels, paces, pay, permits, papers and volumes."""
    business, verified, applies = world.ring, world.population.verified_ring, world.luring.applies_for_approval_first
    at_once = 1 - business.hires_first - business.task_bait
    new = 1 - verified - business.groomed - business.bought
    return {
        "channel": channel_mix(business),
        "level": level_mix(business, LEVELS),
        "pace": np.array([at_once, business.hires_first, business.task_bait]),
        "pay": np.array([business.at_market, 1 - business.at_market - business.far_above, business.far_above]),
        "permit": np.array([1 - applies, applies]),
        "papers": np.array([new, verified, business.groomed, business.bought]),
        "volume": volume_mix(business),
    }


def handles(rings: I64, numbers: I64, draws: Draws) -> U64:
    """The contact that each ring of these hands out as its so-manieth, 0…; shaped as both together."""
    return draws.bits(Purpose.RING_HANDLE, _keys(rings), numbers)


def _keys(rings: I64) -> U64:
    return key(RING, rings)
