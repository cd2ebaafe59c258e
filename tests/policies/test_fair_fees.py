"""What is said about a fee: the quote, the alert, the survey."""

import numpy as np
import pytest

from policies.fee_alert import FeeAlert
from policies.fee_survey import FeeSurvey
from policies.rate_guide import RateGuide
from policies.records import CompletedContracts, Format

WRITING, DESIGN = 0, 1


def completed(*rows: tuple[int, Format, float]) -> CompletedContracts:
    category, format, amount = zip(*rows, strict=True)
    return CompletedContracts(np.array(category), np.array(format), np.array(amount, np.float64))


def test_the_quote_is_the_median_of_a_category_and_format() -> None:
    quotes = RateGuide(min_sample=3).quotes(
        completed(
            (WRITING, Format.FIXED, 900.0),
            (WRITING, Format.FIXED, 100.0),
            (WRITING, Format.FIXED, 300.0),
            (DESIGN, Format.HOURLY, 10.0),
            (DESIGN, Format.HOURLY, 20.0),
            (DESIGN, Format.HOURLY, 40.0),
            (DESIGN, Format.HOURLY, 30.0),
        ),
        categories=2,
    )
    assert quotes[WRITING, Format.FIXED] == 300
    assert quotes[DESIGN, Format.HOURLY] == 25
    assert np.isnan(quotes[WRITING, Format.HOURLY])
    assert np.isnan(quotes[DESIGN, Format.FIXED])


def test_the_median_agrees_with_numpy_on_many_contracts() -> None:
    rng = np.random.default_rng(5)
    contracts = CompletedContracts(rng.integers(0, 9, 3_000), rng.integers(0, 2, 3_000), rng.random(3_000))
    quotes = RateGuide().quotes(contracts, 9)
    for category, format in np.ndindex(9, 2):
        group = (contracts.category == category) & (contracts.format == format)
        assert quotes[category, format] == np.median(contracts.amount[group])


def test_a_category_with_too_few_contracts_has_no_quote() -> None:
    few = completed(*[(WRITING, Format.FIXED, 100.0)] * 9)
    assert np.isnan(RateGuide(min_sample=10).quotes(few, 1)).all()
    assert RateGuide(min_sample=9).quotes(few, 1)[WRITING, Format.FIXED] == 100


def test_tasks_and_uncovered_categories_have_no_quote() -> None:
    many = completed(*[(WRITING, Format.TASK, 50.0)] * 20, *[(DESIGN, Format.FIXED, 50.0)] * 20)
    quotes = RateGuide(uncovered_categories=frozenset({DESIGN})).quotes(many, 2)
    assert np.isnan(quotes).all()
    assert not RateGuide().uncovered_categories
    assert RateGuide(covered_formats=frozenset({"task"})).quotes(many, 2)[WRITING, Format.TASK] == 50


def test_an_alert_stands_below_half_the_quote_and_not_at_it() -> None:
    assert FeeAlert().alerts(np.array([499.0, 500.0, 2_000.0]), np.full(3, 1_000.0)).tolist() == [True, False, False]


def test_without_a_quote_there_is_no_alert() -> None:
    assert not FeeAlert().alerts(np.array([0.0]), np.array([np.nan])).any()


def test_a_client_sees_the_unfair_share_from_three_answers_on() -> None:
    shown = FeeSurvey().shown(fair=np.array([0, 1, 3]), unfair=np.array([2, 2, 1]))
    assert np.isnan(shown[0])
    assert shown[1:].tolist() == [2 / 3, 0.25]


def test_a_closed_survey_shows_nothing() -> None:
    assert np.isnan(FeeSurvey(open=False).shown(np.array([9]), np.array([9]))).all()


def test_a_survey_that_hides_its_answers_shows_clients_nothing() -> None:
    survey = FeeSurvey(tells_client=False)
    assert survey.open
    assert np.isnan(survey.shown(np.array([9, 0]), np.array([9, 3]))).all()


def test_an_unknown_format_or_category_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^covered_formats: 'contest' is unknown"):
        RateGuide(covered_formats=frozenset({"contest"}))
    with pytest.raises(ValueError, match=r"^uncovered_categories: -2 is no category"):
        RateGuide(uncovered_categories=frozenset({-2}))


def test_contracts_of_categories_that_nobody_asks_about_give_no_quote() -> None:
    many = completed(*[(WRITING, Format.FIXED, 50.0)] * 10, *[(DESIGN, Format.FIXED, 90.0)] * 10)
    quotes = RateGuide(uncovered_categories=frozenset({DESIGN, 7})).quotes(many, categories=1)
    assert quotes.shape == (1, 3)
    assert quotes[WRITING, Format.FIXED] == 50


def test_a_fee_that_is_no_number_is_refused() -> None:
    for fee in (np.nan, -1.0, np.inf):
        with pytest.raises(ValueError, match=rf"^fee\[0\]: {fee:g} is out of range, must be at least 0"):
            FeeAlert().alerts(np.array([fee]), np.array([1_000.0]))
