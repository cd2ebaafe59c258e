"""Who may do what with whom: reminders, scouts, calls; and who is restricted."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from policies.communication import Communication
from policies.contact_reminder import ContactReminder
from policies.enforcement import Enforcement
from policies.records import Cases, ClientRecords, Denial, Format, Ground, Pairs, ReminderRequests, Stage
from policies.scouting import Scouting

STAGES = list(Stage)


def denial(
    format: Format = Format.FIXED, stage: Stage = Stage.DURING, silent_days: float = 5.0, earlier: int = 0
) -> int:
    request = ReminderRequests(np.array([format]), np.array([stage]), np.array([silent_days]), np.array([earlier]))
    grants = ContactReminder().grants(request)
    assert grants.granted[0] == (grants.reason[0] == Denial.NONE)
    return int(grants.reason[0])


def calls(client_verified: bool = True, **rule: Any) -> list[bool]:
    pairs = Pairs(np.array(STAGES), np.full(3, client_verified), np.full(3, True), np.full(3, 0.5))
    return list(Communication(**rule).permits(pairs).call)


def ruling(
    reporters: int = 0,
    findings: int = 0,
    linked: int = 0,
    *,
    reviewed: bool = False,
    confirmed: bool = False,
    **rule: Any,
) -> tuple[bool, bool, int]:
    case = Cases(
        np.array([reporters]),
        np.array([findings]),
        np.array([confirmed]),
        np.array([reviewed]),
        np.array([linked]),
        np.array([False]),
    )
    rulings = Enforcement(**rule).rulings(case)
    return bool(rulings.review[0]), bool(rulings.restrict[0]), int(rulings.reason[0])


def test_a_reminder_is_granted_for_a_silent_project_counterparty() -> None:
    assert denial() == denial(Format.HOURLY) == denial(silent_days=3.0) == Denial.NONE


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"format": Format.TASK}, Denial.FORMAT),
        ({"stage": Stage.BEFORE}, Denial.STAGE),
        ({"stage": Stage.AFTER}, Denial.STAGE),
        ({"silent_days": 2.9}, Denial.TOO_SOON),
        ({"earlier": 2}, Denial.TOO_MANY),
        ({"format": Format.TASK, "stage": Stage.BEFORE, "earlier": 9}, Denial.FORMAT),
    ],
)
def test_a_reminder_is_denied_for_the_first_reason_that_applies(request_: dict[str, Any], reason: Denial) -> None:
    assert denial(**request_) == reason


def test_scouts_a_week_grow_with_record_and_identity_and_end_with_a_restriction() -> None:
    accepted = np.array([[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, 0, 0]])
    clients = ClientRecords(
        accepted,
        accepted,
        np.zeros(4),
        np.full(4, np.nan),
        np.zeros(4, np.int64),
        np.array([True, False, True, True]),
        np.zeros(4, np.int64),
        np.array([False, False, False, True]),
        np.zeros(4),
    )
    allowed = Scouting(by_age_band=False).allowances(clients)
    assert allowed.scouts_a_week.tolist() == [5, 10, 20, 0]
    assert allowed.by_completed_category.tolist() == [True, True, True, False]
    assert not allowed.by_age_band.any()


def test_calling_was_dropped_so_production_opens_it_to_nobody() -> None:
    assert calls() == [False, False, False]


def test_calls_before_the_contract_stay_open_during_it() -> None:
    assert calls(call="before_contract") == [True, True, True]
    assert calls(call="after_contract") == [False, True, True]


def test_authenticated_calls_need_a_verified_client() -> None:
    assert calls(client_verified=False, call="before_contract") == [False, False, False]
    assert calls(client_verified=False, call="before_contract", authenticated=False) == [True, True, True]


def test_a_call_is_watched_where_the_pairs_lot_falls_below_the_monitored_share() -> None:
    pairs = Pairs(np.zeros(3, np.int64), np.full(3, True), np.full(3, True), np.array([0.0, 0.29, 0.3]))
    some, every = (Communication(call="before_contract", monitored_share=share) for share in (0.3, 1.0))
    assert some.permits(pairs).monitored.tolist() == [True, True, False]
    assert every.permits(pairs).monitored.all()
    assert not Communication(call="never", monitored_share=1.0).permits(pairs).monitored.any()


def test_under_the_approval_procedure_any_pair_may_apply_until_the_work_is_done() -> None:
    pairs = Pairs(np.array(STAGES), np.array([True, False, True]), np.full(3, True), np.zeros(3))
    assert not Communication().permits(pairs).outside_contact.any()
    assert Communication(outside_contact_approval=True).permits(pairs).outside_contact.tolist() == [True, True, False]


def test_an_outlet_that_nobody_knows_cannot_be_blocked() -> None:
    assert Communication(blocked=frozenset({"line", "mail"})).blocked == {"line", "mail"}
    with pytest.raises(
        ValueError, match=r"^blocked: 'skype' is unknown, must be one of 'chatwork', 'form', 'line', 'mail'"
    ):
        Communication(blocked=frozenset({"skype"}))


def test_one_report_is_enough_for_a_review_unless_the_rule_asks_for_two() -> None:
    assert ruling(reporters=1) == (True, False, Ground.NONE)
    assert ruling(reporters=1, reports_to_review=2) == (False, False, Ground.NONE)
    assert ruling(reporters=2, reports_to_review=2) == (True, False, Ground.NONE)


def test_reports_alone_never_restrict_however_many() -> None:
    assert ruling(reporters=1_000) == (True, False, Ground.NONE)


def test_a_case_that_staff_confirmed_is_restricted() -> None:
    assert ruling(reporters=2, reviewed=True, confirmed=True) == (False, True, Ground.CONFIRMED)


def test_many_stopped_texts_or_many_links_restrict_without_a_person() -> None:
    assert ruling(findings=6) == (False, True, Ground.FINDINGS)
    assert ruling(linked=3, links_accounts=True) == (False, True, Ground.LINKED)
    assert ruling(linked=1, links_accounts=True) == (True, False, Ground.NONE)


@pytest.mark.parametrize("count", ["reporters", "findings", "linked"])
def test_whoever_staff_cleared_is_not_restricted_by_a_count(count: str) -> None:
    case: dict[str, Any] = {count: 9, "links_accounts": True}
    assert ruling(**case, reviewed=True) == (False, False, Ground.NONE)
    assert ruling(**case) != (False, False, Ground.NONE)


def test_links_count_for_nothing_where_accounts_are_not_linked() -> None:
    assert ruling(linked=9) == (False, False, Ground.NONE)


def test_impossible_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^call: 'before' is unknown, must be one of"):
        Communication(call="before")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^monitored_share: 2.0 .* must be from 0 to 1"):
        Communication(monitored_share=2.0)
    with pytest.raises(ValueError, match=r"^findings_to_review: 9 is above findings_to_restrict, must be at most 6"):
        Enforcement(findings_to_review=9)
    with pytest.raises(ValueError, match=r"^max_requests: -1 .* must be at least 0"):
        ContactReminder(max_requests=-1)


@pytest.mark.parametrize("filter_", ["by_completed_category", "by_age_band"])
def test_each_filter_of_the_worker_search_is_set_alone(filter_: str) -> None:
    one = np.ones((1, 3), np.int64)
    clients = ClientRecords(
        one,
        one,
        np.zeros(1),
        np.full(1, np.nan),
        np.zeros(1, np.int64),
        np.array([True]),
        np.zeros(1, np.int64),
        np.array([False]),
        np.zeros(1),
    )
    allowed = Scouting(**{filter_: False}).allowances(clients)
    off = {name for name in ("by_completed_category", "by_age_band") if not getattr(allowed, name)[0]}
    assert off == {filter_}


def test_an_unproven_client_never_gets_more_scouts_than_it_would_with_a_record() -> None:
    none = np.zeros((2, 3), np.int64)
    clients = ClientRecords(
        none,
        none,
        np.zeros(2),
        np.full(2, np.nan),
        np.zeros(2, np.int64),
        np.array([True, False]),
        np.zeros(2, np.int64),
        np.array([False, False]),
        np.zeros(2),
    )
    assert Scouting(scouts_a_week_unproven=15).allowances(clients).scouts_a_week.tolist() == [15, 10]


def test_a_second_request_is_granted_and_a_third_is_not() -> None:
    assert [denial(earlier=earlier) for earlier in (0, 1, 2)] == [Denial.NONE, Denial.NONE, Denial.TOO_MANY]


def test_silence_that_nobody_measured_is_too_short_and_a_lot_that_nobody_drew_is_watched() -> None:
    request: Any = SimpleNamespace(
        format=np.array([Format.FIXED]),
        stage=np.array([Stage.DURING]),
        silent_days=np.array([np.nan]),
        earlier=np.array([0]),
    )
    assert ContactReminder().grants(request).reason.tolist() == [Denial.TOO_SOON]
    pair: Any = SimpleNamespace(
        stage=np.array([Stage.DURING]), client_verified=np.array([True]), ticket=np.array([np.nan])
    )
    assert Communication(call="after_contract").permits(pair).monitored.tolist() == [True]


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ({"findings": 1}, (False, False, Ground.NONE)),
        ({"findings": 2}, (True, False, Ground.NONE)),
        ({"findings": 5}, (True, False, Ground.NONE)),
        ({"findings": 6}, (False, True, Ground.FINDINGS)),
        ({"linked": 2}, (True, False, Ground.NONE)),
        ({"linked": 3}, (False, True, Ground.LINKED)),
        ({"findings": 6, "linked": 3}, (False, True, Ground.FINDINGS)),
        ({"findings": 6, "linked": 3, "reviewed": True, "confirmed": True}, (False, True, Ground.CONFIRMED)),
        ({"reporters": 1, "confirmed": True}, (True, False, Ground.NONE)),  # confirmed counts once the case was read
    ],
)
def test_a_count_that_equals_a_threshold_meets_it_and_the_first_ground_is_named(
    case: dict[str, Any], wanted: tuple[bool, bool, Ground]
) -> None:
    assert ruling(links_accounts=True, **case) == wanted


def test_no_ruling_says_that_an_account_changed_hands() -> None:
    rng = np.random.default_rng(7)
    reviewed = rng.random(500) < 0.5
    cases = Cases(
        rng.integers(0, 9, 500),
        rng.integers(0, 9, 500),
        reviewed & (rng.random(500) < 0.5),
        reviewed,
        rng.integers(0, 9, 500),
        reviewed,
    )
    found = set(Enforcement(links_accounts=True).rulings(cases).reason.tolist())
    assert found == set(Ground) - {Ground.CHANGED_HANDS}
