"""Rounds against Python's integers, and counts against the inverse of Poisson's distribution."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from sim.compiled import rounds

WORD = 2**64

words = st.one_of(st.integers(0, WORD - 1), st.sampled_from([0, 1, 2**63 - 1, 2**63, WORD - 1]))
keys = st.lists(words, max_size=12)
pairs = st.lists(st.tuples(words, words), max_size=12)


def one_round(word: int) -> int:
    """As published: Steele, Lea & Flood (2014), with Stafford's constants."""
    z = (word + 0x9E3779B97F4A7C15) % WORD
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % WORD
    return z ^ (z >> 31)


def fraction(word: int) -> float:
    return (word >> 11) / 2**53


def of(values: list[int]) -> NDArray[np.uint64]:
    return np.array(values, np.uint64)


def test_the_first_words_of_the_published_sequence() -> None:
    assert rounds.bits(0, of([0]), rounds.NONE).tolist() == [0xE220A8397B1DCDAF]
    assert rounds.bits(0x9E3779B97F4A7C15, of([0]), rounds.NONE).tolist() == [0x6E789E6AA1B965F4]


@given(words, keys)
def test_one_key_a_row_is_one_round_upon_the_state(state: int, first: list[int]) -> None:
    expected = [one_round(state ^ key) for key in first]
    assert rounds.bits(state, of(first), rounds.NONE).tolist() == expected
    assert rounds.uniforms(state, of(first), rounds.NONE).tolist() == [*map(fraction, expected)]
    units = [[fraction(word) for word in expected], [fraction(one_round(word)) for word in expected]]
    assert rounds.twice(state, of(first), rounds.NONE).tolist() == units


@given(words, pairs)
def test_a_second_key_is_a_second_round(state: int, rows: list[tuple[int, int]]) -> None:
    first, second = of([one for one, _ in rows]), of([other for _, other in rows])
    expected = [one_round(one_round(state ^ one) ^ other) for one, other in rows]
    assert rounds.bits(state, first, second).tolist() == expected
    assert rounds.uniforms(state, first, second).tolist() == [*map(fraction, expected)]
    units = [[fraction(word) for word in expected], [fraction(one_round(word)) for word in expected]]
    assert rounds.twice(state, first, second).tolist() == units


def test_a_second_key_of_zero_is_a_key() -> None:
    """Both keys 0 are two rounds; nothing is one."""
    assert rounds.bits(0, of([0]), of([0])).tolist() == [one_round(one_round(0))]
    assert rounds.bits(0, of([0]), of([])).tolist() == [one_round(0)]


@pytest.mark.parametrize("word", [0, 1, 2**11 - 1, 2**11, 2**63, WORD - 1])
def test_the_last_eleven_bits_are_no_part_of_a_number(word: int) -> None:
    assert rounds.unit(np.uint64(word)) == fraction(word)
    assert 0 <= fraction(word) < 1


def counts(mean: float, u: list[float]) -> list[int]:
    means = np.full(len(u), mean)
    return rounds.counts(means, np.exp(-means), np.array(u)).tolist()


def test_a_count_of_mean_one_by_hand() -> None:
    """Chances of 0, 1, 2, 3: e⁻¹ = 0.368, 0.368, 0.184, 0.061, so in all 0.368, 0.736, 0.920, 0.981."""
    assert counts(1.0, [0.0, 0.36, 0.37, 0.73, 0.74, 0.91, 0.92, 0.98, 0.982]) == [0, 0, 1, 1, 2, 2, 3, 3, 4]


@pytest.mark.parametrize("mean", [0.01, 0.7, 5.0, rounds.SUMMED])
def test_luck_below_the_chance_of_none_counts_none(mean: float) -> None:
    none = math.exp(-mean)
    u = [0.0, none / 2, math.nextafter(none, 0.0), none]
    result = rounds.counts(np.full(4, mean), np.full(4, none), np.array(u)).tolist()
    assert result == [0, 0, 0, 1]


@pytest.mark.parametrize("mean", [0.01, 0.7, 5.0, 29.99, 30.0, 30.000001, 30.5, 47.0, 200.25, 3000.0, 100_000.0])
def test_counts_are_the_inverse_of_the_distribution_over_all_luck(mean: float) -> None:
    u = np.concatenate([[1e-6, 1e-3], np.arange(1, 1000) / 1000.37, [1 - 1e-6]])
    assert counts(mean, u.tolist()) == stats.poisson.ppf(u, mean).astype(np.int64).tolist()


@pytest.mark.parametrize("mean", [0.3, 30.0, 31.0, 1e4])
def test_the_worst_and_the_best_luck_come_to_an_end(mean: float) -> None:
    worst, best = counts(mean, [0.0, 1 - 2.0**-53])
    assert 0 <= worst < mean < best < rounds.NEVER + mean + 12 * math.sqrt(mean)


def test_each_row_counts_around_its_own_mean() -> None:
    means = np.array([0.0, 0.5, 40.0, 0.5, 900.0])
    assert rounds.counts(means, np.exp(-means), np.full(5, 0.5)).tolist() == [0, 0, 40, 0, 900]


def test_nobody_draws_nothing() -> None:
    none = np.zeros(0)
    assert rounds.counts(none, none, none).tolist() == []
    assert rounds.twice(3, rounds.NONE, rounds.NONE).shape == (2, 0)
