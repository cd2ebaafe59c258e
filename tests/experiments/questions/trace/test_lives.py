"""Two lives side by side: every event of a person in words, and the first that differs."""

from typing import Any

import numpy as np
import pytest

from experiments.questions.trace.fates import NamedLog
from experiments.questions.trace.lives import Happening, Moment, matched, side_by_side
from experiments.questions.trace.words import NATURE, OF_CLIENT, OF_JOB, OMITTED, OWN, RULED
from policies.records import Channel, Denial, Ground, Kind
from sim.state import events as kinds
from sim.state.codes import ClientType, Harm, Reason, Report, Swap, Talk
from sim.state.events import (
    AccountSold,
    Applied,
    Asked,
    Certified,
    Completed,
    Contacted,
    ContactSwapped,
    DealtDirect,
    Ended,
    Event,
    FellSilent,
    Harmed,
    Hired,
    LedAway,
    PermitAsked,
    Posted,
    Pressed,
    Published,
    Recruited,
    Reminded,
    Reported,
    Restricted,
    Session,
    Surveyed,
    Talked,
    WorkerJoined,
    WorkerLeft,
)
from tests.experiments.measures.logs import at, log_of
from tests.experiments.questions.trace.hand import baseline, candidate, clients, world

KINDS: list[type[Event]] = [getattr(kinds, name) for name in kinds.__all__ if name != "Event"]
Told = list[tuple[float | None, float | None, str]]


def told(moments: tuple[Moment, ...]) -> Told:
    """When on each side, and what."""
    return [
        (moment.before.time if moment.before else None, moment.after.time if moment.after else None, moment.either.text)
        for moment in moments
    ]


def kinds_with(*columns: str) -> set[type[Event]]:
    """Every kind of event that has one of these columns."""
    return {kind for kind in KINDS if set(columns) & set(kind.columns())}


def test_every_kind_of_event_that_names_a_worker_has_words() -> None:
    assert kinds_with("worker") == set(OWN) | OMITTED
    assert kinds_with("recruit") == {Recruited}
    assert not set(OWN) & OMITTED
    assert {*OWN, *OF_JOB, *OF_CLIENT} >= RULED
    assert set(NATURE) <= set(OWN)


@pytest.mark.parametrize("kind", [*OWN, *OF_JOB, *OF_CLIENT], ids=lambda kind: kind.__name__)
def test_its_words_hold_whatever_its_codes_are(kind: type[Event]) -> None:
    """All codes of a log are 0 where a test does not say, and the highest that the enumerations have."""
    last: dict[str, Any] = {
        "channel": Channel.CALL,
        "tactic": Kind.OFF_PLATFORM,
        "harm": Harm.COMPLICITY,
        "reason": Reason.SOLD,
    }
    last |= {"denial": Denial.TOO_MANY, "ground": Ground.CHANGED_HANDS, "how": Talk.ELSEWHERE}
    last |= {"age_band": 3, "form": Report.VIOLATION}
    flags: dict[str, Any] = {name: True for name, dtype in kind.columns().items() if dtype == np.bool_}
    for codes in ({"tactic": Kind.MLM}, last | flags):
        given = {name: value for name, value in codes.items() if name in kind.columns()}
        subject = {name: 0 for name in ("worker", "client", "job") if name in kind.columns()}
        log = log_of(*clients(ClientType.RING), at(Posted, 0, job=0, client=0), at(kind, 5, **subject, **given))
        moments = side_by_side(0, met_job_0(log), world(log_of()))
        texts = [moment.either.text for moment in moments if moment.either.time == 5]
        assert len(texts) == 1
        assert texts[0].strip()
        assert len(texts[0]) < 80


def met_job_0(log: Any) -> NamedLog:
    """The log, in which worker 0 has also met posting 0."""
    events = log_of(*(log[kind] for kind in KINDS), at(Surveyed, 1, worker=0, job=0, client=0))
    return world(events)


def test_a_job_report_names_the_posting_and_a_violation_report_the_account() -> None:
    posted = at(Posted, 0, job=0, client=0)
    reports = at(Reported, [5, 6], worker=0, client=0, job=0, form=[Report.JOB, Report.VIOLATION])
    moments = side_by_side(0, met_job_0(log_of(*clients(ClientType.RING), posted, reports)), world(log_of()))
    assert [text for time, _, text in told(moments) if time in {5, 6}] == ["reported r0.0/0", "reported r0.0"]


def test_the_first_event_that_differs_is_found_whatever_the_rows_are() -> None:
    """Worker 1 answers c0/0 in both worlds; then r0.0/0 is suspended in one of them."""
    moments = side_by_side(1, world(baseline()), world(candidate()))
    assert told(moments) == [
        (-1, -1, "here (50 and over, no contract yet)"),
        (10, 10, "posting c0/0 appeared"),
        (11, 11, "answered c0/0"),
        (35, 35, "looked at the list"),
        (None, 38.4, "posting r0.0/0 was suspended"),
        (38.5, None, "posting r0.0/0 appeared"),
        (40, None, "answered r0.0/0"),
        (41, None, "lured by r0.0/0 (message, mlm)"),
        (65, 65, "looked at the list"),
        (95, 95, "looked at the list"),
    ]
    first = next(moment for moment in moments if not moment.same)
    assert first.either.ruled
    assert first.either.account == "r0.0"
    assert [moment.either.text for moment in moments if moment.either.nature] == ["lured by r0.0/0 (message, mlm)"]


def test_a_life_that_is_the_same_differs_in_nothing() -> None:
    for worker, before in ((2, baseline()), (4, candidate())):
        lived = side_by_side(worker, world(before), world(candidate()))
        assert lived
        assert all(moment.same for moment in lived)


def happening(time: float, text: str = "looked") -> Happening:
    return Happening(time, text, nature=False, ruled=False, account="?", place=0)


def test_what_comes_within_a_day_of_its_like_came_at_another_time() -> None:
    """The same moment goes first: 5.0 belongs to 5.0, and 5.2 to nobody but 5.9."""
    result = matched([happening(5.2), happening(5.0), happening(20)], [happening(5.0), happening(5.9), happening(21.5)])
    assert told(result) == [(5.0, 5.0, "looked"), (5.2, 5.9, "looked"), (20, None, "looked"), (None, 21.5, "looked")]
    assert [moment.same for moment in result] == [True, False, False, False]


def test_events_up_to_a_day_apart_match() -> None:
    assert told(matched([happening(5)], [happening(6)])) == [(5, 6, "looked")]
    assert told(matched([happening(5)], [happening(6.05)])) == [(5, None, "looked"), (None, 6.05, "looked")]


@pytest.mark.parametrize(("before", "after"), [(5.2, 5.9), (5.9, 5.2)])
def test_what_came_earlier_on_one_side_is_told_where_it_came_first(before: float, after: float) -> None:
    moment = Moment(happening(before), happening(after))
    assert moment.either.time == 5.2
    later = Moment(happening(5.5, "wrote"), None)
    result = matched([happening(before), happening(5.5, "wrote")], [happening(after)])
    assert result == (moment, later)


def test_words_must_agree_too() -> None:
    assert told(matched([happening(5, "spoke")], [happening(5, "wrote")])) == [(5, None, "spoke"), (None, 5, "wrote")]


def test_what_happens_at_one_moment_is_told_in_its_order() -> None:
    log = log_of(
        *clients(ClientType.RING),
        at(Posted, 1, job=0, client=0),
        at(LedAway, 5, worker=0, job=0, client=0, tactic=Kind.MLM),
        at(Contacted, 5, worker=0, job=0, client=0, tactic=Kind.MLM),
        at(Session, 5, worker=0),
        at(Published, 5, job=0, client=0),
    )
    assert [moment.either.text for moment in side_by_side(0, world(log), world(log))] == [
        "posting r0.0/0 appeared",
        "looked at the list",
        "lured by r0.0/0 (posting, mlm)",
        "led away by r0.0/0 (posting, mlm)",
    ]
    assert [moment.either.nature for moment in side_by_side(0, world(log), world(log))] == [False, False, True, True]


def test_a_recruit_and_the_recruiter_each_name_the_other() -> None:
    log = log_of(at(Recruited, 5, worker=3, recruit=4))
    texts = [told(side_by_side(worker, world(log), world(log)))[0][2] for worker in (3, 4)]
    assert texts == ["drew in worker 4", "drawn in by worker 3"]


def test_acts_on_accounts_belong_to_lives_that_met_them() -> None:
    acts = (at(Restricted, 6, client=0, ground=Ground.CONFIRMED), at(Certified, 7, client=0, certified=True))
    posted = (*clients(ClientType.HONEST), at(Posted, 1, job=0, client=0))
    met = log_of(*posted, *acts, at(Surveyed, 2, worker=0, job=0, client=0, unfair=True))
    other = log_of(*posted, *acts)
    assert [text for _, _, text in told(side_by_side(0, world(met), world(other)))] == [
        "called the fee of c0/0 unfair",
        "c0 was restricted, confirmed",
        "c0 was given the badge",
    ]
    lost = log_of(
        *posted,
        at(Certified, 7, client=0),
        at(Restricted, 8, client=0, ground=Ground.LINKED),
        at(Applied, 2, worker=0, job=0, client=0),
    )
    assert [text for _, _, text in told(side_by_side(0, world(lost), world(lost)))] == [
        "answered c0/0",
        "c0 lost the badge",
        "c0 was restricted, linked",
    ]
    assert side_by_side(0, world(other), world(other)) == ()
    assert side_by_side(1, world(met), world(met)) == ()


def test_a_posting_missing_in_the_log_has_no_name_and_no_acts() -> None:
    """Of three clients one has posted; posting 1 is that of nobody."""
    log = log_of(
        *clients(ClientType.HONEST, ClientType.HONEST, ClientType.RING),
        at(Posted, 1, job=[0, 2], client=[0, 2]),
        at(Surveyed, 5, worker=0, job=[1, 3]),
        at(Surveyed, 6, worker=0, job=2, client=2, unfair=True),
        at(Restricted, 7, client=[0, 1, 2], ground=Ground.CONFIRMED),
        at(Published, 2, job=[0, 2], client=[0, 2]),
    )
    moments = side_by_side(0, world(log), world(log))
    assert [(moment.either.time, moment.either.text, moment.either.account) for moment in moments] == [
        (2, "posting r0.0/0 appeared", "r0.0"),
        (5, "called the fee of ?/0 fair", "?"),
        (5, "called the fee of ? fair", "?"),
        (6, "called the fee of r0.0/0 unfair", "r0.0"),
        (7, "r0.0 was restricted, confirmed", "r0.0"),
    ]
    assert [moment.either.ruled for moment in moments] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("event", "text", "nature"),
    [
        (at(Talked, 5, worker=0, client=0, how=Talk.IN_HOUSE), "spoke with c0 in-house", False),
        (at(Talked, 5, worker=0, client=0, how=Talk.ELSEWHERE), "spoke with c0 elsewhere", True),
        (at(Pressed, 5, worker=0, client=0, yielded=True), "pressed by c0 to deal outside: yielded", True),
        (at(ContactSwapped, 5, worker=0, client=0, how=Swap.TEXT), "exchanged contacts with c0 in a text", True),
        (at(ContactSwapped, 5, worker=0, client=0, how=Swap.CALL), "exchanged contacts with c0 on a call", True),
        (at(ContactSwapped, 5, worker=0, client=0, how=Swap.PRESSED), "exchanged contacts with c0 when pressed", True),
        (
            at(ContactSwapped, 5, worker=0, client=0, how=Swap.PERMITTED),
            "exchanged contacts with c0 with a permit",
            False,
        ),
        (at(Hired, 5, worker=0, client=0, amount=12_345.0), "hired by c0 for 12,345 yen", False),
        (at(FellSilent, 5, worker=0, client=0, by_worker=True), "fell silent to c0", False),
        (at(FellSilent, 5, worker=0, client=0), "heard no more of c0", False),
        (at(Reminded, 5, worker=0, client=0), "reminder with c0 granted", False),
        (at(Reminded, 5, worker=0, client=0, denial=Denial.TOO_SOON), "reminder with c0 denied, too soon", False),
        (at(Asked, 5, worker=0, client=0, agreed=True), "asked by c0 to deal outside: agreed", True),
        (at(Asked, 5, worker=0, client=0), "asked by c0 to deal outside: declined", True),
        (at(Pressed, 5, worker=0, client=0), "pressed by c0 to deal outside: did not", True),
        (
            at(PermitAsked, 5, worker=0, client=0, granted=True, days=2.25),
            "asked to meet c0 outside, granted in 2.2 days",
            False,
        ),
        (at(PermitAsked, 5, worker=0, client=0), "asked to meet c0 outside, refused in 0.0 days", False),
        (at(DealtDirect, 5, worker=0, client=0, amount=1_000.0), "dealt outside with c0, 1,000 yen", True),
        (at(DealtDirect, 5, worker=0, client=0, coerced=True), "dealt outside with c0, pressed, 0 yen", True),
        (
            at(Completed, 5, worker=0, client=0, received=800.0, amount=1_000.0, stars=4.5),
            "work for c0 accepted, paid 800 yen, rated 4.5 stars",
            False,
        ),
        (at(Ended, 5, worker=0, client=0, reason=Reason.CLIENT_SILENT), "contract with c0 ended, client silent", False),
        (at(Recruited, 5, worker=0, recruit=3), "drew in worker 3", True),
        (at(Harmed, 5, worker=0, client=0, tactic=1, harm=Harm.DATA), "harmed by c0: gave data away", True),
        (at(Harmed, 5, worker=0, client=0, harm=Harm.MONEY, yen=9.0), "harmed by c0: lost money, 9 yen", True),
        (at(WorkerLeft, 5, worker=0, reason=Reason.HARM), "left, after harm", False),
        (at(WorkerLeft, 5, worker=0, reason=Reason.SOLD), "left, back to sell its account", False),
        (at(WorkerLeft, 5, worker=0, reason=Reason.RESTRICTED), "left, found out: it had sold its account", False),
        (at(AccountSold, 5, worker=0, yen=12_345.6), "a ring bought its account for 12,346 yen", True),
        (at(WorkerLeft, 5, worker=0, reason=Reason.CLIENT_SILENT), "left, client silent", False),
        (at(WorkerLeft, 5, worker=0, reason=Reason.WORKER_SILENT), "left, worker silent", False),
        (at(WorkerLeft, 5, worker=0, reason=Reason.FED_UP), "left, fed up", False),
        (at(WorkerJoined, 5, worker=0, age_band=2, experienced=True), "here (35-49, with a record)", False),
    ],
)
def test_what_only_nature_knows_is_told_as_that(event: Event, text: str, nature: bool) -> None:
    log = world(log_of(*clients(ClientType.HONEST), event))
    [moment] = side_by_side(0, log, log)
    assert (moment.either.text, moment.either.nature) == (text, nature)
