"""Checks: numbers that must rise, words that must be known, dates as days."""

import datetime
from types import SimpleNamespace

import pytest

from policies.checks import ascending, chosen
from policies.dates import days


def test_fields_in_order_may_be_equal_and_may_not_fall() -> None:
    ascending(SimpleNamespace(a=1, b=1, c=2), "a", "b", "c")
    with pytest.raises(ValueError, match=r"^b: 3 is above c, must be at most 2$"):
        ascending(SimpleNamespace(a=1, b=3, c=2), "a", "b", "c")


def test_every_word_must_be_one_of_the_known_ones() -> None:
    chosen("tea", ["green", "black"], {"green": 1, "black": 2})
    with pytest.raises(ValueError, match=r"^tea: 'red' is unknown, must be one of 'black', 'green'$"):
        chosen("tea", ["green", "red"], ["green", "black"])


def test_days_are_counted_from_1970() -> None:
    assert days(datetime.date(1970, 1, 1)) == 0
    assert days(datetime.date(1969, 12, 31)) == -1
    assert days(datetime.date(2020, 8, 1)) == 18_475
