"""Publication: screening's verdicts, two desks that never close, and the moment a posting appears."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from policies import guidelines
from policies.platform import Platform
from policies.records import Action, Bools, Findings, Floats, Format, Ints, Kind, Postings, Stage, Verdicts
from policies.text import Texts
from sim.arrays import F64
from sim.choices.learning import Learning
from sim.choices.reviewing import suspended_recall
from sim.rings.tactics import Pace
from sim.state.codes import Duty, JobState
from sim.state.events import Published, Screened, StaffWorked, Suspended
from sim.state.log import Events, Log
from sim.state.people import Clients
from sim.state.trade import Jobs
from sim.systems.publication import publication
from sim.today import Today
from sim.words.lexicon import lexicon
from tests.sim import hand
from tests.sim.plain import PLAIN
from tests.sim.small import PRODUCTION

UNQUOTED = np.full((16, len(Format)), np.nan)
REVIEWING, HIRING, POSTING = PLAIN.reviewing, PLAIN.hiring, PLAIN.posting
LEARNING = PLAIN.learning
TENTH = 144.0  # minutes: a tenth of a day
LURE = int(lexicon().open_postings([Kind.MLM], [0], [0.5])[0])
BETRAYS = lexicon().betrays[LURE]


@dataclass(slots=True)
class Screening:
    """A screening that says what it is told to, and remembers what it was asked. All postings stand beyond its line."""

    action: list[int]
    review_at: float = 0.5
    check_at: float = 0.0
    checkers: int = 0
    check_minutes: float = TENTH
    reviewers: int = 0
    review_minutes: float = 2 * TENTH
    night_staff: float = 1.0
    score: list[float] | None = None
    shown: list[Postings] = field(default_factory=list)

    def verdicts(self, postings: Postings) -> Verdicts:
        self.shown.append(postings)
        n = len(postings.fee)
        score = 0.5 + np.arange(n) / 10 if self.score is None else np.array(self.score)
        return Verdicts(np.array(self.action), score, np.full(n, int(Kind.NONE)))


@dataclass(slots=True)
class Reader:
    """Guidelines that find nothing, and remember what they were asked."""

    shown: list[tuple[list[int], list[int], int, list[bool]]] = field(default_factory=list)
    learns_in_days: float = 0.0

    def findings(self, text: Texts, stage: Ints, date: int, learned: Bools) -> Findings:
        self.shown.append((text.codes.tolist(), stage.tolist(), date, learned.tolist()))
        return guidelines.Off().findings(text, stage, date, learned)

    def learns(self, reports: Ints, sure: Floats) -> Bools:
        return guidelines.Off().learns(reports, sure)


def screening(*action: Action, **staff: Any) -> Platform:
    """Production with a screening that says this of the postings drafted today, nobody at the desks."""
    return replace(PRODUCTION, screening=Screening([int(each) for each in action], **staff))


def waiting(count: int, **columns: object) -> Jobs:
    """Jobs that were handed in at noon of day 3 and leave the desks at once."""
    usual = {
        "state": JobState.WAITING,
        "created": 3.5,
        "judged": 3.5,
        "published": np.inf,
        "closes": np.inf,
        "decides": np.inf,
    }
    return hand.jobs(count, **usual | columns)  # type: ignore[arg-type]


def judged(
    jobs: Jobs,
    today: Today,
    *,
    clients: Clients | None = None,
    drafted: tuple[int, ...] = (),
    quotes: F64 = UNQUOTED,
    glanced: float = 0.0,
    reviewed: float = 0.0,
) -> tuple[list[int], list[int], Events]:
    """A day of publication → rows published, rows suspended, what was told.

    glanced, reviewed: of one person's time, that the day before asked for at each desk.
    """
    log = Log()
    clients, checkers, reviewers = clients or hand.clients(len(jobs)), hand.desk(glanced), hand.desk(reviewed)
    published, suspended = publication(
        clients, jobs, checkers, reviewers, log, drafted=np.array(drafted, np.int64), quotes=quotes, today=today
    )
    return published.tolist(), suspended.tolist(), hand.told(log)


def test_screening_sees_the_drafts_and_what_is_on_file() -> None:
    quotes = UNQUOTED.copy()
    quotes[2, Format.HOURLY] = 900.0
    jobs = waiting(
        3,
        client=[0, 1, 0],
        category=[0, 2, 2],
        format=[0, Format.HOURLY, 0],
        fee=[1.0, 2.0, 3.0],
        text=[5, 6, 7],
        size=[9.0, 2.0, 9.0],
        created=[3.5, 3.25, 3.75],
    )
    clients = hand.clients(2, verified=[True, False], accepted_fixed=[3, 0], joined=[-10.0, 3.0], upheld=[0, 2])
    platform, reader = screening(Action.PASS, Action.PASS), Reader()
    today = replace(hand.day(platform=replace(platform, guidelines=reader)), learned=np.arange(20) == 7)
    judged(jobs, today, clients=clients, drafted=(1, 2), quotes=quotes)
    assert isinstance(platform.screening, Screening)
    (seen,) = platform.screening.shown
    assert seen.text.codes.tolist() == [6, 7]
    assert seen.fee.tolist() == [2.0, 3.0]
    assert seen.quote.tolist() == pytest.approx([1_800.0, np.nan], nan_ok=True)
    assert seen.verified.tolist() == [False, True]
    assert seen.account_age_days.tolist() == [0.25, 13.75]
    assert (seen.accepted.tolist(), seen.upheld.tolist()) == ([0, 3], [2, 0])
    assert reader.shown == [([6, 7], [Stage.BEFORE, Stage.BEFORE], today.date, [False, True])]


def test_every_verdict_of_the_machine_is_told() -> None:
    jobs = waiting(3, client=[0, 1, 0], created=[3.1, 3.2, 3.3], true_tactic=[Kind.NONE, Kind.NONE, Kind.MLM])
    _, _, events = judged(jobs, hand.day(platform=screening(Action.REVIEW, Action.PASS)), drafted=(1, 2))
    assert hand.rows(events, Screened, "time client job tactic action score") == [
        (3.2, 1, 1, Kind.NONE, Action.REVIEW, 0.5),
        (3.3, 0, 2, Kind.MLM, Action.PASS, 0.6),
    ]


def test_a_checker_glances_at_every_posting_and_a_reviewer_then_at_some() -> None:
    jobs = waiting(3, created=[3.1, 3.15, 3.9])
    platform = screening(Action.WARN, Action.REVIEW, Action.STOP, checkers=1, reviewers=1)
    published, _, events = judged(jobs, hand.day(platform=platform, REVIEW=0.9), drafted=(0, 1, 2))
    assert jobs.judged == pytest.approx([3.2, 3.25 + 0.2, 4.0 + 0.2])
    assert published == [0, 1]
    assert hand.rows(events, StaffWorked, "time duty hours") == [
        (3.0, Duty.SCREENING, 3 * TENTH / 60),
        (3.0, Duty.SCREENING, 2 * 2 * TENTH / 60),
    ]


def test_a_posting_at_night_waits_until_six_without_night_staff() -> None:
    jobs = waiting(3, created=[3 + 23 / 24, 3 + 23 / 24, 3.5])
    platform = screening(Action.PASS, Action.REVIEW, Action.PASS, checkers=2, reviewers=1, night_staff=0.0)
    published, _, _ = judged(jobs, hand.day(platform=platform, REVIEW=0.9), drafted=(0, 1, 2))
    assert jobs.judged == pytest.approx([4.25 + 0.1, 4.25 + 0.1 + 0.2, 3.6])
    assert published == [2]


@pytest.mark.parametrize(
    ("staff", "hours"), [({}, []), ({"checkers": 2}, [2 * TENTH / 60]), ({"reviewers": 1}, [2 * TENTH / 60])]
)
def test_where_nobody_is_on_duty_nobody_works(staff: dict[str, float], hours: list[float]) -> None:
    _, _, events = judged(waiting(2), hand.day(platform=screening(Action.PASS, Action.REVIEW, **staff)), drafted=(0, 1))
    assert hand.rows(events, StaffWorked, "time duty hours") == [
        (3.0, Duty.SCREENING, round(each, 9)) for each in hours
    ]


def test_a_reviewer_condemns_more_where_the_machine_already_has() -> None:
    alarm, anchored = REVIEWING.false_alarm, REVIEWING.suspended_false_alarm
    jobs, action = waiting(5), [Action.REVIEW, Action.REVIEW, Action.STOP, Action.STOP, Action.WARN]
    today = hand.day(
        platform=screening(*action, reviewers=1), REVIEW=[alarm - 0.001, alarm, anchored - 0.001, anchored]
    )
    luck = hand.asked(today)
    judged(jobs, today, drafted=(0, 1, 2, 3, 4))
    assert jobs.condemned.tolist() == [True, False, True, False, False]
    assert luck["REVIEW"] == [jobs.key[:4].tolist()]


def test_a_reviewer_sees_through_what_plainly_lures() -> None:
    """Yesterday asked for 0.6 of the reviewer's time."""
    chance = REVIEWING.recall * BETRAYS * 2 ** (-0.6 / REVIEWING.tiring_load)
    assert chance > REVIEWING.suspended_false_alarm
    jobs = waiting(4, text=[LURE, LURE, 0, LURE])
    platform = screening(Action.REVIEW, Action.REVIEW, Action.REVIEW, Action.PASS, reviewers=1)
    today = hand.day(platform=platform, REVIEW=chance + np.array([-0.001, 0.001, -0.001]))
    judged(jobs, today, drafted=(0, 1, 2, 3), reviewed=0.6)
    assert jobs.condemned.tolist() == [True, False, False, False]


def test_a_reviewer_follows_the_machine_readily_where_it_has_suspended() -> None:
    """All four break a rule in words that betray nothing; to the machine three do, and it suspends two of them."""
    plain, suspended = 0.6 * REVIEWING.recall, 0.6 * suspended_recall(REVIEWING)
    jobs = waiting(4, true_violation=Kind.MLM)
    platform = screening(
        Action.REVIEW, Action.STOP, Action.STOP, Action.REVIEW, reviewers=1, score=[0.6, 0.6, 0.6, 0.0]
    )
    today = hand.day(platform=platform, REVIEW=[plain - 1e-6, suspended - 1e-6, suspended + 1e-6, plain - 1e-6])
    judged(jobs, today, drafted=(0, 1, 2, 3))
    assert jobs.condemned.tolist() == [True, True, False, False]


def test_a_glance_sees_less_than_a_reader_who_reads_its_results() -> None:
    """Yesterday asked for 0.3 of the checker's time: glances find 0.4 · 2^−0.3 of what is plain, and wait a little."""
    wait = 0.3**2 / 0.7 / 24
    chance = REVIEWING.glance_recall * BETRAYS * 2 ** (-0.3 / REVIEWING.tiring_load)
    assert REVIEWING.glance_false_alarm < chance < REVIEWING.recall * BETRAYS
    jobs = waiting(3, text=[LURE, LURE, 0], created=[3.1, 3.3, 3.5])
    platform = screening(Action.PASS, Action.PASS, Action.PASS, checkers=1, reviewers=1)
    today = hand.day(platform=platform, GLANCE=[chance - 1e-6, chance + 1e-6, REVIEWING.glance_false_alarm], REVIEW=0.0)
    luck = hand.asked(today)
    published, _, events = judged(jobs, today, drafted=(0, 1, 2), glanced=0.3)
    assert jobs.judged == pytest.approx(np.array([3.1 + 0.1 + 0.2, 3.4, 3.6]) + wait)
    assert jobs.condemned.tolist() == [True, False, False]
    assert published == [1, 2]
    assert luck["GLANCE"] == [jobs.key.tolist()]
    assert luck["REVIEW"] == [jobs.key[:1].tolist()]
    assert events[StaffWorked].hours.sum() == pytest.approx((3 + 2) * TENTH / 60)


def test_what_the_machine_is_sure_of_appears_at_once() -> None:
    """Scores of 0.01, 0.5 and none at all, against a line of 0.5."""
    jobs = waiting(3, text=LURE, created=[3.1, 3.3, 3.5])
    platform = screening(Action.PASS, Action.PASS, Action.PASS, checkers=1, check_at=0.5, score=[0.01, 0.5, np.nan])
    today = hand.day(platform=platform, GLANCE=0.0)
    luck = hand.asked(today)
    _, _, events = judged(jobs, today, drafted=(0, 1, 2))
    assert jobs.judged == pytest.approx([3.1, 3.4, 3.6])
    assert jobs.condemned.tolist() == [False, True, True]
    assert luck["GLANCE"] == [jobs.key[1:].tolist()]
    assert events[StaffWorked].hours.sum() == pytest.approx(2 * TENTH / 60)


def test_a_reviewer_sees_what_a_checker_pointed_at_and_is_biased() -> None:
    """Three of four break a rule in innocent words; a checker has pointed at two of them, and at the lawful one.

    Yesterday asked for 0.6 of the reviewer's time.
    """
    recall, tired = suspended_recall(REVIEWING), 2 ** (-0.6 / REVIEWING.tiring_load)
    jobs = waiting(4, true_violation=[Kind.MLM, Kind.MLM, Kind.NONE, Kind.MLM], created=[3.1, 3.2, 3.3, 3.4])
    today = hand.day(
        platform=screening(*[Action.PASS] * 4, checkers=4, reviewers=1),
        GLANCE=[0.0, 0.0, 0.0, 0.9],
        REVIEW=[recall * tired - 1e-6, recall * tired + 1e-6, REVIEWING.suspended_false_alarm - 1e-6],
    )
    judged(jobs, today, drafted=(0, 1, 2, 3), reviewed=0.6)
    assert jobs.condemned.tolist() == [True, False, True, False]


def test_desks_look_at_the_pay_where_there_is_a_quote() -> None:
    """Yesterday asked for 0.3 of the checker's time."""
    quotes = UNQUOTED.copy()
    quotes[4, Format.FIXED] = 1000.0
    fine, cue = hand.world().search.too_good_from, REVIEWING.fee_cue
    chance = REVIEWING.glance_recall * cue * np.log(2) * 2 ** (-0.3 / REVIEWING.tiring_load)
    jobs = waiting(3, fee=[2000.0 * fine, 2000.0 * fine, 2000.0 * fine], category=[4, 4, 5], created=[3.1, 3.3, 3.5])
    today = hand.day(
        platform=screening(*[Action.PASS] * 3, checkers=1), GLANCE=[chance - 1e-6, chance + 1e-6, chance - 1e-6]
    )
    judged(jobs, today, drafted=(0, 1, 2), quotes=quotes, glanced=0.3)
    assert jobs.condemned.tolist() == [True, False, False]


def test_a_glance_suspends_where_nobody_reads() -> None:
    for checkers, suspended in ((1, [True, True]), (0, [False, False])):
        jobs = waiting(2, text=LURE)
        platform = screening(Action.PASS, Action.REVIEW, checkers=checkers)
        judged(jobs, hand.day(platform=platform, GLANCE=0.0), drafted=(0, 1))
        assert jobs.condemned.tolist() == suspended


def test_what_comes_nearer_to_the_machines_line_is_looked_at_longer() -> None:
    """Scores 0.5 and 0.6 under a line of 0.6: 0.405 log-odds under it, a fifth of `doubt`, and on it."""
    away = np.log(0.6 / 0.4) / REVIEWING.doubt_width
    jobs = waiting(2, created=[3.1, 3.6])
    platform = screening(Action.PASS, Action.REVIEW, checkers=1, review_at=0.6)
    _, _, events = judged(jobs, hand.day(platform=platform), drafted=(0, 1))
    look = 0.1 * np.tanh(away) / away
    assert jobs.judged == pytest.approx([3.1 + look, 3.6 + 0.1])
    assert events[StaffWorked].hours == pytest.approx([(look + 0.1) * 24])


def test_a_posting_appears_on_the_day_the_desks_are_done() -> None:
    jobs = waiting(
        4,
        judged=[3.99, 4.0, 2.0, 3.2],
        state=[JobState.WAITING] * 3 + [JobState.CLOSED],
        created=[3.0, 3.0, 2.0, 3.0],
        client=[1, 0, 2, 0],
        true_tactic=[Kind.NONE, Kind.NONE, Kind.MLM, Kind.NONE],
    )
    published, suspended, events = judged(jobs, hand.day(3))
    assert (published, suspended) == ([0, 2], [])
    assert jobs.state.tolist() == [JobState.OPEN, JobState.WAITING, JobState.OPEN, JobState.CLOSED]
    assert jobs.published.tolist() == [3.99, np.inf, 2.0, np.inf]
    assert hand.rows(events, Published, "time client job tactic lag") == [
        (2.0, 2, 2, Kind.MLM, 0.0),
        (3.99, 1, 0, Kind.NONE, round(0.99 * 24, 9)),
    ]


def test_a_posting_stays_for_ten_days_more_or_less() -> None:
    jobs, today = waiting(2, judged=[3.5, 3.6]), hand.day(JOB_OPEN_DAYS=[0.5, 0.9])
    luck = hand.asked(today)
    judged(jobs, today)
    assert jobs.closes == pytest.approx([3.5 + POSTING.open_days, 3.6 + POSTING.open_days * 1.4])
    assert luck["JOB_OPEN_DAYS"] == luck["JOB_PATIENCE"] == luck["ABANDONED"] == luck["HURRY"] == [jobs.key.tolist()]


def test_most_clients_come_back_and_hiring_rings_always_do() -> None:
    gone, half = 0.4, HIRING.first_look_days / 2
    jobs = waiting(
        4,
        judged=[3.5, 3.6, 3.7, 3.8],
        true_pace=[0, 0, Pace.AFTER_CONTRACT, Pace.AFTER_TASK],
        true_tactic=[Kind.NONE, Kind.NONE, Kind.MLM, Kind.MLM],
    )
    clients = hand.clients(4, true_abandons=gone)
    judged(jobs, hand.day(ABANDONED=[gone, gone - 0.001, 0.0, 0.0], JOB_PATIENCE=[0.0, 0.0, 0.5, 0.5]), clients=clients)
    assert jobs.decides == pytest.approx([3.5 + half, np.inf, 3.7 + 2 * half, np.inf])


def test_a_condemned_posting_never_appears_and_is_held_against_its_client() -> None:
    jobs = waiting(
        4,
        client=[1, 1, 0, 1],
        judged=[3.6, 3.7, 3.8, 4.1],
        condemned=[True, True, False, True],
        true_tactic=[Kind.MLM, Kind.NONE, Kind.NONE, Kind.MLM],
    )
    clients = hand.clients(2, upheld=[0, 1])
    published, suspended, events = judged(jobs, hand.day(), clients=clients)
    assert (published, suspended) == ([2], [0, 1])
    assert jobs.state.tolist() == [JobState.SUSPENDED, JobState.SUSPENDED, JobState.OPEN, JobState.WAITING]
    assert jobs.published.tolist() == [np.inf, np.inf, 3.8, np.inf]
    assert (clients.upheld.tolist(), clients.stopped.tolist()) == ([0, 3], [0, 2])
    assert hand.rows(events, Suspended, "time client job tactic") == [(3.6, 1, 0, Kind.MLM), (3.7, 1, 1, Kind.NONE)]
    assert events[Published].job.tolist() == [2]


def test_a_hurried_client_gives_up_a_posting_of_a_day() -> None:
    chance = 1 - np.exp(-REVIEWING.impatience * 2 * 0.75 * 24)
    jobs = waiting(4, client=[0, 0, 1, 0], created=[2.5, 2.5, 2.5, 3.0])
    clients = hand.clients(2, true_hurry=[0.75, 0.74])
    luck = [chance - 1e-6, chance + 1e-6, chance - 1e-6, chance - 1e-6]
    published, _, events = judged(jobs, hand.day(HURRY=luck), clients=clients)
    assert published == [1, 2, 3]
    assert jobs.state.tolist() == [JobState.CLOSED, JobState.OPEN, JobState.OPEN, JobState.OPEN]
    assert jobs.published.tolist() == [np.inf, 3.5, 3.5, 3.5]
    assert events[Published].job.tolist() == [1, 2, 3]
    assert hand.rows(events, Published, "time client job tactic lag")[0] == (3.5, 0, 1, Kind.NONE, 24.0)


def test_rings_are_patient_and_what_is_condemned_is_not_withdrawn() -> None:
    jobs = waiting(2, created=1.0, condemned=[False, True], true_tactic=[Kind.MLM, Kind.NONE])
    published, suspended, _ = judged(jobs, hand.day(HURRY=0.0))
    assert (published, suspended) == ([0], [1])
    assert jobs.state.tolist() == [JobState.OPEN, JobState.SUSPENDED]


def test_a_client_suspended_in_error_trusts_less_each_time() -> None:
    jobs = waiting(
        6, client=[1, 0, 1, 2, 3, 0], condemned=[1, 0, 1, 1, 1, 0], true_tactic=[*[Kind.NONE] * 4, Kind.MLM, Kind.NONE]
    )
    clients = hand.clients(4, true_trust=0.5, true_ring=[-1, -1, 0, -1])
    judged(jobs, hand.day(), clients=clients)
    assert clients.true_trust.tolist() == pytest.approx([0.5, 0.5 * (1 - LEARNING.trust_lost_stopped) ** 2, 0.5, 0.5])


def test_a_client_who_withdraws_trusts_less_as_if_unfilled() -> None:
    clients = hand.clients(3, true_trust=0.5, true_hurry=1.0)
    judged(waiting(3, created=[1.5, 1.5, 3.5]), hand.day(HURRY=[0.0, 1.0, 0.0]), clients=clients)
    assert clients.true_trust.tolist() == pytest.approx([0.5 * (1 - LEARNING.trust_lost_unfilled), 0.5, 0.5])


def test_who_broke_a_rule_is_told_and_loses_no_trust() -> None:
    clients = hand.clients(4, true_lapses=0.5, true_heeds=[True, False, True, True], true_trust=0.8)
    jobs = waiting(
        4, condemned=[True, True, True, False], true_violation=[*[Kind.OFF_PLATFORM] * 2, Kind.NONE, Kind.MLM]
    )
    _, _, events = judged(jobs, hand.day(), clients=clients)
    assert clients.true_lapses.tolist() == [0.0, 0.5, 0.0, 0.5]
    cost = 1 - Learning().trust_lost_stopped
    assert clients.true_trust == pytest.approx([0.8, 0.8, 0.8 * cost, 0.8])
    assert hand.rows(events, Suspended, "time client job tactic")[0] == (3.5, 0, 0, Kind.NONE)


def test_who_breaks_a_rule_may_lose_patience_as_any_ordinary_client() -> None:
    jobs = waiting(2, true_violation=Kind.OFF_PLATFORM, true_tactic=[Kind.NONE, Kind.OFF_PLATFORM], created=2.5)
    published, _, _ = judged(jobs, hand.day(HURRY=0.0))
    assert published == [1]


def test_who_left_yesterday_takes_along_what_waits_and_what_is_on_show() -> None:
    clients = hand.clients(2, left=[True, False])
    jobs = waiting(3, client=[0, 0, 1], state=[JobState.WAITING, JobState.OPEN, JobState.WAITING])
    published, _, events = judged(jobs, hand.day(), clients=clients)
    assert published == [2]
    assert jobs.state.tolist() == [JobState.CLOSED, JobState.CLOSED, JobState.OPEN]
    assert events[Published].job.tolist() == [2]
