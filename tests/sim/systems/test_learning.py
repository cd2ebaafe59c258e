"""Learning: what a day did to people's caution and trust, and who leaves."""

from typing import Any

import numpy as np
import pytest

from policies.records import Format
from sim.state.codes import ClientType, JobState, Reason, ThreadState
from sim.state.events import ClientLeft, WorkerLeft
from sim.state.handover import Harms, Reached
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, Jobs, Threads
from sim.systems.learning import learning
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import front, harms, reached

LEARNING = hand.world().learning
THIRD = 1 / 3


def learns(
    workers: Workers,
    *,
    lures: Reached | None = None,
    hurt: Harms | None = None,
    cheated: list[int] | None = None,
    contracts: Contracts | None = None,
    clients: Clients | None = None,
    shown: list[int] | None = None,
    jobs: Jobs | None = None,
    threads: Threads | None = None,
    today: Today | None = None,
) -> Log:
    log = Log()
    learning(
        workers,
        clients if clients is not None else hand.clients(3),
        log,
        front=front(*(shown or [])),
        jobs=jobs if jobs is not None else hand.jobs(),
        threads=threads if threads is not None else hand.threads(),
        reached=lures or reached(0),
        harms=hurt or harms(0),
        cheated=np.array(cheated or [], np.int64),
        contracts=contracts if contracts is not None else hand.contracts(),
        today=today or hand.day(3),
    )
    return log


def left(log: Log) -> list[tuple[Any, ...]]:
    return hand.rows(hand.told(log), WorkerLeft)


def test_caution_that_experience_has_added_fades_a_little_every_day_and_so_does_lost_caution() -> None:
    workers = hand.workers(3, true_caution=[0.75, 0.25, 0.5], true_first_caution=[0.25, 0.75, 0.5])
    learns(workers)
    fades = LEARNING.fades * 0.5
    assert workers.true_caution.tolist() == pytest.approx([0.75 - fades, 0.25 + fades, 0.5], abs=1e-7)
    assert workers.true_first_caution.tolist() == [0.25, 0.75, 0.5]


def test_those_who_saw_through_a_lure_grow_careful_and_trust_less_once_a_day() -> None:
    workers = hand.workers(5, true_trust=0.5)
    lures = reached(
        6,
        worker=[0, 1, 2, 3, 3, 3],
        recognised=[True, False, False, True, True, False],
        led=[False, True, True, False, False, False],
    )
    learns(workers, lures=lures)
    woken = 0.5 + 0.5 * LEARNING.caution_warned
    assert workers.true_caution.tolist() == pytest.approx([woken, 0.5, 0.5, woken, 0.5])
    less = 0.5 * (1 - LEARNING.trust_lure)
    assert workers.true_trust.tolist() == pytest.approx([less, 0.5, 0.5, less, 0.5])
    assert workers.harmed.tolist() == [0] * 5


def test_those_who_were_harmed_grow_far_more_careful_and_trust_far_less_once_a_day() -> None:
    workers = hand.workers(4, true_trust=0.5, harmed=[0, 2, 0, 5])
    learns(workers, hurt=harms(4, worker=[1, 0, 1, 0], client=[2, 2, 2, 2], first=[True, False, True, False]))
    hurt = 0.5 + 0.5 * LEARNING.caution_harm
    assert workers.true_caution.tolist() == pytest.approx([hurt, hurt, 0.5, 0.5])
    less = 0.5 * (1 - LEARNING.trust_harm)
    assert workers.true_trust.tolist() == pytest.approx([less, less, 0.5, 0.5])
    assert workers.harmed.tolist() == [1, 3, 0, 5]


def test_those_who_were_not_paid_trust_less_and_are_no_more_careful_of_lures() -> None:
    workers, contracts = hand.workers(4, true_trust=0.5), hand.contracts(4, worker=[3, 1, 1, 0], client=[0, 0, 0, 2])
    learns(workers, cheated=[1, 2, 3], contracts=contracts)
    less = 0.5 * (1 - LEARNING.trust_unpaid)
    assert workers.true_trust.tolist() == pytest.approx([less, less, 0.5, 0.5])
    assert workers.true_caution.tolist() == [0.5] * 4
    assert workers.harmed.tolist() == [0] * 4


def test_caution_fades_before_the_day_adds_to_it() -> None:
    workers = hand.workers(1, true_caution=0.75, true_first_caution=0.25)
    learns(workers, lures=reached(1, recognised=True), hurt=harms(1))
    faded = 0.75 - LEARNING.fades * 0.5
    woken = faded + (1 - faded) * LEARNING.caution_warned
    assert workers.true_caution.tolist() == pytest.approx([woken + (1 - woken) * LEARNING.caution_harm])


@pytest.mark.parametrize(("day", "asked"), [(0, True), (1, False), (6, False), (7, True), (8, False), (14, True)])
def test_once_a_week_from_the_first_day_on_workers_think_of_leaving(day: int, asked: bool) -> None:
    workers = hand.workers(1, true_trust=0.1)
    log = learns(workers, today=hand.day(day, QUIT=0.0))
    assert workers.left.tolist() == [asked]
    assert left(log) == [(day + 1.0, 0, Reason.FED_UP)] * asked


def test_of_those_whose_trust_has_fallen_under_a_third_some_leave_for_the_harm_they_met_or_else_unpaid() -> None:
    workers = hand.workers(
        6,
        true_trust=[0.333, 0.334, 0.333, 0.1, 0.1, 0.1],
        harmed=[0, 9, 9, 1, 0, 2],
        left=[False, False, False, False, False, True],
    )
    leave = LEARNING.leave
    today = hand.day(7, QUIT=[leave - 0.001, 0.0, leave, leave - 0.001, leave + 0.001])
    asked = hand.asked(today)
    log = learns(workers, clients=hand.clients(5), today=today)
    assert workers.left.tolist() == [True, False, False, True, False, True]
    assert left(log) == [(8.0, 0, Reason.FED_UP), (8.0, 3, Reason.HARM)]
    assert asked["QUIT"][:2] == [7, workers.key[:5].tolist()]  # who is gone is not asked again


@pytest.mark.parametrize(("leave", "goes"), [(0.51, True), (0.49, False)])
def test_the_share_who_leave_is_that_of_the_world(leave: float, goes: bool) -> None:
    workers = hand.workers(1, true_trust=0.1)
    learns(workers, today=hand.day(7, world=hand.world(learning={"leave": leave})))  # with luck in the middle
    assert workers.left.tolist() == [goes]


def test_who_leaves_has_today_in_mind() -> None:
    workers = hand.workers(2, true_trust=[0.4, 0.4])
    log = learns(workers, hurt=harms(1, worker=[1]), today=hand.day(7, QUIT=0.0))
    assert 0.4 * (1 - LEARNING.trust_harm) < THIRD < 0.4
    assert left(log) == [(8.0, 1, Reason.HARM)]


def test_the_habit_of_outside_contact_fades_a_little_every_day() -> None:
    workers = hand.workers(2, swaps=[2.0, 0.0])
    learns(workers)
    assert workers.swaps.tolist() == pytest.approx([2.0 * (1 - LEARNING.fades), 0.0])


def test_an_application_that_came_to_nothing_costs_trust_each_time_and_one_that_waits_or_won_does_not() -> None:
    ends = [ThreadState.DECLINED, ThreadState.DROPPED, ThreadState.OPEN, ThreadState.HIRED, ThreadState.DECLINED]
    ends += [ThreadState.LED_AWAY, ThreadState.DIRECT, ThreadState.DROPPED]
    workers = hand.workers(7, true_trust=0.5)
    threads = hand.threads(
        8, worker=[0, 0, 1, 2, 3, 4, 5, 6], state=ends, opened=[*[2.5] * 7, 4.0]
    )  # the last is read tomorrow
    learns(workers, threads=threads)
    vain = 1 - LEARNING.trust_vain
    assert workers.true_trust.tolist() == pytest.approx([0.5 * vain**2, 0.5, 0.5, 0.5 * vain, 0.5, 0.5, 0.5])


def posted(jobs: Jobs, *shown: int, clients: Clients | None = None) -> list[float]:
    """What is left of the trust of clients, who trusted by half, after a day 3 on which these jobs were on show."""
    clients = clients or hand.clients(len(jobs), true_trust=0.5)
    learns(hand.workers(8), clients=clients, jobs=jobs, threads=hand.threads(0), shown=list(shown))
    return [float(trust) for trust in clients.true_trust]


LESS, MORE = 0.5 * (1 - LEARNING.trust_empty), 0.5 + 0.5 * LEARNING.trust_gain


def test_a_posting_that_is_filled_gives_trust_and_one_whose_time_is_up_takes_some() -> None:
    states = [JobState.FILLED, JobState.CLOSED, JobState.OPEN, JobState.WAITING]
    jobs = hand.jobs(4, state=states, taken=[1, 0, 0, 0], closes=[9.0, 3.5, 9.0, 3.5])
    assert posted(jobs, 0, 1, 2, 3) == pytest.approx([MORE, LESS, 0.5, 0.5])


def test_what_ended_on_an_earlier_day_is_not_felt_again() -> None:
    jobs = hand.jobs(2, state=[JobState.FILLED, JobState.CLOSED], taken=[1, 0], closes=3.5)
    assert posted(jobs, 1) == pytest.approx([0.5, LESS])


def test_who_never_came_back_to_choose_or_dealt_outside_feels_neither() -> None:
    jobs = hand.jobs(3, state=JobState.CLOSED, closes=[3.5, 4.0, 3.5], decides=[np.inf, 5.0, 5.0])
    assert posted(jobs, 0, 1, 2) == pytest.approx([0.5, 0.5, LESS])


def test_the_seats_of_a_task_count_by_share_also_where_nobody_has_to_choose() -> None:
    jobs = hand.jobs(1, format=Format.TASK, state=JobState.CLOSED, closes=3.5, decides=np.inf, seats=4, taken=3)
    left = 0.5 * (1 - LEARNING.trust_empty) ** 0.25
    assert posted(jobs, 0) == pytest.approx([1 - (1 - left) * (1 - LEARNING.trust_gain) ** 0.75])


def test_two_postings_of_a_client_count_twice_and_those_of_a_ring_not_at_all() -> None:
    jobs = hand.jobs(4, client=[1, 1, 0, 2], state=JobState.CLOSED, closes=3.5)
    clients = hand.clients(3, true_trust=0.5, true_ring=[-1, -1, 0])
    left = 0.5 * (1 - LEARNING.trust_empty) ** 2
    assert posted(jobs, 0, 1, 2, 3, clients=clients) == pytest.approx([LESS, left, 0.5])
    rings = hand.clients(3, true_trust=0.5, true_ring=0)
    filled = hand.jobs(3, state=JobState.FILLED, taken=1)
    assert posted(filled, 0, 1, 2, clients=rings) == [0.5] * 3


def test_of_clients_whose_trust_has_fallen_under_a_third_some_leave_wronged_or_else_fed_up_and_rings_stay() -> None:
    clients = hand.clients(
        6,
        true_trust=[0.333, 0.334, 0.333, 0.1, 0.1, 0.1],
        true_type=ClientType.CARELESS,
        stopped=[0, 0, 0, 1, 0, 0],
        true_ring=[-1, -1, -1, -1, 2, -1],
        left=[False, False, False, False, False, True],
    )
    leave = LEARNING.leave
    today = hand.day(7, QUIT=[leave - 0.001, 0.0, leave, leave - 0.001])
    asked = hand.asked(today)
    log = learns(hand.workers(4), clients=clients, today=today)
    assert clients.left.tolist() == [True, False, False, True, False, True]
    gone = [(8.0, 0, ClientType.CARELESS, Reason.FED_UP), (8.0, 3, ClientType.CARELESS, Reason.WRONGED)]
    assert hand.rows(hand.told(log), ClientLeft) == gone
    assert asked["QUIT"][2:] == [7, clients.key[:4].tolist()]


def test_clients_think_of_leaving_once_a_week() -> None:
    clients = hand.clients(1, true_trust=0.1)
    learns(hand.workers(2), clients=clients, today=hand.day(6, QUIT=0.0))
    assert not clients.left[0]
