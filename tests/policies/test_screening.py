"""Screening: who is published, who is read first, who is suspended."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.records import Action, Findings, Kind, Postings
from policies.screening import Off, Screening
from policies.text import Texts


def posting(weight: float = 0.0, *, contact: bool = False, fee: float = 5_000.0, quote: float = 5_000.0,
            verified: bool = False, age: float = 0.0, accepted: int = 0, upheld: int = 0) -> Postings:
    kind = Kind.MLM if weight > 0 else Kind.NONE
    return Postings(
        text=Texts.of("仕事の依頼"), findings=Findings(np.array([kind]), np.array([weight]), np.array([contact])),
        fee=np.array([fee]), quote=np.array([quote]), verified=np.array([verified]), account_age_days=np.array([age]),
        accepted=np.array([accepted]), upheld=np.array([upheld]))


def score(one: Postings, rule: Screening | None = None) -> float:
    return float((rule or Screening()).verdicts(one).score[0])


def action(one: Postings, rule: Screening | None = None) -> int:
    return int((rule or Screening()).verdicts(one).action[0])


def test_a_clean_posting_of_a_new_unverified_client_is_far_from_review() -> None:
    assert action(posting()) == Action.PASS
    assert score(posting()) < Screening().review_at / 3


def test_a_plain_lure_of_a_new_unverified_client_is_suspended() -> None:
    assert action(posting(0.85)) == Action.STOP


def test_a_doubtful_posting_is_read_by_a_person() -> None:
    assert action(posting(0.4)) == Action.REVIEW


def test_a_verdict_names_the_kind_that_was_found() -> None:
    assert Screening().verdicts(posting(0.85)).reason[0] == Kind.MLM
    assert Screening().verdicts(posting(upheld=3)).reason[0] == Kind.NONE


@pytest.mark.parametrize("milder", [
    posting(0.4, verified=True), posting(0.4, age=200.0), posting(0.4, accepted=5), posting(0.3)])
def test_a_known_client_and_a_weaker_finding_lower_the_score(milder: Postings) -> None:
    assert score(milder) < score(posting(0.4))


@pytest.mark.parametrize("worse", [posting(0.4, upheld=1), posting(0.4, fee=50_000.0), posting(0.4, contact=True)])
def test_earlier_findings_easy_money_and_an_outside_contact_raise_the_score(worse: Postings) -> None:
    assert score(worse) > score(posting(0.4))


def test_a_fee_up_to_twice_the_quote_is_no_evidence() -> None:
    assert score(posting(fee=10_000.0)) == score(posting(fee=1_000.0)) == score(posting())
    assert score(posting(fee=10_100.0)) > score(posting())


def test_without_a_quote_a_high_fee_is_no_evidence() -> None:
    assert score(posting(fee=1e6, quote=np.nan)) == score(posting())


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_stricter_thresholds_never_publish_more(weight: float, review_at: float, stricter: float) -> None:
    lenient = Screening(review_at=review_at, suspend_at=1.0)
    strict = replace(lenient, review_at=review_at * stricter)
    assert action(posting(weight), strict) >= action(posting(weight), lenient)


def test_a_threshold_above_one_is_never_met() -> None:
    assert action(posting(1.0, upheld=3), Screening(suspend_at=1.1)) == Action.REVIEW


def test_off_publishes_everything_and_needs_nobody() -> None:
    assert Off().verdicts(posting(1.0)).action[0] == Action.PASS
    assert (Off().checkers, Off().reviewers) == (0, 0)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"review_at": 0.95}, "review_at"), ({"review_at": -0.1}, "review_at"), ({"reviewers": -1}, "reviewers"),
    ({"check_minutes": float("nan")}, "check_minutes"), ({"new_account_days": 0.0}, "new_account_days"),
])
def test_an_impossible_screening_is_refused_by_the_name_of_its_field(wrong: dict[str, float], field: str) -> None:
    with pytest.raises(ValueError, match=rf"^{field}: .* must "):
        Screening(**wrong)  # type: ignore[arg-type]
