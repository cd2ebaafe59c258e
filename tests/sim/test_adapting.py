"""Rings that adapt: who learns from what, to the bit."""

from dataclasses import replace

import numpy as np
import pytest

from sim.arrays import F64, I64
from sim.choices.luring import Luring
from sim.choices.selling import Selling
from sim.market import Market
from sim.rings.business import Organising
from sim.state.events import LedAway, Restricted, Schemed, Suspended
from sim.state.log import Events
from tests.sim import luck
from tests.sim.luck import until
from tests.sim.schemes import CHOICES, habits_of
from tests.sim.small import PRODUCTION, START, always, changed, differences, live, small

DAYS = 20
WORLD = replace(
    small(ring_share=0.25),
    rings="adapting",
    ring=Organising(accounts=6.0, post_rate=0.06, bought=0.2, groomed=0.1, stops=0.2),
    luring=Luring(led_away_base=0.4),
    selling=Selling(sells_unasked=0.01),
)
MOVED = tuple(name for name in CHOICES if name != "permit")  # the office of production has no permits to give
ON_THEIR_OWN = replace(WORLD, ring=replace(WORLD.ring, hearsay=0.0, stops=0.0))


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


def test_rings_learn_to_ask_only_where_there_are_permits(market: Market) -> None:
    assert habits_of(market)["permit"].tolist() == begun(market)["permit"].tolist()
    approves = changed(PRODUCTION, communication={"outside_contact_approval": True})
    there = live(WORLD, always(approves), days=DAYS, seed=1)
    assert (habits_of(there)["permit"] != begun(there)["permit"]).any(axis=1).all()


def test_adapting_rings_begin_as_frozen_ones(events: Events) -> None:
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


def test_a_ring_that_posts_and_hears_nothing_keeps_its_habits() -> None:
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
