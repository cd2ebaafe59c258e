"""Arrivals: new workers and clients; relief that reaches people."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.records import Floats, WorkerRecords
from policies.support import Off
from sim.acts.uptake import ticked
from sim.state.codes import ClientType, Reason
from sim.state.draws import key
from sim.state.events import ClientJoined, ClientReturned, WorkerJoined, WorkerLeft, WorkerReturned
from sim.state.log import Events, Log
from sim.state.people import Clients, Dormant, Workers
from sim.state.population import CLIENT, WORKER
from sim.state.trade import Offers
from sim.systems.arrivals import arrivals
from sim.today import Today
from tests.sim import hand
from tests.sim.small import PRODUCTION


class Half(Off):
    """Half of everybody's pressure is taken off."""

    def relief(self, workers: WorkerRecords) -> Floats:
        return np.full(len(workers.reached), 0.5)


HALF = replace(PRODUCTION, support=Half())


def arrive(
    workers: Workers, clients: Clients, log: Log | None = None, *, today: Today, dormant: Dormant | None = None
) -> None:
    """Arrivals where no account is dormant, unless a test says so, and none is for sale."""
    arrivals(workers, clients, dormant or Dormant(), hand.offers(0), log or Log(), today=today)


def test_workers_come_in_the_number_that_luck_gives_and_are_numbered_on() -> None:
    workers, log = hand.workers(2), Log()
    arrive(workers, hand.clients(1), log, today=hand.day(NEW_WORKERS=2, NEW_CLIENTS=0))
    assert workers.key[2:].tolist() == key(WORKER, np.array([2, 3])).tolist()
    assert workers.joined[2:].tolist() == [3.0, 3.0]
    events = hand.told(log)
    assert hand.rows(events, WorkerJoined, "time worker age_band experienced") == [
        (3.0, row, workers.age_band[row], False) for row in (2, 3)
    ]
    assert len(events) == 2


def test_who_comes_now_brings_no_record() -> None:
    workers = hand.workers(0)
    arrive(workers, hand.clients(1), today=hand.day(NEW_WORKERS=1, NEW_CLIENTS=0, WORKER_TRAIT=0.2))
    assert (workers.experience[0], workers.completed[0]) == (0, 0)


def test_new_clients_are_numbered_after_the_honest_ones_with_type_and_verification() -> None:
    clients, log = hand.clients(3, true_ring=[-1, 0, -1]), Log()
    arrive(hand.workers(1), clients, log, today=hand.day(NEW_WORKERS=0, NEW_CLIENTS=2, CLIENT_TRAIT=[0.1, 0.85]))
    assert clients.key[3:].tolist() == key(CLIENT, np.array([2, 3])).tolist()
    assert clients.joined[3:].tolist() == [3.0, 3.0]
    assert clients.accepted_fixed[3:].tolist() == [0, 0]
    assert hand.rows(hand.told(log), ClientJoined, "time client type verified") == [
        (3.0, 3, ClientType.HONEST, True),
        (3.0, 4, ClientType.LOW_PAYING, False),
    ]


def test_who_takes_the_check_seriously_ticks_all_as_it_joins() -> None:
    clients, today = hand.clients(1), hand.day(NEW_WORKERS=0, NEW_CLIENTS=2, CLIENT_TRAIT=[0.449, 0.451])
    arrive(hand.workers(1), clients, today=today)
    assert ticked(np.array([1, 2]), clients=clients, today=today).tolist() == [PRODUCTION.order_rules.items, 0]


def test_on_average_as_many_come_as_grow_the_registered_count() -> None:
    world = hand.world(workers=8_000, clients=3_000, population={"new_workers": 0.0005, "new_clients": 0.001})
    workers, clients, today = hand.workers(1), hand.clients(1), hand.day(world=world)
    luck = hand.asked(today)
    arrive(workers, clients, today=today)
    assert (len(workers), len(clients)) == (1 + 4, 1 + 3)
    assert (luck["NEW_WORKERS"], luck["NEW_CLIENTS"]) == ([3], [3])


@pytest.mark.parametrize("day", [6, 7, 8])
def test_relief_reaches_on_any_day_who_was_here_and_who_is_new(day: int) -> None:
    """One is here from the first day on, one has come on day 5, one comes today."""
    workers = hand.workers(2, joined=[0.0, 5.0])
    arrive(workers, hand.clients(1), today=hand.day(day, platform=HALF, NEW_WORKERS=1, NEW_CLIENTS=0))
    assert workers.relief.tolist() == [0.5] * 3


@pytest.mark.parametrize(("day", "relief"), [(60, 0.3), (61, 0.0)])  # 30 September and 1 October
def test_guardians_whom_information_reaches_get_the_subsidy_until_the_end_of_september(day: int, relief: float) -> None:
    workers = hand.workers(3, guardian=[True, False, True], reach=[0.7, 0.7, 0.5])
    arrive(workers, hand.clients(1), today=hand.day(day, NEW_WORKERS=0, NEW_CLIENTS=0))
    assert workers.relief == pytest.approx([relief, 0.0, 0.0])


def test_relief_that_is_no_longer_due_is_taken_back() -> None:
    workers = hand.workers(2, relief=0.3)
    arrive(workers, hand.clients(1), today=hand.day(8, NEW_WORKERS=0, NEW_CLIENTS=0))
    assert workers.relief.tolist() == [0.0, 0.0]


def test_where_people_speak_half_as_well_of_the_platform_a_quarter_comes() -> None:
    """Who comes twice as often is heard twice as often, also of those who left; rings say nothing."""
    people = {"new_workers": 0.001, "new_clients": 0.02, "worker_trust": 0.8, "client_trust": 0.6}
    world = hand.world(workers=8_000, clients=3_000, population=people | {"reputation_exponent": 2.0})
    workers = hand.workers(2, true_trust=[0.2, 0.8], true_activity=[0.2, 0.1], left=[True, False])
    clients = hand.clients(3, true_trust=[0.4, 0.1, 0.9], true_rate=[0.1, 0.2, 0.5], true_ring=[-1, -1, 0])
    arrive(workers, clients, today=hand.day(world=world))
    assert len(workers) == 2 + 2
    assert len(clients) == 3 + round(60 * (0.2 / 0.6) ** 2)


RETURNING = {"worker_returns": 0.2, "client_returns": 0.3, "dormant_sells": 0.1}


def test_some_dormant_accounts_are_back_and_are_no_newcomers() -> None:
    world = hand.world(workers=8_000, clients=3_000, churn=RETURNING, population={"experienced": 0.6})
    workers, clients, log, dormant = hand.workers(1), hand.clients(1), Log(), Dormant(5_000, 2_000)
    luck: dict[str, Any] = {
        "NEW_WORKERS": 1,
        "WORKER_RETURNS": 2,
        "DORMANT_SELLS": 0,
        "NEW_CLIENTS": 1,
        "CLIENT_RETURNS": 3,
    }
    arrive(workers, clients, log, today=hand.day(world=world, **luck), dormant=dormant)
    assert (dormant.workers, dormant.clients) == (4_998, 1_997)
    assert workers.experience[1:].tolist() == [0, 1, 1]  # who is back may have a record
    events = hand.told(log)
    assert hand.rows(events, WorkerJoined, "worker experienced") == [(1, False), (2, True), (3, True)]
    assert hand.rows(events, WorkerReturned, "time worker") == [(3.0, 2), (3.0, 3)]
    assert hand.rows(events, ClientJoined, "client") == [(1,), (2,), (3,), (4,)]
    assert hand.rows(events, ClientReturned, "time client") == [(3.0, 2), (3.0, 3), (3.0, 4)]


def test_a_year_brings_back_the_worlds_share_and_hearsay_moves_it() -> None:
    population = {"worker_trust": 0.8, "client_trust": 0.6}
    world = hand.world(workers=8_000, clients=3_000, churn=RETURNING, population=population)
    dormant = Dormant(1_000_000, 2_000_000)
    workers, clients = hand.workers(1, true_trust=0.4), hand.clients(1, true_trust=0.3)
    arrive(
        workers, clients, today=hand.day(world=world, NEW_WORKERS=0, DORMANT_SELLS=0, NEW_CLIENTS=0), dormant=dormant
    )
    daily = [1 - (1 - share) ** (1 / 365) for share in (0.2, 0.3)]
    assert 1_000_000 - dormant.workers == round(1e6 * daily[0] / 2)  # half as well spoken of
    assert 2_000_000 - dormant.clients == round(2e6 * daily[1] / 2)


def test_of_dormant_workers_a_share_sells_whatever_is_said() -> None:
    world = hand.world(churn=RETURNING, population={"worker_trust": 0.8})
    dormant, offers = Dormant(1_000_000, 5), hand.offers(0)
    today = hand.day(world=world, NEW_WORKERS=0, WORKER_RETURNS=0, NEW_CLIENTS=0)
    arrivals(hand.workers(1, true_trust=0.1), hand.clients(1), dormant, offers, Log(), today=today)
    assert len(offers) == round(1e6 * (1 - 0.9 ** (1 / 365)))


def sell(clients: Clients | None = None) -> tuple[Workers, Offers, Dormant, Events]:
    """One worker is here; of ten dormant ones one is back, two sell their account."""
    workers, offers, log, dormant = hand.workers(1), hand.offers(1, worker=0), Log(), Dormant(10, 0)
    today = hand.day(world=hand.world(churn=RETURNING), NEW_WORKERS=0, WORKER_RETURNS=1, DORMANT_SELLS=2, NEW_CLIENTS=0)
    arrivals(workers, clients or hand.clients(1), dormant, offers, log, today=today)
    return workers, offers, dormant, hand.told(log)


def test_a_dormant_account_for_sale_waits_and_its_owner_is_never_seen() -> None:
    workers, offers, dormant, events = sell()
    assert offers.worker.tolist() == [0, 2, 3]
    assert offers.since[1:].tolist() == [3.0, 3.0]
    assert workers.left.tolist() == [False, False, True, True]
    assert dormant.workers == 7
    assert hand.rows(events, WorkerLeft, "time worker reason") == [(3.0, 2, Reason.SOLD), (3.0, 3, Reason.SOLD)]


def test_an_unused_account_costs_less_whoever_was_caught() -> None:
    """Two fifths of the usual 20,000 yen, also where four of eight who sold were found."""
    numbers = hand.world().selling
    clients = hand.clients(8, true_ring=0, true_seller=np.arange(8), restricted=[True] * 4 + [False] * 4)
    assert (numbers.unused_factor, numbers.asks) == (0.4, 20_000.0)
    assert [sell(each)[1].ask[1:].tolist() for each in (None, clients)] == [[8_000.0, 8_000.0]] * 2


@pytest.mark.parametrize("there", [0, 1, 2, 3])
def test_no_more_come_back_than_there_are(there: int) -> None:
    workers, clients, dormant, offers = hand.workers(1), hand.clients(1), Dormant(there, there), hand.offers(0)
    luck: dict[str, Any] = {
        "NEW_WORKERS": 0,
        "WORKER_RETURNS": 1,
        "DORMANT_SELLS": 2,
        "NEW_CLIENTS": 0,
        "CLIENT_RETURNS": 2,
    }
    arrivals(workers, clients, dormant, offers, Log(), today=hand.day(world=hand.world(churn=RETURNING), **luck))
    assert (dormant.workers, dormant.clients) == (0, max(there - 2, 0))
    assert len(workers) == 1 + there
    assert len(offers) == min(there, 2)
