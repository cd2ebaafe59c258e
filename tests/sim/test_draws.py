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


@given(seed=words, purpose=purposes, day=st.integers(0, 10**6), about=words)
def test_a_draw_is_a_round_for_seed_purpose_and_keys(seed: int, purpose: Purpose, day: int, about: int) -> None:
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


def about(draws: Draws, purpose: Purpose, word: int) -> U64:
    """The key whose bits are this word: the mixer backwards."""
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, 1)):
        high = word
        for _ in range(64 // shift):
            high = word ^ (high >> shift)
        word = high * pow(factor, -1, 2**64) % 2**64
    return of((word - GOLDEN) % 2**64 ^ int(draws._purpose[purpose]))


def test_the_best_and_the_worst_luck_there_is_are_within_bounds() -> None:
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


def test_normal_and_exponential_draws_have_their_shapes() -> None:
    draws, many = Draws(2), np.arange(MANY)
    assert stats.kstest(draws.normal(Purpose.FIT, many), "norm").pvalue > 1e-4
    assert stats.kstest(draws.exponential(Purpose.LURE_DELAY, many), "expon").pvalue > 1e-4


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6).filter(any), st.floats(0, 1, exclude_max=True))
def test_a_pick_is_never_of_no_weight_and_alike_in_a_row(weights: list[int], u: float) -> None:
    cumulative = np.cumsum(weights).astype(np.float64)
    chosen = pick(cumulative, np.array([u]))[0]
    assert weights[chosen] > 0
    assert pick(cumulative[None, :], np.array([u])).tolist() == [chosen]


def test_picks_fall_in_proportion_to_weight() -> None:
    chosen = pick(np.cumsum([1.0, 0.0, 2.0, 5.0]), Draws(1).uniform(Purpose.JOB_CATEGORY, np.arange(MANY)))
    assert np.bincount(chosen) / MANY == pytest.approx([1 / 8, 0, 2 / 8, 5 / 8], abs=0.005)
