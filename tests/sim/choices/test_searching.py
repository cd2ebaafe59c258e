"""What workers open, what they answer, and how well they fit."""

from math import exp, log
from typing import Any

import numpy as np
import pytest

from sim.choices.searching import (
    Search,
    appeals,
    applies,
    consults,
    ease,
    favourites,
    finds_unfair,
    fit,
    places,
    promises,
    takes_up,
    tires,
)
from tests.sim.directions import LUCK, falls, happens_under, outcome, rises, stays

LIST = {"pull": 0.0, "take_home_ratio": exp(0.5), "search": Search(fee_pull=2.0)}
PAGE = {
    "marks": 0.5,
    "take_home_ratio": exp(0.5),
    "offer": 1.0,
    "fit": 0.75,
    "cue": 0.5,
    "caution": 0.4,
    "novice": False,
    "priced": False,
    "alert": False,
    "crowd": np.array([0]),
    "search": Search(
        fee_pull=2.0, fit_pull=2.0, alert_push=-1.5, lure_cue_push=-2.0, newcomer_fee_blindness=0.6, crowd_push=-0.5
    ),
}
NEWCOMER = PAGE | {"novice": True}
PAIR = {
    "skill": 0.5,
    "need": 0.7,
    "personal": 0.5,
    "at_home": False,
    "search": Search(
        fit_base=0.5,
        fit_skill=0.2,
        fit_shortfall=0.6,
        fit_home=0.1,
        fit_spread=0.16,
        newcomer_fee_blindness=0.9,
        task_base=0.9,
    ),
}


def test_a_row_that_pays_half_a_log_unit_more_draws_by_one() -> None:
    """2 · 0.5 = 1."""
    assert outcome(promises, **LIST) == pytest.approx(1.0, abs=1e-9)
    assert outcome(promises, **LIST | {"pull": 0.25}) == pytest.approx(1.25, abs=1e-9)
    assert outcome(promises, **LIST | {"take_home_ratio": 1.0}) == pytest.approx(0.0, abs=1e-9)


SESSIONS: dict[str, Any] = {  # of two pages, and of one
    "appeal": np.log([1.0, 3.0, 4.0]),
    "first": np.array([0, 2]),
    "able": np.array([True, True]),
    "ease": np.zeros(2),
    "search": Search(apply_base=-np.log(4), page_appeal_weight=1.0),
}


def test_whether_to_apply_depends_on_all_pages_of_a_session() -> None:
    """e⁰ + e^ln 3 = 4 pages' worth over a base of 1 : 4 are even odds; one page that is worth 4 is as good."""
    assert applies(luck=np.array([0.499, 0.499]), **SESSIONS).tolist() == [True, True]
    assert applies(luck=np.array([0.501, 0.501]), **SESSIONS).tolist() == [False, False]


def test_which_page_it_is_depends_on_how_each_appeals_and_on_taste() -> None:
    pages = {"appeal": SESSIONS["appeal"], "first": SESSIONS["first"]}
    assert favourites(**pages, taste=np.zeros(3)).tolist() == [1, 2]
    assert favourites(**pages, taste=np.array([log(3) + 0.001, 0.0, -9.0])).tolist() == [0, 2]


def test_of_pages_that_are_liked_equally_a_session_takes_the_first() -> None:
    appeal, first = np.array([1.0, 2.0, 2.0, -np.inf, -np.inf, 0.5]), np.array([0, 3, 5])
    assert favourites(appeal, first, np.zeros(6)).tolist() == [1, 3, 5]


def test_the_urge_to_apply_counts_a_part_of_the_appeal() -> None:
    """A quarter as much: 4 to the power of one quarter is the square root of 2."""
    slow = SESSIONS | {"search": Search(apply_base=-log(2) / 2, page_appeal_weight=0.25)}
    assert applies(luck=np.array([0.499, 0.501]), **slow).tolist() == [True, False]
    assert applies(luck=np.array([0.501, 0.499]), **slow).tolist() == [False, True]


def test_what_takes_doubt_away_makes_a_session_apply_more_easily() -> None:
    """Half as much again where one is even: odds of 3 to 2."""
    easy = SESSIONS | {"ease": np.array([log(1.5), 0.0])}
    assert applies(luck=np.array([0.599, 0.499]), **easy).tolist() == [True, True]
    assert applies(luck=np.array([0.601, 0.501]), **easy).tolist() == [False, False]


def test_a_filter_takes_doubt_away() -> None:
    numbers = Search(filter_ease=0.25, net_entry_ease=0.5)
    filters = np.array([True, False])
    assert ease(filters, False, numbers).tolist() == [0.25, 0.0]
    assert ease(filters, True, numbers).tolist() == [0.75, 0.5]


def test_who_has_no_effort_left_does_not_apply() -> None:
    tired = SESSIONS | {"able": np.array([False, True])}
    assert applies(luck=np.array([0.0, 0.0]), **tired).tolist() == [False, True]
    nobody: dict[str, Any] = {
        name: value[:0] if isinstance(value, np.ndarray) else value for name, value in SESSIONS.items()
    }
    assert applies(luck=np.zeros(0), **nobody).tolist() == []
    assert favourites(nobody["appeal"], nobody["first"], np.zeros(0)).tolist() == []


def test_the_share_who_ask_first_is_that_of_the_world() -> None:
    numbers = Search(consults=0.1)
    assert happens_under(0.1, consults, talk=0.5, search=numbers)
    assert happens_under(0.1 * 2 * 0.75, consults, talk=0.75, search=numbers)
    assert outcome(consults, talk=0.0, u=0.0, search=numbers) == 0
    assert outcome(consults, talk=0.9, u=LUCK, search=Search(consults=0.9)) == 1


def test_a_week_holds_so_many_applications() -> None:
    numbers = Search(applications_per_week=5.0, applications_less_per_contract=1.5)
    tired = [
        bool(tires(np.array([applied]), np.array([running]), numbers)[0])
        for applied, running in ((4, 0), (5, 0), (1, 2), (2, 2), (0, 3))
    ]
    assert tired == [False, True, False, True, True]


def test_a_reader_weighs_pay_fit_words_and_marks() -> None:
    pay, suits, words = 2 * 0.5, 2 * (0.75 - 0.5), -2 * 0.5 * 0.4
    usual = pay + suits + words + 0.5
    assert outcome(appeals, **PAGE) == pytest.approx(usual, abs=1e-9)
    assert outcome(appeals, **PAGE | {"alert": True}) == pytest.approx(usual - 1.5, abs=1e-9)


def test_the_careful_find_pay_too_good_to_be_true() -> None:
    """Twice as much as what still is, at caution 0.4: 0.4 · 3 · ln 2 less; newcomers see four tenths of it."""
    wary = {"search": Search(newcomer_fee_blindness=0.6, too_good=-3.0, too_good_from=1.5)}
    good, fine = ({"offer": np.array([offer])} for offer in (3.0, 1.5))
    assert outcome(appeals, **PAGE | wary | fine) == outcome(appeals, **PAGE | wary)
    less = outcome(appeals, **PAGE | wary) - outcome(appeals, **PAGE | wary | good)
    assert less == pytest.approx(0.4 * 3 * log(2), abs=1e-9)
    less = outcome(appeals, **NEWCOMER | wary) - outcome(appeals, **NEWCOMER | wary | good)
    assert less == pytest.approx(0.4 * 0.4 * 3 * log(2), abs=1e-9)


def test_where_others_have_applied_before_a_page_draws_less() -> None:
    """Twelve times: half of ln 13 less."""
    crowded = PAGE | {"crowd": np.array([12])}
    assert outcome(appeals, **PAGE) - outcome(appeals, **crowded) == pytest.approx(0.5 * log(13), abs=1e-9)


def test_a_newcomer_sees_four_tenths_of_the_pay() -> None:
    rest = 2 * 0.25 - 2 * 0.5 * 0.4 + 0.5  # it suits, words put off, marks draw
    assert outcome(appeals, **NEWCOMER) == pytest.approx(rest + 2 * 0.4 * 0.5, abs=1e-9)
    assert outcome(appeals, **NEWCOMER | {"priced": True}) == pytest.approx(rest + 2 * 0.5, abs=1e-9)
    assert outcome(appeals, **NEWCOMER | {"alert": True}) == pytest.approx(rest + 2 * 0.5 - 1.5, abs=1e-9)
    both = NEWCOMER | {"priced": True, "alert": True}
    assert outcome(appeals, **both) == pytest.approx(rest + 2 * 0.5 - 1.5, abs=1e-9)


def test_a_worker_a_fifth_short_fits_by_skill_less_the_shortfall() -> None:
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


def test_a_fee_of_half_the_market_price_is_unfair_below_two_thirds() -> None:
    """ln ½ + ln 2 · ½ = ln 0.71, above ln ⅔; ln ½ + ln 2 · 0.4 = ln 0.66, below it."""
    offer = {"fee": 500.0, "price": 1000.0, "search": Search(survey_noise=log(2), unfair_below=2 / 3)}
    assert [outcome(finds_unfair, **offer, noise=noise) for noise in (-1.0, 0.0, 0.4, 0.5)] == [1, 1, 1, 0]


def test_the_share_who_answer_a_scout_is_that_of_the_world() -> None:
    assert happens_under(0.1, takes_up, true_fit=0.5, share=0.1)
    assert happens_under(0.1 * 2 * 0.75, takes_up, true_fit=0.75, share=0.1)
    assert outcome(takes_up, true_fit=0.9, share=0.9, u=LUCK) == 1


def test_a_fresh_job_has_nine_places_and_one_in_the_end() -> None:
    """1 + 8 · exp(−age / 2): 9 at once, at 2 · ln 2 days 1 + 4; a place is rounded, half of it upward."""
    numbers = Search(fresh_job_places=9, freshness=2.0)
    assert [outcome(places, age=age, search=numbers) for age in (0.0, 2 * log(2), 2 * log(16) - 0.01, 40.0)] == [
        9,
        5,
        2,
        1,
    ]
    assert outcome(places, age=0.0, search=Search(fresh_job_places=1)) == 1
