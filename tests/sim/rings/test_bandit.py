"""Exp3.S on toy problems: it finds the arm that pays, follows when another begins to pay, and stays a choice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from sim.arrays import F64
from sim.rings.bandit import Exp3S, Gains

ARMS, ROUNDS, LEARNERS = 5, 2000, 20
EVERYBODY = np.arange(LEARNERS)
ONE_PAYS = np.array([0.8, 0.3, 0.3, 0.3, 0.3])  # mean gain of each arm
LEANING = np.array([[0.6, 0.3, 0.08, 0.02]])


def fresh(mix: F64 = LEANING, explore: float = 0.2, leak: float = 0.002, hearsay: float = 0.0) -> Exp3S:
    return Exp3S.starting(mix, explore, leak, hearsay, circle=len(mix) - 1)  # who hears of all others


def after(bandit: Exp3S, learner: int, arm: int, gain: float, times: int = 1) -> Exp3S:
    """The same bandit, once this learner has gained so much by this arm so many times."""
    for _ in range(times):
        learn(bandit, [learner], [arm], [gain])
    return bandit


def learn(bandit: Exp3S, learner: ArrayLike, arm: ArrayLike, gain: ArrayLike) -> None:
    """All are active, and hear of gains as they came."""
    gains = np.asarray(gain, np.float64)
    bandit.learn(Gains(np.asarray(learner), np.asarray(arm), gains, gains), np.arange(len(bandit.first)))


def chances(bandit: Exp3S, learner: int = 0) -> F64:
    return bandit.probabilities(np.array([learner]))[0]


def play(bandit: Exp3S, rounds: list[NDArray[np.float64]]) -> tuple[F64, F64]:
    """Learners on their own, with gains of 0 or 1 by each round's means → (rounds,) chance of the best arm, regrets."""
    luck = np.random.default_rng(1)
    best, regret = np.zeros(len(rounds)), np.zeros(LEARNERS)
    for number, means in enumerate(rounds):
        best[number] = bandit.probabilities(EVERYBODY)[:, means.argmax()].mean()
        arm = bandit.choose(EVERYBODY, luck.random(LEARNERS))
        regret += means.max() - means[arm]
        learn(bandit, EVERYBODY, arm, luck.random(LEARNERS) < means[arm])
    return best, regret


def test_regret_is_far_below_the_bound_of_the_paper() -> None:
    """Auer et al. 2002, corollary 8.2, for one stretch (S = 1) of T rounds with K arms, tuned as it says."""
    k, t = ARMS, ROUNDS
    hardness = np.log(k * t) + np.e
    explore = min(1.0, np.sqrt(k * hardness / ((np.e - 1) * t)))
    bound = 2 * np.sqrt(np.e - 1) * np.sqrt(k * t * hardness)
    _, regret = play(fresh(np.ones((LEARNERS, k)), explore, leak=1 / t), [ONE_PAYS] * t)
    assert regret.max() < bound / 3
    assert regret.max() < (ONE_PAYS.max() - ONE_PAYS.mean()) * t * 0.4


def test_before_anything_is_learned_the_chances_are_the_first_mix() -> None:
    assert chances(fresh()) == pytest.approx(LEANING[0], rel=1e-12)
    assert chances(fresh(10 * LEANING)) == pytest.approx(LEANING[0], rel=1e-12)


def test_choices_come_as_often_as_their_chances_say() -> None:
    n = 10_000
    bandit = after(fresh(), 0, 2, 1.0)
    arm = bandit.choose(np.zeros(n, np.int64), (np.arange(n) + 0.5) / n)
    assert np.bincount(arm, minlength=4) / n == pytest.approx(chances(bandit), abs=1 / n)


mixes = st.lists(st.floats(1e-3, 1.0), min_size=2, max_size=8).map(lambda mix: np.array([mix]))


@given(mix=mixes, explore=st.floats(0.01, 1.0), gains=st.lists(st.tuples(st.integers(0, 1), st.floats(-2.0, 2.0))))
def test_chances_sum_to_one_and_keep_the_explored_part(
    mix: F64, explore: float, gains: list[tuple[int, float]]
) -> None:
    bandit = fresh(mix, explore)
    for arm, gain in gains:
        after(bandit, 0, arm, gain, times=10)
    assert chances(bandit).sum() == pytest.approx(1.0, abs=1e-9)
    assert (chances(bandit) >= explore * mix[0] / mix.sum() - 1e-9).all()


@pytest.mark.parametrize(
    ("luck", "arm"), [(0.0, 1), (0.749, 1), (0.751, 2), (0.949, 2), (0.951, 3), (np.nextafter(1, 0), 3)]
)
def test_an_arm_that_there_is_not_is_never_chosen(luck: float, arm: int) -> None:
    """Without the first of 60, 30, 8 and 2 %, three quarters, a fifth and a twentieth."""
    arms = fresh().choose(np.array([0]), np.array([luck]), np.array([False, True, True, True]))
    assert arms.tolist() == [arm]


def test_the_only_arm_that_there_is_is_chosen_whatever_has_been_learned() -> None:
    bandit = after(fresh(), 0, 0, 1.0, times=500)
    luck = np.linspace(0, 1, 50, endpoint=False)
    assert bandit.choose(np.zeros(50, np.int64), luck, np.array([False, False, False, True])).tolist() == [3] * 50


def test_newcomers_keep_their_own_taste_and_take_over_the_lore() -> None:
    bandit = after(fresh(np.repeat(LEANING, 2, axis=0), hearsay=1.0), 0, 2, 1.0, times=40)
    taste = np.array([[0.1, 0.1, 0.1, 0.7]])
    bandit.join(taste, np.arange(2))
    lore = bandit.log_weight[:2] - bandit.first[:2]
    assert bandit.log_weight[2] - bandit.first[2] == pytest.approx(lore.mean(axis=0))
    assert chances(fresh(taste))[2] < chances(bandit, 2)[2]
    assert bandit.first[2] == pytest.approx(fresh(taste).first[0])


def test_newcomers_take_over_the_lore_of_those_who_are_active_alone() -> None:
    """The first has learned more than the second, the third something else."""
    bandit = after(
        after(after(fresh(np.repeat(LEANING, 3, axis=0)), 0, 2, 1.0, times=9), 1, 2, 1.0), 2, 0, 1.0, times=9
    )
    bandit.join(LEANING, np.array([1, 2]))
    lore = bandit.log_weight - bandit.first
    assert lore[3] == pytest.approx((lore[1] + lore[2]) / 2)


def test_newcomers_who_find_nobody_active_begin_with_their_own_taste() -> None:
    bandit = after(fresh(), 0, 2, 1.0, times=9)
    bandit.join(np.array([[0.1, 0.1, 0.1, 0.7]]), np.arange(0))
    assert chances(bandit, 1) == pytest.approx([0.1, 0.1, 0.1, 0.7])


def test_newcomers_where_nobody_has_learned_begin_with_their_own_taste() -> None:
    for already in (fresh(), fresh(np.zeros((0, 4)))):
        already.join(np.array([[0.1, 0.1, 0.1, 0.7]]), np.arange(len(already.first)))
        newcomer = len(already.first) - 1
        assert chances(already, newcomer) == pytest.approx([0.1, 0.1, 0.1, 0.7])


@settings(max_examples=12)
@given(
    largest=st.sampled_from([1.0, 1e3, 1e6]),
    leak=st.sampled_from([0.0, 0.002, 0.02]),
    hearsay=st.sampled_from([0.0, 0.5, 1.0]),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_hundred_thousand_extreme_gains_and_losses_leave_numbers(
    largest: float, leak: float, hearsay: float, seed: int
) -> None:
    luck, batch = np.random.default_rng(seed), 1000
    bandit = fresh(np.repeat(LEANING, 6, axis=0), leak=leak, hearsay=hearsay)
    for _ in range(100):
        gain = largest * luck.uniform(-1.0, 1.0, batch) ** 3
        learn(bandit, luck.integers(0, 6, batch), luck.integers(0, 4, batch), gain)
    bandit.join(LEANING, np.arange(6))
    result = bandit.probabilities(np.arange(7))
    assert np.isfinite(bandit.log_weight).all()
    assert result.sum(axis=1) == pytest.approx(np.ones(7))
    assert (result >= 0.2 * LEANING - 1e-12).all()


EVEN = np.array([[1.0, 1.0]])


def test_a_gain_of_one_at_even_chance_moves_by_a_fifth() -> None:
    """γ/k · gain/P = 0.2/2 · 1/0.5 = 0.2; then 0.8 of the choices by weight and 0.2 even."""
    bandit = after(fresh(EVEN, explore=0.2, leak=0.0), 0, 0, 1.0)
    assert bandit.log_weight[0, 0] - bandit.log_weight[0, 1] == pytest.approx(0.2, abs=1e-9)
    by_weight = np.exp(0.2) / (np.exp(0.2) + 1)
    assert chances(bandit)[0] == pytest.approx(0.8 * by_weight + 0.2 * 0.5, abs=1e-9)


def test_gains_of_one_day_are_weighed_by_the_chances_of_its_morning() -> None:
    bandit = fresh(EVEN, explore=0.2, leak=0.0)
    learn(bandit, [0, 0, 0], [0, 0, 1], [1.0, 0.5, -1.0])
    assert bandit.log_weight[0, 0] - bandit.log_weight[0, 1] == pytest.approx(0.2 * 1.5 + 0.2, abs=1e-9)


def test_a_tenth_leaks_to_every_arm_as_the_paper_says() -> None:
    """Weights 1 and e^−0.2 after the gain, and e · 0.1/2 of their sum to either."""
    bandit = after(fresh(EVEN, explore=0.2, leak=0.1), 0, 0, 1.0)
    better, worse = 1.0, np.exp(-0.2)
    leaked = np.e * 0.1 / 2 * (better + worse)
    assert bandit.log_weight[0] == pytest.approx([0.0, np.log((worse + leaked) / (better + leaked))], abs=1e-9)


def test_who_hears_a_quarter_takes_three_quarters_of_its_own() -> None:
    bandit = after(fresh(np.repeat(EVEN, 2, axis=0), explore=0.2, leak=0.0, hearsay=0.25), 0, 0, 1.0)
    ahead = bandit.log_weight[:, 0] - bandit.log_weight[:, 1]
    assert ahead == pytest.approx([0.75 * 0.2, 0.25 * 0.2], abs=1e-9)


def test_arms_that_are_hopeless_are_alike() -> None:
    bandit = after(fresh(np.array([[1.0, 1.0, 1.0]]), leak=0.0), 0, 1, -1e5)
    after(bandit, 0, 2, -2e5)
    assert bandit.log_weight[0] == pytest.approx([0.0, -700.0, -700.0], abs=1e-6)


def test_each_learner_keeps_its_own_mix_and_learns_by_its_own_chances() -> None:
    bandit = fresh(np.array([[0.5, 0.5], [0.2, 0.8]]), explore=0.2, leak=0.0)
    learn(bandit, [1], [0], [1.0])
    gained = bandit.log_weight[1] - np.log([0.2 / 0.8, 1.0])
    assert gained[0] - gained[1] == pytest.approx(0.2 / 2 / 0.2, abs=1e-9)
    assert chances(bandit, 0).tolist() == [0.5, 0.5]


def rumours(circle: float, *gains: float) -> list[float]:
    """What each of these learners hears of one arm of two, by which a gain of 1 is a step of 0.2."""
    count = len(gains)
    bandit = Exp3S.starting(np.repeat(EVEN, count, axis=0), 0.2, 0.0, 1.0, circle)
    heard = Gains(np.arange(count), np.ones(count, np.int64), np.zeros(count), np.array(gains))
    bandit.learn(heard, np.arange(count))
    ahead: list[float] = (np.diff(bandit.log_weight)[:, 0] / 0.2).tolist()
    return ahead


def test_a_learner_hears_of_as_many_as_its_circle_holds() -> None:
    assert rumours(2.0, 1.0, 2.0, 4.0, 8.0, 16.0) == pytest.approx([6.0, 12.0, 24.0, 17.0, 3.0])
    assert rumours(4.0, 1.0, 2.0, 4.0, 8.0, 16.0) == pytest.approx([30.0, 29.0, 27.0, 23.0, 15.0])


def test_where_there_are_fewer_than_a_circle_they_stand_for_it() -> None:
    assert rumours(6.0, 1.0, 2.0, 4.0) == pytest.approx([18.0, 15.0, 9.0])
    assert rumours(0.4, 1.0, 2.0, 4.0) == pytest.approx([0.8, 1.6, 0.4])  # less than one: a part of its gains


def test_who_is_alone_hears_nothing_and_learns_by_its_own_gains() -> None:
    alone = Exp3S.starting(EVEN, 0.2, 0.0, 0.25, circle=5.0)
    learn(alone, [0], [1], [1.0])
    assert np.diff(alone.log_weight)[0, 0] == pytest.approx(0.75 * 0.2)


def test_gains_as_expected_are_heard() -> None:
    """Of three, the second one is out of business: it neither hears nor is heard of."""
    bandit = Exp3S.starting(np.repeat(EVEN, 3, axis=0), 0.2, 0.0, 0.5, circle=1.0)
    everybody, first = np.arange(3), np.zeros(3, np.int64)
    bandit.learn(Gains(everybody, first, np.array([1.0, 0.0, 0.0]), np.array([0.1, 7.0, 0.3])), np.array([0, 2]))
    ahead = bandit.log_weight[:, 0] - bandit.log_weight[:, 1]
    assert ahead == pytest.approx([0.5 * 0.2 * 1.0 + 0.5 * 0.2 * 0.3, 0.0, 0.5 * 0.2 * 0.1])
