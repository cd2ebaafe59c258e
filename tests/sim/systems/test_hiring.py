"""Hiring: clients choose on noisy signals of fit, price and record; the pair signs, or deals outside."""

from typing import Any

import pytest

from policies.records import Format, Kind
from sim.rings.tactics import Pace
from sim.state.codes import ContractState, JobState, Talk, ThreadState
from sim.state.events import DealtDirect, Hired
from sim.state.log import Events
from sim.state.trade import Affairs, Contracts, Jobs, Threads
from sim.systems.hiring import hiring
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

WORLD = hand.world()
HIRING, TALKING = WORLD.hiring, WORLD.talking
EVENING = 0.9  # of the day, when clients choose
AGAIN = 2.0  # days until they look again
OPEN, HIRED, DIRECT = ThreadState.OPEN, ThreadState.HIRED, ThreadState.DIRECT


def hires(jobs: Jobs, threads: Threads, **given: Any) -> Events:
    s = Scene(jobs=jobs, threads=threads, **given)
    hiring(s.workers, jobs, threads, s.contracts, s.affairs, s.log, clients=s.clients, today=s.today)
    return s.events


def due(count: int, **columns: Any) -> Jobs:
    """Jobs whose clients choose on day 3."""
    return hand.jobs(count, **{"decides": 3.0, **columns})


def hired(events: Events) -> list[tuple[int, int]]:
    return hand.rows(events, Hired, "worker job")


def applicants(count: int, **columns: Any) -> Threads:
    """So many applicants to job 0."""
    return hand.threads(count, **{"job": 0, "client": 0, **columns})


def test_clients_choose_on_their_evening_and_look_again_two_days_later() -> None:
    jobs = due(4, decides=[3.0, 3.0 + EVENING - 0.001, 3.0 + EVENING, 1.0])
    events = hires(jobs, hand.threads(3))
    assert hired(events) == [(0, 0), (1, 1)]
    assert set(events[Hired].time) == {3.0 + EVENING}
    assert jobs.decides.tolist() == [3.0 + AGAIN, 3.0 + AGAIN, 3.0 + EVENING, 3.0 + AGAIN]  # job 3 found nobody
    assert jobs.state.tolist() == [JobState.FILLED, JobState.FILLED, JobState.OPEN, JobState.OPEN]
    assert jobs.taken.tolist() == [1, 1, 0, 0]


def test_who_is_chosen_signs_for_what_it_asked() -> None:
    jobs = due(
        3,
        client=[5, 6, 7],
        format=[0, Format.HOURLY, 0],
        true_tactic=[-1, -1, Kind.MLM],
        true_pace=[0, 0, Pace.AFTER_CONTRACT],
        taken=[0, 4, 0],
        seats=5,
    )
    threads = hand.threads(
        3,
        worker=[3, 2, 1],
        job=[2, 1, 0],
        client=[7, 6, 5],
        bid=[900.0, 1000.0, 1100.0],
        true_fit=[0.75, 0.875, 1.0],
        swapped=[True, False, False],
    )
    workers, contracts = hand.workers(4, running=[0, 1, 2, 3]), Contracts(16)
    events = hires(jobs, threads, workers=workers, contracts=contracts, today=hand.day(3))
    when = 3.0 + EVENING
    assert sorted(hand.rows(events, Hired, "time worker client job tactic format amount")) == [
        (when, 1, 5, 0, Kind.NONE, Format.FIXED, 1100.0),
        (when, 2, 6, 1, Kind.NONE, Format.HOURLY, 1000.0),
        (when, 3, 7, 2, Kind.MLM, Format.FIXED, 900.0),
    ]
    key = threads.key.tolist()
    assert sorted(lines(contracts, "key worker client job nth format amount started true_fit swapped state")) == [
        (key[0], 3, 7, 2, 0, Format.FIXED, 900.0, when, 0.75, True, ContractState.RUNNING),
        (key[1], 2, 6, 1, 0, Format.HOURLY, 1000.0, when, 0.875, False, ContractState.RUNNING),
        (key[2], 1, 5, 0, 0, Format.FIXED, 1100.0, when, 1.0, False, ContractState.RUNNING),
    ]
    assert threads.state.tolist() == [HIRED] * 3
    assert jobs.taken.tolist() == [1, 5, 1]
    assert jobs.state.tolist() == [JobState.FILLED] * 3
    assert workers.running.tolist() == [0, 2, 3, 4]


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.FILLED])
def test_nobody_is_hired_for_a_job_that_is_not_open(state: JobState) -> None:
    jobs = due(2, state=[state, JobState.OPEN])
    assert hired(hires(jobs, hand.threads(2))) == [(1, 1)]
    assert jobs.decides.tolist() == [3.0, 3.0 + AGAIN]
    assert jobs.state.tolist() == [state, JobState.FILLED]


def test_nobody_is_chosen_for_a_task_or_by_a_ring_without_contracts() -> None:
    jobs = due(
        5,
        format=[Format.TASK, 0, 0, 0, Format.HOURLY],
        true_tactic=[-1, Kind.MLM, Kind.MLM, Kind.MLM, -1],
        true_pace=[Pace.AT_ONCE, Pace.AT_ONCE, Pace.AFTER_TASK, Pace.AFTER_CONTRACT, Pace.AT_ONCE],
    )
    assert hired(hires(jobs, hand.threads(5))) == [(3, 3), (4, 4)]
    assert jobs.decides.tolist() == [3.0, 3.0, 3.0, 5.0, 5.0]


def test_only_conversations_that_are_open_and_began_before_the_evening_count() -> None:
    jobs = due(4)
    threads = hand.threads(
        4,
        state=[OPEN, ThreadState.DROPPED, OPEN, ThreadState.LED_AWAY],
        opened=[3.0 + EVENING - 0.001, 2.5, 3.0 + EVENING, 2.5],
    )
    assert hired(hires(jobs, threads)) == [(0, 0)]
    assert threads.state.tolist() == [HIRED, ThreadState.DROPPED, OPEN, ThreadState.LED_AWAY]


def test_workers_who_lost_interest_are_full_or_gone_are_passed_over() -> None:
    workers = hand.workers(
        5,
        running=[0, 0, HIRING.contracts_at_once, HIRING.contracts_at_once - 1, 0],
        left=[False, False, False, False, True],
    )
    threads = hand.threads(6, worker=[4, 3, 2, 1, 0, 0])
    accept = HIRING.accepts_offer
    today = hand.day(3, ACCEPT_OFFER=[0.0, accept - 0.001, 0.0, accept, accept - 0.001, accept + 0.001])
    draws = hand.asked(today)
    assert sorted(hired(hires(due(6), threads, workers=workers, today=today))) == [(0, 4), (3, 1)]
    assert draws["ACCEPT_OFFER"] == [threads.key.tolist()]


def test_willingness_is_asked_of_those_alone_whose_client_chooses_today() -> None:
    threads = hand.threads(4, state=[OPEN, HIRED, OPEN, OPEN])
    today = hand.day(3, ACCEPT_OFFER=[0.0, 1.0])
    draws = hand.asked(today)
    assert hired(hires(due(4, decides=[3.0, 3.0, 9.0, 3.0]), threads, today=today)) == [(0, 0)]
    assert draws["ACCEPT_OFFER"] == [threads.key[[0, 3]].tolist()]
    assert draws["HEARD_FIT"] == [threads.key[[0]].tolist()]


def test_nobody_is_hired_who_promises_less_than_is_wanted() -> None:
    wanted = HIRING.least_fit
    assert hired(hires(due(3), hand.threads(3, true_fit=[wanted, wanted - 0.001, wanted + 0.001]))) == [(0, 0), (2, 2)]


@pytest.mark.parametrize(
    ("better", "why"),
    [
        ({"true_fit": [0.8, 0.81]}, "fit"),
        ({"polish": [0.0, 0.1]}, "the better written application"),
        ({"bid": [1000.0, 990.0]}, "the lower bid"),
        ({"worker": [0, 2]}, "experience"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else None,
)
def test_of_several_applicants_the_one_who_promises_more_is_taken(better: dict[str, list[float]], why: str) -> None:
    workers = hand.workers(4, experience=[0, 0, 1, 0])
    threads = applicants(2, **better)
    hires(due(1), threads, workers=workers)
    assert threads.state.tolist() == [OPEN, HIRED]
    threads = applicants(2, **{name: values[::-1] for name, values in better.items()})
    hires(due(1), threads, workers=workers)
    assert threads.state.tolist() == [HIRED, OPEN]


@pytest.mark.parametrize(("talk", "chosen"), [(Talk.TEXT, 0), (Talk.IN_HOUSE, 1), (Talk.ELSEWHERE, 1)])
def test_after_talking_a_client_hears_the_fit_and_forgets_the_paper(talk: Talk, chosen: int) -> None:
    threads = applicants(2, talk=talk, polish=[1.0, -1.0])
    today = hand.day(HEARD_FIT=[-1.0, 1.0])
    draws = hand.asked(today)
    hires(due(1), threads, today=today)
    assert threads.state[chosen] == HIRED
    assert draws["HEARD_FIT"] == [threads.key.tolist()]


@pytest.mark.parametrize(("fee", "hire"), [(1000.0, True), (500.0, False)])
def test_a_bid_is_held_against_the_fee_of_its_own_job(fee: float, hire: bool) -> None:
    jobs, threads = due(3, fee=[1.0, fee, 1.0]), hand.threads(1, job=1, true_fit=HIRING.least_fit + 0.01)
    assert hired(hires(jobs, threads)) == [(0, 1)] * hire


def test_a_worker_takes_the_best_offer_and_the_other_client_looks_again() -> None:
    jobs = due(3)
    threads = hand.threads(
        5, worker=[6, 7, 7, 5, 7], job=[1, 2, 1, 2, 0], client=[1, 2, 1, 2, 0], true_fit=[0.9, 0.8, 0.95, 0.75, 0.85]
    )
    assert sorted(hired(hires(jobs, threads))) == [(7, 1)]
    assert threads.state.tolist() == [OPEN, OPEN, HIRED, OPEN, OPEN]
    assert jobs.state.tolist() == [JobState.OPEN, JobState.FILLED, JobState.OPEN]
    assert jobs.decides.tolist() == [5.0, 5.0, 5.0]
    assert jobs.taken.tolist() == [0, 1, 0]


def test_a_client_with_two_jobs_hires_two_for_them() -> None:
    jobs = due(2, client=[1, 1])
    threads = hand.threads(4, worker=[5, 6, 7, 6], job=[1, 0, 0, 1], client=1, true_fit=[0.8, 0.9, 0.7, 0.75])
    assert sorted(hired(hires(jobs, threads))) == [(5, 1), (6, 0)]


def test_only_a_pair_that_has_agreed_deals_outside() -> None:
    jobs = due(4, client=[4, 3, 2, 1], true_tactic=[-1, -1, -1, Kind.MLM], true_pace=Pace.AFTER_CONTRACT)
    threads = hand.threads(
        4,
        client=[4, 3, 2, 1],
        worker=[7, 6, 5, 4],
        agreed=[True, False, True, False],
        swapped=[True, True, True, False],
        bid=[901.0, 902.0, 903.0, 904.0],
    )
    workers = hand.workers(8)
    events = hires(jobs, threads, workers=workers, today=hand.day(3))
    when = 3.0 + EVENING
    assert sorted(hand.rows(events, DealtDirect, "time worker client job amount coerced")) == [
        (when, 5, 2, 2, 903.0, False),
        (when, 7, 4, 0, 901.0, False),
    ]
    assert sorted(hired(events)) == [(4, 3), (6, 1)]
    assert threads.state.tolist() == [DIRECT, HIRED, DIRECT, HIRED]
    assert jobs.state.tolist() == [JobState.DIRECT, JobState.FILLED, JobState.DIRECT, JobState.FILLED]
    assert jobs.taken.tolist() == [0, 1, 0, 1]
    assert workers.running.tolist() == [0, 0, 0, 0, 1, 0, 1, 0]


def test_a_worker_who_was_pressed_deals_outside_and_may_go_unpaid() -> None:
    threads, affairs = hand.threads(2, swapped=True, coerced=[True, False]), Affairs(16)
    events = hires(due(2), threads, affairs=affairs, today=hand.day(3, DIRECT_UNPAID=0.999))
    assert hand.rows(events, DealtDirect, "time worker client job amount coerced") == [
        (3.0 + EVENING, 0, 0, 0, threads.bid[0], True)
    ]
    assert threads.state.tolist() == [DIRECT, HIRED]
    days = WORLD.working.delivery_days
    assert lines(affairs, "worker client owed next_at") == [(0, 0, threads.bid[0], 3.0 + EVENING + days)]
