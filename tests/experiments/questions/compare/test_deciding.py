"""What decides a difference: numbers of the worlds with which it goes together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from experiments.questions.compare.deciding import Decider, Deciding, deciding, ranks

NAMES = ("calls", "listening", "idle")


def worlds(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((n, len(NAMES)))


def test_the_pull_of_a_number_is_its_rank_correlation_with_differences() -> None:
    numbers = np.array([[1.0, 4, 7], [2, 3, 7], [3, 2, 7], [4, 1, 7]])
    result = deciding(NAMES, numbers, np.array([0.1, 0.2, 5.0, 900.0]))  # ranks count, not how far apart they are
    assert result.worlds == 4
    assert [each.name for each in result.strongest] == ["calls", "listening"]
    assert [each.pull for each in result.strongest] == [pytest.approx(1.0), pytest.approx(-1.0)]
    assert result.chance <= 1 + 1e-9


def test_the_strongest_stands_first_and_what_chance_would_do_is_not_telling() -> None:
    numbers = worlds(200)
    luck = np.random.default_rng(9).normal(size=200)
    result = deciding(NAMES, numbers, 3 * numbers[:, 1] - 8 * numbers[:, 0] + luck)
    assert [each.name for each in result.telling] == ["calls", "listening"]
    assert result.telling[0].pull < -0.8
    assert result.telling[1].pull > 0.2
    assert {each.name for each in result.strongest} == set(NAMES)


def test_luck_alone_is_telling_in_one_sample_of_twenty() -> None:
    lot = np.random.default_rng(5)
    telling = [bool(deciding(NAMES, lot.random((32, 3)), lot.normal(size=32)).telling) for _ in range(200)]
    assert 2 <= sum(telling) <= 20


def test_chance_is_the_95_per_cent_quantile_of_999_random_orders() -> None:
    numbers, gaps, lot = worlds(40), np.arange(40.0) ** 3, np.random.default_rng(0)
    pulls = [
        max(abs(np.corrcoef(rankdata(gaps)[order], rankdata(column))[0, 1]) for column in numbers.T)
        for order in (lot.permutation(40) for _ in range(999))
    ]
    assert deciding(NAMES, numbers, gaps).chance == pytest.approx(np.quantile(pulls, 0.95), rel=1e-12)


def test_what_is_as_strong_as_chance_is_not_telling() -> None:
    pulls = Decider("calls", 0.5), Decider("listening", -0.51), Decider("idle", -0.5)
    assert Deciding(32, pulls, 0.5).telling == (Decider("listening", -0.51),)


def test_the_eight_strongest_are_kept_or_as_many_as_are_asked_for() -> None:
    numbers, names = np.random.default_rng(2).random((20, 10)), tuple("abcdefghij")
    eight, all_ = (deciding(names, numbers, np.arange(20.0), *most) for most in ((), (10,)))
    assert (len(eight.strongest), len(all_.strongest)) == (8, 10)
    assert eight.strongest == all_.strongest[:8]
    assert [abs(each.pull) for each in all_.strongest] == sorted(
        (abs(each.pull) for each in all_.strongest), reverse=True
    )


def test_with_more_numbers_the_strongest_by_chance_is_stronger() -> None:
    lot = np.random.default_rng(6)
    gaps, numbers = lot.normal(size=32), lot.random((32, 300))
    few = deciding(("0", "1", "2"), numbers[:, :3], gaps)
    many = deciding(tuple(map(str, range(300))), numbers, gaps)
    assert 0.4 < few.chance < 0.5
    assert 0.6 < many.chance < 0.7


def test_undefined_differences_do_not_count_and_equal_sides_have_no_decider() -> None:
    numbers = np.vstack([worlds(6), [[0.5, 0.5, 0.5]]])
    gaps = np.append(numbers[:6, 0], np.nan)
    assert deciding(NAMES, numbers, gaps) == deciding(NAMES, numbers[:6], gaps[:6])
    for nothing in (np.zeros(7), np.full(7, np.nan)):
        result = deciding(NAMES, numbers, nothing)
        assert result == Deciding(np.isfinite(nothing).sum(), (), 0.0)
        assert result.telling == ()


@given(st.lists(st.integers(-3, 3) | st.floats(-1, 1), min_size=1, max_size=30))
def test_ranks_are_those_of_scipy_with_ties_in_their_middle(values: list[float]) -> None:
    assert ranks(np.array(values, np.float64)).tolist() == rankdata(values).tolist()
