"""Who a worker is, from luck alone."""

from math import exp, log

import numpy as np
import pytest

from sim.choices.people import Population
from sim.choices.workers import AGE_BANDS, FILTERS, activity, age_band, reserve, search_filter
from tests.sim.directions import LUCK, outcome

PEOPLE = Population(
    activity_median=0.01,
    activity_spread=log(4),
    activity_cap=0.5,
    reservation_wage=log(0.8),
    reservation_wage_spread=log(1.5),
    young=0.25,
    filter_verified=0.25,
    filter_certified=0.125,
)


def test_one_spread_above_the_median_is_here_four_times_as_often() -> None:
    assert outcome(activity, z=0.0, people=PEOPLE) == pytest.approx(0.01, abs=1e-9)
    assert outcome(activity, z=1.0, people=PEOPLE) == pytest.approx(0.01 * 4, abs=1e-9)
    assert outcome(activity, z=-1.0, people=PEOPLE) == pytest.approx(0.01 / 4, abs=1e-9)


def test_nobody_is_here_more_often_than_the_busiest() -> None:
    assert outcome(activity, z=5.0, people=PEOPLE) == 0.5


def test_workers_want_eight_tenths_of_the_market_price_give_or_take() -> None:
    assert outcome(reserve, z=0.0, people=PEOPLE) == pytest.approx(0.8, abs=1e-9)
    assert outcome(reserve, z=1.0, people=PEOPLE) == pytest.approx(0.8 * 1.5, abs=1e-9)
    assert outcome(reserve, z=-1.0, people=PEOPLE) == pytest.approx(0.8 / 1.5, abs=1e-9)


def test_a_quarter_are_young() -> None:
    older = np.tile(LUCK[::10], 10)
    bands = age_band(LUCK, older, PEOPLE)
    assert (bands == 0).mean() == 0.25
    above = np.bincount(age_band(np.ones(999), (np.arange(999) + 0.5) / 999, PEOPLE).astype(int))
    assert above.tolist() == [0, 333, 333, 333]
    assert len(above) == AGE_BANDS
    assert outcome(age_band, u=0.25, older=0.0, people=PEOPLE) == 1


def test_filters_are_used_by_their_shares_and_by_nobody_else() -> None:
    used = np.bincount(search_filter(LUCK, PEOPLE), minlength=len(FILTERS))
    assert dict(zip(FILTERS, used.tolist(), strict=True)) == {
        "verified": 250,
        "advice": 0,  # nobody's own idea
        "certified": 125,
        "none": 625,
    }


def test_the_edges_between_filters_belong_to_the_next_one() -> None:
    assert [outcome(search_filter, u=u, people=PEOPLE) for u in (0.0, 0.25, 0.375)] == [1, 3, 0]


def test_a_spread_of_nothing_makes_everybody_alike() -> None:
    same = Population(activity_spread=0.0, reservation_wage_spread=0.0)
    assert np.unique(activity(np.linspace(-3, 3, 50), same)).tolist() == [same.activity_median]
    assert np.unique(reserve(np.linspace(-3, 3, 50), same)) == pytest.approx([exp(same.reservation_wage)])
