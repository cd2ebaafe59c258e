"""Tasking: tasks are done and delivered at once."""

from typing import Any

from policies.records import Format, Kind
from sim.state.codes import ContractState, JobState, Origin
from sim.state.draws import key
from sim.state.events import Completed, Ended, Hired
from sim.state.handover import Meetings
from sim.state.log import Events
from sim.state.trade import Contracts, Jobs, Sales
from sim.systems.tasking import tasking
from tests.sim import hand
from tests.sim.batches import lines, meetings
from tests.sim.scene import Scene

PASS = hand.world().working.task_pass


def tasks(count: int, **columns: Any) -> Jobs:
    """Open honest tasks of 50 yen a seat, two seats each."""
    return hand.jobs(count, **{"format": Format.TASK, "fee": 50.0, "seats": 2, **columns})


def met(count: int, **columns: Any) -> Meetings:
    """Each worker met task 0."""
    return meetings(count, **{"origin": Origin.TASK, "job": 0, **columns})


def done(jobs: Jobs, meeting: Meetings, **given: Any) -> Events:
    s = Scene(jobs=jobs, **given)
    tasking(s.workers, s.clients, jobs, s.contracts, s.sales, s.log, met=meeting, today=s.today)
    return s.events


def hired(events: Events) -> list[tuple[int, int]]:
    return hand.rows(events, Hired, "worker job")


def test_a_task_is_filled_when_its_last_seat_is_taken() -> None:
    jobs = tasks(3, seats=[3, 3, 2], taken=[1, 0, 1])
    events = done(jobs, met(5, worker=[4, 3, 2, 1, 0], job=[0, 0, 1, 1, 2], time=[3.5, 3.25, 3.25, 3.5, 3.25]))
    assert sorted(hired(events)) == [(0, 2), (1, 1), (2, 1), (3, 0), (4, 0)]
    assert jobs.taken.tolist() == [3, 2, 2]
    assert jobs.state.tolist() == [JobState.FILLED, JobState.OPEN, JobState.FILLED]


def test_those_who_met_a_job_of_another_kind_are_not_at_work() -> None:
    jobs = tasks(1)
    meeting = met(3, origin=[Origin.APPLICATION, Origin.TASK, Origin.SCOUT], worker=[2, 1, 0])
    assert hired(done(jobs, meeting)) == [(1, 0)]
    assert jobs.taken.tolist() == [1]


def test_a_task_is_signed_and_delivered_the_moment_it_was_met() -> None:
    jobs = tasks(
        3, client=[5, 6, 7], category=[4, 5, 6], fee=[50.0, 60.0, 70.0], true_tactic=[-1, -1, Kind.MLM], seats=3
    )
    meeting = met(2, worker=[3, 2], job=[2, 1], time=[3.25, 3.75], fit=[0.25, 0.5])
    workers, contracts, sales = hand.workers(4), Contracts(16), Sales(16)
    events = done(jobs, meeting, workers=workers, contracts=contracts, sales=sales, today=hand.day(3, PASSES=0.0))
    assert hand.rows(events, Hired, "time worker client job tactic format amount") == [
        (3.25, 3, 7, 2, Kind.MLM, Format.TASK, 70.0),
        (3.75, 2, 6, 1, Kind.NONE, Format.TASK, 60.0),
    ]
    assert hand.rows(events, Completed, "time worker client job seats format fit") == [
        (3.25, 3, 7, 2, 3, Format.TASK, 0.25),
        (3.75, 2, 6, 1, 3, Format.TASK, 0.5),
    ]
    assert hand.rows(events, Completed, "time worker client job amount received") == [
        (3.25, 3, 7, 2, 70.0, 56.0),
        (3.75, 2, 6, 1, 60.0, 48.0),
    ]
    keys = key(workers.key[[2, 3]], jobs.key[[1, 2]]).tolist()
    assert lines(contracts, "key worker client job nth format amount started due true_fit swapped state") == [
        (keys[0], 2, 6, 1, 0, Format.TASK, 60.0, 3.75, 3.75, 0.5, False, ContractState.ACCEPTED),
        (keys[1], 3, 7, 2, 0, Format.TASK, 70.0, 3.25, 3.25, 0.25, False, ContractState.ACCEPTED),
    ]
    assert lines(sales, "category format amount started") == [
        (5, Format.TASK, 60.0, 3.75),
        (6, Format.TASK, 70.0, 3.25),
    ]
    assert workers.running.tolist() == [0] * 4
    assert workers.experience.tolist() == [0, 0, 1, 1]


def test_the_contracts_of_those_whose_work_was_refused_are_handed_on() -> None:
    """Of three contracts that stand behind one that was there before, the middle one is refused."""
    jobs, scene = tasks(1, seats=3), Scene(contracts=hand.contracts(1), today=hand.day(PASSES=[0.0, 0.999, 0.0]))
    met_in_order = met(3, worker=[2, 1, 0], time=[3.25, 3.5, 3.75])
    tables = scene.workers, scene.clients, jobs, scene.contracts, scene.sales, scene.log
    refused = tasking(*tables, met=met_in_order, today=scene.today)
    assert refused.tolist() == [2]
    assert scene.contracts.worker[refused].tolist() == [1]
    assert hand.rows(scene.events, Ended, "worker") == [(1,)]
