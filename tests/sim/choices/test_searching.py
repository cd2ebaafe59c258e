"""What workers open, what they answer, and how well they fit."""

from math import exp, log

import pytest

from sim.choices.searching import Search, applies, finds_unfair, fit, likes_scout, opens, places
from tests.sim.directions import LUCK, falls, happens_under, outcome, rises, stays

LIST = {"pull": 0.0, "take_home_ratio": exp(0.5), "search": Search(open_base=-1.0, fee_pull=2.0)}
PAGE = {
    "marks": 0.5,
    "take_home_ratio": exp(0.5),
    "fit": 0.75,
    "cue": 0.5,
    "caution": 0.4,
    "novice": False,
    "priced": False,
    "alert": False,
    "search": Search(apply_base=-1.0, fee_pull=2.0, fit_pull=2.0, alert_push=-1.5, cue_push=-2.0, novice_blind=0.6),
}
NEWCOMER = PAGE | {"novice": True}
PAIR = {
    "skill": 0.5,
    "need": 0.7,
    "personal": 0.5,
    "at_home": False,
    "search": Search(fit_base=0.5, fit_skill=0.2, fit_shortfall=0.6, fit_home=0.1, fit_spread=0.16),
}


def chance(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


def test_a_row_that_pays_half_a_log_unit_more_than_wanted_is_opened_every_second_time() -> None:
    """−1 + 2 · 0.5 = 0."""
    assert outcome(opens, **LIST) == pytest.approx(1 / 2, abs=1e-9)
    assert outcome(opens, **LIST | {"pull": log(3)}) == pytest.approx(3 / 4, abs=1e-9)
    assert outcome(opens, **LIST | {"take_home_ratio": 1.0}) == pytest.approx(chance(-1), abs=1e-9)


def test_pay_and_good_marks_draw() -> None:
    assert rises(opens, "pull", 0.0, 0.1, **LIST)
    assert rises(opens, "take_home_ratio", 1.0, 1.1, **LIST)
    assert rises(opens, "search.open_base", -1.0, -0.9, **LIST)
    assert rises(opens, "search.fee_pull", 2.0, 2.1, **LIST)
    assert falls(opens, "search.fee_pull", 2.0, 2.1, **LIST | {"take_home_ratio": 0.9})


def test_a_reader_weighs_pay_fit_words_and_marks() -> None:
    pay, suits, words = 2 * 0.5, 2 * (0.75 - 0.5), -2 * 0.5 * 0.4
    usual = -1 + pay + suits + words + 0.5
    assert outcome(applies, **PAGE) == pytest.approx(chance(usual), abs=1e-9)
    assert outcome(applies, **PAGE | {"alert": True}) == pytest.approx(chance(usual - 1.5), abs=1e-9)


def test_a_newcomer_sees_four_tenths_of_the_pay_unless_a_quote_or_an_alert_stands_there() -> None:
    suits, words = 2 * 0.25, -2 * 0.5 * 0.4
    rest = -1 + suits + words + 0.5
    assert outcome(applies, **NEWCOMER) == pytest.approx(chance(rest + 2 * 0.4 * 0.5), abs=1e-9)
    assert outcome(applies, **NEWCOMER | {"priced": True}) == pytest.approx(chance(rest + 2 * 0.5), abs=1e-9)
    assert outcome(applies, **NEWCOMER | {"alert": True}) == pytest.approx(chance(rest + 2 * 0.5 - 1.5), abs=1e-9)
    assert outcome(applies, **NEWCOMER | {"priced": True, "alert": True}) == pytest.approx(
        chance(rest + 2 * 0.5 - 1.5), abs=1e-9
    )


def test_the_experienced_need_no_quote_to_judge_a_fee() -> None:
    assert stays(applies, "priced", False, True, **PAGE)
    assert rises(applies, "priced", False, True, **NEWCOMER)
    assert falls(applies, "novice", False, True, **PAGE)
    assert falls(applies, "search.novice_blind", 0.5, 0.6, **NEWCOMER)
    assert stays(applies, "search.novice_blind", 0.5, 0.6, **PAGE)


def test_marks_pay_and_fit_draw_applicants_and_alerts_put_them_off() -> None:
    assert rises(applies, "marks", 0.5, 0.6, **PAGE)
    assert rises(applies, "take_home_ratio", 1.0, 1.1, **PAGE)
    assert rises(applies, "fit", 0.7, 0.8, **PAGE)
    assert falls(applies, "alert", False, True, **PAGE)
    assert rises(applies, "search.apply_base", -1.0, -0.9, **PAGE)
    assert rises(applies, "search.fee_pull", 2.0, 2.1, **PAGE)
    assert rises(applies, "search.fit_pull", 2.0, 2.1, **PAGE)
    assert falls(applies, "search.fit_pull", 2.0, 2.1, **PAGE | {"fit": 0.25})
    assert rises(applies, "search.alert_push", -1.5, -1.4, **PAGE | {"alert": True})


def test_careful_people_are_put_off_by_words_that_lure_and_careless_ones_are_not() -> None:
    assert falls(applies, "cue", 0.5, 0.6, **PAGE)
    assert falls(applies, "caution", 0.4, 0.5, **PAGE)
    assert stays(applies, "cue", 0.5, 0.6, **PAGE | {"caution": 0.0})
    assert stays(applies, "caution", 0.4, 0.5, **PAGE | {"cue": 0.0})
    assert rises(applies, "search.cue_push", -2.0, -1.9, **PAGE)


def test_a_worker_a_fifth_short_of_the_need_fits_by_its_skill_less_the_shortfall() -> None:
    able = 0.5 + 0.2 * 0.5 - 0.6 * (0.7 - 0.5)
    assert outcome(fit, **PAIR) == pytest.approx(able + 0.16 * 0.5, abs=1e-9)
    assert outcome(fit, **PAIR | {"at_home": True}) == pytest.approx(able + 0.1 + 0.16 * 0.5, abs=1e-9)


def test_more_skill_than_needed_costs_nothing_and_too_little_does() -> None:
    assert stays(fit, "need", 0.1, 0.5, **PAIR)
    assert falls(fit, "need", 0.6, 0.7, **PAIR)
    assert rises(fit, "skill", 0.5, 0.6, **PAIR)
    assert rises(fit, "skill", 0.8, 0.9, **PAIR)
    assert rises(fit, "personal", 0.5, 0.6, **PAIR)
    assert rises(fit, "at_home", False, True, **PAIR)


def test_fit_is_a_share() -> None:
    assert outcome(fit, **PAIR | {"personal": 9.0}) == 1.0
    assert outcome(fit, **PAIR | {"personal": -9.0}) == 0.0


def test_each_number_of_fit_moves_those_whom_it_is_about() -> None:
    assert rises(fit, "search.fit_base", 0.5, 0.6, **PAIR)
    assert rises(fit, "search.fit_skill", 0.1, 0.2, **PAIR)
    assert falls(fit, "search.fit_shortfall", 0.5, 0.6, **PAIR)
    assert stays(fit, "search.fit_shortfall", 0.5, 0.6, **PAIR | {"need": 0.4})
    assert rises(fit, "search.fit_home", 0.05, 0.1, **PAIR | {"at_home": True})
    assert stays(fit, "search.fit_home", 0.05, 0.1, **PAIR)
    assert rises(fit, "search.fit_spread", 0.1, 0.2, **PAIR)
    assert falls(fit, "search.fit_spread", 0.1, 0.2, **PAIR | {"personal": -0.5})


def test_a_fee_of_half_the_market_price_is_unfair_below_two_thirds_unless_the_market_is_taken_for_cheap() -> None:
    """ln ½ + ln 2 · ½ = ln 0.71, above ln ⅔; ln ½ + ln 2 · 0.4 = ln 0.66, below it."""
    offer = {"fee": 500.0, "price": 1000.0, "search": Search(survey_noise=log(2), unfair_below=2 / 3)}
    assert [outcome(finds_unfair, **offer, noise=noise) for noise in (-1.0, 0.0, 0.4, 0.5)] == [1, 1, 1, 0]


def test_more_readers_call_a_fee_unfair_that_is_low_for_its_market_and_where_they_ask_for_more() -> None:
    views = {"noise": 4 * LUCK - 2, "search": Search(survey_noise=0.3, unfair_below=0.75)}
    offer = views | {"fee": 800.0, "price": 1000.0}
    assert falls(finds_unfair, "fee", 800.0, 900.0, **offer)
    assert rises(finds_unfair, "price", 1000.0, 1100.0, **offer)
    assert rises(finds_unfair, "search.unfair_below", 0.7, 0.8, **offer)
    assert rises(finds_unfair, "search.survey_noise", 0.1, 0.3, **offer)
    assert falls(finds_unfair, "search.survey_noise", 0.1, 0.3, **offer | {"fee": 600.0})


def test_of_scouts_for_work_that_fits_half_so_many_are_answered_as_the_world_says() -> None:
    numbers = Search(scout_answered=0.1)
    assert happens_under(0.1, likes_scout, true_fit=0.5, search=numbers)
    assert happens_under(0.1 * 2 * 0.75, likes_scout, true_fit=0.75, search=numbers)
    assert outcome(likes_scout, true_fit=0.9, u=LUCK, search=Search(scout_answered=0.9)) == 1
    assert rises(likes_scout, "search.scout_answered", 0.1, 0.2, true_fit=0.5, u=LUCK, search=numbers)


def test_a_fresh_job_has_nine_places_five_once_half_of_its_freshness_is_gone_and_one_in_the_end() -> None:
    """1 + 8 · exp(−age / 2): 9 at once, at 2 · ln 2 days 1 + 4; a place is rounded, half of it upward."""
    numbers = Search(arcs=9, freshness=2.0)
    assert [outcome(places, age=age, search=numbers) for age in (0.0, 2 * log(2), 2 * log(16) - 0.01, 40.0)] == [
        9,
        5,
        2,
        1,
    ]
    assert rises(places, "search.freshness", 2.0, 3.0, age=2.0, search=numbers)
    assert rises(places, "search.arcs", 9, 12, age=0.0, search=numbers)
    assert outcome(places, age=0.0, search=Search(arcs=1)) == 1
