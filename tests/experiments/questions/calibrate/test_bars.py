"""Facts hold within their range, give or take the noise of the runs."""

import numpy as np
import pytest

from experiments.questions.calibrate.bars import Bars, mean, noise, scaled, unscaled
from tests.experiments.questions.calibrate.town import FACTS

EDGE = scaled(FACTS, [[2.0, 0.5], [3.0, 0.7]])


def test_shares_are_scaled_by_arcsine_of_root_others_by_logarithm() -> None:
    assert scaled(FACTS, [np.e, 0.25]).tolist() == pytest.approx([1.0, np.pi / 6])
    result = scaled(FACTS, [[0.0, 0.0], [np.nan, 1.0], [-1.0, 1.2]])
    assert np.isnan(result[1, 0])
    assert np.isfinite(result[[0, 2]]).all()
    assert result[:, 1].tolist() == pytest.approx([0, np.pi / 2, np.pi / 2])


def test_from_the_scale_of_a_fact_there_is_a_way_back() -> None:
    assert unscaled(FACTS, np.array([1.0, np.pi / 6])).tolist() == pytest.approx([np.e, 0.25])
    means = scaled(FACTS, [[2.0, 0.04], [8.0, 0.36]]).mean(axis=0)
    assert unscaled(FACTS, means)[0] == pytest.approx(4.0)  # the geometric mean, not 5


def test_noise_of_a_share_is_much_the_same_at_any_level() -> None:
    rng = np.random.default_rng(1)
    sd = [scaled(FACTS[1:], rng.binomial(400, share, (4_000, 1)) / 400).std() for share in (0.03, 0.2, 0.5)]
    assert sd == pytest.approx([1 / 40] * 3, rel=0.05)


@pytest.mark.parametrize(("runs", "give"), [(1, 0.2), (4, 0.1)])
def test_a_mean_may_miss_its_range_by_two_standard_errors(runs: int, give: float) -> None:
    bars = Bars(FACTS, np.array([0.1, 0.0]))
    just, over = 0.99 * give, 1.01 * give
    assert bars.clear(EDGE + np.array([[-just, 0], [just, 0]]), runs).all()
    assert bars.clear(EDGE + np.array([[-over, 0], [over, 0]]), runs).tolist() == [[False, True], [False, True]]
    assert bars.clear(EDGE + np.array([[0, -1e-9], [0, 1e-9]]), runs).tolist() == [[True, False], [True, False]]
    assert not bars.clear(np.full((1, 2), np.nan), runs).any()


def test_noise_is_the_spread_between_runs_that_have_the_fact() -> None:
    assert noise(np.array([[1.0, np.nan], [3.0, 2.0], [5.0, np.nan]])).tolist() == [2.0, 0.0]


def test_a_mean_is_taken_over_the_runs_that_tell_a_fact() -> None:
    nan = np.nan
    answers = np.array([[[1.0, nan, nan], [3.0, 5.0, nan]]])  # a world, two runs, three facts
    assert mean(answers)[0, :2].tolist() == [2.0, 5.0]
    assert np.isnan(mean(answers)[0, 2])
