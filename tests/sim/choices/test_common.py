"""What choices share: log-odds add up, people move part of the way, luck has shapes, hours wrap at midnight."""

from math import log
from types import SimpleNamespace

import numpy as np
import pytest

from sim.choices.common import around, evenly, gumbel, hour_of_day, later_today, logistic, middling, one_each, toward
from tests.sim.directions import LUCK, outcome, rises


def test_a_list_holds_one_number_for_each_item() -> None:
    fits = (1.0, 2.0)
    one_each(SimpleNamespace(price=fits, weight=fits), ("a", "b"), "a category", "price", "weight")
    for wrong in ((), (1.0,), (1.0, 2.0, 3.0)):
        with pytest.raises(ValueError, match=rf"^weight: has {len(wrong)} numbers, must be 2, one a category$"):
            one_each(SimpleNamespace(price=fits, weight=wrong), ("a", "b"), "a category", "price", "weight")


def test_even_odds_are_one_half_and_three_to_one_three_quarters() -> None:
    assert outcome(logistic, log_odds=0.0) == pytest.approx(1 / 2, abs=1e-9)
    assert outcome(logistic, log_odds=log(3)) == pytest.approx(3 / 4, abs=1e-9)
    assert outcome(logistic, log_odds=-log(3)) == pytest.approx(1 / 4, abs=1e-9)


def test_the_best_of_two_by_taste_is_a_logit_choice() -> None:
    """What draws one log 3 more is the better one three times of four."""
    one, other = (part.ravel() for part in np.meshgrid(LUCK, LUCK))
    assert np.mean(log(3) + gumbel(one) > gumbel(other)) == pytest.approx(3 / 4, abs=0.002)
    assert outcome(gumbel, u=np.exp(-1.0)) == pytest.approx(0.0, abs=1e-9)
    assert rises(gumbel, "u", 0.4, 0.5)
    assert np.isfinite(gumbel(np.array([0.0, np.nextafter(1.0, 0.0)]))).all()


def test_a_quarter_of_the_way_from_a_fifth_is_two_fifths() -> None:
    assert outcome(toward, value=0.2, target=1.0, share=0.25) == pytest.approx(0.2 + 0.8 * 0.25, abs=1e-9)
    assert outcome(toward, value=0.2, target=0.0, share=0.25) == pytest.approx(0.2 - 0.2 * 0.25, abs=1e-9)


def test_no_share_of_the_way_stays_and_the_whole_way_arrives() -> None:
    assert outcome(toward, value=0.2, target=0.9, share=0.0) == 0.2
    assert outcome(toward, value=0.2, target=0.9, share=1.0) == pytest.approx(0.9, abs=1e-9)


def test_two_strokes_of_luck_make_a_middling_one() -> None:
    assert outcome(middling, a=0.2, b=0.6) == pytest.approx((0.2 + 0.6) / 2, abs=1e-9)


def test_around_a_quarter_what_is_middling_is_squared() -> None:
    """ln 1/4 ÷ ln 1/2 = 2."""
    assert outcome(around, middle=0.25, a=0.2, b=0.6) == pytest.approx(0.4**2, abs=1e-9)
    assert outcome(around, middle=0.5, a=0.2, b=0.6) == pytest.approx(0.4, abs=1e-9)


def test_around_ten_by_half_evenly_is_from_five_to_fifteen() -> None:
    assert [outcome(evenly, mean=10.0, spread=0.5, u=u) for u in (0.0, 0.5, 0.75, 1.0)] == [5.0, 10.0, 12.5, 15.0]
    assert outcome(evenly, mean=10.0, spread=0.0, u=0.9) == 10.0
    assert outcome(evenly, mean=10.0, spread=1.0, u=LUCK) == pytest.approx(10.0, abs=1e-9)


def test_one_spread_late_is_as_many_hours_after_the_rush() -> None:
    assert outcome(hour_of_day, normal=1.0, rush=14.0, spread=3.5) == pytest.approx(17.5, abs=1e-9)


def test_after_midnight_the_hours_begin_anew() -> None:
    assert outcome(hour_of_day, normal=2.0, rush=20.0, spread=4.0) == pytest.approx(28 - 24, abs=1e-9)
    assert outcome(hour_of_day, normal=-2.0, rush=6.0, spread=4.0) == pytest.approx(-2 + 24, abs=1e-9)


def test_later_today_is_between_the_moment_and_the_end_of_the_day() -> None:
    assert outcome(later_today, moment=3.25, u=0.0, day=3) == 3.25
    assert outcome(later_today, moment=3.25, u=0.5, day=3) == pytest.approx(3.25 + 0.5 * (3.98 - 3.25), abs=1e-9)


def test_what_happened_yesterday_is_followed_up_from_the_morning() -> None:
    assert outcome(later_today, moment=2.25, u=0.5, day=3) == pytest.approx(3 + 0.5 * 0.98, abs=1e-9)
