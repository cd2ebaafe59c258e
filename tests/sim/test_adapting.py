"""Rings that adapt, and a platform that answers: who learns from what, to the bit, and what words find and miss."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from policies.guidelines import Guidelines
from policies.message_watch import MessageWatch
from policies.records import Channel, Kind, Stage
from policies.text import Texts
from sim.arrays import F64, I64
from sim.choices.luring import Luring
from sim.choices.selling import Selling
from sim.course import Rollout
from sim.kinds import TACTICS
from sim.market import Market
from sim.rings.business import Organising
from sim.state.events import LedAway, Restricted, Schemed, Suspended
from sim.state.log import Events
from sim.tables import Tables
from sim.words.lexicon import LEVELS, lexicon
from tests.sim import luck
from tests.sim.luck import INERT, SHORT, until
from tests.sim.schemes import CHOICES, habits_of
from tests.sim.small import PRODUCTION, START, always, changed, differences, live, small
from tests.sim.views import VIEWS, moved_by_another_truth

DAYS = 20
WORLD = replace(
    small(ring_share=0.25),
    rings="adapting",
    ring=Organising(accounts=6.0, post_rate=0.06, bought=0.2, groomed=0.1, new_rings=0.3),
    luring=Luring(led_away_base=0.4),
    selling=Selling(sells_unasked=0.01),
)
MOVED = tuple(name for name in CHOICES if name != "permit")  # the office of production has no permits to give
ON_THEIR_OWN = replace(WORLD, ring=replace(WORLD.ring, hearsay=0.0, new_rings=0.0))


def run(rollout: Rollout, seed: int = 1, days: int = DAYS) -> Events:
    return luck.run(rollout, days, WORLD, seed)


@pytest.fixture(scope="module")
def market() -> Market:
    """A market of rings that have been adapting for a while."""
    return live(WORLD, always(PRODUCTION), days=DAYS, seed=1)


@pytest.fixture(scope="module")
def events(market: Market) -> Events:
    return market.tables.log.finish(DAYS)


def begun(market: Market) -> dict[str, F64]:
    """What the rings of a market were wont to do before they learned anything."""
    return {name: getattr(market.tables.rings.habits, name).first for name in CHOICES}


def test_frozen_rings_end_with_the_habits_they_began_with() -> None:
    frozen = live(replace(WORLD, rings="frozen"), always(PRODUCTION), days=DAYS, seed=1)
    happened = frozen.tables.log.finish(DAYS)
    assert len(happened[LedAway]) + len(happened[Suspended]) + len(happened[Restricted]) > 10
    habits, first = habits_of(frozen), begun(frozen)
    for name in CHOICES:
        assert habits[name].tolist() == first[name].tolist()


@pytest.mark.parametrize("name", MOVED)
def test_adapting_rings_end_with_other_habits(market: Market, name: str) -> None:
    moved = np.abs(habits_of(market)[name] - begun(market)[name]).max(axis=1)
    assert (moved > 0.01).all()


def test_rings_learn_whether_to_ask_for_a_permit_only_where_there_are_permits(market: Market) -> None:
    assert habits_of(market)["permit"].tolist() == begun(market)["permit"].tolist()
    approves = changed(PRODUCTION, communication={"outside_contact_approval": True})
    there = live(WORLD, always(approves), days=DAYS, seed=1)
    assert (habits_of(there)["permit"] != begun(there)["permit"]).any(axis=1).all()


def test_adapting_rings_begin_as_frozen_ones_and_part_from_them_once_they_have_learned(events: Events) -> None:
    frozen = luck.run(always(PRODUCTION), DAYS, replace(WORLD, rings="frozen"))
    assert len(until(events, 1)[Schemed]) > 0
    assert differences(until(events, 1), until(frozen, 1)) == []
    assert {"Schemed.tactic", "Schemed.channel"} <= set(differences(events, frozen))


def silenced(market: Market, ring: int) -> I64:
    """Let no account of this ring post."""
    clients = market.tables.clients
    theirs = np.flatnonzero(clients.true_ring == ring)
    clients.true_rate[theirs] = 0.0
    return theirs


def test_a_ring_without_jobs_that_hears_nothing_keeps_its_habits_while_the_others_learn() -> None:
    market = Market(ON_THEIR_OWN, always(PRODUCTION), start=START, seed=1)
    theirs = silenced(market, 3)
    before = habits_of(market)
    for _ in range(DAYS):
        market.step()
    assert not np.isin(market.tables.jobs.client, theirs).any()
    after = habits_of(market)
    for name in MOVED:
        assert after[name][3].tolist() == before[name][3].tolist()
        assert (after[name] != before[name]).any()


def test_a_ring_without_jobs_that_hears_of_the_others_learns_from_them() -> None:
    market = Market(
        replace(ON_THEIR_OWN, ring=replace(ON_THEIR_OWN.ring, hearsay=0.5)), always(PRODUCTION), start=START, seed=1
    )
    silenced(market, 3)
    before = habits_of(market)
    for _ in range(DAYS):
        market.step()
    assert habits_of(market)["tactic"][3].tolist() != before["tactic"][3].tolist()


def test_the_same_scenario_twice_is_the_same_run(market: Market, events: Events) -> None:
    again = live(WORLD, always(PRODUCTION), days=DAYS, seed=1)
    assert differences(events, again.tables.log.finish(DAYS)) == []
    one, other = habits_of(market), habits_of(again)
    assert all(np.array_equal(one[name], other[name]) for name in CHOICES)


@pytest.mark.parametrize("rollout", INERT.values(), ids=INERT.keys())
def test_an_inert_policy_changes_nothing_for_rings_that_adapt(events: Events, rollout: Rollout) -> None:
    assert differences(until(events, SHORT), until(run(rollout, days=SHORT), SHORT)) == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_is_the_same_when_all_that_is_hidden_and_all_that_rings_have_learned_is_another(
    market: Market, view: Callable[[Tables], Any]
) -> None:
    moved, another = moved_by_another_truth(view, market.tables)
    assert {"habits.level", "Rings.profit", "Clients.true_ring", "Clients.true_papers", "Jobs.true_level"} <= moved
    assert not another


def recall(rule: Guidelines, level: int, kinds: tuple[Kind, ...] = TACTICS) -> float:
    """Share of the messages that lure to these kinds of work, at a level of disguise, of which the watch would warn."""
    u = (np.arange(300) + 0.5) / 300
    codes = lexicon().lures(np.repeat(kinds, len(u)), Channel.MESSAGE, level, np.tile(u, len(kinds)))
    before, unlearned = np.full(len(codes), Stage.BEFORE), np.zeros(len(codes), np.bool_)
    found = rule.findings(Texts(codes, lexicon().vocabulary), before, 18_475, unlearned)
    return float((found.weight >= MessageWatch().warn_at).mean())


def test_the_more_a_lure_is_disguised_the_less_the_guidelines_find() -> None:
    found = [recall(Guidelines(), level) for level in range(LEVELS)]
    assert all(plain >= disguised for plain, disguised in pairwise(found))
    assert found[0] > 0.8
    assert found[3] < 0.6 * found[0]
    assert found[4] < 0.1


def test_width_and_spacing_alone_hide_nothing_from_folded_texts() -> None:
    assert recall(Guidelines(), 2) == recall(Guidelines(), 1)


def test_phrases_that_are_added_find_disguised_lures_and_none_less() -> None:
    learned = Guidelines(
        added=("OFF_PLATFORM|緑のアプリ|0.6", "OFF_PLATFORM|緑の吹き出し|0.6", "MLM|ご縁を育てる仕組み|0.7")
    )
    for level in range(LEVELS):
        assert recall(learned, level) >= recall(Guidelines(), level)
    assert recall(learned, 4) > recall(Guidelines(), 4) + 0.1
    assert recall(learned, 4, (Kind.MLM,)) > recall(learned, 4, (Kind.PROXY_LISTING,))
