"""A share lies between 0 and 1, and a zero has no sign."""

import json
import math

import numpy as np
import pytest

import policylab as pl
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted, interval
from experiments.printing.plain import plain
from experiments.questions.compare.answer import Answer
from experiments.questions.measure.metrics import over_seeds
from experiments.verdicts.differences import paired
from tests.experiments.found import comparison, rows

SHARE, COUNT = BY_NAME["victims_of_top_clusters"], BY_NAME["exposed_per_10k"]


@pytest.mark.parametrize("unit", ["share", "0…1"])
def test_the_interval_of_a_mean_share_ends_where_shares_do(unit: str) -> None:
    result = over_seeds([0.4, 1.0], unit)
    assert (result.mean, result.low, result.high) == (0.7, 0.0, 1.0)
    free = over_seeds([0.4, 1.0])
    assert free.low < -3
    assert free.high > 4
    inside = over_seeds([0.4, 0.41, 0.42, 0.43], unit)
    assert inside == over_seeds([0.4, 0.41, 0.42, 0.43])
    assert math.isnan(over_seeds([0.4], unit).low)


def test_an_interval_ends_at_minus_the_baseline_and_shares_at_1() -> None:
    """0.305 ± 12.706 · 0.295: the baseline is 0.35."""
    half = 12.706205 * 0.295
    difference = paired(SHARE, [0.4, 0.3], [1.0, 0.31])
    assert (difference.low, difference.high) == pytest.approx((-0.35, 0.65))
    assert paired(SHARE, [0.4, 0.3], [1.0, 0.31], usual=0.1) == difference
    count = paired(COUNT, [0.4, 0.3], [1.0, 0.31])
    assert (count.low, count.high) == pytest.approx((-0.35, 0.305 + half))
    down = paired(COUNT, [1.0, 0.31], [0.4, 0.3])  # and a rise has no end
    assert (down.low, down.high) == pytest.approx((-0.655, -0.305 + half))


def test_where_luck_is_known_an_interval_is_cut_at_the_scale_alone() -> None:
    """A gate asks how large a harm can be: what is beside it there is the margin and no baseline."""
    difference = paired(SHARE, [0.4, 0.3], [1.0, 0.31], luck=0.1)
    assert (difference.low, difference.high) == (-1.0, 1.0)
    count = paired(COUNT, [0.4, 0.3], [1.0, 0.31], luck=0.1)
    assert count.low < -3 < 3 < count.high


def test_of_a_baseline_of_nothing_nothing_can_go() -> None:
    difference = paired(COUNT, [0.0, 0.0, 0.0], [1.0, 2.0, 6.0])  # 3 ± 4.303 · 1.528
    assert (difference.low, difference.high) == pytest.approx((0.0, 3 + 4.302653 * math.sqrt(7 / 3)))


def test_zero_has_no_sign_in_differences_json_and_frames() -> None:
    difference = paired(COUNT, [0.0, -0.0, 0.0], [-0.0, -0.0, -0.0])
    values = [difference.difference, difference.low, difference.high, difference.baseline, difference.candidate]
    assert not any(value == 0 and np.signbit(value) for value in values)
    assert json.dumps(plain(-0.0)) == "0.0"
    compared = comparison(rows(3), rows(3))
    minus = [dict.fromkeys(each, -0.0) for each in rows(3)]
    zero = pl.Compared(Answer((comparison(minus, minus), compared)))
    for frame in (zero.frame(), zero.pairs()):
        numbers = frame.select_dtypes("float").to_numpy()
        assert not np.any((numbers == 0) & np.signbit(numbers))


def test_only_an_exact_zero_is_written_as_0() -> None:
    assert interval("fit", 0.0, -0.023, 0.022) == "0 [-0.023, 0.022]"
    assert interval("fit", -0.0003, -0.023, 0.022) == "-0.0003 [-0.023, 0.022]"
    assert interval("hours", 0.0, -4e-5, 5e-5) == "0 [-0.000040, 0.000050]"


def test_one_is_told_in_the_singular() -> None:
    assert [counted(count, "day") for count in (0, 1, 2, 1_200)] == ["0 days", "1 day", "2 days", "1,200 days"]
