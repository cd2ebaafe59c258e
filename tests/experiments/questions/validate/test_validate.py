"""Validation of a scenario: a fact's mean over runs is taken on the fact's scale."""

import math

import pytest

from experiments.measures.validity import FACTS, Fact
from experiments.questions.validate.ask import over_runs

BY_NAME = {fact.name: fact for fact in FACTS}
RATIO, SHARE = BY_NAME["detected_ratio_unverified"], BY_NAME["fill_rate"]


def test_ratios_have_their_geometric_mean() -> None:
    """Half as often as alike and twice as often are, on average, alike: 1, and not 1.25."""
    assert over_runs(RATIO, [0.5, 2.0]).mean == pytest.approx(1.0)
    assert over_runs(RATIO, [1.0, 4.0, 16.0]).mean == pytest.approx(4.0)


def test_an_interval_of_ratios_is_as_wide_upwards_as_downwards_in_factors() -> None:
    mean = over_runs(RATIO, [1.0, 2.0, 4.0, 8.0])
    assert mean.high / mean.mean == pytest.approx(mean.mean / mean.low)
    assert 0 < mean.low < mean.mean < mean.high


def test_shares_have_the_mean_of_the_arcsine_of_their_roots() -> None:
    """The arcsine of the root is π/6 of 25 %, π/3 of 75 %, 0 of none and π/4 of a half."""
    assert over_runs(SHARE, [0.25, 0.75]).mean == pytest.approx(0.5)
    assert over_runs(SHARE, [0.0, 0.5]).mean == pytest.approx(math.sin(math.pi / 8) ** 2)


def test_an_interval_of_shares_lies_between_none_and_all() -> None:
    for values in ([0.0, 0.9], [0.02, 1.0], [0.0, 1.0]):
        mean = over_runs(SHARE, values)
        assert 0 <= mean.low < mean.mean < mean.high <= 1


def test_an_end_of_a_range_is_still_within_it_after_the_way_to_the_scale_and_back() -> None:
    for fact in FACTS:
        assert all(fact.holds(over_runs(fact, [end] * 3).mean) for end in (fact.low, fact.high) if end), fact.name


def test_a_run_without_the_fact_does_not_count() -> None:
    assert over_runs(RATIO, [0.5, math.nan, 2.0]) == over_runs(RATIO, [0.5, 2.0])
    assert math.isnan(over_runs(RATIO, [math.nan]).mean)
    assert math.isnan(over_runs(RATIO, [3.0]).low)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_every_range_comes_back_from_the_scale_of_its_fact(fact: Fact) -> None:
    ends = [max(fact.low, 1e-4 * fact.high), fact.high]
    assert fact.unscaled(fact.scaled(ends)) == pytest.approx(ends)
