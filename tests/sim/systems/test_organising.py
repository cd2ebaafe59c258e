"""Organising: rings quit when it no longer pays, pay their way, and replace lost accounts; workers look for buyers."""

import numpy as np
import pytest

from policies.records import Kind
from sim.rings.business import lead_worth
from sim.rings.rings import Rings
from sim.rings.tactics import Papers
from sim.state.codes import ClientType, JobState, Opening, Reason
from sim.state.events import AccountOpened, ClientJoined, ClientLeft, RingLeft
from sim.state.log import Events, Log
from sim.state.people import Clients, Shown, Workers
from sim.state.trade import Affairs, Jobs, Offers, Threads
from sim.systems.organising import organising
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import lines

CALM = hand.world(selling={"sells_unasked": 0.003}, population={"shock": 0.0})  # no shock: pressure is as it stands
WEEKLY = 0.003 * 7 / 30 * 0.5  # what half the pressure makes of it


def lived(
    rings: Rings,
    today: Today,
    *,
    workers: Workers | None = None,
    clients: Clients | None = None,
    jobs: Jobs | None = None,
    threads: Threads | None = None,
    affairs: Affairs | None = None,
    shown: Shown | None = None,
    offers: Offers | None = None,
) -> Events:
    """What a day of organising tells; tables that are not given are empty of anything that matters."""
    log = Log()
    organising(
        rings,
        workers or hand.workers(1),
        clients or hand.clients(0),
        jobs or hand.jobs(0),
        threads or hand.threads(0),
        affairs or hand.affairs(0),
        Shown(4) if shown is None else shown,
        hand.offers(0) if offers is None else offers,
        log,
        today=today,
    )
    return hand.told(log)


def test_older_profit_fades_and_those_in_business_pay_for_the_day() -> None:
    rings, today = hand.rings(2, profit=[1000.0, 2000.0], left=[False, True]), hand.day()
    lived(rings, today)
    ring = today.world.ring
    assert (ring.profit_memory, ring.overhead) == (0.97, 200.0)
    assert rings.profit == pytest.approx([1000.0 * 0.97 - 200.0, 2000.0 * 0.97])


def test_a_ring_that_quits_leaves_with_its_remaining_accounts() -> None:
    rings = hand.rings(3, quitting=[True, False, False])
    clients = hand.clients(6, true_ring=[-1, 0, 1, 0, 0, 0], restricted=np.arange(6) == 3, left=np.arange(6) == 4)
    events = lived(rings, hand.day(), clients=clients)
    assert rings.left.tolist() == [True, False, False]
    assert clients.left.tolist() == [False, True, False, False, True, True]
    assert hand.rows(events, RingLeft, "time ring") == [(3.0, 0)]
    assert hand.rows(events, ClientLeft, "time client type reason") == [
        (3.0, row, ClientType.RING, Reason.UNPROFITABLE) for row in (1, 5)
    ]


def test_a_ring_that_stops_leaves_as_one_that_quits_does() -> None:
    rings = hand.rings(3, quitting=[True, False, False], stopping=[True, True, False])
    clients = hand.clients(3, true_ring=[0, 1, 2])
    events = lived(rings, hand.day(), clients=clients)
    assert rings.left.tolist() == [True, True, False]
    assert hand.rows(events, RingLeft, "time ring") == [(3.0, 0), (3.0, 1)]
    assert hand.rows(events, ClientLeft, "client reason") == [(0, Reason.UNPROFITABLE), (1, Reason.STOPPED)]


def test_who_has_quit_does_not_quit_again() -> None:
    rings, clients = hand.rings(1, quitting=True, left=True), hand.clients(1, true_ring=0)
    assert len(lived(rings, hand.day(), clients=clients)) == 0
    assert not clients.left[0]


def test_what_a_ring_that_quits_has_on_show_or_waiting_is_withdrawn() -> None:
    rings, clients = hand.rings(2, quitting=[True, False]), hand.clients(3, true_ring=[0, 1, 0])
    state = [JobState.OPEN, JobState.WAITING, JobState.FILLED, JobState.OPEN, JobState.OPEN]
    jobs = hand.jobs(5, client=[0, 2, 0, 1, 2], state=state)
    lived(rings, hand.day(), clients=clients, jobs=jobs)
    assert jobs.state.tolist() == [JobState.CLOSED, JobState.CLOSED, JobState.FILLED, JobState.OPEN, JobState.CLOSED]


def test_nobody_is_lured_by_a_ring_that_quits() -> None:
    rings, clients = hand.rings(2, quitting=[True, False]), hand.clients(2, true_ring=[1, 0])
    threads = hand.threads(3, worker=[1, 0, 1], client=[1, 0, 1], job=[0, 1, 0], true_lure_at=[4.0, 5.0, 6.0])
    lived(rings, hand.day(), clients=clients, threads=threads)
    assert threads.true_lure_at.tolist() == [np.inf, 5.0, np.inf]


def test_lost_accounts_come_back_when_their_time_has_come() -> None:
    rings, clients = hand.rings(2, opened=2), hand.clients(1)
    rings.lose(np.array([1, 1, 0]), np.array([3.2, 3.999, 4.0]))
    events = lived(rings, hand.day(3), clients=clients)
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, row, 1, Opening.REPLACED) for row in (1, 2)
    ]
    assert hand.rows(events, ClientJoined, "time client type verified") == [
        (3.0, row, ClientType.RING, False) for row in (1, 2)
    ]
    assert clients.true_ring[1:].tolist() == [1, 1]
    assert hand.rows(lived(rings, hand.day(4), clients=clients), AccountOpened, "time client ring how") == [
        (4.0, 3, 0, Opening.REPLACED)
    ]


def test_a_ring_that_quits_today_replaces_nothing() -> None:
    rings, clients = hand.rings(1, quitting=True), hand.clients(1)
    rings.lose(np.array([0]), np.array([3.2]))
    assert len(lived(rings, hand.day(3), clients=clients)[AccountOpened]) == 0
    assert len(clients) == 1


def changing(**dealt: object) -> tuple[Rings, Clients, Affairs, Shown]:
    """Ring 0 gives up its first contact; accounts 0 to 2 hand it out, 3 another one of the ring, 4 is honest."""
    rings = hand.rings(2)
    mine = rings.contacts.in_use[0].copy()
    clients = hand.clients(
        5,
        true_ring=[0, 0, 0, 0, -1],
        handle=[mine[0], mine[0], mine[0], mine[1], 7],
        revealed=[True, False, True, True, True],
        restricted=[True, False, False, False, False],
    )
    affairs = hand.affairs(
        6,
        client=[0, 1, 2, 3, 1, 2],
        job=[0, 1, 2, 3, -1, 2],
        true_tactic=[Kind.MLM, Kind.AFFILIATE, Kind.MLM, Kind.MLM, Kind.MLM, Kind.MLM],
        step=[0, 0, 1, 0, 0, 0],
        next_at=[9.0, 9.0, 9.0, 9.0, 9.0, np.inf],
    )
    shown = Shown(4)
    rings.contacts.give_up(mine[:1])
    lived(rings, hand.day(**dealt), clients=clients, affairs=affairs, shown=shown)  # type: ignore[arg-type]
    return rings, clients, affairs, shown


def test_accounts_take_the_new_contact_and_the_office_keeps_the_old() -> None:
    old = hand.rings(2).contacts.in_use[0]
    rings, clients, _, shown = changing()
    new = rings.contacts.in_use[0]
    assert new[0] != old[0]
    assert clients.handle.tolist() == [new[0], new[0], new[0], old[1], 7]
    assert clients.revealed.tolist() == [False, False, False, True, True]
    assert (shown.client.tolist(), shown.contact.tolist()) == ([0, 2], [old[0], old[0]])


def test_each_account_takes_the_contact_that_took_the_place_of_its_own() -> None:
    rings, shown = hand.rings(3), Shown(4)
    old = rings.contacts.in_use.copy()
    clients = hand.clients(3, true_ring=[2, 0, 0], handle=[old[2, 1], old[0, 2], old[0, 0]], revealed=True)
    rings.contacts.give_up(clients.handle)
    lived(rings, hand.day(), clients=clients, shown=shown)
    new = rings.contacts.in_use
    assert clients.handle.tolist() == [new[2, 1], new[0, 2], new[0, 0]]
    assert shown.contact.tolist() == [old[2, 1], old[0, 2], old[0, 0]]


def test_some_who_were_in_conversation_over_a_contact_are_lost_with_it() -> None:
    share = hand.world().ring.lost_on_change
    _, _, affairs, _ = changing(LOST_CONTACT=[share - 0.001, share, 0.0, 0.0])  # of affairs 0, 1, 2 and 4
    assert affairs.next_at.tolist() == [np.inf, 9.0, np.inf, 9.0, np.inf, np.inf]


def test_a_change_costs_a_contact_and_the_leads_it_loses() -> None:
    usual = hand.rings(2, profit=0.0)
    lived(usual, hand.day())
    numbers, luring = hand.world().ring, hand.world().luring
    secure, _, _, _ = changing(LOST_CONTACT=1.0)
    assert secure.profit - usual.profit == pytest.approx([-numbers.contact_cost, 0.0])
    lost, _, _, _ = changing(LOST_CONTACT=0.0)
    leads = lead_worth(luring)[[Kind.MLM, Kind.AFFILIATE]].sum()  # the recruit of a victim is on nobody's books
    assert lost.profit - secure.profit == pytest.approx(
        [-leads - luring.second_loss_share * luring.second_loss_yen, 0.0]
    )


def test_who_is_lost_is_luck_of_the_affair_and_the_day() -> None:
    rings, clients, affairs = hand.rings(1), hand.clients(2, true_ring=[0, -1]), hand.affairs(2)
    clients.handle[0] = rings.contacts.in_use[0, 0]
    rings.contacts.give_up(clients.handle[:1])
    today = hand.day()
    luck = hand.asked(today)
    lived(rings, today, clients=clients, affairs=affairs)
    assert luck["LOST_CONTACT"] == [3, affairs.key[:1].tolist()]


@pytest.mark.parametrize(("day", "sells"), [(6, False), (7, True), (8, False), (14, True)])
def test_once_a_week_a_few_workers_under_pressure_offer_their_account(day: int, sells: bool) -> None:
    workers, offers = hand.workers(4, left=[False, False, True, False]), hand.offers(1, worker=3, ask=7_000.0)
    today = hand.day(day, world=CALM, OFFERS=[WEEKLY * 0.999, WEEKLY * 1.001, 0.0, 1.0])
    luck = hand.asked(today)
    lived(hand.rings(1), today, workers=workers, offers=offers)
    assert lines(offers, "worker ask since") == [
        (3, 7_000.0, 2.0),
        *([(0, CALM.selling.asks, float(day))] if sells else []),
    ]
    assert luck == ({"OFFERS": [day, workers.key.tolist()], "ASKS_PRICE": [workers.key[:1].tolist()]} if sells else {})


def test_who_feels_no_pressure_never_offers_an_account_whatever_the_luck() -> None:
    workers = hand.workers(2, relief=[1.0, 0.99])
    lived(hand.rings(1), hand.day(7, OFFERS=0.0), workers=workers)
    assert workers.true_offers.tolist() == [False, True]


def test_where_there_are_no_rings_nobody_looks_for_a_buyer() -> None:
    workers, offers, world = hand.workers(1), hand.offers(0), hand.world(population={"ring_share": 0.0})
    lived(hand.rings(0), hand.day(7, world=world, OFFERS=0.0), workers=workers, offers=offers)
    assert (workers.true_offers.tolist(), len(offers)) == ([False], 0)


def test_nobody_offers_an_account_that_is_for_sale_or_sold() -> None:
    workers, offers = hand.workers(2, true_offers=[True, False]), hand.offers(0)
    lived(hand.rings(1), hand.day(7, OFFERS=0.0), workers=workers, offers=offers)
    assert offers.worker.tolist() == [1]


def test_who_gave_up_may_offer_its_account_again() -> None:
    workers, offers = hand.workers(1, true_offers=True), hand.offers(1, since=2.0)
    lived(hand.rings(1), hand.day(63, OFFERS=0.0), workers=workers, offers=offers)
    assert (offers.worker.tolist(), offers.since.tolist()) == ([0], [63.0])


def test_an_offer_that_nobody_has_taken_in_time_cannot_be_bought() -> None:
    rings, offers = hand.settle_on(hand.rings(1), papers=Papers.BOUGHT), hand.offers(1, since=2.0)
    rings.lose(np.array([0]), np.array([64.5]))
    events = lived(rings, hand.day(64), clients=hand.clients(1), offers=offers)
    assert events[AccountOpened].how.tolist() == [Opening.REPLACED]


def test_an_account_that_is_offered_today_can_be_bought_today() -> None:
    rings, clients, offers = hand.settle_on(hand.rings(1), papers=Papers.BOUGHT), hand.clients(1), hand.offers(0)
    workers = hand.workers(2, opened=[-5.0, -50.0])
    rings.lose(np.array([0]), np.array([7.5]))
    events = lived(rings, hand.day(7, OFFERS=[0.9, 0.0]), workers=workers, clients=clients, offers=offers)
    assert hand.rows(events, AccountOpened, "time client ring how") == [(7.0, 1, 0, Opening.BOUGHT)]
    assert clients.joined[1] == -50.0
    assert len(offers) == 0
