"""Closing: postings whose time is up disappear, conversations about them end, and their clients mend their fees."""

import numpy as np
import pytest
from numpy.typing import ArrayLike

from policies.records import Format, Kind
from sim.state.codes import JobState, ThreadState
from sim.state.people import Clients
from sim.state.trade import Jobs, Threads
from sim.systems.closing import closing
from sim.today import Today
from tests.sim import hand

POSTING = hand.world().posting


def closes(
    jobs: Jobs,
    *,
    threads: Threads | None = None,
    clients: Clients | None = None,
    listed: tuple[int, ...] = (),
    today: Today | None = None,
) -> None:
    closing(
        jobs,
        threads if threads is not None else hand.threads(),
        clients if clients is not None else hand.clients(),
        listed=np.array(listed, np.int64),
        today=today or hand.day(3),
    )


def test_a_posting_closes_on_its_last_day_and_not_before() -> None:
    jobs, threads = hand.jobs(2, closes=[3.99, 4.0]), hand.threads(2)
    closes(jobs, threads=threads)
    assert jobs.state.tolist() == [JobState.CLOSED, JobState.OPEN]


def test_those_who_talked_about_a_closed_job_are_declined() -> None:
    jobs, threads = hand.jobs(2, closes=[3.5, 9.0]), hand.threads(2)
    closes(jobs, threads=threads)
    assert threads.state.tolist() == [ThreadState.DECLINED, ThreadState.OPEN]


def test_a_job_that_was_filled_is_not_closed_again() -> None:
    jobs, threads = hand.jobs(2, closes=3.5, state=[JobState.FILLED, JobState.WAITING]), hand.threads(2)
    clients = hand.clients(3)
    closes(jobs, threads=threads, clients=clients)
    assert clients.raised.tolist() == [1.0] * 3
    assert jobs.state.tolist() == [JobState.FILLED, JobState.WAITING]
    assert threads.state.tolist() == [ThreadState.DECLINED, ThreadState.OPEN]


def test_a_client_whose_job_closed_without_an_application_raises_its_next_fee() -> None:
    clients = hand.clients(4, raised=[1.0, 1.0, 2.0, 1.0])
    jobs = hand.jobs(4, client=[3, 2, 1, 0], applied=[0, 1, 0, 0], closes=[3.5, 3.5, 3.5, 4.0])
    closes(jobs, clients=clients)
    raised = 1 + POSTING.unanswered_raise
    assert clients.raised.tolist() == pytest.approx([1.0, raised, 2.0, raised])


def test_a_client_whose_fee_is_called_unfair_raises_the_next_by_share() -> None:
    clients = hand.clients(3)
    jobs = hand.jobs(3, applied=[1, 1, 0], fair=[1, 1, 1], unfair=[3, 1, 3], views=9, taken=9, closes=3.5)
    today = hand.day(3, world=hand.world(posting={"survey_raise": 0.3}))
    closes(jobs, clients=clients, today=today)
    events = 1 + 0.3 * 0.75  # and two answers are too few to be shown
    assert clients.raised.tolist() == pytest.approx([events, 1.0, (1 + POSTING.unanswered_raise) * events])


def test_nobody_raises_a_fee_beyond_what_the_world_has_as_the_most() -> None:
    clients, world = hand.clients(3, raised=[1.99, 1.9, 1.99]), hand.world(posting={"raise_cap": 2.0})
    jobs = hand.jobs(4, client=[0, 0, 1, 2], applied=[0, 0, 0, 1], closes=3.5)
    closes(jobs, clients=clients, today=hand.day(3, world=world))
    assert clients.raised.tolist() == pytest.approx([2.0, 1.9 * (1 + POSTING.unanswered_raise), 1.99])


def test_a_ring_learns_nothing_about_the_fee_of_its_baits() -> None:
    """Nor of the honest jobs with which it grooms a record."""
    clients, jobs = hand.clients(3, true_ring=[0, -1, 0]), hand.jobs(3, true_tactic=[Kind.MLM, -1, -1], closes=3.5)
    closes(jobs, clients=clients)
    assert clients.raised.tolist() == pytest.approx([1.0, 1 + POSTING.unanswered_raise, 1.0])


def surveyed(count: int, **columns: ArrayLike) -> Jobs:
    """Jobs of 1,000 yen that run on, whose fee three of four call unfair."""
    return hand.jobs(count, **{"applied": 1, "fair": 1, "unfair": 3, "closes": 9.0, **columns})


def test_some_clients_raise_an_unfair_fee_at_once_and_later_ones() -> None:
    jobs, clients = surveyed(3, fee=[1001, 1000, 1000], fair=[1, 1, 4], unfair=[3, 3, 0]), hand.clients(3)
    today = hand.day(3, HEEDS=[POSTING.raises_running_fee - 1e-6, POSTING.raises_running_fee, 0.0])
    draws = hand.asked(today)
    closes(jobs, clients=clients, today=today)
    events = 1 + POSTING.survey_raise * 0.75
    assert jobs.fee.tolist() == pytest.approx([round(1001 * events), 1000, 1000])
    assert clients.raised.tolist() == pytest.approx([events, 1.0, 1.0])
    assert jobs.mended.tolist() == [True, False, False]
    assert draws["HEEDS"] == [jobs.key.tolist()]


def test_a_fee_is_mended_once_and_not_again_when_the_job_closes() -> None:
    jobs, clients = surveyed(2, mended=True, closes=[9.0, 3.5]), hand.clients(2)
    closes(jobs, clients=clients, today=hand.day(3, HEEDS=0.0))
    assert jobs.fee.tolist() == [1000, 1000]
    assert clients.raised.tolist() == [1.0, 1.0]


def test_no_running_fee_is_mended_unshown_over_or_a_rings() -> None:
    jobs = surveyed(4, unfair=[1, 3, 3, 3], state=[1, 1, 2, 1], closes=[9.0, 9.0, 9.0, 3.5])
    closes(jobs, clients=hand.clients(4, true_ring=[-1, 0, -1, -1]), today=hand.day(3, HEEDS=0.0))
    assert jobs.fee.tolist() == [1000] * 4
    assert not jobs.mended.any()


def test_a_client_offers_less_after_a_crowd_whether_it_hired_or_not() -> None:
    clients = hand.clients(7)
    jobs = hand.jobs(
        7,
        applied=[10, 9, 10, 10, 10, 10, 10],
        closes=[3.5, 3.5, 9.0, 9.0, 9.0, 9.0, 9.0],
        state=[*[JobState.OPEN] * 2, *[JobState.FILLED] * 3, JobState.OPEN, JobState.DIRECT],
        format=[*[Format.FIXED] * 4, Format.TASK, *[Format.FIXED] * 2],
    )
    today = hand.day(3, world=hand.world(posting={"crowd": 10, "crowded_cut": 0.25}))
    closes(jobs, clients=clients, listed=(0, 1, 2, 4, 5, 6), today=today)  # 3 was filled before today
    assert clients.raised.tolist() == [0.75, 1.0, 0.75, 1.0, 1.0, 1.0, 0.75]


@pytest.mark.parametrize("state", [JobState.OPEN, JobState.FILLED])
def test_those_who_took_seats_of_a_task_are_no_crowd(state: JobState) -> None:
    clients = hand.clients(3)
    jobs = hand.jobs(3, format=[Format.TASK, Format.FIXED, Format.TASK], applied=[99, 99, 0], state=state, closes=3.5)
    today = hand.day(3, world=hand.world(posting={"crowd": 10, "crowded_cut": 0.25, "unanswered_raise": 0.5}))
    closes(jobs, clients=clients, listed=(0, 1, 2), today=today)
    silence = 1.5 if state == JobState.OPEN else 1.0  # of a task whose time is up and that nobody did
    assert clients.raised.tolist() == [1.0, 0.75, silence]


def test_a_conversation_with_a_lure_to_come_outlives_its_job() -> None:
    jobs, threads = hand.jobs(2, closes=3.5), hand.threads(2, true_lure_at=[5.0, np.inf])
    closes(jobs, threads=threads)
    assert threads.state.tolist() == [ThreadState.OPEN, ThreadState.DECLINED]
