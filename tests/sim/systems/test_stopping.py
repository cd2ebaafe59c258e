"""Stopping: those whose time has come are gone once nothing of theirs is going on."""

import pytest

from policies.records import Kind
from sim.state.codes import ClientType, ContractState, JobState, Reason
from sim.state.events import ClientLeft, DormantCounted, WorkerLeft
from sim.state.log import Log
from sim.state.people import Clients, Dormant, Workers
from sim.state.trade import Contracts, Jobs
from sim.systems.stopping import stopping
from tests.sim import hand

FOR_GOOD = float("inf")


def stop(
    workers: Workers, clients: Clients, *, jobs: Jobs | None = None, contracts: Contracts | None = None
) -> tuple[Dormant, Log]:
    """What comes of day 3."""
    dormant, log = Dormant(10, 20), Log()
    stopping(workers, clients, dormant, log, jobs=jobs or Jobs(), contracts=contracts or Contracts(), today=hand.day(3))
    return dormant, log


def test_workers_stop_on_their_day_but_never_with_work() -> None:
    workers = hand.workers(5, true_until=[3.9, 4.0, 1.0, 1.0, FOR_GOOD], running=[0, 0, 1, 0, 0], left=[0, 0, 0, 1, 0])
    dormant, log = stop(workers, hand.clients(1))
    assert workers.left.tolist() == [True, False, False, True, False]
    assert (dormant.workers, dormant.clients) == (11, 20)
    events = hand.told(log)
    assert hand.rows(events, WorkerLeft, "time worker reason") == [(4.0, 0, Reason.STOPPED)]
    assert hand.rows(events, DormantCounted, "time workers clients") == [(4.0, 11, 20)]


def test_clients_stop_on_their_day_or_with_their_last_job() -> None:
    there = hand.clients(5, true_until=[3.5, 4.5, *[FOR_GOOD] * 3], posted=[0, 0, 1, 1, 2], true_orders=[9, 9, 1, 2, 1])
    dormant, log = stop(hand.workers(1, true_until=FOR_GOOD), there)
    assert there.left.tolist() == [True, False, True, False, True]
    assert dormant.clients == 23
    assert hand.rows(hand.told(log), ClientLeft, "time client type reason") == [
        (4.0, client, ClientType.HONEST, Reason.STOPPED) for client in (0, 2, 4)
    ]


def test_restricted_accounts_and_those_who_left_do_not_stop_again() -> None:
    there = hand.clients(2, true_until=1.0, restricted=[True, False], left=[False, True])
    dormant, _ = stop(hand.workers(1, true_until=FOR_GOOD), there)
    assert (there.left.tolist(), dormant.clients) == ([False, True], 20)


@pytest.mark.parametrize(
    ("state", "gone"),
    [(JobState.WAITING, False), (JobState.OPEN, False), (JobState.FILLED, True), (JobState.CLOSED, True)],
)
def test_a_client_waits_for_its_posting(state: JobState, gone: bool) -> None:
    there = hand.clients(2, true_until=[1.0, FOR_GOOD])
    stop(hand.workers(1, true_until=FOR_GOOD), there, jobs=hand.jobs(1, client=0, state=state, true_tactic=Kind.NONE))
    assert there.left.tolist() == [gone, False]


@pytest.mark.parametrize(
    ("state", "gone"),
    [
        (ContractState.RUNNING, False),
        (ContractState.DELIVERED, False),
        (ContractState.ACCEPTED, True),
        (ContractState.ENDED, True),
    ],
)
def test_a_client_waits_for_work_that_is_not_settled(state: ContractState, gone: bool) -> None:
    there = hand.clients(2, true_until=[1.0, FOR_GOOD])
    stop(hand.workers(1, true_until=FOR_GOOD), there, contracts=hand.contracts(1, client=0, state=state))
    assert there.left.tolist() == [gone, False]


def test_nobody_is_counted_where_no_account_is_dormant() -> None:
    log = Log()
    stopping(
        hand.workers(1, true_until=FOR_GOOD),
        hand.clients(1),
        Dormant(),
        log,
        jobs=Jobs(),
        contracts=Contracts(),
        today=hand.day(3),
    )
    assert len(hand.told(log)) == 0
