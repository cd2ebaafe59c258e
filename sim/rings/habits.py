"""Habits: what each ring is wont to do, as five choices that can be learned (one row a ring in each)."""

from dataclasses import dataclass

import numpy as np

from policies.records import Channel
from sim.arrays import F64, I64, U64
from sim.kinds import TACTICS
from sim.rings.bandit import Exp3S
from sim.state.draws import Draws, Purpose, key
from sim.words.lexicon import LEVELS
from sim.world import World

RING = 4  # what a key is of
TASTE = 2.0  # how unequal rings' first tactics are: each favours a few


@dataclass(slots=True, eq=False)
class Habits:
    """Five choices of every ring."""

    tactic: Exp3S  # arms: TACTICS
    channel: Exp3S  # arms: Channel
    level: Exp3S  # arms: obfuscation 0…4
    pace: Exp3S  # arms: Pace
    papers: Exp3S  # arms: Papers

    def join(self, mixes: dict[str, F64]) -> None:
        """New rings with these first mixes."""
        for name, mix in mixes.items():
            getattr(self, name).join(mix)


def starting(mixes: dict[str, F64], world: World) -> Habits:
    """Habits of the rings of the first day."""
    bad = world.ring
    return Habits(**{name: Exp3S.starting(mix, bad.explore, bad.leak, bad.hearsay) for name, mix in mixes.items()})


def first_mixes(rings: I64, world: World, draws: Draws) -> dict[str, F64]:
    """What rings of these (n,) numbers do before they have learned: a taste for tactics, else the trade's mix."""
    bad, people = world.ring, world.population
    taste = draws.exponential(Purpose.RING_TASTE, _keys(rings)[:, None], np.arange(len(TACTICS))[None, :]) ** TASTE
    channel = np.zeros(len(Channel))
    channel[[Channel.POSTING, Channel.NDA, Channel.SCOUT, Channel.CALL]] = (
        bad.by_posting,
        bad.by_nda,
        bad.by_scout,
        bad.by_call,
    )
    channel[Channel.MESSAGE] = 1 - channel.sum()
    level = np.exp(-((np.arange(LEVELS) - bad.obfuscation) ** 2) / 2)
    pace = np.array([1 - bad.hires_first - bad.task_bait, bad.hires_first, bad.task_bait])
    papers = np.array(
        [1 - people.verified_ring - bad.groomed - bad.bought, people.verified_ring, bad.groomed, bad.bought]
    )
    common = {"channel": channel, "level": level, "pace": pace, "papers": papers}
    return {"tactic": 1e-3 + taste} | {
        name: np.tile(np.maximum(mix, 1e-3), (len(rings), 1)) for name, mix in common.items()
    }


def handles(rings: I64, draws: Draws) -> U64:
    """(n,) the contact each ring hands out."""
    return draws.bits(Purpose.RING_HANDLE, _keys(rings))


def _keys(rings: I64) -> U64:
    return key(RING, rings)
