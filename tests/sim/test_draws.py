"""Draws: luck that hangs on what it is about and on nothing else."""

from enum import StrEnum
from hashlib import blake2b
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from sim.arrays import U64
from sim.compiled import rounds
from sim.state import draws as module
from sim.state.draws import Draws, key, mix, mix_one, pick
from sim.state.purposes import Purpose

GOLDEN = 0x9E3779B97F4A7C15
MANY = 100_000
SIGMAS = 4.5  # a fair generator goes this far once in 150,000 questions

words = st.integers(0, 2**64 - 1)
numbers = st.integers(-(2**63), 2**63 - 1)
purposes = st.sampled_from(list(Purpose))


def of(*values: int) -> NDArray[np.uint64]:
    return np.array(values, np.uint64)


def test_the_mixer_steps_through_the_published_sequence_of_splitmix64() -> None:
    published = of(0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC, 0x1B39896A51A8749B)
    states = np.arange(5, dtype=np.uint64) * np.uint64(GOLDEN)  # of seed 0, before each step
    assert mix(states).tolist() == published.tolist()


@given(words)
def test_one_word_is_mixed_as_an_array_is(word: int) -> None:
    assert mix(of(word)).tolist() == [mix_one(word)]


@given(seed=words, purpose=purposes, day=st.integers(0, 10**6), about=words)
def test_a_draw_is_one_round_for_the_seed_the_purpose_and_each_key(
    seed: int, purpose: Purpose, day: int, about: int
) -> None:
    name = int.from_bytes(blake2b(purpose.value.encode(), digest_size=8).digest())
    expected = mix_one(mix_one(mix_one(mix_one(seed) ^ name) ^ day) ^ about)
    assert Draws(seed).bits(purpose, day, of(about)).tolist() == [expected]


@given(words, purposes, numbers, st.lists(numbers, min_size=1, max_size=9))
def test_a_number_is_the_same_key_as_an_array_of_it(seed: int, purpose: Purpose, one: int, many: list[int]) -> None:
    draws, rows = Draws(seed), np.array(many, np.int64)
    alone, spread = draws.bits(purpose, one, rows), draws.bits(purpose, np.full(len(rows), one), rows)
    assert alone.tolist() == spread.tolist()
    assert draws.bits(purpose, rows, one).tolist() == draws.bits(purpose, rows, np.full(len(rows), one)).tolist()
    assert [int(draws.bits(purpose, one, number)[0]) for number in many] == alone.tolist()


def test_keys_broadcast_and_each_cell_is_drawn_as_if_alone() -> None:
    people, rows = np.arange(5)[:, None], np.arange(7)[None, :]
    table = Draws(3).bits(Purpose.LOOK, 9, people, rows)
    assert table.shape == (5, 7)
    assert all(table[p, r] == Draws(3).bits(Purpose.LOOK, 9, p, r)[0] for p in range(5) for r in range(7))


def test_neither_order_nor_what_was_drawn_before_matters() -> None:
    rows, shuffled = np.arange(1000), np.random.default_rng(1).permutation(1000)
    draws = Draws(5)
    first = draws.uniform(Purpose.APPLY, 3, rows)
    draws.uniform(Purpose.OPEN, 3, rows)
    assert draws.uniform(Purpose.APPLY, 3, rows[shuffled]).tolist() == first[shuffled].tolist()


def test_a_new_purpose_moves_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.arange(20)
    before = {purpose: Draws(7).bits(purpose, rows).tolist() for purpose in Purpose}
    names = [("BRAND_NEW", "brand_new"), *((purpose.name, purpose.value) for purpose in Purpose)]
    more = StrEnum("Purpose", names)  # type: ignore[misc]  # mypy wants a literal
    monkeypatch.setattr(module, "Purpose", more)
    assert {purpose: Draws(7).bits(purpose, rows).tolist() for purpose in Purpose} == before


def test_the_names_of_keys_decide_in_their_order() -> None:
    assert key(1, 2)[0] != key(2, 1)[0]
    assert key(np.arange(3), 4).tolist() == [int(key(n, 4)[0]) for n in range(3)]


def test_a_day_later_is_not_a_seed_more_nor_a_key_more() -> None:
    seeds, days, rows = range(40), np.arange(40)[:, None], np.arange(40)[None, :]
    drawn = np.array([Draws(seed).bits(Purpose.SESSION, days, rows) for seed in seeds])
    assert len(np.unique(drawn)) == drawn.size


def test_a_uniform_draw_is_the_upper_53_bits_of_its_word() -> None:
    bits = Draws(0).bits(Purpose.OPEN, np.arange(1000))
    upper = [(word >> 11) / 2**53 for word in bits.tolist()]
    assert Draws(0).uniform(Purpose.OPEN, np.arange(1000)).tolist() == upper


def about(draws: Draws, purpose: Purpose, word: int) -> U64:
    """The key whose bits are this word: the mixer backwards."""
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, 1)):
        high = word
        for _ in range(64 // shift):
            high = word ^ (high >> shift)
        word = high * pow(factor, -1, 2**64) % 2**64
    return of((word - GOLDEN) % 2**64 ^ int(draws._purpose[purpose]))


def test_the_best_and_the_worst_luck_there_is_are_within_bounds_and_finite() -> None:
    """53 bits of 1 are 1 − 2⁻⁵³, and − ln 2⁻⁵³ is 53 ln 2."""
    draws, luck = Draws(0), Purpose.OPEN
    best, worst = about(draws, luck, 2**64 - 1), about(draws, luck, 0)
    assert draws.bits(luck, best).tolist() == [2**64 - 1]
    assert draws.uniform(luck, best).tolist() == [1 - 2.0**-53]
    assert draws.uniform(luck, worst).tolist() == [0.0]
    assert draws.exponential(luck, best)[0] == pytest.approx(53 * np.log(2))
    assert draws.exponential(luck, worst).tolist() == [0.0]
    assert 0 < abs(draws.normal(luck, best)[0]) <= np.sqrt(2 * 53 * np.log(2))
    assert draws.normal(luck, worst).tolist() == [0.0]
    for mean in (1.2, 500.0):
        assert mean < draws.poisson(np.array([mean]), luck, best)[0] < mean + 40 * np.sqrt(mean)
    assert draws.poisson(np.array([1.2]), luck, worst).tolist() == [0]


@pytest.mark.parametrize("purpose", [Purpose.SESSION, Purpose.LED, Purpose.FIT, Purpose.WORKER_TRAIT])
@pytest.mark.parametrize("seed", [0, 1, 2**63])
def test_draws_are_uniform_over_neighbouring_keys_and_over_days(purpose: Purpose, seed: int) -> None:
    draws, many = Draws(seed), np.arange(MANY)
    for u in (draws.uniform(purpose, 5, many), draws.uniform(purpose, many, 5), draws.uniform(purpose, key(1, many))):
        assert u.min() >= 0
        assert u.max() < 1
        assert stats.kstest(u, "uniform").pvalue > 1e-4


def test_every_bit_is_a_fair_coin() -> None:
    drawn = Draws(11).bits(Purpose.ARC, np.arange(MANY))
    ones = ((drawn[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)).mean(axis=0)
    assert np.abs(ones - 0.5).max() < SIGMAS * 0.5 / np.sqrt(MANY)


def test_no_draw_tells_of_another() -> None:
    many = np.arange(MANY)
    draws = Draws(4)
    streams = {
        "session": draws.normal(Purpose.SESSION, 5, many),
        "of the next worker": draws.normal(Purpose.SESSION, 5, many + 1),
        "of the next day": draws.normal(Purpose.SESSION, 6, many),
        "of the next seed": Draws(5).normal(Purpose.SESSION, 5, many),
        "for something else": draws.normal(Purpose.APPLY, 5, many),
        "day and worker swapped": draws.normal(Purpose.SESSION, many, 5),
    }
    for one, other in combinations(streams, 2):
        for power in (1, 2):  # the second also sees draws that are large together with any sign
            shared = np.corrcoef(streams[one] ** power, streams[other] ** power)[0, 1]
            assert abs(shared) < SIGMAS / np.sqrt(MANY), f"{one} and {other}"


def test_pairs_of_neighbours_fill_the_square_evenly() -> None:
    u = Draws(8).uniform(Purpose.OPEN, np.arange(MANY + 1))
    cells = np.histogram2d(u[:-1], u[1:], bins=16, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > 1e-4


def test_normal_and_exponential_draws_have_their_shapes() -> None:
    draws, many = Draws(2), np.arange(MANY)
    assert stats.kstest(draws.normal(Purpose.FIT, many), "norm").pvalue > 1e-4
    assert stats.kstest(draws.exponential(Purpose.LURE_DELAY, many), "expon").pvalue > 1e-4


@pytest.mark.parametrize("mean", [0.05, 1.2, 12.0])
def test_counts_are_poisson(mean: float) -> None:
    counts = Draws(6).poisson(np.full(MANY, mean), Purpose.SCOUTS, np.arange(MANY))
    top = int(stats.poisson.ppf(1 - 1e-4, mean))
    expected = np.append(stats.poisson.pmf(np.arange(top), mean), stats.poisson.sf(top - 1, mean))
    observed = np.bincount(np.minimum(counts, top), minlength=top + 1)
    assert stats.chisquare(observed, MANY * expected).pvalue > 1e-4


def test_a_mean_of_nothing_counts_nothing() -> None:
    assert Draws(6).poisson(np.zeros(1000), Purpose.SCOUTS, np.arange(1000)).tolist() == [0] * 1000


def test_each_row_counts_around_its_own_mean() -> None:
    counts = Draws(6).poisson(np.tile([0.5, 5.0], MANY // 2), Purpose.SCOUTS, np.arange(MANY))
    assert counts[::2].mean() == pytest.approx(0.5, abs=0.02)
    assert counts[1::2].mean() == pytest.approx(5.0, abs=0.05)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6).filter(any), st.floats(0, 1, exclude_max=True))
def test_a_pick_is_never_of_no_weight_and_alike_in_a_row_and_alone(weights: list[int], u: float) -> None:
    cumulative = np.cumsum(weights).astype(np.float64)
    chosen = pick(cumulative, np.array([u]))[0]
    assert weights[chosen] > 0
    assert pick(cumulative[None, :], np.array([u])).tolist() == [chosen]


def test_picks_fall_in_proportion_to_weight() -> None:
    chosen = pick(np.cumsum([1.0, 0.0, 2.0, 5.0]), Draws(1).uniform(Purpose.JOB_CATEGORY, np.arange(MANY)))
    assert np.bincount(chosen) / MANY == pytest.approx([1 / 8, 0, 2 / 8, 5 / 8], abs=0.005)


@pytest.mark.parametrize("mean", [0.7, 12.0, 29.99, 30.01, 146.0, 2694.0])
def test_a_count_is_the_inverse_of_its_luck_however_large_its_mean(mean: float) -> None:
    draws, many = Draws(8), np.arange(500)
    counts = draws.poisson(np.array([mean]), Purpose.NEW_WORKERS, many)
    assert counts.tolist() == stats.poisson.ppf(draws.uniform(Purpose.NEW_WORKERS, many), mean).tolist()


@pytest.mark.parametrize("mean", [12.5, 30.5, 480.0, 6000.0])
def test_luck_just_short_of_a_count_s_cumulated_chance_gives_that_count_and_just_beyond_the_next(mean: float) -> None:
    counts = np.arange(max(0, int(mean - 5 * np.sqrt(mean))), int(mean + 5 * np.sqrt(mean)))
    chance, means = stats.poisson.cdf(counts, mean), np.full(len(counts), mean)
    for off, expected in ((-1e-11, counts), (1e-11, counts + 1)):  # the sum of some hundred terms errs by less
        assert rounds.counts(means, np.exp(-means), chance + off).tolist() == expected.tolist()


def test_a_market_of_millions_grows_by_thousands_a_day() -> None:
    counts = Draws(9).poisson(np.array([2694.0]), Purpose.NEW_WORKERS, np.arange(400))
    assert counts.mean() == pytest.approx(2694, abs=SIGMAS * np.sqrt(2694 / 400))
    assert counts.std() == pytest.approx(np.sqrt(2694), rel=0.2)


def test_where_nothing_is_to_be_expected_nothing_comes() -> None:
    assert Draws(9).poisson(np.array([0.0]), Purpose.NEW_WORKERS, np.arange(50)).sum() == 0
    assert len(Draws(9).poisson(np.zeros(0), Purpose.NEW_WORKERS, np.arange(0))) == 0
