"""Outreach: clients scout workers through the filters they may use; rings too."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from policies import message_watch
from policies.platform import Platform
from policies.records import Action, Allowances, Channel, ClientRecords, Format, Kind, Messages, Stage, Verdicts
from sim.arrays import F64
from sim.kinds import CATEGORIES
from sim.state.codes import Duty, JobState, Origin
from sim.state.directory import Directory
from sim.state.draws import key
from sim.state.events import Applied, Scouted, StaffWorked, Stopped
from sim.state.handover import Approaches, Meetings
from sim.state.log import Events, Log
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, PairSet
from sim.state.wheel import Wheel
from sim.systems.outreach import outreach
from sim.today import Today
from sim.words.lexicon import lexicon
from tests.sim import hand
from tests.sim.plain import PLAIN
from tests.sim.small import PRODUCTION

SEARCH, RING = PLAIN.search, PLAIN.ring
AT_HOME, ABROAD = 0.705, 0.625  # fit of middling workers and jobs, in and outside the worker's field
BAD = {"true_tactic": Kind.MLM, "true_channel": Channel.SCOUT}


@dataclass(slots=True)
class Watch:
    """A watch that does with scouts what it is told to, and remembers what it read."""

    action: list[Action]
    shown: list[Messages] = field(default_factory=list)
    readers: int = 1
    read_minutes: float = 36.0  # a fortieth of a day
    night_staff: float = 1.0
    standing_warning: bool = False
    client_warning: bool = False

    def verdicts(self, messages: Messages) -> Verdicts:
        self.shown.append(messages)
        passed = message_watch.Off().verdicts(messages)
        return replace(passed, action=np.array(self.action, np.int64)[: len(passed.action)])


class ForTheRated:
    """Scouting that lets everybody write but only clients with a rating use a filter."""

    def allowances(self, clients: ClientRecords) -> Allowances:
        rated = clients.ratings > 0
        return Allowances(rated, rated, np.full(len(rated), 9))


@dataclass(slots=True, eq=False)
class Day:
    """What came of a day of outreach."""

    met: Meetings
    approaches: Approaches
    events: Events
    seen: PairSet


def spoke(*owner: int, shelf: int | list[int] = 0) -> Wheel:
    """A wheel on which each worker stands in its place, spread evenly: the first of four at 1/4, the last at 4/4."""
    at = (np.arange(1, len(owner) + 1) / len(owner) * (1 - 2.0**-50) * 2.0**64).astype(np.uint64)
    return Wheel.of(np.full(len(owner), shelf, np.int64), at, np.array(owner), len(CATEGORIES))


def directory(anyone: Wheel | None = None, completed: Wheel | None = None, young: Wheel | None = None) -> Directory:
    """A directory with these wheels, nobody on the others."""
    usual = Directory()
    return Directory(anyone or usual.anyone, completed or usual.completed, young or usual.young)


HERE = directory(anyone=spoke(0, 1, 2, 3), completed=spoke(0, 1, 2, 3), young=spoke(0, 1, 2, 3))


def reached(
    jobs: Jobs,
    today: Today,
    *,
    clients: Clients | None = None,
    workers: Workers | None = None,
    listed: Directory = HERE,
    published: list[int] | None = None,
    met: PairSet | None = None,
) -> Day:
    """A day of outreach for jobs published today: all, unless some are named."""
    clients, seen, log = clients or hand.clients(len(jobs)), met or PairSet(), Log()
    rows = np.arange(len(jobs)) if published is None else np.array(published, np.int64)
    who, approaches = outreach(
        workers or hand.workers(4), clients, jobs, seen, hand.desk(), log, fresh=rows, directory=listed, today=today
    )
    return Day(who, approaches, hand.told(log), seen)


def spread(*looks: float) -> F64:
    """Where looks land, in quarters of the wheel: 0.1 on the first worker, 3.1 on the last."""
    return np.array(looks) / 4


def reads(*action: Action) -> Platform:
    """Production with a watch that does this with the scouts of today."""
    return replace(PRODUCTION, message_watch=Watch(list(action)))


def pairs(day: Day) -> list[tuple[int, int]]:
    """Workers and jobs of the scouts that honest clients sent."""
    return sorted(zip(day.events[Scouted].worker.tolist(), day.events[Scouted].job.tolist(), strict=True))


def test_an_honest_client_writes_about_a_job_as_it_appears() -> None:
    jobs = hand.jobs(3, client=[2, 0, 1], published=[3.25, 3.5, 3.75])
    today = hand.day(SCOUTS=[1, 2], SCOUT_WHOM=spread(0.1, 1.1, 3.1), SCOUT_ANSWER=0.9)
    luck = hand.asked(today)
    result = reached(jobs, today, published=[1, 2])
    assert hand.rows(result.events, Scouted, "time worker client job") == [
        (3.5, 0, 0, 1),
        (3.75, 1, 1, 2),
        (3.75, 3, 1, 2),
    ]
    assert len(result.met.job) == len(result.approaches.job) == len(result.events[Applied]) == 0
    assert luck["SCOUTS"] == [jobs.key[[1, 2]].tolist()]
    assert luck["SCOUT_WHOM"] == [jobs.key[[1, 2, 2]].tolist(), [0, 0, 1]]
    assert luck["SCOUT_TEXT"] == [jobs.key[[1, 2, 2]].tolist()]


def test_a_closed_job_and_a_task_are_no_reason_to_write() -> None:
    jobs = hand.jobs(4, state=[JobState.CLOSED, JobState.WAITING, JobState.OPEN, JobState.OPEN], seats=[1, 1, 2, 1])
    assert pairs(reached(jobs, hand.day(SCOUTS=1, SCOUT_WHOM=0.1))) == [(0, 3)]


def test_who_is_gone_or_restricted_does_not_write() -> None:
    clients = hand.clients(3, left=np.arange(3) == 0, restricted=np.arange(3) == 1)
    free = replace(PRODUCTION, scouting=ForTheRated())
    result = reached(hand.jobs(3), hand.day(platform=free, SCOUTS=1, SCOUT_WHOM=0.1), clients=clients)
    assert pairs(result) == [(0, 2)]
    assert clients.scouted.tolist() == [0, 0, 1]


def test_where_clients_must_verify_before_they_write_first_the_others_do_not() -> None:
    strict = hand.platform(identity={"required": "write_first"})
    clients = hand.clients(2, verified=[False, True])
    assert pairs(reached(hand.jobs(2), hand.day(platform=strict, SCOUT_WHOM=0.1), clients=clients)) == [(0, 1)]


def test_the_scouts_of_a_week_are_limited_by_the_record() -> None:
    platform = hand.platform(scouting={"scouts_a_week_unproven": 1, "scouts_a_week_unverified": 2})
    clients = hand.clients(4, accepted_fixed=[0, 1, 1, 1], ended_fixed=1, scouted=[0, 0, 1, 7])
    result = reached(
        hand.jobs(4), hand.day(platform=platform, SCOUTS=4, SCOUT_WHOM=spread(0.1, 0.1, 1.1, 0.1)), clients=clients
    )
    assert pairs(result) == [(0, 0), (0, 1), (0, 2), (1, 1)]
    assert clients.scouted.tolist() == [1, 2, 2, 7]


def test_all_jobs_of_a_client_share_its_scouts_earlier_first() -> None:
    clients = hand.clients(3)  # unproven: five a week
    result = reached(
        hand.jobs(5, client=[2, 0, 2, 0, 2]), hand.day(SCOUTS=[3, 2, 4, 2, 1], SCOUT_WHOM=0.1), clients=clients
    )
    assert clients.scouted.tolist() == [4, 0, 5]
    assert pairs(result) == [(0, 0), (0, 1), (0, 2), (0, 3)]


def test_an_account_that_grooms_and_schemes_has_one_allowance() -> None:
    clients = hand.clients(1, true_ring=0)
    jobs = hand.jobs(3, client=0, true_tactic=[Kind.MLM, Kind.NONE, Kind.MLM], true_channel=Channel.SCOUT)
    result = reached(
        jobs,
        hand.day(SCOUTS=2, RING_SCOUTS=[2, 4], SCOUT_WHOM=spread(0.1, 1.1), RING_SCOUT_WHOM=spread(0.1, 1.1, 0.1)),
        clients=clients,
    )
    assert result.approaches.job.tolist() == [0, 0, 2]
    assert pairs(result) == [(0, 1), (1, 1)]
    assert clients.scouted.tolist() == [5]


@pytest.mark.parametrize(("day", "before"), [(6, 4), (7, 0), (8, 4), (14, 0)])
def test_every_week_the_allowance_begins_anew(day: int, before: int) -> None:
    clients = hand.clients(2, scouted=4)
    reached(
        hand.jobs(2, state=[JobState.OPEN, JobState.CLOSED]), hand.day(day, SCOUTS=3, SCOUT_WHOM=0.1), clients=clients
    )
    assert clients.scouted.tolist() == [before + min(3, 5 - before), before]


def test_clients_look_among_those_who_completed_work_in_the_category() -> None:
    jobs, clients = hand.jobs(2, category=[0, 5]), hand.clients(2)
    listed = directory(anyone=spoke(3), completed=spoke(1, 2, shelf=[0, 5]))
    assert pairs(reached(jobs, hand.day(SCOUTS=1), clients=clients, listed=listed)) == [(1, 0), (2, 1)]
    anybody = hand.platform(scouting={"by_completed_category": False})
    assert pairs(reached(jobs, hand.day(SCOUTS=1, platform=anybody), listed=listed)) == [(3, 0), (3, 1)]


def test_each_client_narrows_its_search_by_the_filters_it_may_use_itself() -> None:
    jobs, more = hand.jobs(2, client=[2, 1]), hand.jobs(2, client=[1, 0], **BAD)
    listed = directory(anyone=spoke(3), completed=spoke(1), young=spoke(2))
    today = hand.day(platform=replace(PRODUCTION, scouting=ForTheRated()), SCOUTS=1, RING_SCOUTS=1, RING_TARGETS=0.0)
    clients = hand.clients(3, ratings=[0, 1, 0], stars=[0.0, 5.0, 0.0])
    assert pairs(reached(jobs, today, clients=clients, listed=listed)) == [(1, 1), (3, 0)]
    assert reached(more, today, clients=clients, listed=listed).approaches.worker.tolist() == [2, 3]


def test_nobody_is_written_to_twice_or_about_a_job_it_met() -> None:
    met, jobs = PairSet(), hand.jobs(2)
    met.add(np.array([2]), np.array([1]))
    today = hand.day(SCOUTS=3, SCOUT_WHOM=spread(0.1, 0.1, 2.1, 2.1, 1.1, 0.1))
    result = reached(jobs, today, met=met)
    assert pairs(result) == [(0, 0), (0, 1), (1, 1), (2, 0)]
    worker, job = np.array([0, 0, 1, 2, 2, 1, 3]), np.array([0, 1, 1, 0, 1, 0, 0])
    assert result.seen.unmet(worker, job).tolist() == [False, False, False, False, False, True, True]


def test_a_worker_who_likes_the_job_answers_within_a_day_or_so() -> None:
    jobs = hand.jobs(2, client=[1, 0], published=[3.25, 3.5], applied=[4, 0])
    workers = hand.workers(4, home=[0, 1, 0, 0])
    chance = SEARCH.scout_answered * 2 * np.array([AT_HOME, AT_HOME, ABROAD, ABROAD])
    today = hand.day(
        SCOUTS=2,
        SCOUT_WHOM=spread(0.1, 2.1, 1.1, 1.1),
        SCOUT_READ=[0.5, 1.0, 2.0],
        SCOUT_ANSWER=(chance + 1e-5 * np.array([-1, -1, -1, 1]))[:3],
    )
    luck = hand.asked(today)
    result = reached(jobs, today, workers=workers)
    assert hand.rows(result.events, Applied, "time worker client job tactic") == [
        (3.5, 0, 1, 0, Kind.NONE),
        (3.75, 2, 1, 0, Kind.NONE),
        (4.5, 1, 0, 1, Kind.NONE),
    ]
    assert jobs.applied.tolist() == [6, 1]
    assert result.met.worker.tolist() == [0, 2, 1]
    assert result.met.job.tolist() == [0, 0, 1]
    assert result.met.time.tolist() == [3.5, 3.75, 4.5]
    assert result.met.origin.tolist() == [Origin.SCOUT] * 3
    assert result.met.fit == pytest.approx([AT_HOME, AT_HOME, ABROAD])
    scouted = result.events[Scouted]
    assert dict(zip(scouted.worker.tolist(), scouted.fit, strict=True)) == pytest.approx(
        {0: AT_HOME, 1: ABROAD, 2: AT_HOME}
    )
    both = [workers.key[[0, 2, 1]].tolist(), jobs.key[[0, 0, 1]].tolist()]
    assert luck["SCOUT_ANSWER"] == luck["SCOUT_READ"] == both


def test_who_has_left_since_it_was_listed_does_not_answer() -> None:
    workers = hand.workers(4, left=[True, False, False, False])
    result = reached(hand.jobs(2), hand.day(SCOUTS=1, SCOUT_WHOM=spread(2.1, 0.1), SCOUT_ANSWER=0.0), workers=workers)
    assert pairs(result) == [(0, 1), (2, 0)]
    assert result.met.worker.tolist() == result.events[Applied].worker.tolist() == [2]


def test_a_blocked_scout_is_not_answered_and_a_held_one_is() -> None:
    clients, jobs = hand.clients(3), hand.jobs(3, client=[2, 1, 0], published=[3.25, 3.5, 3.75])
    platform = reads(Action.STOP, Action.REVIEW, Action.PASS)
    today = hand.day(platform=platform, SCOUTS=1, SCOUT_WHOM=spread(3.1, 1.1, 0.1), SCOUT_ANSWER=0.0)
    result = reached(jobs, today, clients=clients)
    assert result.met.worker.tolist() == [1, 0]
    assert jobs.applied.tolist() == [0, 1, 1]
    assert hand.rows(result.events, Stopped, "time worker client job tactic channel") == [
        (3.25, 3, 2, 0, Kind.NONE, Channel.SCOUT)
    ]
    assert clients.stopped.tolist() == [0, 0, 1]
    assert hand.rows(result.events, StaffWorked, "time duty hours") == [(3.0, Duty.MESSAGE_WATCH, 0.6)]
    assert result.met.time.tolist() == pytest.approx(
        [3.5 + 0.025 + SEARCH.scout_read_days, 3.75 + SEARCH.scout_read_days]
    )


def test_a_warning_beside_a_scout_puts_some_off_and_is_remembered() -> None:
    workers, off = hand.workers(4), PLAIN.luring.put_off_by_warning
    platform = reads(Action.WARN, Action.WARN, Action.PASS)
    luck = np.array([off - 1e-6, off, 0.0])
    today = hand.day(platform=platform, SCOUTS=1, SCOUT_WHOM=spread(3.1, 1.1, 0.1), SCOUT_ANSWER=0.0, PUT_OFF=luck)
    assert reached(hand.jobs(3), today, workers=workers).met.worker.tolist() == [1, 0]
    assert workers.warned.tolist() == [0, 1, 0, 1]


def test_the_watch_reads_an_invitation_to_the_category_from_the_client() -> None:
    clients, jobs = hand.clients(2, verified=[True, False], upheld=[0, 2]), hand.jobs(2, client=[1, 0], category=[3, 5])
    platform = reads(Action.PASS, Action.PASS)
    listed = directory(completed=spoke(0, 1, shelf=[3, 5]))
    reached(jobs, hand.day(platform=platform, SCOUTS=1, SCOUT_TEXT=[0.1, 0.9]), clients=clients, listed=listed)
    assert isinstance(platform.message_watch, Watch)
    (read,) = platform.message_watch.shown
    assert read.text.codes.tolist() == lexicon().honest_scouts([3, 5], [0.1, 0.9]).tolist()
    assert read.channel.tolist() == [Channel.SCOUT, Channel.SCOUT]
    assert read.stage.tolist() == [Stage.BEFORE, Stage.BEFORE]
    assert (read.verified.tolist(), read.upheld.tolist()) == ([False, True], [2, 0])


def test_a_ring_that_lures_by_scout_approaches_workers_later_that_day() -> None:
    clients, met = hand.clients(3), PairSet()
    jobs = hand.jobs(3, client=[2, 1, 0], published=[3.1, 3.2, 2.5], **BAD)
    today = hand.day(
        RING_SCOUTS=[2, 1], RING_SCOUT_WHOM=spread(0.1, 3.1, 1.1), RING_SCOUT_HOUR=[0.0, 0.5, 0.5], RING_TARGETS=0.9
    )
    luck = hand.asked(today)
    workers = hand.workers(4)
    result = reached(jobs, today, clients=clients, met=met, published=[0, 2], workers=workers)
    assert result.approaches.job.tolist() == [0, 0, 2]
    assert result.approaches.worker.tolist() == [0, 3, 1]
    assert result.approaches.time == pytest.approx([3.1, 3.1 + 0.88 / 2, 3 + 0.98 / 2])
    keys = key(workers.key[[0, 3, 1]], jobs.key[[0, 0, 2]]).tolist()
    assert result.approaches.key.tolist() == keys
    assert clients.scouted.tolist() == [1, 0, 2]
    jobs_, nth = jobs.key[[0, 0, 2]].tolist(), [0, 1, 0]
    assert luck["RING_SCOUTS"] == [jobs.key[[0, 2]].tolist()]
    assert luck["RING_SCOUT_WHOM"] == luck["RING_TARGETS"] == [jobs_, nth]
    assert luck["RING_SCOUT_HOUR"] == [keys]
    assert len(result.met.job) == len(result.events[Scouted]) == 0
    later = hand.day(RING_SCOUTS=[2, 1], RING_SCOUT_WHOM=spread(0.1, 3.1, 2.1))
    again = reached(jobs, later, clients=hand.clients(3), met=met, published=[0, 2], workers=workers)
    assert (again.approaches.job.tolist(), again.approaches.worker.tolist()) == ([2], [2])  # the others know job 0


def test_a_ring_sends_the_usual_number_within_the_allowance() -> None:
    clients = hand.clients(3, scouted=[0, 2, 9])
    whom = spread(0.1, 1.1, 2.1, 3.1, 0.1, 1.1, 2.1)
    result = reached(hand.jobs(3, **BAD), hand.day(RING_SCOUT_WHOM=whom), clients=clients)
    assert np.bincount(result.approaches.job).tolist() == [round(RING.scouts_per_job), 3]
    assert clients.scouted.tolist() == [4, 5, 9]


def test_a_ring_approaches_nobody_twice_for_one_job_though_the_attempt_counts() -> None:
    clients, jobs = hand.clients(2), hand.jobs(2, **BAD)
    today = hand.day(RING_SCOUTS=[3, 2], RING_SCOUT_WHOM=spread(0.1, 3.1, 0.1, 0.1, 0.1))
    result = reached(jobs, today, clients=clients)
    assert list(zip(result.approaches.job.tolist(), result.approaches.worker.tolist(), strict=True)) == [
        (0, 0),
        (0, 3),
        (1, 0),
    ]
    assert clients.scouted.tolist() == [3, 2]


def test_a_ring_that_lures_elsewhere_sends_no_scouts_nor_honest_ones() -> None:
    result = reached(hand.jobs(1, **BAD | {"true_channel": Channel.NDA}), hand.day(SCOUTS=1))
    assert len(result.approaches.job) == len(result.events[Scouted]) == 0


def test_an_honest_job_bears_no_channel_that_would_make_it_a_lure() -> None:
    result = reached(hand.jobs(1, true_channel=Channel.SCOUT), hand.day(SCOUTS=1, SCOUT_WHOM=0.1, RING_SCOUTS=1))
    assert (len(result.approaches.job), pairs(result)) == (0, [(0, 0)])


def test_rings_scout_for_tasks_too() -> None:
    result = reached(hand.jobs(1, seats=20, format=Format.TASK, **BAD), hand.day(RING_SCOUTS=1))
    assert result.approaches.job.tolist() == [0]


def test_half_of_the_scouts_of_rings_aim_at_the_young() -> None:
    listed, share = directory(anyone=spoke(3), young=spoke(1)), RING.targets_young
    today = {"RING_SCOUTS": 1, "RING_TARGETS": [share - 0.01, share]}
    result = reached(hand.jobs(2, **BAD), hand.day(**today), listed=listed)  # type: ignore[arg-type]
    assert result.approaches.worker.tolist() == [1, 3]
    blind = hand.platform(scouting={"by_age_band": False})
    result = reached(hand.jobs(2, **BAD), hand.day(platform=blind, **today), listed=listed)  # type: ignore[arg-type]
    assert result.approaches.worker.tolist() == [3, 3]


def test_where_nobody_is_found_nothing_is_sent_though_the_attempt_counts() -> None:
    clients, jobs = hand.clients(2), hand.jobs(2, category=[0, 5])
    result = reached(jobs, hand.day(SCOUTS=2, SCOUT_WHOM=spread(0.1, 1.1, 0.1, 1.1)), clients=clients)
    assert pairs(result) == [(0, 0), (1, 0)]
    assert clients.scouted.tolist() == [2, 2]
