"""Odds: of a mean, by the distribution of its interval; and in small whole numbers."""

import math

import numpy as np
import pytest
from scipy import stats

from experiments.verdicts.intervals import chance_above, paired_interval
from experiments.verdicts.odds import LADDER, odds
from policies.records import Floats

LOPSIDED = np.exp(np.random.default_rng(5).normal(size=32))  # its interval has a long arm
RARE = np.where(np.arange(32) < 5, 1.0, 0.0)
BEFORE = 100 + np.random.default_rng(6).normal(size=32)


def test_a_chance_is_told_as_the_nearest_of_a_few_odds() -> None:
    """0.18 has the odds 0.220, nearer to 0.2 than to 0.25."""
    nearest = {0.5: "1 in 2", 0.6: "3 in 5", 5 / 6: "5 in 6", 0.18: "1 in 6", 0.975: "19 in 20", 0.985: "99 in 100"}
    ends = {0.0051: "1 in 100", 0.0049: "under 1 in 100", 0.9951: "over 99 in 100", 0.0: "under 1 in 100"}
    assert {chance: odds(chance) for chance in nearest | ends} == nearest | ends


def test_each_of_the_few_odds_is_its_own_and_has_its_counterpart() -> None:
    for few, whole in LADDER:
        assert (odds(few / whole), odds(1 - few / whole)) == (f"{few} in {whole}", f"{whole - few} in {whole}")


@pytest.mark.parametrize("point", [-1.0, 0.0, 0.3, 0.5, 2.0])
def test_the_odds_of_symmetric_values_are_students(point: float) -> None:
    values = 0.3 + np.linspace(-1, 1, 9)
    t = (0.3 - point) / (values.std(ddof=1) / 3)
    assert chance_above(np.zeros(9), values, point) == pytest.approx(stats.t.cdf(t, 8), abs=1e-4)


@pytest.mark.parametrize("gaps", [LOPSIDED, -LOPSIDED, RARE, -RARE, 0 * RARE, np.array([1.0, 3.0])])
def test_a_mean_lies_above_a_bound_as_surely_as_the_bound_is(gaps: Floats) -> None:
    before = BEFORE[: len(gaps)]
    interval = paired_interval(before, before + gaps)
    ends = [chance_above(before, before + gaps, end) for end in (interval.low, interval.high)]
    assert ends == pytest.approx([0.975, 0.025], abs=1e-4)


def test_odds_of_a_point_only_fall_as_the_point_rises() -> None:
    for gaps in (LOPSIDED, -RARE, 0 * RARE):
        chances = [chance_above(BEFORE, BEFORE + gaps, point) for point in np.linspace(-1, 3, 9)]
        assert chances == sorted(chances, reverse=True)


def test_values_that_are_all_the_same_leave_no_doubt() -> None:
    chances = [chance_above([1.0] * 4, [3.0] * 4, point) for point in (1.9, 2.1)]
    assert chances == pytest.approx([1.0, 0.0], abs=1e-4)


def test_there_are_no_odds_where_nothing_was_seen() -> None:
    assert math.isnan(chance_above([0.0, 0.0], [0.0, 0.0], 0.0))
    assert math.isnan(chance_above([1.0], [2.0], 0.0))
