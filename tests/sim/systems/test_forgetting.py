"""Forgetting: what can come to nothing any more leaves the tables, and what stays stays as it was."""

import numpy as np
import pytest

from sim.state.codes import ContractState, JobState, ThreadState
from sim.state.table import Table
from sim.state.trade import Affairs, Contracts, Jobs, PairSet, Threads
from sim.systems.forgetting import forgetting
from tests.sim import hand
from tests.sim.batches import lines

NEVER = np.inf
OPEN, DROPPED, HIRED = ThreadState.OPEN, ThreadState.DROPPED, ThreadState.HIRED
GONE = [JobState.FILLED, JobState.CLOSED, JobState.SUSPENDED, JobState.REMOVED, JobState.DIRECT]


def forget(
    *,
    jobs: Jobs | None = None,
    threads: Threads | None = None,
    contracts: Contracts | None = None,
    affairs: Affairs | None = None,
    seen: PairSet | None = None,
    job_reports: PairSet | None = None,
    day: int = 7,
) -> None:
    """The evening of day 7, on which pairs are forgotten too."""
    forgetting(
        jobs or Jobs(16),
        threads or Threads(16),
        contracts or Contracts(16),
        affairs or Affairs(16),
        seen or PairSet(),
        job_reports or PairSet(),
        today=hand.day(day),
    )


def rows(table: Table) -> list[tuple[object, ...]]:
    return lines(table, " ".join(table.columns()))


def met(pairs: list[tuple[int, int]]) -> PairSet:
    seen, (worker, job) = PairSet(), np.array(pairs).T
    seen.add(worker, job)
    return seen


def known(seen: PairSet, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    worker, job = np.array(pairs).T
    return [pair for pair, unmet in zip(pairs, seen.unmet(worker, job).tolist(), strict=True) if not unmet]


def test_open_conversations_stay_and_all_that_are_over_go() -> None:
    threads = hand.threads(len(ThreadState), state=list(ThreadState))
    keys = threads.key.tolist()
    forget(threads=threads)
    assert threads.state.tolist() == [OPEN]
    assert threads.key.tolist() == keys[:1]


def test_an_ended_conversation_stays_while_its_lure_is_to_come() -> None:
    threads = hand.threads(4, state=[HIRED, HIRED, DROPPED, DROPPED], true_lure_at=[NEVER, 9.5, 4.0, NEVER])
    forget(threads=threads)
    assert threads.true_lure_at.tolist() == [9.5, 4.0]


def test_a_conversation_that_ended_before_it_begins_tomorrow_stays_until_then() -> None:
    threads = hand.threads(3, state=DROPPED, opened=[7.999, 8.0, 9.25])
    forget(threads=threads)
    assert threads.opened.tolist() == [8.0, 9.25]


def test_contracts_stay_while_they_run_or_have_more_work() -> None:
    contracts = hand.contracts(
        6,
        amount=[10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
        state=[
            ContractState.ENDED,
            ContractState.RUNNING,
            ContractState.ACCEPTED,
            ContractState.ACCEPTED,
            ContractState.DELIVERED,
            ContractState.RUNNING,
        ],
        next_at=[NEVER, NEVER, 30.5, NEVER, NEVER, 9.0],
    )
    forget(contracts=contracts)
    assert contracts.amount.tolist() == [20.0, 30.0, 60.0]


def test_affairs_stay_until_they_are_over() -> None:
    affairs = hand.affairs(4, step=[0, 1, 1, 0], next_at=[3.5, NEVER, 40.0, NEVER])
    forget(affairs=affairs)
    assert lines(affairs, "step next_at") == [(0, 3.5), (1, 40.0)]


@pytest.mark.parametrize("gone", GONE)
def test_who_met_over_the_oldest_jobs_is_forgotten_once_these_are_gone(gone: JobState) -> None:
    pairs = [(5, 0), (6, 0), (5, 1), (4, 2), (9, 3)]
    seen = met(pairs)
    forget(jobs=hand.jobs(4, state=[gone, gone, JobState.OPEN, JobState.OPEN]), seen=seen)
    assert known(seen, pairs) == [(4, 2), (9, 3)]


@pytest.mark.parametrize("live", [JobState.WAITING, JobState.OPEN])
def test_a_closed_job_after_a_live_one_keeps_its_pairs(live: JobState) -> None:
    pairs = [(5, 0), (5, 1), (4, 2), (3, 3)]
    seen = met(pairs)
    forget(jobs=hand.jobs(4, state=[JobState.CLOSED, live, JobState.CLOSED, JobState.OPEN]), seen=seen)
    assert known(seen, pairs) == [(5, 1), (4, 2), (3, 3)]


def test_without_live_jobs_all_pairs_are_forgotten_and_no_job() -> None:
    jobs, pairs = hand.jobs(3, state=[JobState.FILLED, JobState.CLOSED, JobState.REMOVED]), [(5, 0), (4, 2)]
    seen, before = met(pairs), rows(jobs)
    forget(jobs=jobs, seen=seen)
    assert known(seen, pairs) == []
    assert rows(jobs) == before


def test_who_reported_a_job_that_is_gone_is_forgotten() -> None:
    pairs = [(5, 0), (5, 1), (4, 2)]
    reports = met(pairs)
    forget(jobs=hand.jobs(3, state=[JobState.REMOVED, JobState.OPEN, JobState.OPEN]), job_reports=reports)
    assert known(reports, pairs) == pairs[1:]


@pytest.mark.parametrize(("day", "rest"), [(0, []), (1, [(5, 0)]), (6, [(5, 0)]), (7, []), (14, [])])
def test_pairs_are_looked_through_once_a_week(day: int, rest: list[tuple[int, int]]) -> None:
    seen = met([(5, 0)])
    forget(jobs=hand.jobs(1, state=JobState.CLOSED), seen=seen, day=day)
    assert known(seen, [(5, 0)]) == rest
