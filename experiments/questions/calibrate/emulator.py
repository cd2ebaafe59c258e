"""The emulator of runs: predicts the facts of a world, learned from worlds that were run.

Few of three hundred numbers move a fact, and most of these by themselves. So a fact is a sparse sum of main effects,
and of squares and products of the STRONGEST of them, chosen by the adaptive lasso (Zou 2006): a first lasso over main
effects says how strong each number is, and the second shrinks what is strong less. Trained on 1,280 worlds, its squared
errors in 256 others, luck included, are 5 % smaller on average of 21 facts than those of a lasso of main effects and
another of products for its residuals. A Gaussian process over the strongest numbers explains as much in ten times as
long, boosted trees and ridge regression less.

Its errors are measured on worlds that it was not trained on, less the luck in them. The first lasso has seen them all:
errors of an emulator that has seen none of them are 4 % larger.

The effects of adapting rings and of another scenario are learned separately: they are small, and few worlds run in
more than one setting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from experiments.host.extras import installs
from experiments.questions.calibrate.lasso import Expect, lasso
from experiments.runs.pools import Unready
from experiments.runs.watch import Watch, unwatched
from policies.records import Floats

Span = tuple[Floats, Floats]  # the (facts,) least and most, on the scale of each fact

STRONGEST = 25  # numbers whose squares and products may enter a fact
FLOOR = 0.01  # weight of a number that the first lasso leaves out; 1 is that of the strongest
ERRORS = 512  # errors of the latest worlds, used for the next ones
LEAST = 50  # worlds with a fact that the emulator needs to learn it


class Missing(Unready):
    """A library that a question needs is not installed."""


@dataclass(frozen=True, slots=True, eq=False)
class Emulator:
    """The emulator of facts: its predictions, and their errors so far."""

    expected: Callable[[Floats], Floats]  # (n, d) points → (n, facts), on the scale of each fact
    errors: Floats  # (worlds, facts) actual − expected, in worlds that it was not trained on, without luck
    skill: Floats  # (facts,) R² of these predictions, luck included; NaN of a fact that never varies


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A stage of a trial: the emulator of what it adds to the facts of the stage before, and their spans in it."""

    adds: Emulator
    span: Span  # of the facts of plausible worlds

    def within(self, facts: Floats) -> NDArray[np.intp]:
        """Return the rows of (n, facts) that lie within the span."""
        low, high = self.span
        return np.flatnonzero(((low <= facts) & (facts <= high)).all(axis=1))

    def near(self, facts: Floats, errors: Floats) -> NDArray[np.intp]:
        """Return the rows of (n, facts) that some error of each fact, not always the same, takes into its span."""
        (low, high), least, most = self.span, errors.min(axis=0), errors.max(axis=0)
        return np.flatnonzero(((low <= facts + most) & (facts + least <= high)).all(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """The stages of a trial, one for each setting, and the chance that all facts hold in all of them."""

    stages: tuple[Stage, ...]

    @property
    def frozen(self) -> Emulator:
        """The emulator of the facts with frozen rings."""
        return self.stages[0].adds

    def chance(self, points: Floats, stretch: float = 1.0) -> Floats:
        """Return (n,) chances that all facts, as means over many runs at these (n, d) points, lie within their spans.

        A chance is the share of past errors with which the facts would lie there, so it is right for correlated errors.
        A stage without errors, of which nothing is known yet, rules nothing out.
        stretch: a factor of the errors, for when all worlds so far are far away.
        """
        first, chances = self.stages[0], np.zeros(len(points))
        if not len(self.frozen.errors):
            return chances
        expected = self.frozen.expected(points)
        rows = first.near(expected, stretch * self.frozen.errors)  # most are far away, whatever the error
        added = [expected[rows], *(stage.adds.expected(points[rows]) for stage in self.stages[1:])]
        for place in range(len(self.frozen.errors)):
            chances[rows[self._hold(added, place, stretch)]] += 1
        return chances / len(self.frozen.errors)

    def _hold(self, added: Sequence[Floats], place: int, stretch: float) -> NDArray[np.intp]:
        """Return the rows of what each stage adds in which the facts hold in all stages, with the error at a place."""
        hold, facts = np.arange(len(added[0])), np.zeros_like(added[0])
        for stage, adds in zip(self.stages, added, strict=True):
            if count := len(errors := stage.adds.errors):
                facts = facts + adds[hold] + stretch * errors[place % count]
                within = stage.within(facts)
                hold, facts = hold[within], facts[within]
        return hold


def check_installed(command: str = "calibrate") -> None:
    """Raise Missing if scikit-learn is not installed."""
    if find_spec("sklearn") is None:
        raise Missing(f"{command} needs scikit-learn: {installs('worlds')}")


def learned(
    points: Floats, answers: Floats, noise: Floats, *, watch: Watch = unwatched, what: str = "facts"
) -> Emulator:
    """Return the emulator trained on (n, d) points.

    answers  (n, facts) of one run for each point, on the scale of each fact; NaN for none
    noise    (facts,) sd of the luck in them
    """
    errors, facts = np.full_like(answers, np.nan), list[Expect]()
    with watch(answers.shape[1], what) as step:
        for values, error in zip(answers.T, errors.T, strict=True):
            known = np.isfinite(values)
            fact, error[known] = _fact(points[known], values[known])
            facts.append(fact)
            step()
    skill = [_skill(values, error) for values, error in zip(answers.T, errors.T, strict=True)]
    complete = errors[np.isfinite(errors).all(axis=1)]
    spread = np.maximum(complete.std(axis=0), noise) if len(complete) else noise
    complete *= np.sqrt(1 - (noise / np.where(spread > 0, spread, 1.0)) ** 2)
    return Emulator(lambda at: np.column_stack([fact(at) for fact in facts]), complete[-ERRORS:], np.array(skill))


def _skill(values: Floats, errors: Floats) -> float:
    known = np.isfinite(values)
    if not known.any() or np.ptp(values[known]) == 0:
        return np.nan
    return 1 - float((errors[known] ** 2).mean() / values[known].var())


def _fact(points: Floats, values: Floats) -> tuple[Expect, Floats]:
    """Return the predictor of one fact, from its (n,) values at (n, d) points, and its (n,) cross-validated errors."""
    if len(values) < LEAST or np.ptp(values) == 0:
        usual = float(np.median(values)) if len(values) else np.nan
        return lambda at: np.full(len(at), usual), values - usual
    _, coefficients, _ = lasso(_centred(points), values)
    strength = np.abs(coefficients)
    features = _features(np.sqrt(strength / strength.max()) if strength.any() else strength)
    expected, _, errors = lasso(features(points), values)
    return lambda at: expected(features(at)), errors


def _features(weight: Floats) -> Callable[[Floats], Floats]:
    """Return what makes features of points: every number, squares and products of the strongest, times (d,) weights."""
    strongest = np.argsort(-weight, kind="stable")[: min(STRONGEST, np.count_nonzero(weight))]
    one, other = strongest[np.array(np.triu_indices(len(strongest)))]

    def features(points: Floats) -> Floats:
        columns = _centred(points)
        single, weighted = columns * (weight + FLOOR), columns * weight
        return np.hstack([single, weighted[:, one] * weighted[:, other]])

    return features


def _centred(points: Floats) -> Floats:
    return 2 * points - 1
