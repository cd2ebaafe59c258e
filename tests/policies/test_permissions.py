"""Who may do what with whom: reminders, scouts, calls; and who is restricted."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from policies.communication import Communication
from policies.contact_reminder import ContactReminder
from policies.enforcement import Enforcement
from policies.records import Denial, Format, Ground, Stage
from policies.scouting import Scouting
from tests.policies import hand

STAGES = list(Stage)
STANDARD, LINKING = Enforcement(), Enforcement(links_accounts=True)


def denial(**request: Any) -> int:
    grants = ContactReminder().grants(hand.requests(**request))
    assert grants.granted[0] == (grants.reason[0] == Denial.NONE)
    return int(grants.reason[0])


def calls(client_verified: bool = True, **rule: Any) -> list[bool]:
    return list(Communication(**rule).permits(hand.pairs(stage=STAGES, client_verified=client_verified)).call)


def ruling(rule: Enforcement = STANDARD, **case: Any) -> tuple[bool, bool, int]:
    """(goes to review, is restricted, the ground) of one case."""
    rulings = rule.rulings(hand.cases(**case))
    return bool(rulings.review[0]), bool(rulings.restrict[0]), int(rulings.reason[0])


def test_a_reminder_is_granted_for_a_silent_project_counterparty() -> None:
    assert denial() == denial(format=Format.HOURLY) == denial(silent_days=3.0) == Denial.NONE


def test_a_second_request_is_granted_too() -> None:
    assert denial(earlier=1) == Denial.NONE


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


def test_scouts_grow_with_record_and_identity_and_stop_with_a_restriction() -> None:
    clients = hand.clients(
        accepted=[hand.by_format(), hand.by_format(task=1), hand.by_format(fixed=1), hand.by_format(fixed=1)],
        verified=[True, False, True, True],
        restricted=[False, False, False, True],
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


def test_calls_for_the_verified_alone_need_a_verified_client() -> None:
    assert calls(client_verified=False, call="before_contract", verified_only=True) == [False, False, False]
    assert calls(client_verified=False, call="before_contract") == [True, True, True]


def test_a_call_is_watched_if_its_lot_is_below_the_share() -> None:
    pairs = hand.pairs(ticket=[0.0, 0.29, 0.3])
    some, every = (Communication(call="before_contract", monitored_share=share) for share in (0.3, 1.0))
    assert some.permits(pairs).monitored.tolist() == [True, True, False]
    assert every.permits(pairs).monitored.all()
    assert not Communication(call="never", monitored_share=1.0).permits(pairs).monitored.any()


def test_with_approval_any_pair_may_apply_until_the_work_is_done() -> None:
    pairs = hand.pairs(stage=STAGES, client_verified=[True, False, True], ticket=0.0)
    assert not Communication().permits(pairs).outside_contact.any()
    assert Communication(outside_contact_approval=True).permits(pairs).outside_contact.tolist() == [True, True, False]


def test_only_named_outlets_are_blocked_and_unknown_ones_refused() -> None:
    assert not Communication().blocked
    assert Communication(blocked=frozenset({"line", "mail"})).blocked == {"line", "mail"}
    with pytest.raises(
        ValueError, match=r"^blocked: 'skype' is unknown, must be one of 'chatwork', 'form', 'line', 'mail'"
    ):
        Communication(blocked=frozenset({"skype"}))


def test_a_time_of_calls_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^call: 'before' is unknown, must be one of"):
        Communication(call="before")  # type: ignore[arg-type]


def test_reports_alone_never_restrict_however_many() -> None:
    assert ruling(reporters=1_000) == (True, False, Ground.NONE)


def test_a_case_that_staff_confirmed_is_restricted() -> None:
    assert ruling(reporters=2, reviewed=True, confirmed=True) == (False, True, Ground.CONFIRMED)


@pytest.mark.parametrize("count", ["reporters", "findings", "linked"])
def test_whoever_staff_cleared_is_not_restricted_by_a_count(count: str) -> None:
    assert ruling(LINKING, **{count: 9}, reviewed=True) == (False, False, Ground.NONE)
    assert ruling(LINKING, **{count: 9}) != (False, False, Ground.NONE)


def test_links_count_for_nothing_where_accounts_are_not_linked() -> None:
    assert ruling(linked=9) == (False, False, Ground.NONE)


def test_restriction_needs_at_least_as_many_reports_as_review() -> None:
    assert Enforcement(reports_to_review=5, reports_to_restrict=5).reports_to_restrict == 5
    with pytest.raises(ValueError, match=r"^reports_to_review: 5 is above reports_to_restrict, must be at most 1"):
        Enforcement(reports_to_review=5, reports_to_restrict=1)


@pytest.mark.parametrize("count", ["findings", "linked"])
def test_every_count_to_restrict_is_at_least_that_to_review(count: str) -> None:
    wrong: dict[str, Any] = {f"{count}_to_review": 9}
    with pytest.raises(ValueError, match=rf"^{count}_to_review: 9 is above {count}_to_restrict, must be at most"):
        Enforcement(**wrong)


@pytest.mark.parametrize("filter_", ["by_completed_category", "by_age_band"])
def test_each_filter_of_the_worker_search_is_set_alone(filter_: str) -> None:
    allowed = Scouting(**{filter_: False}).allowances(hand.clients(accepted=hand.by_format(1, 1, 1)))
    off = {name for name in ("by_completed_category", "by_age_band") if not getattr(allowed, name)[0]}
    assert off == {filter_}


def test_an_unproven_client_has_no_more_scouts_than_a_proven_one() -> None:
    unproven = hand.clients(verified=[True, False])
    assert Scouting(scouts_a_week_unproven=15).allowances(unproven).scouts_a_week.tolist() == [15, 10]


def test_unknown_silence_is_too_short_and_an_unknown_lot_is_watched() -> None:
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
    ("rule", "case", "wanted"),
    [
        (STANDARD, {"reporters": 1}, (True, False, Ground.NONE)),
        (Enforcement(reports_to_review=2), {"reporters": 1}, (False, False, Ground.NONE)),
        (Enforcement(reports_to_review=2), {"reporters": 2}, (True, False, Ground.NONE)),
        (Enforcement(reports_to_restrict=2), {"reporters": 1}, (True, False, Ground.NONE)),
        (Enforcement(reports_to_restrict=2), {"reporters": 2}, (False, True, Ground.REPORTED)),
        (Enforcement(reports_to_restrict=2), {"reporters": 2, "reviewed": True}, (False, False, Ground.NONE)),
        (Enforcement(reports_to_restrict=2), {"reporters": 2, "findings": 6}, (False, True, Ground.FINDINGS)),
        (STANDARD, {"findings": 1}, (False, False, Ground.NONE)),
        (STANDARD, {"findings": 2}, (True, False, Ground.NONE)),
        (STANDARD, {"findings": 5}, (True, False, Ground.NONE)),
        (STANDARD, {"findings": 6}, (False, True, Ground.FINDINGS)),
        (LINKING, {"linked": 1}, (True, False, Ground.NONE)),
        (LINKING, {"linked": 2}, (True, False, Ground.NONE)),
        (LINKING, {"linked": 3}, (False, True, Ground.LINKED)),
        (LINKING, {"findings": 6, "linked": 3}, (False, True, Ground.FINDINGS)),
        (LINKING, {"findings": 6, "linked": 3, "reviewed": True, "confirmed": True}, (False, True, Ground.CONFIRMED)),
        # confirmed counts once the case was read
        (STANDARD, {"reporters": 1, "confirmed": True}, (True, False, Ground.NONE)),
    ],
)
def test_a_count_at_a_threshold_meets_it_and_the_first_ground_counts(
    rule: Enforcement, case: dict[str, Any], wanted: tuple[bool, bool, Ground]
) -> None:
    assert ruling(rule, **case) == wanted


@pytest.mark.parametrize(("needed", "wanted"), [(1, [False, True, True, True]), (3, [False, False, False, True])])
def test_a_posting_is_looked_at_from_so_many_users_who_report_it(needed: int, wanted: list[bool]) -> None:
    assert Enforcement(job_reports_to_review=needed).reviews_jobs(np.array([0, 1, 2, 3])).tolist() == wanted


def test_reports_of_accounts_and_of_postings_have_thresholds_of_their_own() -> None:
    assert Enforcement(reports_to_review=5).reviews_jobs(np.array([1])).tolist() == [True]
    assert ruling(Enforcement(job_reports_to_review=5), reporters=1) == (True, False, Ground.NONE)


def test_no_ruling_says_that_an_account_changed_hands() -> None:
    rng = np.random.default_rng(7)
    reviewed = rng.random(500) < 0.5
    cases = hand.cases(
        reporters=rng.integers(0, 9, 500),
        findings=rng.integers(0, 9, 500),
        confirmed=reviewed & (rng.random(500) < 0.5),
        reviewed=reviewed,
        linked=rng.integers(0, 9, 500),
        verified=reviewed,
    )
    assert set(LINKING.rulings(cases).reason.tolist()) == set(Ground) - {Ground.CHANGED_HANDS, Ground.REPORTED}
