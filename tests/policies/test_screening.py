"""Screening: who is published, who is read first, who is suspended."""

from dataclasses import fields, replace
from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.records import Action, Findings, Kind, Postings
from policies.screening import Off, Screening
from policies.text import Texts


def posting(
    weight: float = 0.0,
    *,
    contact: bool = False,
    fee: float = 5_000.0,
    quote: float = 5_000.0,
    verified: bool = False,
    age: float = 0.0,
    accepted: int = 0,
    upheld: int = 0,
) -> Postings:
    kind = Kind.MLM if weight > 0 else Kind.NONE
    return Postings(
        text=Texts.of("仕事の依頼"),
        findings=Findings(np.array([kind]), np.array([weight]), np.array([contact])),
        fee=np.array([fee]),
        quote=np.array([quote]),
        verified=np.array([verified]),
        account_age_days=np.array([age]),
        accepted=np.array([accepted]),
        upheld=np.array([upheld]),
    )


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


@pytest.mark.parametrize(
    "milder", [posting(0.4, verified=True), posting(0.4, age=200.0), posting(0.4, accepted=5), posting(0.3)]
)
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
    lenient = Screening(check_at=0.0, review_at=review_at, suspend_at=1.0)
    strict = replace(lenient, review_at=review_at * stricter)
    assert action(posting(weight), strict) >= action(posting(weight), lenient)


def test_a_threshold_above_one_is_never_met() -> None:
    assert action(posting(1.0, upheld=3), Screening(suspend_at=1.1)) == Action.REVIEW


def test_off_publishes_everything_and_needs_nobody() -> None:
    assert Off().verdicts(posting(1.0)).action[0] == Action.PASS
    assert (Off().checkers, Off().reviewers) == (0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"review_at": 0.95},  # beyond where a posting is suspended
        {"new_account_days": 0.0},
    ],
)
def test_an_impossible_screening_is_refused_by_the_name_of_its_field(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=rf"^{next(iter(wrong))}: .* must "):
        Screening(**wrong)  # type: ignore[arg-type]


KNOWN: dict[str, Any] = {"verified": True, "age": 1e6, "accepted": 1}  # nothing speaks against this client


@pytest.mark.parametrize(
    ("evidence", "log_odds"),
    [
        ({}, -4.0),
        ({"weight": 0.5}, -4.0 + 3.5),
        ({"contact": True}, -4.0 + 0.5),
        ({"verified": False}, -4.0 + 0.7),
        ({"age": 0.0}, -4.0 + 0.5),
        ({"age": 30.0}, -4.0 + 0.5 * exp(-1)),
        ({"accepted": 0}, -4.0 + 0.4),
        ({"upheld": 2}, -4.0 + 2.0),
        ({"upheld": 3}, -4.0 + 3.0),
        ({"upheld": 4}, -4.0 + 3.0),
        ({"fee": 40_000.0}, -4.0 + 0.8),  # eight quotes: two doublings above twice the quote
        ({"fee": 80_000.0}, -4.0 + 1.2),
        ({"fee": 160_000.0}, -4.0 + 1.2),
        ({"fee": 4.0, "quote": 0.5}, -4.0 + 0.4),  # a quote counts as a yen at least: four quotes, one doubling
        ({"fee": 0.0, "quote": 5.0}, -4.0),
        ({"fee": 5_000.0, "quote": 0.0}, -4.0),
        (
            {
                "weight": 0.5,
                "contact": True,
                "verified": False,
                "age": 0.0,
                "accepted": 0,
                "upheld": 1,
                "fee": 20_000.0,
            },
            -4.0 + 3.5 + 0.5 + 0.7 + 0.5 + 0.4 + 1.0 + 0.4,
        ),
    ],
)
def test_each_piece_of_evidence_adds_its_log_odds(evidence: dict[str, Any], log_odds: float) -> None:
    result = score(posting(**KNOWN | evidence))
    assert log(result / (1 - result)) == pytest.approx(log_odds)


def test_where_a_high_fee_begins_and_ends_can_be_set() -> None:
    rule = Screening(high_fee_weight=1.0, high_fee_from=4.0, high_fee_cap=2.0)
    odds = [score(posting(fee=fee, **KNOWN), rule) for fee in (20_000.0, 40_000.0, 80_000.0, 160_000.0)]
    assert [log(one / (1 - one)) for one in odds] == pytest.approx([-4.0, -3.0, -2.0, -2.0])


def test_only_so_many_earlier_findings_count() -> None:
    rule = Screening(upheld_cap=1)
    assert score(posting(upheld=2), rule) == score(posting(upheld=1), rule) > score(posting(), rule)


def test_a_threshold_is_met_by_a_score_that_equals_it() -> None:
    reached = score(posting(0.4))
    above = np.nextafter(reached, 1.0)
    assert action(posting(0.4), Screening(review_at=reached)) == Action.REVIEW
    assert action(posting(0.4), Screening(review_at=above)) == Action.PASS
    assert action(posting(0.4), Screening(review_at=reached, suspend_at=reached)) == Action.STOP
    assert action(posting(0.4), Screening(review_at=reached, suspend_at=above)) == Action.REVIEW


def test_a_posting_whose_score_nobody_can_tell_is_read_by_a_person() -> None:
    good = posting()
    unclear: Any = SimpleNamespace(**{field.name: getattr(good, field.name) for field in fields(good)})
    unclear.account_age_days = np.array([np.nan])
    assert Screening().verdicts(unclear).action.tolist() == [Action.REVIEW]
