"""Fee schedule: known fees, and the inverse to the yen."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.fee_schedule import FeeSchedule, Off
from policies.records import Floats, Format

FORMATS = (Format.FIXED, Format.HOURLY, Format.TASK)


def all_as(format: Format, values: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.full(len(values), format)


@pytest.mark.parametrize(
    ("amount", "fee"),
    [
        (0, 0),
        (10_000, 2_000),
        (100_000, 20_000),
        (150_000, 25_000),
        (200_000, 30_000),
        (250_000, 32_500),
        (500_000, 45_000),
    ],
)
def test_a_project_pays_20_then_10_then_5_percent(amount: int, fee: int) -> None:
    take_home = FeeSchedule().take_home(np.array([float(amount)]), np.array([Format.FIXED]))
    assert take_home[0] == amount - fee


def test_a_task_pays_20_percent_of_everything() -> None:
    assert FeeSchedule().take_home(np.array([500_000.0]), np.array([Format.TASK]))[0] == 400_000


def test_a_fraction_of_a_yen_is_rounded_for_the_worker() -> None:
    assert FeeSchedule().take_home(np.array([4.0, 5.0, 9.0]), np.full(3, Format.FIXED)).tolist() == [4, 4, 8]


@pytest.mark.parametrize("format", FORMATS)
def test_the_amount_is_the_smallest_for_any_take_home_to_300_000(format: Format) -> None:
    schedule, wanted = FeeSchedule(), np.arange(300_001.0)
    amount = schedule.amount_for(wanted, all_as(format, wanted))
    assert (schedule.take_home(amount, all_as(format, amount)) >= wanted).all()
    less = amount[1:] - 1
    assert (schedule.take_home(less, all_as(format, less)) < wanted[1:]).all()
    assert amount[0] == 0


@pytest.mark.parametrize("format", FORMATS)
def test_amount_to_take_home_and_back_loses_one_yen_at_most(format: Format) -> None:
    schedule, amount = FeeSchedule(), np.arange(300_001.0)
    again = schedule.amount_for(schedule.take_home(amount, all_as(format, amount)), all_as(format, amount))
    assert (amount - again <= 1).all()
    assert (amount >= again).all()


@given(st.integers(300_000, 10**12), st.sampled_from(FORMATS))
def test_the_inverse_is_exact_for_large_amounts(wanted: int, format: Format) -> None:
    schedule, of = FeeSchedule(), np.array([format])
    amount = schedule.amount_for(np.array([float(wanted)]), of)
    assert schedule.take_home(amount, of)[0] >= wanted > schedule.take_home(amount - 1, of)[0]


bands = st.lists(st.tuples(st.integers(1, 200_000), st.integers(0, 9_999)), min_size=1, max_size=4)


@given(bands, st.lists(st.integers(0, 10**6), min_size=1))
def test_the_inverse_is_exact_for_any_schedule(bands: list[tuple[int, int]], wanted: list[int]) -> None:
    floors = (0, *np.cumsum([width for width, _ in bands[1:]]).tolist())
    schedule = FeeSchedule(band_floors=floors, band_shares=tuple(share / 10_000 for _, share in bands))
    take_home, of = np.array(wanted, np.float64), np.full(len(wanted), Format.HOURLY)
    amount = schedule.amount_for(take_home, of)
    assert (schedule.take_home(amount, of) >= take_home).all()
    assert (schedule.take_home(np.maximum(amount - 1, 0), of)[amount > 0] < take_home[amount > 0]).all()


def test_without_a_fee_the_worker_takes_home_the_contract_amount() -> None:
    amount = np.array([0.0, 12_345.0])
    assert Off().take_home(amount, np.zeros(2, np.int64)).tolist() == amount.tolist()
    assert Off().amount_for(amount, np.zeros(2, np.int64)).tolist() == amount.tolist()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"band_floors": (10.0,), "band_shares": (0.2,)}, "band_floors"),
        ({"band_floors": (0.0, 5.5), "band_shares": (0.2, 0.1)}, "band_floors"),
        ({"band_floors": (0.0, 9.0, 5.0)}, "band_floors"),
        ({"band_floors": (0.0, 5.0, 5.0)}, "band_floors"),
        ({"task_share": 1.0}, "task_share"),
        ({"task_share": 1.0 - 1e-12}, "task_share"),  # takes all of a task, too
        ({"band_floors": (), "band_shares": ()}, "band_floors"),
        ({"band_shares": (0.2, 0.1)}, "band_shares"),
        ({"band_shares": (0.2, 0.1, 1.0)}, "band_shares"),
        ({"task_share": 0.12345}, "task_share"),
    ],
)
def test_an_impossible_schedule_is_refused_by_the_name_of_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}: .* must "):
        FeeSchedule(**wrong)


@pytest.mark.parametrize("rule", [FeeSchedule(), Off()])
@pytest.mark.parametrize("amount", [np.nan, np.inf, -1.0, 2e14])
def test_an_amount_that_is_none_is_refused_both_ways(rule: FeeSchedule, amount: float) -> None:
    one, of = np.array([amount]), np.array([Format.FIXED])
    with pytest.raises(ValueError, match=rf"^amount\[0\]: {amount:g} is out of range".replace("+", r"\+")):
        rule.take_home(one, of)
    with pytest.raises(ValueError, match=rf"^take_home\[0\]: {amount:g} is out of range".replace("+", r"\+")):
        rule.amount_for(one, of)


def test_the_largest_amount_still_fits() -> None:
    most, of = np.array([1e14]), np.array([Format.FIXED])
    assert FeeSchedule().take_home(most, of)[0] == 1e14 - 30_000 - (1e14 - 200_000) * 0.05
