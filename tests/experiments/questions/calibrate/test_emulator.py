"""What an emulator learns from worlds that were run, and how wrong it says it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from experiments.questions.calibrate import emulator
from experiments.questions.calibrate.emulator import (
    LEAST,
    Emulator,
    Missing,
    Outlook,
    Span,
    Stage,
    check_installed,
    learned,
)
from experiments.questions.calibrate.lasso import Path
from policies.records import Floats

LUCK = 0.1
NO_LUCK = np.zeros(2)  # what is not known to be luck counts as error
OTHER = np.array([0.0, 0.2])  # what the fact that never varies never is


def points(n: int, seed: int) -> Floats:
    return np.random.default_rng(seed).random((n, 40))


def truth(at: Floats) -> Floats:
    """A fact of four main effects, a square and a product; and one that never varies."""
    first = at[:, 0] - 2 * at[:, 1] + at[:, 2] + 2 * (at[:, 0] - 0.5) * (at[:, 1] - 0.5) + 3 * (at[:, 3] - 0.3) ** 2
    return np.column_stack([first, np.full(len(at), 0.7)])


def answers(at: Floats, seed: int) -> Floats:
    return truth(at) + LUCK * np.random.default_rng(seed).normal(size=(len(at), 2)) * [1, 0]


def outlook(frozen: Emulator, low: Floats, high: Floats, adds: Emulator | None = None) -> Outlook:
    """What is likely where nothing changes when rings adapt, unless it is said what does."""
    nothing = Emulator(lambda at: np.zeros((len(at), 2)), np.zeros((1, 2)), np.zeros(2))
    return Outlook((Stage(frozen, (low, high)), Stage(adds or nothing, (low, high))))


@pytest.fixture(scope="module")
def taught() -> Emulator:
    shown = points(300, 1)
    return learned(shown, answers(shown, 2), NO_LUCK)


def test_main_effects_squares_and_products_are_learned(taught: Emulator) -> None:
    """A lasso that shrinks all numbers alike, and another one for its residuals, leave errors of half the luck here."""
    hidden = points(500, 3)
    error = taught.expected(hidden) - truth(hidden)
    assert error[:, 0].std() < 0.25 * LUCK
    assert not error[:, 1].any()


def test_errors_and_skill_of_the_emulator_hold_for_unseen_worlds(taught: Emulator) -> None:
    hidden = points(2_000, 4)
    error = (answers(hidden, 5) - taught.expected(hidden))[:, 0]
    assert taught.errors[:, 0].std() == pytest.approx(error.std(), rel=0.12)
    assert taught.skill[0] == pytest.approx(1 - error.var() / answers(hidden, 5)[:, 0].var(), abs=0.02)
    assert np.isnan(taught.skill[1])


def test_the_chance_that_facts_hold_is_as_often_right_as_it_says(taught: Emulator) -> None:
    hidden = points(8_000, 6)
    low, high = np.array([0.4, 0.6]), np.array([0.7, 0.8])
    chance, values = outlook(taught, low, high).chance(hidden), answers(hidden, 7)[:, 0]
    hold = (values >= low[0]) & (values <= high[0])
    for least, most in [(0.0, 0.1), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9)]:
        those = (chance >= least) & (chance < most)
        assert hold[those].mean() == pytest.approx(chance[those].mean(), abs=0.08)
    assert not outlook(taught, low + OTHER, high + OTHER).chance(hidden).any()


def test_luck_that_is_known_is_no_error() -> None:
    shown, hidden = points(300, 1), points(2_000, 4)
    taught = learned(shown, answers(shown, 2), np.array([LUCK, 0.0]))
    error = (taught.expected(hidden) - truth(hidden))[:, 0]
    assert taught.errors[:, 0].std() == pytest.approx(error.std(), rel=0.3)
    lucky = learned(shown, answers(shown, 2), np.array([9.0, 0.0]))
    assert not lucky.errors.any()
    assert lucky.skill[0] == taught.skill[0]


def test_facts_that_go_wrong_together_hold_together() -> None:
    error = np.random.default_rng(8).normal(size=(400, 1))
    both = Emulator(lambda at: np.zeros((len(at), 2)), np.hstack([error, error]), np.zeros(2))
    near, far = (np.full(2, -1.0), np.full(2, 1.0)), (np.full(2, 4.0), np.full(2, 9.0))
    assert outlook(both, *near).chance(np.zeros((1, 3))) == pytest.approx(0.68, abs=0.05)
    assert outlook(both, *far).chance(np.zeros((1, 3))) == 0
    assert outlook(both, *far).chance(np.zeros((1, 3)), stretch=4) > 0.1


def test_facts_have_to_hold_with_rings_adapting_too() -> None:
    frozen = Emulator(lambda at: at[:, :1], np.array([[-0.1], [0.0], [0.1]]), np.zeros(1))
    adds = Emulator(lambda at: np.full((len(at), 1), 0.5), np.array([[-0.2], [0.2]]), np.zeros(1))
    points = np.array([[0.2], [0.45], [0.7]])
    low, high = np.zeros(1), np.ones(1)
    assert outlook(frozen, low, high, adds).chance(points).tolist() == pytest.approx([1, 2 / 3, 1 / 3])
    unknown = Emulator(adds.expected, np.empty((0, 1)), np.zeros(1))
    assert outlook(frozen, low, high, unknown).chance(points).tolist() == [1, 1, 1]
    exact = Emulator(frozen.expected, np.zeros((1, 1)), np.zeros(1))
    half = Emulator(adds.expected, np.zeros((1, 1)), np.zeros(1))
    assert outlook(exact, low, high, half).chance(np.array([[0.5], [-0.0], [0.51]])).tolist() == [
        1,
        1,
        0,
    ]  # the ends too
    strict = Outlook((Stage(frozen, (low, high)), Stage(adds, (low, high - 0.38))))
    assert strict.chance(points).tolist() == pytest.approx([2 / 3, 0, 0])


def test_facts_must_hold_in_the_other_scenario_if_its_effect_is_known() -> None:
    """Worlds at 0.2 and 0.45 have 0.7 and 0.95 once rings adapt, and that less 0.6 in the other scenario."""
    span = np.zeros(1), np.ones(1)
    frozen = Emulator(lambda at: at, np.zeros((1, 1)), np.zeros(1))
    adapting = replace(frozen, expected=lambda at: np.full_like(at, 0.5))
    other = replace(frozen, expected=lambda at: np.full_like(at, -0.6))
    points = np.array([[0.2], [0.45], [0.7]])
    two = Stage(frozen, span), Stage(adapting, span)
    assert Outlook(two).chance(points).tolist() == [1, 1, 0]
    assert Outlook((*two, Stage(other, (np.full(1, 0.2), np.ones(1))))).chance(points).tolist() == [0, 1, 0]
    wrong = replace(other, errors=np.array([[0.3]]))  # 0.4 and 0.65: errors of each stage add up
    assert Outlook((*two, Stage(wrong, (np.full(1, 0.2), np.full(1, 0.5))))).chance(points).tolist() == [1, 0, 0]
    unknown = replace(other, errors=np.empty((0, 1)))
    assert Outlook((*two, Stage(unknown, (np.full(1, 0.2), np.ones(1))))).chance(points).tolist() == [1, 1, 0]


def test_worlds_that_are_far_away_are_skipped_and_no_others() -> None:
    """The chance is the share of all errors, one after the other, with which all facts hold in every stage."""
    rng = np.random.default_rng(3)
    at, (first, second) = rng.normal(size=(200, 2)), rng.normal(size=(2, 40, 2))
    span: Span = (np.array([-0.5, -1.0]), np.array([1.0, 0.3]))
    stages = (
        Stage(Emulator(lambda at: 2 * at, first, np.zeros(2)), span),
        Stage(Emulator(lambda at: at[:, ::-1], second[:7], np.zeros(2)), span),
    )

    def inside(facts: Floats) -> bool:
        return bool((span[0] <= facts).all() and (facts <= span[1]).all())

    slowly = np.zeros(200)
    for place in range(40):
        frozen = 2 * at + 1.5 * first[place]
        adapting = frozen + at[:, ::-1] + 1.5 * second[place % 7]
        slowly += [all(map(inside, pair)) for pair in zip(frozen, adapting, strict=True)]
    assert 0 < (slowly > 0).sum() < 150
    assert Outlook(stages).chance(at, stretch=1.5).tolist() == (slowly / 40).tolist()


def test_of_a_fact_that_hardly_any_world_has_nothing_is_learned() -> None:
    shown = points(200, 9)
    values = answers(shown, 10)
    values[12:, 1] = np.nan
    few = learned(shown, values, NO_LUCK)
    assert few.expected(shown)[:, 1].tolist() == pytest.approx([0.7] * 200)
    assert few.skill[0] > 0.8
    values[:, 1] = np.nan
    assert len(learned(shown, values, NO_LUCK).errors) == 0


def test_each_fact_that_is_learned_is_a_step_of_progress() -> None:
    steps: list[tuple[int, str]] = []

    @contextmanager
    def watch(total: int, what: str) -> Iterator[Callable[[], None]]:
        yield lambda: steps.append((total, what))

    shown = points(40, 12)
    learned(shown, answers(shown, 13), NO_LUCK, watch=watch, what="metrics")
    assert steps == [(2, "metrics")] * 2


def test_features_that_stand_twice_are_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    rng = np.random.default_rng(0)
    once = np.round(rng.random((20, 30)), 1)
    values = once @ rng.random(30)
    path = Path.of(np.hstack([once, once]), values)
    assert path.mean == values.mean()
    assert not list(recwarn)


def test_the_same_worlds_teach_the_same(taught: Emulator) -> None:
    shown = points(300, 1)
    again = learned(shown, answers(shown, 2), NO_LUCK)
    assert again.expected(points(50, 11)).tobytes() == taught.expected(points(50, 11)).tobytes()


def test_without_scikit_learn_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    check_installed()
    monkeypatch.setattr(emulator, "find_spec", lambda name: None)
    with pytest.raises(Missing, match=r"calibrate needs scikit-learn: .* -e '\.\[worlds\]'"):
        check_installed()


def test_skill_is_a_share_of_the_variance_whatever_the_unit(taught: Emulator) -> None:
    shown = points(300, 1)
    tenfold = learned(shown, 10 * answers(shown, 2), NO_LUCK)
    assert tenfold.skill[0] == pytest.approx(taught.skill[0])


@pytest.mark.parametrize(("worlds", "learns"), [(LEAST, True), (LEAST - 1, False)])
def test_a_fact_is_learned_from_fifty_worlds_on(worlds: int, learns: bool) -> None:
    assert LEAST == 50
    shown = points(worlds, 14)
    taught = learned(shown, np.column_stack([3 * shown[:, 0]]), np.zeros(1))
    assert (np.ptp(taught.expected(shown)) > 1) == learns


def test_facts_hold_at_the_very_ends_of_their_spans_frozen_and_adapting() -> None:
    exact = Emulator(lambda at: at[:, :1], np.zeros((1, 1)), np.zeros(1))
    nothing = Emulator(lambda at: 0 * at[:, :1], np.zeros((1, 1)), np.zeros(1))
    ends, points = (np.zeros(1), np.ones(1)), np.array([[0.0], [1.0]])
    wide = np.full(1, -9.0), np.full(1, 9.0)
    assert Outlook((Stage(exact, ends), Stage(nothing, wide))).chance(points).tolist() == [1, 1]
    assert Outlook((Stage(exact, wide), Stage(nothing, ends))).chance(points).tolist() == [1, 1]


def test_at_the_last_penalty_a_path_is_the_least_squares_line() -> None:
    """Two features that have nothing to do with one another, and values that are just 3 · one − 2 · other."""
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    values = features @ [3.0, -2.0]
    path = Path.of(features, values)
    assert len(path.penalties) == 3
    assert path.expected(features, path.penalties[-1:])[:, 0] == pytest.approx(values)
    between = path.penalties[1:].mean(keepdims=True)
    middle = (path.coefficients[:, 1] + path.coefficients[:, 2]) / 2
    assert path.expected(features, between)[:, 0] == pytest.approx(features @ middle)
