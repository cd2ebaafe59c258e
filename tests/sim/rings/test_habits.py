"""What rings do before they have learned, and what contact they hand out."""

from dataclasses import replace
from enum import IntEnum
from math import exp

import numpy as np
import pytest

from policies.records import Channel
from sim.arrays import F64
from sim.choices.luring import Luring
from sim.choices.people import Population
from sim.kinds import TACTICS
from sim.rings.business import Organising, lead_worth
from sim.rings.habits import RAREST, first_mixes, handles, starting
from sim.rings.tactics import Pace, Papers, Pay, Permit, Volume
from sim.state.draws import Draws
from sim.words.grammar import INVENTED, LEVELS
from sim.world import World

WORLD = World(
    population=Population(verified_ring=0.2),
    luring=Luring(applies_for_approval_first=0.35),
    ring=Organising(
        lures_by_posting=0.3,
        lures_by_nda=0.1,
        lures_by_scout=0.05,
        lures_by_call=0.15,
        hires_first=0.1,
        task_bait=0.25,
        at_market=0.3,
        far_above=0.05,
        groomed=0.15,
        bought=0.05,
        usual_volume_share=0.7,
        low_volume_factor=0.4,
        high_volume_factor=1.6,
        obfuscation=1.0,
        obfuscation_spread=2.0,
        invented=0.4,
        tactic_skew=2.0,
        explore=0.3,
        weight_leak=0.01,
        hearsay=0.4,
        hearsay_rings=7.0,
    ),
)
MANY = np.arange(2_000)
LUCK = Draws(1)


def mix(name: str, world: World = WORLD, rings: int = 1) -> F64:
    """(arms,) or (rings, arms) first mix of one choice."""
    result = first_mixes(np.arange(rings), world, LUCK)[name]
    assert len(result) == rings
    return result[0] if rings == 1 else result


def test_disguises_are_normal_around_the_mean_level() -> None:
    """Levels 0…4 with mean 1 and spread 2: half a spread off is exp(−½² ÷ 2)."""
    normal = np.array([exp(-(x**2) / 2) for x in (0.5, 0.0, 0.5, 1.0, 1.5)])
    level = mix("level")
    assert level[:INVENTED] / level[:INVENTED].sum() == pytest.approx(normal / normal.sum(), abs=1e-9)


def test_so_many_jobs_lure_in_the_words_of_what_is_invented() -> None:
    level = mix("level")
    assert level[INVENTED] == pytest.approx(0.4, abs=1e-9)
    assert level[:INVENTED].sum() == pytest.approx(0.6, abs=1e-9)
    assert len(level) == LEVELS


FIRST: dict[str, dict[IntEnum, float]] = {
    "channel": {
        Channel.POSTING: 0.3, Channel.NDA: 0.1, Channel.SCOUT: 0.05, Channel.CALL: 0.15, Channel.MESSAGE: 0.4,
    },
    "pace": {Pace.AT_ONCE: 1 - 0.1 - 0.25, Pace.AFTER_CONTRACT: 0.1, Pace.AFTER_TASK: 0.25},
    "pay": {Pay.MARKET: 0.3, Pay.ABOVE: 1 - 0.3 - 0.05, Pay.FAR_ABOVE: 0.05},
    "permit": {Permit.WITHOUT: 0.65, Permit.FIRST: 0.35},
    "papers": {Papers.NEW: 1 - 0.2 - 0.15 - 0.05, Papers.VERIFIED: 0.2, Papers.GROOMED: 0.15, Papers.BOUGHT: 0.05},
    "volume": {Volume.FEW: 0.15, Volume.USUAL: 0.7, Volume.MANY: 0.15},  # 0.4 is as far below 1 as 1.6 is above it
}  # fmt: skip


@pytest.mark.parametrize("choice", FIRST)
def test_each_way_has_its_share_and_the_usual_one_what_is_left(choice: str) -> None:
    arms = mix(choice)
    assert {way: arms[way] for way in FIRST[choice]} == pytest.approx(FIRST[choice], abs=1e-9)
    assert np.delete(arms, [*FIRST[choice]]) == pytest.approx(0)


def test_what_no_ring_does_at_first_can_be_tried_all_the_same() -> None:
    world = replace(WORLD, ring=replace(WORLD.ring, bought=0.0, lures_by_call=0.0, tactic_skew=5.0))
    assert mix("papers", world)[Papers.BOUGHT] == mix("channel", world)[Channel.CALL] == RAREST
    assert mix("tactic", world, rings=2_000).min() >= RAREST


def test_tactics_weigh_by_taste_and_by_what_a_lead_brings() -> None:
    """An exponential of mean 1; its square has mean 2."""
    worth = lead_worth(WORLD.luring)
    plain, squared = (
        (mix("tactic", replace(WORLD, ring=replace(WORLD.ring, tactic_skew=taste)), rings=2_000) - RAREST)
        * (worth.max() / worth)
        for taste in (1.0, 2.0)
    )
    assert squared == pytest.approx(plain**2, abs=1e-9)
    assert plain.mean() == pytest.approx(1.0, rel=0.02)
    assert np.abs(plain.mean(axis=0) - 1).max() < 0.1
    assert plain.shape == (2_000, len(TACTICS))


def test_a_ring_has_its_taste_and_its_contact_whoever_comes_with_it() -> None:
    together, alone = (first_mixes(rings, WORLD, LUCK)["tactic"] for rings in (MANY, MANY[7:8]))
    assert together[7].tolist() == alone[0].tolist() != together[8].tolist()
    first = handles(MANY, 0 * MANY, LUCK)
    assert first[7] == handles(MANY[7:8], MANY[:1], LUCK)[0]
    several = handles(MANY[:, None], np.arange(5)[None, :], LUCK)
    assert several[:, 0].tolist() == first.tolist()
    assert len(np.unique(several)) == 5 * len(MANY)
    assert not np.intersect1d(several, handles(MANY, 0 * MANY, Draws(2))).size


def test_rings_begin_with_their_first_mix_and_learn_as_the_world_says() -> None:
    mixes = first_mixes(np.arange(3), WORLD, LUCK)
    habits = starting(mixes, WORLD)
    for name, expected in mixes.items():
        bandit = getattr(habits, name)
        assert (bandit.explore, bandit.leak, bandit.hearsay, bandit.circle) == (0.3, 0.01, 0.4, 7.0)
        first = bandit.probabilities(np.arange(3))
        assert first == pytest.approx(expected / expected.sum(axis=1, keepdims=True), abs=1e-9)


def test_rings_that_come_later_are_added_to_every_choice() -> None:
    habits = starting(first_mixes(np.arange(3), WORLD, LUCK), WORLD)
    later = first_mixes(np.arange(3, 5), WORLD, LUCK)
    habits.join(later, np.arange(3))
    for name, expected in later.items():
        assert len(getattr(habits, name).first) == 5
        result = getattr(habits, name).probabilities(np.arange(3, 5))
        assert result == pytest.approx(expected / expected.sum(axis=1, keepdims=True), abs=1e-9)
