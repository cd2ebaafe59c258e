"""Answering: what became of postings and applications, what it does to trust, and who leaves."""

from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.state.codes import ClientType, JobState, Reason, ThreadState
from sim.state.events import ClientLeft, WorkerLeft
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, Threads
from sim.systems.answering import answering
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import front

LEARNING = hand.world().learning


def answers(
    workers: Workers,
    *,
    clients: Clients | None = None,
    shown: list[int] | None = None,
    jobs: Jobs | None = None,
    threads: Threads | None = None,
    today: Today | None = None,
) -> Log:
    log = Log()
    answering(
        workers,
        clients if clients is not None else hand.clients(3),
        log,
        front=front(*(shown or [])),
        jobs=jobs if jobs is not None else hand.jobs(),
        threads=threads if threads is not None else hand.threads(),
        today=today or hand.day(3),
    )
    return log


def left(log: Log) -> list[tuple[Any, ...]]:
    return hand.rows(hand.told(log), WorkerLeft, "time worker reason")


@pytest.mark.parametrize(("day", "due"), [(0, True), (1, False), (6, False), (7, True), (8, False), (14, True)])
def test_once_a_week_from_the_first_day_on_workers_think_of_leaving(day: int, due: bool) -> None:
    workers = hand.workers(1, true_trust=0.1)
    log = answers(workers, today=hand.day(day, QUIT=0.0))
    assert workers.left.tolist() == [due]
    assert left(log) == [(day + 1.0, 0, Reason.FED_UP)] * due


def test_workers_whose_trust_has_fallen_leave_harmed_or_fed_up() -> None:
    workers = hand.workers(
        6,
        true_trust=[0.333, 0.334, 0.333, 0.1, 0.1, 0.1],
        harmed=[0, 9, 9, 1, 0, 2],
        left=[False, False, False, False, False, True],
    )
    leave = LEARNING.leaves_if_fed_up
    today = hand.day(7, QUIT=[leave - 0.001, 0.0, leave, leave - 0.001, leave + 0.001])
    draws = hand.asked(today)
    log = answers(workers, clients=hand.clients(5), today=today)
    assert workers.left.tolist() == [True, False, False, True, False, True]
    assert left(log) == [(8.0, 0, Reason.FED_UP), (8.0, 3, Reason.HARM)]
    assert draws["QUIT"][:2] == [7, workers.key[:5].tolist()]  # who is gone is not asked again


def test_an_application_in_vain_costs_trust_each_time() -> None:
    ends = [ThreadState.DECLINED, ThreadState.DROPPED, ThreadState.OPEN, ThreadState.HIRED, ThreadState.DECLINED]
    ends += [ThreadState.LED_AWAY, ThreadState.DIRECT, ThreadState.DROPPED]
    workers = hand.workers(7, true_trust=0.5)
    threads = hand.threads(
        8, job=0, worker=[0, 0, 1, 2, 3, 4, 5, 6], state=ends, opened=[*[2.5] * 7, 4.0]
    )  # the last is read tomorrow
    answers(workers, threads=threads)
    vain = 1 - LEARNING.trust_lost_rejected
    assert workers.true_trust.tolist() == pytest.approx([0.5 * vain**2, 0.5, 0.5, 0.5 * vain, 0.5, 0.5, 0.5])


def test_a_conversation_about_a_done_task_is_no_application_in_vain() -> None:
    """A ring keeps in touch with those who did its task: when that ends, nobody has asked for work in vain."""
    workers = hand.workers(3, true_trust=0.5)
    jobs = hand.jobs(3, format=[Format.TASK, Format.TASK, Format.FIXED], true_tactic=Kind.MLM)
    threads = hand.threads(3, state=[ThreadState.DECLINED, ThreadState.DROPPED, ThreadState.DECLINED])
    answers(workers, jobs=jobs, threads=threads)
    assert workers.true_trust.tolist() == pytest.approx([0.5, 0.5, 0.5 * (1 - LEARNING.trust_lost_rejected)])


def posted(jobs: Jobs, *shown: int, clients: Clients | None = None) -> list[float]:
    """What is left of the trust of clients, who trusted by half, after a day 3 on which these jobs were on show."""
    clients = clients or hand.clients(len(jobs), true_trust=0.5)
    answers(hand.workers(8), clients=clients, jobs=jobs, threads=hand.threads(0), shown=list(shown))
    return [float(trust) for trust in clients.true_trust]


LESS, MORE = 0.5 * (1 - LEARNING.trust_lost_unfilled), 0.5 + 0.5 * LEARNING.trust_gain


def test_a_filled_posting_gives_trust_and_an_expired_one_takes_some() -> None:
    states = [JobState.FILLED, JobState.CLOSED, JobState.OPEN, JobState.WAITING]
    jobs = hand.jobs(4, state=states, taken=[1, 0, 0, 0], closes=[9.0, 3.5, 9.0, 3.5])
    assert posted(jobs, 0, 1, 2, 3) == pytest.approx([MORE, LESS, 0.5, 0.5])


def test_what_ended_on_an_earlier_day_is_not_felt_again() -> None:
    jobs = hand.jobs(2, state=[JobState.FILLED, JobState.CLOSED], taken=[1, 0], closes=3.5)
    assert posted(jobs, 1) == pytest.approx([0.5, LESS])


def test_who_never_came_back_to_choose_or_dealt_outside_feels_neither() -> None:
    states = [JobState.CLOSED, JobState.DIRECT, JobState.DIRECT, JobState.CLOSED]  # one on the last day of its posting
    jobs = hand.jobs(4, state=states, closes=[3.5, 4.0, 3.5, 3.5], decides=[np.inf, 5.0, 5.0, 5.0])
    assert posted(jobs, 0, 1, 2, 3) == pytest.approx([0.5, 0.5, 0.5, LESS])


def test_the_seats_of_a_task_count_by_share() -> None:
    jobs = hand.jobs(1, format=Format.TASK, state=JobState.CLOSED, closes=3.5, decides=np.inf, seats=4, taken=3)
    left = 0.5 * (1 - LEARNING.trust_lost_unfilled) ** 0.25
    assert posted(jobs, 0) == pytest.approx([1 - (1 - left) * (1 - LEARNING.trust_gain) ** 0.75])


def test_two_postings_of_a_client_count_twice_those_of_rings_never() -> None:
    jobs = hand.jobs(4, client=[1, 1, 0, 2], state=JobState.CLOSED, closes=3.5)
    clients = hand.clients(3, true_trust=0.5, true_ring=[-1, -1, 0])
    left = 0.5 * (1 - LEARNING.trust_lost_unfilled) ** 2
    assert posted(jobs, 0, 1, 2, 3, clients=clients) == pytest.approx([LESS, left, 0.5])
    rings = hand.clients(3, true_trust=0.5, true_ring=0)
    filled = hand.jobs(3, state=JobState.FILLED, taken=1)
    assert posted(filled, 0, 1, 2, clients=rings) == [0.5] * 3


def test_clients_whose_trust_has_fallen_leave_wronged_or_fed_up_rings_stay() -> None:
    clients = hand.clients(
        6,
        true_trust=[0.333, 0.334, 0.333, 0.1, 0.1, 0.1],
        true_type=ClientType.CARELESS,
        stopped=[0, 0, 0, 1, 0, 0],
        true_ring=[-1, -1, -1, -1, 2, -1],
        left=[False, False, False, False, False, True],
    )
    leave = LEARNING.leaves_if_fed_up
    today = hand.day(7, QUIT=[leave - 0.001, 0.0, leave, leave - 0.001])
    draws = hand.asked(today)
    log = answers(hand.workers(4), clients=clients, today=today)
    assert clients.left.tolist() == [True, False, False, True, False, True]
    gone = [(8.0, 0, ClientType.CARELESS, Reason.FED_UP), (8.0, 3, ClientType.CARELESS, Reason.WRONGED)]
    assert hand.rows(hand.told(log), ClientLeft, "time client type reason") == gone
    assert draws["QUIT"][2:] == [7, clients.key[:4].tolist()]


def test_clients_think_of_leaving_once_a_week() -> None:
    clients = hand.clients(1, true_trust=0.1)
    answers(hand.workers(2), clients=clients, today=hand.day(6, QUIT=0.0))
    assert not clients.left[0]


def test_nobody_leaves_while_at_work_or_restricted() -> None:
    workers = hand.workers(2, true_trust=0.1, running=[1, 0])
    clients = hand.clients(3, true_trust=0.1, restricted=[True, False, False])
    answers(workers, clients=clients, today=hand.day(7, QUIT=0.0))
    assert workers.left.tolist() == [False, True]
    assert clients.left.tolist() == [False, True, True]
