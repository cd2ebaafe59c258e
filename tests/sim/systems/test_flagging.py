"""Flagging: readers of a page report what breaks a rule there; a few who met a lawful client report by mistake."""

from typing import Any

import numpy as np

from policies.records import Kind
from sim.state.codes import Report, ThreadState
from sim.state.events import Reported
from sim.state.handover import Meetings
from sim.state.trade import PairSet
from sim.systems.flagging import OF_JOBS, flagging
from sim.words.lexicon import lexicon
from tests.sim import hand
from tests.sim.batches import meetings
from tests.sim.scene import Scene

LURING = hand.world().luring
FEW = LURING.false_reports
SLIP = int(lexicon().slips([Kind.OFF_PLATFORM], [0], [0.5])[0])
PLAIN = float(lexicon().betrays[SLIP])
BROKEN: dict[str, Any] = {"true_violation": Kind.OFF_PLATFORM, "text": SLIP}
SEES = LURING.recognise_base + LURING.recognise_cue * 0.5 * PLAIN  # somebody of middling caution
TELLS: dict[str, Any] = {"JOB_REPORT": 0.0, "MISTAKEN_REPORT": 1.0}
ERRS: dict[str, Any] = {"JOB_REPORT": 1.0, "MISTAKEN_REPORT": 0.0}


class Flagged(Scene):
    """The tables that flagging writes, as they stand after the reports of a day."""

    def __init__(
        self,
        *,
        read: Meetings | None = None,
        reported: PairSet | None = None,
        job_reports: PairSet | None = None,
        **given: Any,
    ) -> None:
        super().__init__(**given)
        self.reported, self.job_reports = reported or PairSet(), job_reports or PairSet()
        flagging(
            self.clients,
            self.jobs,
            self.reported,
            self.job_reports,
            self.ledger,
            self.log,
            read=read or meetings(0),
            threads=self.threads,
            workers=self.workers,
            today=self.today,
        )

    @property
    def reports(self) -> list[tuple[Any, ...]]:
        return self.rows(Reported, "time worker client job form")


def test_a_reader_reports_a_violation_as_plain_as_it_is() -> None:
    """At full inclination twice `reports` of those who see it; half as many at a half; more by a plain text."""
    seen = LURING.recognise_base + LURING.recognise_cue * 0.5 * np.array([PLAIN, PLAIN, 0.0])
    chance = LURING.reports_slips * np.array([2, 1, 2]) * seen
    assert PLAIN > 0.5
    for luck, jobs_reported in ((chance - 1e-6, [0, 1, 2]), (chance + 1e-6, [])):
        scene = Flagged(
            jobs=hand.jobs(8, true_violation=Kind.OFF_PLATFORM, text=[SLIP, SLIP, *[0] * 6]),
            workers=hand.workers(8, true_reports=[1.0, 0.5, 1.0, 0, 0, 0, 0, 0]),
            read=meetings(3),
            today=hand.day(JOB_REPORT=luck),
        )
        assert scene.events[Reported].job.tolist() == jobs_reported
        assert scene.events[Reported].tactic.tolist() == [Kind.NONE] * len(jobs_reported)  # no ring is behind them


def test_who_is_careful_sees_it_more_often() -> None:
    careful = LURING.reports_slips * (LURING.recognise_base + LURING.recognise_cue * PLAIN)
    workers = hand.workers(8, true_caution=[1.0, *[0.5] * 7])
    today = hand.day(JOB_REPORT=careful - 1e-6)
    scene = Flagged(jobs=hand.jobs(8, **BROKEN), workers=workers, read=meetings(2), today=today)
    assert scene.events[Reported].worker.tolist() == [0]


def test_a_reported_posting_counts_against_the_job_and_not_against_its_account() -> None:
    jobs = hand.jobs(8, client=np.arange(8)[::-1], **BROKEN)
    read = meetings(3, worker=[3, 4, 5], job=[6, 6, 2], time=[3.25, 3.5, 3.75])
    scene = Flagged(jobs=jobs, read=read, today=hand.day(**TELLS))
    assert scene.reports == [(3.25, 3, 1, 6, Report.JOB), (3.5, 4, 1, 6, Report.JOB), (3.75, 5, 5, 2, Report.JOB)]
    assert jobs.reporters.tolist() == [0, 0, 1, 0, 0, 0, 2, 0]
    assert jobs.reported_at[[6, 2]].tolist() == [3.5, 3.75]
    assert not scene.clients.reporters.any()
    scene.ledger.close(np.array([6]), Report.JOB, right=True)
    assert scene.ledger.upheld == 2


def test_a_lure_of_a_ring_is_not_reported_here() -> None:
    jobs = hand.jobs(8, true_tactic=[Kind.MLM, *[Kind.NONE] * 7], true_violation=Kind.MLM)
    threads = hand.threads(2, opened=3.5)
    scene = Flagged(jobs=jobs, threads=threads, read=meetings(2), today=hand.day(JOB_REPORT=0.0, MISTAKEN_REPORT=0.0))
    assert scene.events[Reported].job.tolist() == [1]


def test_the_scouted_report_violations_too_and_everybody_decides_once() -> None:
    """Worker 0 read and answered, worker 1 only answered; worker 2 answered yesterday."""
    threads = hand.threads(3, worker=[0, 1, 2], client=0, job=0, opened=[3.5, 3.25, 2.75])
    today = hand.day(**TELLS)
    draws = hand.asked(today)
    read = meetings(1, worker=0, job=0, time=3.125)
    scene = Flagged(jobs=hand.jobs(8, **BROKEN), threads=threads, read=read, today=today)
    assert scene.reports == [(3.125, 0, 0, 0, Report.JOB), (3.25, 1, 0, 0, Report.JOB)]
    worker, job = draws["JOB_REPORT"]
    assert worker == scene.workers.key[[0, 0, 1]].tolist()
    assert job == scene.jobs.key[[0, 0, 0]].tolist()


def test_who_has_reported_the_posting_before_does_not_do_so_again() -> None:
    before = PairSet()
    before.add(np.array([1]), np.array([1]))
    scene = Flagged(jobs=hand.jobs(8, **BROKEN), read=meetings(2), job_reports=before, today=hand.day(**TELLS))
    assert scene.events[Reported].worker.tolist() == [0]
    assert scene.jobs.reporters.tolist() == [1, *[0] * 7]


def test_a_few_report_a_lawful_posting_or_client_by_mistake() -> None:
    threads = hand.threads(
        6,
        worker=[7, 6, 5, 4, 3, 2],
        client=[0, 1, 2, 3, 4, 5],
        job=[5, 4, 3, 2, 1, 0],
        opened=[2.999, 3.0, 3.95, 4.0, 3.5, 3.5],
        state=ThreadState.DROPPED,
    )
    jobs = hand.jobs(8, client=[5, 4, 3, 2, 1, 0, 6, 7])
    luck = [OF_JOBS * FEW - 1e-6, OF_JOBS * FEW + 1e-6, FEW - 1e-6, FEW]
    today = hand.day(JOB_REPORT=1.0, MISTAKEN_REPORT=luck)
    draws = hand.asked(today)
    scene = Flagged(jobs=jobs, threads=threads, today=today)
    assert scene.reports == [
        (3.9, 6, 1, 4, Report.JOB),
        (3.9, 3, 4, 1, Report.VIOLATION),
        (3.95, 5, 2, 3, Report.VIOLATION),
    ]
    assert scene.clients.reporters.tolist() == [0, 0, 1, 0, 1, 0, 0, 0]
    assert scene.jobs.reporters.tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    assert draws["MISTAKEN_REPORT"] == [threads.key[[1, 2, 4, 5]].tolist()]


def test_a_violation_is_never_reported_by_mistake_nor_a_lawful_posting_seen() -> None:
    jobs = hand.jobs(8, true_violation=[Kind.NONE, *[Kind.OFF_PLATFORM] * 7])
    for luck, result in ((TELLS, [1]), (ERRS, [0])):
        scene = Flagged(jobs=jobs, threads=hand.threads(2, opened=3.5), today=hand.day(**luck))
        assert scene.events[Reported].job.tolist() == result


def test_a_mistaken_report_points_at_the_posting_s_text_in_either_form() -> None:
    threads = hand.threads(2, opened=3.5)
    jobs = hand.jobs(8, text=np.arange(8))
    scene = Flagged(jobs=jobs, threads=threads, today=hand.day(MISTAKEN_REPORT=[0.0, FEW - 1e-9], JOB_REPORT=1.0))
    for form, row, upheld in ((Report.JOB, 0, 1), (Report.VIOLATION, 1, 2)):
        scene.ledger.close(np.array([row]), form, right=True)
        assert scene.ledger.upheld == upheld
