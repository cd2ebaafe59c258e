"""Quoting: the rate guide sets out its table anew."""

from dataclasses import replace

import numpy as np
import pytest

from policies.rate_guide import Off
from policies.records import Format
from sim.arrays import F64
from sim.state.trade import Sales
from sim.systems.quoting import quoting
from tests.sim import hand

MONTHLY = hand.platform(rate_guide={"update_days": 30, "min_sample": 1})
OLD = 777.0


def sales(*amounts: float, **columns: object) -> Sales:
    """Fixed contracts of category 0 that were started on day 20, of these amounts."""
    table = Sales(16)
    usual: dict[str, object] = {"category": 0, "format": Format.FIXED, "started": 20.0}
    table.add(amount=amounts, **usual | columns)  # type: ignore[arg-type]
    return table


def quotes(categories: int = 3) -> F64:
    return np.full((categories, len(Format)), OLD)


@pytest.mark.parametrize("day", [0, 30, 60])
def test_on_its_days_the_guide_quotes_the_median_of_what_was_paid(day: int) -> None:
    table = quotes()
    quoting(table, sales(1000.0, 9000.0, 3000.0), today=hand.day(day, platform=MONTHLY))
    assert table[0, Format.FIXED] == 3000.0


@pytest.mark.parametrize("day", [1, 29, 31])
def test_on_other_days_the_old_quotes_stand(day: int) -> None:
    table = quotes()
    quoting(table, sales(1000.0), today=hand.day(day, platform=MONTHLY))
    assert (table == OLD).all()


@pytest.mark.parametrize(("switched", "quoted"), [("rate_guide", 1000.0), ("fee_alert", OLD)])
def test_a_guide_quotes_on_the_day_on_which_it_comes_into_force(switched: str, quoted: float) -> None:
    table = quotes()
    quoting(table, sales(1000.0), today=hand.day(15, platform=MONTHLY, switched=frozenset({switched})))
    assert table[0, Format.FIXED] == quoted


def test_on_the_day_on_which_a_guide_ceases_its_quotes_are_gone() -> None:
    table, none = quotes(), replace(MONTHLY, rate_guide=Off())
    quoting(table, sales(1000.0), today=hand.day(15, platform=none, switched=frozenset({"rate_guide"})))
    assert np.isnan(table).all()


def test_every_category_and_format_has_its_own_quote_or_none() -> None:
    table, sold = quotes(), sales(1000.0, 2000.0, category=[1, 2], format=[Format.FIXED, Format.HOURLY])
    quoting(table, sold, today=hand.day(30, platform=MONTHLY))
    expected = np.full((3, len(Format)), np.nan)
    expected[1, Format.FIXED], expected[2, Format.HOURLY] = 1000.0, 2000.0
    assert np.array_equal(table, expected, equal_nan=True)


def test_old_sales_are_forgotten_on_days_of_the_guide() -> None:
    sold = sales(1000.0, 8000.0, 2000.0, started=[30.0, 29.99, np.inf])
    quoting(quotes(), sold, today=hand.day(211, platform=MONTHLY))
    assert len(sold) == 3
    quoting(quotes(), sold, today=hand.day(210, platform=MONTHLY))
    assert sold.amount.tolist() == [1000.0, 2000.0]


def test_a_guide_of_short_memory_forgets_sooner() -> None:
    table, sold = quotes(), sales(1000.0, 8000.0, started=[20.0, 19.99])
    quoting(table, sold, today=hand.day(30, platform=MONTHLY, world=hand.world(posting={"rate_guide_days": 10})))
    assert table[0, Format.FIXED] == 1000.0
