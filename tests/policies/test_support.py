"""Support: relief by date, entitlement and reach."""

from datetime import date
from typing import Any

import pytest

from policies.support import Off, Support
from tests.policies import hand


def relief(on: date, **worker: Any) -> float:
    """The part of one worker's pressure that support takes away on a day."""
    return float(Support().relief(hand.workers(on, **worker))[0])


def test_guardians_get_the_closure_subsidy_from_february_to_september() -> None:
    days = [date(2020, 2, 26), date(2020, 2, 27), date(2020, 4, 1), date(2020, 9, 30), date(2020, 10, 1)]
    amounts = [relief(day, guardian=True) for day in days]
    assert amounts == pytest.approx([0.0, 0.3 * 4_100 / 7_500, 0.3, 0.3, 0.0])


def test_full_time_workers_get_grants_from_29_june_and_14_july() -> None:
    days = [date(2020, 6, 28), date(2020, 6, 29), date(2020, 7, 14)]
    assert [relief(day, main_income=True) for day in days] == pytest.approx([0.0, 0.3, 1 - 0.7 * 0.85])


def test_relief_reaches_only_those_who_hear_of_it() -> None:
    assert relief(date(2020, 8, 1), guardian=True, main_income=True, reached=0.0) == 0.0


def test_the_consultation_room_reaches_more_workers_from_12_may() -> None:
    assert relief(date(2020, 5, 11), guardian=True, reached=0.65) == 0.0
    assert relief(date(2020, 5, 12), guardian=True, reached=0.65) == pytest.approx(0.3)


def test_who_is_entitled_to_nothing_gets_nothing() -> None:
    assert relief(date(2020, 8, 1)) == 0.0
    assert Off().relief(hand.workers(date(2020, 8, 1), guardian=True, main_income=True))[0] == 0.0


def test_more_than_everybody_cannot_be_reached() -> None:
    with pytest.raises(ValueError, match=r"^room_reach: 0.2 .* must be at most 1 - digest_reach"):
        Support(digest_reach=0.9, room_reach=0.2)


def test_the_early_subsidy_lasts_to_the_end_of_march() -> None:
    assert relief(date(2020, 3, 31), guardian=True) == pytest.approx(0.3 * 4_100 / 7_500)


def test_several_kinds_of_relief_leave_the_product_of_what_each_leaves() -> None:
    assert relief(date(2020, 8, 1), guardian=True, main_income=True) == pytest.approx(1 - 0.7 * 0.7 * 0.85)


def test_information_reaches_exactly_its_share_of_workers() -> None:
    guardians = hand.workers(date(2020, 5, 12), guardian=True, reached=[0.49, 0.5, 0.51])
    assert Support(digest_reach=0.25, room_reach=0.25).relief(guardians) == pytest.approx([0.0, 0.0, 0.3])


def test_everybody_can_be_reached() -> None:
    assert Support(digest_reach=0.5, room_reach=0.5).room_reach == 0.5
