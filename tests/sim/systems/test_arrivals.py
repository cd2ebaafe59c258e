"""Arrivals: new workers and clients; relief that reaches people."""

from dataclasses import replace

import numpy as np
import pytest

from policies.records import Floats, WorkerRecords
from policies.support import Off
from sim.state.codes import ClientType
from sim.state.draws import key
from sim.state.events import ClientJoined, WorkerJoined
from sim.state.log import Log
from sim.state.population import CLIENT, WORKER
from sim.systems.arrivals import arrivals
from tests.sim import hand
from tests.sim.small import PRODUCTION


class Half(Off):
    """Half of everybody's pressure is taken off."""

    def relief(self, workers: WorkerRecords) -> Floats:
        return np.full(len(workers.reached), 0.5)


HALF = replace(PRODUCTION, support=Half())


def test_workers_come_in_the_number_that_luck_gives_and_are_numbered_on() -> None:
    workers, log = hand.workers(2), Log()
    arrivals(workers, hand.clients(1), log, today=hand.day(NEW_WORKERS=2, NEW_CLIENTS=0))
    assert workers.key[2:].tolist() == key(WORKER, np.array([2, 3])).tolist()
    assert workers.joined[2:].tolist() == [3.0, 3.0]
    events = hand.told(log)
    assert hand.rows(events, WorkerJoined, "time worker age_band experienced") == [
        (3.0, row, workers.age_band[row], False) for row in (2, 3)
    ]
    assert len(events) == 2


def test_who_comes_now_brings_no_record() -> None:
    workers = hand.workers(0)
    arrivals(workers, hand.clients(1), Log(), today=hand.day(NEW_WORKERS=1, NEW_CLIENTS=0, WORKER_TRAIT=0.2))
    assert (workers.experience[0], workers.completed[0]) == (0, 0)


def test_clients_are_numbered_on_after_the_honest_ones_and_join_with_their_type_and_verification() -> None:
    clients, log = hand.clients(3, true_ring=[-1, 0, -1]), Log()
    arrivals(hand.workers(1), clients, log, today=hand.day(NEW_WORKERS=0, NEW_CLIENTS=2, CLIENT_TRAIT=[0.1, 0.85]))
    assert clients.key[3:].tolist() == key(CLIENT, np.array([2, 3])).tolist()
    assert clients.joined[3:].tolist() == [3.0, 3.0]
    assert clients.accepted_fixed[3:].tolist() == [0, 0]
    assert hand.rows(hand.told(log), ClientJoined, "time client type verified") == [
        (3.0, 3, ClientType.HONEST, True),
        (3.0, 4, ClientType.LOW_PAYING, False),
    ]


def test_who_takes_a_check_of_order_rules_seriously_ticks_all_of_it() -> None:
    clients = hand.clients(1)
    arrivals(hand.workers(1), clients, Log(), today=hand.day(NEW_WORKERS=0, NEW_CLIENTS=2, CLIENT_TRAIT=[0.449, 0.451]))
    assert clients.true_ticks[1:].tolist() == [1.0, 0.0]


def test_on_average_as_many_come_as_grow_the_registered_count() -> None:
    world = hand.world(workers=8_000, clients=3_000, population={"new_workers": 0.0005, "new_clients": 0.001})
    workers, clients, today = hand.workers(1), hand.clients(1), hand.day(world=world)
    luck = hand.asked(today)
    arrivals(workers, clients, Log(), today=today)
    assert (len(workers), len(clients)) == (1 + 4, 1 + 3)
    assert (luck["NEW_WORKERS"], luck["NEW_CLIENTS"]) == ([3], [3])


@pytest.mark.parametrize(("day", "relief"), [(6, 0.0), (7, 0.5), (8, 0.0), (14, 0.5)])
def test_once_a_week_relief_reaches_everybody_also_who_came_today(day: int, relief: float) -> None:
    workers = hand.workers(1)
    arrivals(workers, hand.clients(1), Log(), today=hand.day(day, platform=HALF, NEW_WORKERS=1, NEW_CLIENTS=0))
    assert workers.relief.tolist() == [relief, relief]


@pytest.mark.parametrize(("day", "relief"), [(56, 0.3), (63, 0.0)])  # 26 September and 3 October
def test_guardians_whom_information_reaches_get_the_subsidy_until_the_end_of_september(day: int, relief: float) -> None:
    workers = hand.workers(3, guardian=[True, False, True], reach=[0.7, 0.7, 0.5])
    arrivals(workers, hand.clients(1), Log(), today=hand.day(day, NEW_WORKERS=0, NEW_CLIENTS=0))
    assert workers.relief == pytest.approx([relief, 0.0, 0.0])


def test_relief_that_is_no_longer_due_is_taken_back() -> None:
    workers = hand.workers(2, relief=0.3)
    arrivals(workers, hand.clients(1), Log(), today=hand.day(7, NEW_WORKERS=0, NEW_CLIENTS=0))
    assert workers.relief.tolist() == [0.0, 0.0]


def test_where_people_speak_half_as_well_of_the_platform_as_is_usual_half_as_many_come() -> None:
    """Who comes twice as often is heard twice as often, also of those who left; rings say nothing."""
    people = {"new_workers": 0.001, "new_clients": 0.002, "worker_trust": 0.8, "client_trust": 0.6}
    world = hand.world(workers=8_000, clients=3_000, population=people)
    workers = hand.workers(2, true_trust=[0.2, 0.8], true_activity=[0.2, 0.1], left=[True, False])
    clients = hand.clients(3, true_trust=[0.4, 0.1, 0.9], true_rate=[0.1, 0.2, 0.5], true_ring=[-1, -1, 0])
    arrivals(workers, clients, Log(), today=hand.day(world=world))
    assert len(workers) == 2 + 4
    assert len(clients) == 3 + round(6 * 0.2 / 0.6)


@pytest.mark.parametrize(("renown", "come"), [(0.0, 8), (1.0, 4), (2.0, 2)])
def test_how_far_they_listen_is_the_worlds(renown: float, come: int) -> None:
    people = {
        "new_workers": 0.001,
        "new_clients": 0.002,
        "worker_trust": 0.8,
        "client_trust": 0.6,
        "reputation_exponent": renown,
    }
    world = hand.world(workers=8_000, clients=4_000, population=people)
    workers, clients = hand.workers(1, true_trust=0.4), hand.clients(1, true_trust=0.3)
    arrivals(workers, clients, Log(), today=hand.day(world=world))
    assert (len(workers), len(clients)) == (1 + come, 1 + come)
