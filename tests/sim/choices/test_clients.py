"""Who a client is, from luck alone."""

from dataclasses import replace
from math import log

import numpy as np
import pytest

from sim.choices.clients import (
    accepted_before,
    breaks,
    client_type,
    failed_before,
    generosity,
    heeds,
    lapses,
    mean_rating,
    misuses,
    post_rate,
    reliability,
    ring_ticks,
    ticked,
    ticks,
    told_before,
    verifies,
)
from sim.choices.people import Population
from sim.state.codes import ClientType
from tests.sim.directions import LUCK, happens_under, outcome

PEOPLE = Population(
    low_paying=0.25,
    careless=0.125,
    marketers=0.0625,
    marketing_share=0.75,
    unwitting_violations=0.1,
    taught_by_check=0.5,
    stops_when_told=0.75,
    marketer_stops_when_told=0.625,
    verified_marketer=0.125,
    verified_honest=0.375,
    post_rate=0.02,
    post_spread=log(4),
    post_cap=0.5,
    low_pay_discount=log(2),
    generosity_spread=log(1.5),
    reliability=0.96,
    careless_reliability=0.5,
    reliability_spread=0.1,
    history_accepted=5.0,
    history_failed=0.5,
    rating=4.8,
    poor_rating=4.0,
    rating_spread=0.1,
    ticked_items_cap=0.9,
    ticked_partly=0.25,
    ticked_ring=0.5,
)
RECORD = {"accepted": 20.0, "reliability": 0.9, "careless": False, "u": 0.75, "more": 0.5, "people": PEOPLE}
SLOPPY = RECORD | {"careless": True}
CHECK = {"some": 0.8, "people": PEOPLE}


def test_types_of_clients_have_their_shares() -> None:
    count = np.bincount(client_type(LUCK, PEOPLE), minlength=5)
    assert count[ClientType.LOW_PAYING] == 250
    assert count[ClientType.CARELESS] == 125
    assert count[ClientType.MARKETER] == pytest.approx(62.5, abs=1)
    assert count[ClientType.RING] == 0
    assert count[ClientType.HONEST] == pytest.approx(562.5, abs=1)


def test_who_is_least_reluctant_to_look_into_the_rules_verifies() -> None:
    """A tenth of postings on average: at a reluctance of 0.375, where the last verify, 2 · 0.1 · 0.375."""
    ordinary, reluctance = np.zeros(3, np.bool_), np.array([0.0, 0.375, 1.0])
    assert verifies(ordinary, np.array([0.374, 0.375, 1.0]), PEOPLE).tolist() == [True, False, False]
    assert lapses(ordinary, reluctance, PEOPLE) == pytest.approx([0.0, 0.075, 0.2])
    assert lapses(np.zeros(1000, np.bool_), LUCK, PEOPLE).mean() == pytest.approx(0.1, abs=1e-3)
    assert lapses(ordinary, reluctance, Population(unwitting_violations=0.8)).tolist() == [0.0, pytest.approx(0.6), 1.0]


def test_who_is_more_reluctant_misuses_special_terms_more_often() -> None:
    """A fifth of the terms on average: at a reluctance of 0.375, 2 · 0.2 · 0.375; and never more than all of them."""
    reluctance = np.array([0.0, 0.375, 1.0])
    assert misuses(0.2, reluctance) == pytest.approx([0.0, 0.15, 0.4])
    assert misuses(0.2, LUCK).mean() == pytest.approx(0.2, abs=1e-3)
    assert misuses(0.8, reluctance) == pytest.approx([0.0, 0.6, 1.0])
    assert not misuses(0.0, LUCK).any()


def test_small_marketers_rarely_verify_and_advertise_in_most_of_their_postings() -> None:
    marketer, reluctance = np.ones(3, np.bool_), np.array([0.124, 0.125, 0.9])
    assert verifies(marketer, reluctance, PEOPLE).tolist() == [True, False, False]
    assert lapses(marketer, reluctance, PEOPLE).tolist() == [0.75] * 3


def test_three_quarters_take_heed_and_half_of_the_marketers() -> None:
    assert heeds(np.array([False, False, True, True]), np.array([0.74, 0.75, 0.62, 0.63]), PEOPLE).tolist() == [
        True,
        False,
        True,
        False,
    ]


def test_what_is_ticked_takes_half_of_the_lapses_from_those_who_heed() -> None:
    """Of a lapse in every second posting: 0.5 · (1 − 0.5), 0.5 · (1 − 0.5 · 0.4), and all of it where nobody heeds."""
    luck = {"lapses": 0.5, "people": PEOPLE}
    assert happens_under(0.25, breaks, heeds=True, checked=1.0, **luck)
    assert happens_under(0.4, breaks, heeds=True, checked=0.4, **luck)
    assert happens_under(0.5, breaks, heeds=False, checked=1.0, **luck)
    assert happens_under(0.5, breaks, heeds=True, checked=0.0, **luck)
    assert not breaks(np.zeros(1), np.zeros(1, np.bool_), np.zeros(1), np.zeros(1), PEOPLE).any()


def test_clients_post_at_their_mean_rate_on_average() -> None:
    """The median of a log-normal is its mean · exp(−spread² / 2); one spread above it is four times as much."""
    median = 0.02 * np.exp(-(log(4) ** 2) / 2)
    assert outcome(post_rate, z=0.0, people=PEOPLE) == pytest.approx(median, abs=1e-9)
    assert outcome(post_rate, z=1.0, people=PEOPLE) == pytest.approx(4 * median, abs=1e-9)
    many = np.random.default_rng(1).normal(size=200_000)
    calm = Population(post_rate=0.02, post_spread=0.5)
    assert outcome(post_rate, z=many, people=calm) == pytest.approx(0.02, rel=0.01)


def test_the_busiest_client_posts_no_more_than_the_cap() -> None:
    assert outcome(post_rate, z=5.0, people=PEOPLE) == 0.5


def test_low_paying_clients_mean_to_pay_half_and_others_the_market_price() -> None:
    assert outcome(generosity, low=False, z=0.0, people=PEOPLE) == pytest.approx(1.0, abs=1e-9)
    assert outcome(generosity, low=True, z=0.0, people=PEOPLE) == pytest.approx(1 / 2, abs=1e-9)
    assert outcome(generosity, low=True, z=1.0, people=PEOPLE) == pytest.approx(1.5 / 2, abs=1e-9)


def test_the_best_client_pays_for_all_but_one_in_25() -> None:
    assert outcome(reliability, careless=False, u=1.0, people=PEOPLE) == pytest.approx(0.96, abs=1e-9)
    assert outcome(reliability, careless=False, u=0.0, people=PEOPLE) == pytest.approx(0.96 * 0.9, abs=1e-9)
    assert outcome(reliability, careless=True, u=0.5, people=PEOPLE) == pytest.approx(0.5 * 0.95, abs=1e-9)


def test_who_posts_twice_as_often_brings_twice_the_record() -> None:
    """At u = 0.75, 5 · ln 4 = 6.9, and for twice the rate 13.9, rounded down."""
    assert outcome(accepted_before, chooses=1.0, rate=0.02, u=0.75, people=PEOPLE) == 6
    assert outcome(accepted_before, chooses=1.0, rate=0.04, u=0.75, people=PEOPLE) == 13
    assert outcome(accepted_before, chooses=0.5, rate=0.04, u=0.75, people=PEOPLE) == 6
    assert outcome(accepted_before, chooses=1.0, rate=0.04, u=0.0, people=PEOPLE) == 0


def test_of_twenty_contracts_a_reliable_client_let_three_fail() -> None:
    """20 · 0.1 · 2 · 0.75 = 3; 20 · 0.5 · 0.5 = 5."""
    assert outcome(failed_before, **RECORD | {"u": 0.76}) == 3
    assert outcome(failed_before, **SLOPPY | {"u": 0.76}) == 3 + 5


def test_half_are_told_by_one_contract_and_three_quarters_by_two() -> None:
    people = replace(PEOPLE, told_by_contract=0.5)
    assert told_before(np.array([0, 1, 1, 2, 2]), np.array([0.0, 0.49, 0.5, 0.74, 0.75]), people).tolist() == [
        False, True, False, True, False
    ]  # fmt: skip


def test_good_clients_stand_at_four_point_eight_stars() -> None:
    assert outcome(mean_rating, poor=False, z=0.0, people=PEOPLE) == pytest.approx(4.8, abs=1e-9)
    assert outcome(mean_rating, poor=False, z=-1.0, people=PEOPLE) == pytest.approx(4.7, abs=1e-9)
    assert outcome(mean_rating, poor=True, z=1.0, people=PEOPLE) == pytest.approx(4.1, abs=1e-9)


def test_a_mean_rating_is_one_star_at_least_and_five_at_most() -> None:
    assert outcome(mean_rating, poor=False, z=9.0, people=PEOPLE) == 5.0
    assert outcome(mean_rating, poor=True, z=-40.0, people=PEOPLE) == 1.0


def test_some_who_take_no_check_seriously_tick_most_of_it() -> None:
    """A part is 9 tenths of 0.8."""
    assert outcome(ticks, **CHECK) == pytest.approx(0.72)
    assert outcome(ticks, **CHECK | {"some": 0.75}) == 0  # a quarter of the others: from three quarters up
    assert outcome(ticks, **CHECK | {"some": 0.76}) == pytest.approx(0.684)


def test_half_of_the_accounts_of_rings_tick_the_whole_check() -> None:
    assert outcome(ring_ticks, **CHECK | {"u": 0.49}) == 1.0
    assert outcome(ring_ticks, **CHECK | {"u": 0.5}) == pytest.approx(0.72)


def test_items_are_ticked_whole() -> None:
    """0.72 of 10 items are 7.2; of no item at all, none."""
    assert ticked(np.array([0.0, 0.72, 0.999, 1.0]), 10).tolist() == [0, 7, 9, 10]
    assert ticked(np.array([0.0, 0.72, 0.999, 1.0]), 1_000).tolist() == [0, 720, 999, 1_000]
    assert ticked(np.array([1.0]), 0).tolist() == [0]
