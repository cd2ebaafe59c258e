"""Rings as organisations: their accounts, what they buy, how they come back, when they quit, what chokes them."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from policies import enforcement
from policies.platform import Platform
from policies.records import Format, Kind
from sim.arrays import I32, I64
from sim.choices.churn import Churn
from sim.choices.luring import Luring
from sim.choices.overseeing import Overseeing
from sim.choices.selling import Selling
from sim.rings.business import Organising
from sim.rings.tactics import Papers
from sim.state.batch import picked
from sim.state.codes import ClientType, Opening, Reason
from sim.state.events import (
    AccountOpened,
    AccountSold,
    ClientLeft,
    Completed,
    Contacted,
    Event,
    Harmed,
    Hired,
    LedAway,
    Paid,
    Posted,
    Published,
    Rated,
    Recorded,
    Restricted,
    RingEntered,
    RingLeft,
    Scouted,
    Session,
    Stopped,
    WorkerLeft,
)
from sim.tables import Tables
from sim.world import World
from tests.sim.schemes import of_one_mind
from tests.sim.small import PRODUCTION, Life, always, changed, first, live, small

pytestmark = pytest.mark.nightly(
    reason="markets of months; rings by hand: tests/sim/rings, tests/sim/systems/test_organising.py"
)

LONG = 28  # days: two weeks of patience, a week in which every ring has looked at its books, and one more
PATIENCE = 14
BUSY = replace(  # many small rings, restless and well supplied, of which some quit
    small(ring_share=0.25),
    rings="adapting",
    churn=Churn(dormant_workers=0.2, dormant_clients=0.3),
    ring=Organising(patience=PATIENCE, accounts=6.0, post_rate=0.05, bought=0.3, groomed=0.2, new_rings=0.3),
    selling=Selling(sells_unasked=0.02),
)
HOPELESS = replace(BUSY, luring=Luring(led_away_base=0.0))
GOLDEN = replace(
    BUSY,
    ring=Organising(accounts=12.0, post_rate=0.08, new_rings=0.3),  # enough jobs that luck does not decide for a ring
    luring=Luring(led_away_base=0.4, first_loss_share=0.5, first_loss_yen=200_000.0),
)
LARGE: dict[str, Any] = {"workers": 12_000, "clients": 1_600}  # one run of it says what several small ones do
PROMPT = changed(PRODUCTION, message_watch={"read_minutes": 0.0})  # what is held over midnight arrives at its hour
ACTS = (Posted, Published, Scouted, Contacted, Hired)
SEEDS = (1, 2, 3)


def lived(world: World, platform: Platform = PRODUCTION, *, days: int = LONG, seed: int = 1) -> Life:
    market = live(world, always(platform), days=days, seed=seed)
    return Life(market, market.tables.log.finish(days), platform)


@cache
def busy(seed: int) -> Life:
    return lived(BUSY, PROMPT, seed=seed)


@pytest.fixture(params=SEEDS)
def life(request: pytest.FixtureRequest) -> Life:
    return busy(request.param)


@cache
def overtaken() -> Life:
    """Rings that all quit while postings of theirs wait at a desk that takes days."""
    return lived(HOPELESS, changed(PRODUCTION, screening={"check_at": 0.0, "review_at": 0.0, "review_minutes": 240.0}))


def accounts(life: Life, *how: Opening) -> I32:
    """Clients, in the order in which rings came by them."""
    found = life.events[AccountOpened]
    return found.client[np.isin(found.how, how)]


def sellers(life: Life) -> I32:
    """Workers, in the order in which rings bought their accounts."""
    return life.events[AccountSold].worker


def alive(t: Tables) -> int:
    """Accounts with which rings can act."""
    clients = t.clients
    return int(((clients.true_ring >= 0) & ~clients.restricted & ~clients.left).sum())


def on_the_market(t: Tables) -> I64:
    """Workers whose account is for sale or sold, one for each time."""
    clients = t.clients
    return np.sort(np.concatenate([clients.true_seller[clients.true_seller >= 0], t.offers.worker]))


def test_every_account_that_is_sold_is_bought_by_a_ring(life: Life) -> None:
    assert len(sellers(life)) > 0
    assert life.tables.clients.true_seller[accounts(life, Opening.BOUGHT)].tolist() == sellers(life).tolist()


def test_who_has_an_account_for_sale_or_sold_is_known_and_nobody_has_two(life: Life) -> None:
    t = life.tables
    assert len(t.offers) > 0
    assert on_the_market(t).tolist() == np.flatnonzero(t.workers.true_offers).tolist()


def test_however_many_want_to_sell_each_offers_its_account_once() -> None:
    world = replace(
        small(ring_share=0.25),
        ring=Organising(post_rate=0.2),
        luring=Luring(led_away_base=1.0, sells_account=1.0, loss_step_days=4.0),
        selling=Selling(sells_unasked=0.3),
    )
    sellers = on_the_market(of_one_mind(world, Kind.ACCOUNT_PURCHASE, days=30).tables)
    assert len(np.unique(sellers)) == len(sellers) > 300


def test_of_all_that_are_for_sale_on_a_day_the_cheapest_are_sold(life: Life) -> None:
    """Whoever still has an offer of before asks no less than anybody who has sold since."""
    offers, sales = life.tables.offers, life.events[AccountSold]
    dearest = [sales.yen[sales.time > since].max(initial=0.0) for since in offers.since]
    assert (offers.ask >= dearest).all()
    assert np.any(dearest)


def test_every_bought_account_is_as_old_and_as_verified_as_that_of_its_seller(life: Life) -> None:
    t, bought = life.tables, accounts(life, Opening.BOUGHT)
    seller = sellers(life)
    assert t.clients.joined[bought].tolist() == t.workers.opened[seller].tolist()
    assert t.clients.verified[bought].tolist() == t.workers.verified[seller].tolist()
    assert (t.clients.true_papers[bought] == Papers.BOUGHT).all()


def test_accounts_of_all_sorts_are_those_on_the_books(life: Life) -> None:
    clients = life.tables.clients
    opened, bought, replaced = (accounts(life, how) for how in (Opening.OPENED, Opening.BOUGHT, Opening.REPLACED))
    assert min(len(opened), len(bought), len(replaced)) > 0
    everything = np.concatenate([opened, bought, replaced])
    assert np.sort(everything).tolist() == np.flatnonzero(clients.true_ring >= 0).tolist()
    assert not (clients.true_papers[np.concatenate([opened, replaced])] == Papers.BOUGHT).any()


def test_no_two_accounts_of_rings_have_one_key(life: Life) -> None:
    keys = life.tables.clients.key[life.tables.clients.true_ring >= 0]
    assert len(np.unique(keys)) == len(keys)


def test_an_account_is_reached_over_a_contact_that_its_ring_has_in_use_also_after_re_registration(life: Life) -> None:
    clients, rings = life.tables.clients, life.tables.rings
    again = accounts(life, Opening.BOUGHT, Opening.REPLACED)
    assert len(again) > 0
    theirs = clients.true_ring >= 0  # those of rings that quit, too
    in_use = rings.contacts.in_use[clients.true_ring[theirs]]
    assert (clients.handle[theirs, None] == in_use).any(axis=1).all()
    assert (in_use == clients.handle[theirs, None]).any(axis=0).all()


def test_what_the_office_has_seen_of_a_contact_that_was_given_up_stays_on_file(life: Life) -> None:
    clients, shown = life.tables.clients, life.tables.shown
    assert len(shown) > 10
    assert len(np.unique(shown.contact)) > 3
    assert not np.isin(shown.contact, clients.handle).any()
    assert not np.isin(shown.contact, life.tables.rings.contacts.in_use).any()
    assert (clients.true_ring[shown.client] >= 0).all()


def test_two_rings_never_share_a_handle_nor_with_anybody_honest(life: Life) -> None:
    clients = life.tables.clients
    ring = clients.true_ring >= 0
    handles, owners = clients.handle[ring], clients.true_ring[ring]
    of = dict(zip(handles.tolist(), owners.tolist(), strict=True))
    assert [of[handle] for handle in handles.tolist()] == owners.tolist()
    assert len(np.unique(owners)) > 10
    assert not np.intersect1d(handles, clients.handle[~ring]).size


def test_who_sold_an_account_goes_on_until_it_is_found_out_and_has_no_session_afterwards() -> None:
    later = 0
    for life in map(busy, SEEDS):
        left, sales, sessions = life.events[WorkerLeft], life.events[AccountSold], life.events[Session]
        lost = picked(left, left.reason == Reason.RESTRICTED)
        gone, sold = (np.full(len(life.tables.workers), np.inf) for _ in range(2))
        gone[lost.worker], sold[sales.worker] = lost.time, sales.time
        assert (sessions.time < gone[sessions.worker]).all()
        later += int((sessions.time > sold[sessions.worker]).sum())
    assert later > 0


def test_who_loses_its_account_had_sold_it_to_a_ring_that_lost_it_on_that_day() -> None:
    lost = 0
    for life in map(busy, SEEDS):
        left, clients = life.events[WorkerLeft], life.tables.clients
        found = np.flatnonzero(clients.restricted & (clients.true_seller >= 0))
        day = np.full(len(life.tables.workers), np.inf)
        day[clients.true_seller[found]] = first(life.events, Restricted, len(clients), "client")[found]
        gone = picked(left, left.reason == Reason.RESTRICTED)
        assert day[gone.worker].tolist() == gone.time.tolist()
        assert life.tables.workers.left[clients.true_seller[found]].all()
        lost += len(gone)
    assert lost > 0


def test_workers_led_away_by_an_offer_for_their_account_part_with_it_and_are_harmed_or_keep_it_unharmed() -> None:
    world = replace(
        small(ring_share=0.25),
        ring=Organising(post_rate=0.1),
        luring=Luring(led_away_base=0.4, sells_account=0.7, loss_step_days=2.0),
        selling=Selling(sells_unasked=0.0),
    )
    market = of_one_mind(world, Kind.ACCOUNT_PURCHASE, days=30)
    life = Life(market, market.tables.log.finish(30), PRODUCTION)
    harmed = life.events[Harmed]
    harmed = picked(harmed, harmed.tactic == Kind.ACCOUNT_PURCHASE)
    led = np.unique(life.events[LedAway].worker)
    part = on_the_market(life.tables)
    assert 0 < len(part) < len(led)
    assert part.tolist() == np.unique(harmed.worker).tolist()
    assert np.isin(part, led).all()


@pytest.mark.parametrize("kind", ACTS)
def test_a_restricted_account_never_acts_again(kind: type[Event]) -> None:
    acts = 0
    for life in map(busy, SEEDS):
        restricted = first(life.events, Restricted, len(life.tables.clients), "client")
        found: Any = life.events[kind]
        found = picked(found, life.tables.clients.true_ring[found.client] >= 0)
        assert (found.time <= restricted[found.client]).all()
        acts += int(np.isfinite(restricted[found.client]).sum())
    assert acts > 0 or kind is Scouted  # rings approach workers as Contacted; scouts are of honest clients


def test_an_account_that_changed_hands_and_is_found_is_replaced_as_any_lost_one() -> None:
    platform = replace(changed(PRODUCTION, identity={"checks_holder": True}), enforcement=enforcement.Off())
    world = replace(
        BUSY,
        ring=replace(BUSY.ring, groomed=0.0, bought=0.8, reentry=1.0, reentry_days=1.0),
        overseeing=Overseeing(holder_recall=1.0),
    )
    life = lived(world, platform, days=30)
    clients, events = life.tables.clients, life.events
    bought = accounts(life, Opening.BOUGHT)
    found = events[Restricted]
    assert clients.restricted[bought].all()
    assert np.isin(found.client, bought).all()
    losers, rings = np.unique(clients.true_ring[found.client[found.time < 20]]), life.tables.rings
    assert len(losers) > 0
    assert (rings.opened[losers] > rings.size[losers]).all()


def test_where_nothing_is_restricted_nothing_is_replaced() -> None:
    life = lived(BUSY, replace(PRODUCTION, enforcement=enforcement.Off()), days=20)
    assert len(life.events[Restricted]) == 0
    assert len(accounts(life, Opening.REPLACED)) == 0


def test_links_and_checks_of_holders_choke_the_supply_of_accounts() -> None:
    links = changed(PRODUCTION, enforcement={"links_accounts": True})
    both = changed(links, identity={"checks_holder": True})
    bans, linked, choked = (
        alive(live(replace(BUSY, **LARGE), always(platform), days=20, seed=1).tables)
        for platform in (PRODUCTION, links, both)
    )
    assert choked < linked < 0.95 * bans


def test_a_ring_leaves_at_most_once_and_never_before_it_came(life: Life) -> None:
    came, left = life.events[RingEntered], life.events[RingLeft]
    assert len(left) > 0
    assert len(np.unique(left.ring)) == len(left)
    entered = dict(zip(came.ring.tolist(), came.time.tolist(), strict=True))
    assert all(left.time - [entered[number] for number in left.ring.tolist()] >= PATIENCE)


def test_rings_are_numbered_in_the_order_in_which_they_come(life: Life) -> None:
    assert life.events[RingEntered].ring.tolist() == list(range(len(life.tables.rings)))


def test_the_rings_in_business_are_those_that_came_and_did_not_leave(life: Life) -> None:
    stayed = np.setdiff1d(life.events[RingEntered].ring, life.events[RingLeft].ring)
    assert life.tables.rings.in_business().tolist() == stayed.tolist()
    assert 0 < len(stayed) < len(life.tables.rings)


@pytest.mark.parametrize("kind", [*ACTS, AccountOpened])
def test_a_ring_that_quit_never_acts_nor_opens_an_account_again(kind: type[Event]) -> None:
    for life in [*map(busy, SEEDS), overtaken()]:
        gone = first(life.events, RingLeft, len(life.tables.rings), "ring")
        assert np.isfinite(gone).any()
        found: Any = life.events[kind]
        owner = life.tables.clients.true_ring[found.client]
        assert (found.time[owner >= 0] <= gone[owner[owner >= 0]]).all()


def test_what_a_ring_that_quit_had_on_show_is_withdrawn_and_nobody_is_lured_by_it_later() -> None:
    life = lived(HOPELESS, days=PATIENCE + 7)  # the founders all quit in this last week
    clients, jobs, threads = life.tables.clients, life.tables.jobs, life.tables.threads
    quit_ = clients.left & (clients.true_ring >= 0)
    assert quit_.any()
    theirs = quit_[jobs.client]
    assert (jobs.created[theirs] > PATIENCE - 5).any()
    assert not theirs[jobs.live()].any()
    assert (threads.true_lure_at[quit_[threads.client]] == np.inf).all()


def test_an_account_that_a_ring_gives_up_leaves_because_it_does_not_pay(life: Life) -> None:
    gone = life.events[ClientLeft]
    theirs = picked(gone, life.tables.clients.true_ring[gone.client] >= 0)
    assert (theirs.reason == Reason.UNPROFITABLE).all()
    assert (theirs.type == ClientType.RING).all()
    assert len(np.unique(theirs.client)) == len(theirs)
    owner, restricted = (
        life.tables.clients.true_ring,
        first(life.events, Restricted, len(life.tables.clients), "client"),
    )
    quit_ = np.append(first(life.events, RingLeft, len(life.tables.rings), "ring"), np.inf)  # of no ring: never
    given_up = np.isfinite(quit_[owner]) & (restricted > quit_[owner])  # a case may still be read afterwards
    assert np.flatnonzero(given_up).tolist() == np.sort(theirs.client).tolist()


def test_founding_rings_that_nobody_follows_all_leave_and_then_none_enters_but_blindly() -> None:
    for blind, late in ((0.0, False), (0.5, True)):
        ring = replace(HOPELESS.ring, blind_entry=blind, new_rings=1.5)
        events = lived(replace(HOPELESS, **LARGE, ring=ring)).events
        came, left = events[RingEntered], events[RingLeft]
        founders = came.ring[came.time < 0]
        assert len(founders) > 10
        assert np.isin(founders, left.ring).all()
        assert (came.time >= PATIENCE).any() == late


def test_where_leads_are_worth_much_more_rings_enter_than_leave() -> None:
    events = lived(replace(GOLDEN, **LARGE), days=56).events
    assert (events[RingEntered].time >= 0).sum() > 2 * len(events[RingLeft])


def test_frozen_rings_stay_however_little_it_pays() -> None:
    life = lived(replace(HOPELESS, rings="frozen"))
    assert len(life.events[RingLeft]) == 0
    assert (life.tables.rings.profit < 0).all()


@cache
def groomers() -> Life:
    world = replace(small(ring_share=0.25), ring=Organising(groomed=0.7, grooming_contracts=3, post_rate=0.1))
    return lived(world, days=40)


def test_a_groomed_account_orders_honestly_until_three_contracts_are_paid_and_then_never_again() -> None:
    life = groomers()
    clients, jobs, before, done = life.tables.clients, life.tables.jobs, life.events[Recorded], life.events[Completed]
    projects = done.format != Format.TASK
    lured = honest = 0
    for client in np.flatnonzero(clients.true_papers == Papers.GROOMED).tolist():
        theirs = jobs.client == client
        scheming, day = jobs.true_tactic[theirs] != Kind.NONE, np.floor(jobs.created[theirs])
        paid = before.accepted[before.client == client].sum() + np.array(
            [np.count_nonzero(projects & (done.client == client) & (done.time < today)) for today in day]
        )
        assert scheming.tolist() == (paid >= 3).tolist()
        lured += int(scheming.sum())
        honest += int((~scheming).sum())
    assert lured > 0
    assert honest > 0


def test_an_account_that_is_not_groomed_schemes_with_every_job() -> None:
    clients, jobs = groomers().tables.clients, groomers().tables.jobs
    others = (clients.true_ring[jobs.client] >= 0) & (clients.true_papers[jobs.client] != Papers.GROOMED)
    assert others.any()
    assert (jobs.true_tactic[others] != Kind.NONE).all()


def test_the_honest_jobs_of_groomed_accounts_are_completed_paid_and_rated() -> None:
    t = groomers().tables
    for kind in (Completed, Paid, Rated):
        found: Any = groomers().events[kind]
        found = picked(found, found.job >= 0)
        groomed = t.clients.true_papers[found.client] == Papers.GROOMED
        assert (groomed & (t.jobs.true_tactic[found.job] == Kind.NONE)).any()


def test_rings_never_pay_for_bait_but_for_tasks() -> None:
    jobs, paid = groomers().tables.jobs, groomers().events[Paid].job
    paid = paid[paid >= 0]
    bait = paid[jobs.true_tactic[paid] != Kind.NONE]
    assert bait.size
    assert (jobs.format[bait] == Format.TASK).all()


def test_honest_jobs_lure_nobody() -> None:
    jobs = groomers().tables.jobs
    for kind in (Contacted, LedAway, Stopped):
        found: Any = groomers().events[kind]
        job = found.job[found.tactic != Kind.NONE]
        assert len(job) > 0
        assert (jobs.true_tactic[job] != Kind.NONE).all()


def test_rings_without_a_groomed_account_keep_no_record() -> None:
    life = lived(replace(small(ring_share=0.25), ring=Organising(groomed=0.0, bought=0.0)), days=20)
    clients = life.tables.clients
    rows = clients.true_ring >= 0
    assert not (clients.accepted_fixed[rows] | clients.accepted_hourly[rows]).any()
