"""Takedown: reported postings are read by turns, violations leave the list, and nobody's account is touched."""

from typing import Any

import numpy as np
import pytest

from policies.enforcement import Off
from policies.platform import Platform
from policies.records import Kind
from sim.arrays import I64, Bool
from sim.state.codes import Duty, JobState, Report, ThreadState
from sim.state.desk import Desk
from sim.state.events import Restricted, StaffWorked, TakenDown
from sim.state.ledger import Ledger
from sim.state.trade import Jobs
from sim.systems.takedown import takedown
from sim.words.lexicon import lexicon
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

WORLD = hand.world()
NUMBERS, MINUTES = WORLD.reviewing, WORLD.overseeing.job_minutes
NEVER = np.inf
REMOVED, OPEN = JobState.REMOVED, JobState.OPEN
SLIP = int(lexicon().slips([Kind.OFF_PLATFORM], [0], [0.5])[0])
PLAIN = float(lexicon().betrays[SLIP])
FOUND = NUMBERS.recall * PLAIN  # the chance that a reader sees it
NO_QUOTES = np.full((16, 3), np.nan)


def rule(**numbers: Any) -> Platform:
    """One report brings a posting onto the desk; one reader."""
    return hand.platform(enforcement=numbers)


class Read(Scene):
    """The tables that takedown writes, as they stand after a day at the office."""

    def __init__(self, jobs: Jobs, *, desk: Desk | None = None, quotes: Any = NO_QUOTES, **given: Any) -> None:
        super().__init__(**{"jobs": jobs, "today": hand.day(JOB_CASE=0.0), **given})
        self.removed = takedown(
            self.clients,
            jobs,
            self.threads,
            self.ledger,
            desk or hand.desk(),
            self.log,
            quotes=quotes,
            today=self.today,
        ).tolist()


def bad(count: int = 4, **columns: Any) -> Jobs:
    """Postings that break a rule plainly, each reported this morning by one."""
    usual = {"true_violation": Kind.OFF_PLATFORM, "text": SLIP, "reporters": 1, "reported_at": 3.5}
    return hand.jobs(count, **usual | columns)


def test_a_reported_posting_is_read_that_day_and_may_be_taken_down() -> None:
    jobs = bad(3, published=[2.0, 2.5, 3.0], views=[0, 4, 4])
    today = hand.day(3, JOB_CASE=[FOUND - 1e-6, FOUND + 1e-6, FOUND - 1e-6])
    draws = hand.asked(today)
    scene = Read(jobs, today=today)
    assert scene.removed == [0, 2]
    assert lines(jobs, "state reporters read_at") == [(REMOVED, 1, NEVER), (OPEN, 0, NEVER), (REMOVED, 1, NEVER)]
    assert scene.rows(TakenDown, "time client job tactic unseen hours") == [
        (4.0, 0, 0, Kind.NONE, True, 48.0),
        (4.0, 2, 2, Kind.NONE, False, 24.0),
    ]
    assert draws["JOB_CASE"] == [3, jobs.key.tolist()]
    assert scene.rows(StaffWorked, "time duty hours") == [(3.0, Duty.ENFORCEMENT, round(3 * MINUTES / 60, 9))]
    assert len(scene.events[Restricted]) == 0


def test_a_hidden_violation_is_seen_less_often_a_lawful_posting_condemned() -> None:
    jobs = bad(2, text=0, true_violation=[Kind.OFF_PLATFORM, Kind.NONE])
    for luck, removed in ((NUMBERS.false_alarm - 1e-6, [0, 1]), (NUMBERS.false_alarm + 1e-6, [])):
        assert Read(bad(2, text=0), today=hand.day(JOB_CASE=luck)).removed == removed
    assert Read(jobs, today=hand.day(JOB_CASE=NUMBERS.false_alarm - 1e-6)).removed == [0, 1]


def test_pay_too_good_to_be_true_gives_a_posting_away() -> None:
    """Twice as much as what is not too good, for work of twice the size and for work of the usual size."""
    fine = WORLD.search.too_good_from
    quotes = np.full((16, 3), np.nan)
    quotes[2, 1] = 1000.0
    jobs = bad(3, text=0, fee=4000.0 * fine, size=[2.0, 1.0, 1.0], category=[2, 2, 3], format=1)
    twice, fourfold = NUMBERS.recall * NUMBERS.fee_cue * np.log([2.0, 4.0])
    assert twice < fourfold < NUMBERS.recall
    for luck, removed in ((twice - 1e-6, [0, 1]), (twice + 1e-6, [1]), (fourfold + 1e-6, [])):
        jobs.state[:], jobs.reporters[:] = OPEN, 1
        assert Read(jobs, quotes=quotes, today=hand.day(JOB_CASE=luck)).removed == removed


def test_a_tired_desk_sees_less() -> None:
    half = hand.world(reviewing={"tiring_load": 1.0 * 24 / 16})  # a usual day asks for all of the readers' time
    for luck, removed in ((FOUND / 2 - 1e-3, [0]), (FOUND / 2 + 1e-3, [])):
        desk = hand.desk(1.0)
        desk._begin(3, 1, 0.0)
        assert Read(bad(1, read_at=3.5), desk=desk, today=hand.day(world=half, JOB_CASE=luck)).removed == removed


def test_what_is_reported_at_night_is_read_in_the_morning() -> None:
    jobs = bad(2, reported_at=[3.95, 3.5])
    assert Read(jobs).removed == [1]
    assert jobs.read_at.tolist() == [pytest.approx(4.25 + MINUTES / 60 / 24), NEVER]
    assert Read(jobs, today=hand.day(4, JOB_CASE=0.0)).removed == [0]


def test_an_older_report_that_waited_comes_to_the_desk_this_morning() -> None:
    desk = hand.SpiedDesk(hand.desk())
    assert Read(bad(1, reported_at=1.5), desk=desk).removed == [0]
    assert desk.done == pytest.approx([3.25 + MINUTES / 60 / 24])


def test_a_waiting_posting_is_read_on_its_day_and_queued_once() -> None:
    jobs = bad(3, read_at=[3.999, 4.0, 2.5])
    scene = Read(jobs)
    assert scene.removed == [0, 2]
    assert jobs.read_at.tolist() == [NEVER, 4.0, NEVER]
    assert scene.events[StaffWorked].hours.tolist() == pytest.approx([2 * MINUTES / 60])


def test_what_nobody_has_reported_is_not_read_whatever_a_rule_says() -> None:
    class Anything(Off):
        case_readers = 1

        def reviews_jobs(self, reporters: I64) -> Bool:
            return np.ones(len(reporters), np.bool_)

    today = hand.day(platform=hand.platform(enforcement=Anything()), JOB_CASE=0.0)
    assert Read(bad(2, reporters=[0, 1]), today=today).removed == [1]


def test_a_cleared_posting_is_read_again_when_reported_anew() -> None:
    jobs = bad(1)
    assert Read(jobs, today=hand.day(3, JOB_CASE=1.0)).removed == []
    assert Read(jobs, today=hand.day(4, JOB_CASE=0.0)).removed == []
    jobs.reporters[0] = 1
    assert Read(jobs, today=hand.day(5, JOB_CASE=0.0)).removed == [0]


def test_without_readers_nothing_is_queued_or_read() -> None:
    for platform in (rule(case_readers=0), hand.platform(enforcement=Off())):
        jobs = bad(2, read_at=[NEVER, 2.5])
        scene = Read(jobs, today=hand.day(3, platform=platform, JOB_CASE=0.0))
        assert (scene.removed, len(scene.events)) == ([], 0)
        assert jobs.read_at.tolist() == [NEVER, 2.5]


def test_a_removed_posting_is_a_finding_against_its_account() -> None:
    clients = hand.clients(4, upheld=[0, 1, 0, 0], stopped=[0, 1, 0, 0], true_lapses=0.5, true_heeds=[1, 1, 0, 1])
    jobs = bad(5, client=[1, 1, 2, 0, 3], reporters=[1, 1, 1, 1, 0])
    scene = Read(jobs, clients=clients, today=hand.day(JOB_CASE=[0.0, 0.0, 0.0, 1.0]))
    assert scene.removed == [0, 1, 2]
    assert lines(clients, "upheld stopped reporters true_lapses restricted") == [
        (0, 0, 0, 0.5, False),
        (3, 3, 0, 0.0, False),
        (1, 1, 0, 0.5, False),
        (0, 0, 0, 0.5, False),
    ]


def test_who_is_wronged_loses_trust_and_who_broke_the_rule_does_not() -> None:
    clients = hand.clients(3, true_trust=0.5)
    jobs = bad(3, true_violation=[Kind.NONE, Kind.OFF_PLATFORM, Kind.NONE])
    Read(jobs, clients=clients, today=hand.day(JOB_CASE=[0.0, 0.0, 1.0]))
    assert clients.true_trust.tolist() == pytest.approx([0.5 * (1 - WORLD.learning.trust_lost_stopped), 0.5, 0.5])


def test_conversations_about_a_removed_posting_end_and_others_go_on() -> None:
    threads = hand.threads(3, client=0, job=[0, 1, 0], true_lure_at=9.0, state=[ThreadState.OPEN, 0, ThreadState.HIRED])
    Read(bad(2, client=0, reporters=[1, 0]), threads=threads)
    assert lines(threads, "state true_lure_at") == [
        (ThreadState.DROPPED, NEVER),
        (ThreadState.OPEN, 9.0),
        (ThreadState.HIRED, 9.0),
    ]


@pytest.mark.parametrize("state", [JobState.FILLED, JobState.REMOVED])
def test_a_posting_off_show_is_not_read_and_its_reports_forgotten(state: JobState) -> None:
    jobs, ledger = bad(1, state=state, read_at=2.5), reported(0)
    scene = Read(jobs, ledger=ledger)
    assert (scene.removed, len(scene.events), jobs.state.tolist(), jobs.read_at.tolist()) == ([], 0, [state], [NEVER])
    ledger.close(np.array([0]), Report.JOB, right=True)
    assert ledger.upheld == 0


def reported(*jobs: int) -> Ledger:
    """A report of each of these postings, and one of the account in each of these rows."""
    ledger = Ledger()
    for form in Report:
        ledger.note(np.array(jobs), np.full(len(jobs), SLIP), form)
    return ledger


def test_reports_of_a_removed_posting_were_right_of_a_cleared_wrong() -> None:
    ledger = reported(0, 0, 1, 2)
    jobs = bad(3, reporters=[2, 1, 1], reported_at=[3.5, 3.5, 3.95])
    Read(jobs, ledger=ledger, today=hand.day(JOB_CASE=[0.0, 1.0]))
    assert ledger.upheld == 2
    ledger.close(np.arange(3), Report.JOB, right=True)
    assert ledger.upheld == 3  # posting 2 waits for tomorrow
    ledger.close(np.arange(3), Report.VIOLATION, right=True)
    assert ledger.upheld == 7


def test_one_desk_reads_cases_and_jobs_in_turn() -> None:
    """Half of the reader's time was asked for yesterday: who comes at noon waits half an hour."""
    for load, wait in ((0.0, 0.0), (0.5, 0.5 / 24)):
        jobs = bad(2, reported_at=[3.5, 3.75])
        today = hand.day(3, platform=rule(), JOB_CASE=1.0)
        desk = hand.SpiedDesk(hand.desk(load))
        Read(jobs, desk=desk, today=today)
        assert desk.done == pytest.approx(np.array([3.5, 3.75]) + wait + MINUTES / 60 / 24)
