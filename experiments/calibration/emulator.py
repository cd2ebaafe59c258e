"""A stand-in for runs: which facts a world would have, learned from worlds that were run.

Few of three hundred numbers move a fact, and most of these by themselves. So a fact is a sparse sum of main effects,
and of squares and products of the STRONGEST of them for what is left, each chosen along the whole path of the lasso
(Efron et al. 2004) at the penalty that tells best what it was not shown. By how much it is wrong is seen on worlds that
it was not shown, less what is luck.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from experiments.runs.watch import Watch, unwatched

Floats = NDArray[np.float64]
Expect = Callable[[Floats], Floats]  # (n, d) points or (n, features) → (n,) what is expected there

STRONGEST = 15  # numbers whose squares and products may count for a fact
FOLDS = 5  # parts of the worlds, each told from what the others teach
ERRORS = 512  # of the latest worlds, that stand for those to come
LEAST = 10 * FOLDS  # worlds with a fact, from which on something can be learned of it
LONGEST = 150  # steps of the lasso's path, in each of which a number enters or leaves


class Missing(Exception):
    """What a calibration needs is not installed."""


@dataclass(frozen=True, slots=True, eq=False)
class Emulator:
    """What is expected of a world, and how wrong that has been."""

    expected: Callable[[Floats], Floats]  # (n, d) points → (n, facts), on the scale of each fact
    errors: Floats  # (worlds, facts) what was − what was expected, of worlds that it was not shown, without their luck
    skill: Floats  # (facts,) R² of such expectations, luck included; NaN of a fact that never varies

    def chance(self, points: Floats, low: Floats, high: Floats, stretch: float = 1.0) -> Floats:
        """(n,) chance that all facts, means over many runs at these (n, d) points, lie between (facts,) low and high.

        It is the share of errors with which they would, so it holds for facts that go wrong together. stretch: times
        the errors, where all that was run lies far off.
        """
        expected, chance = self.expected(points), np.zeros(len(points))
        for error in stretch * self.errors:
            found = expected + error
            chance += ((low <= found) & (found <= high)).all(axis=1)
        return chance / len(self.errors)


def check_installed() -> None:
    """Raises Missing."""
    if find_spec("sklearn") is None:
        raise Missing("calibrate needs scikit-learn: install it with `pip install 'policylab[calibrate]'`")


def learned(points: Floats, answers: Floats, noise: Floats, *, watch: Watch = unwatched) -> Emulator:
    """What (n, d) points teach by a run each.

    answers: (n, facts) on the scale of each fact, NaN for none; noise: (facts,) sd of the luck in them
    """
    errors, facts = np.full_like(answers, np.nan), list[Expect]()
    with watch(answers.shape[1], f"facts learned from {len(points)} worlds") as step:
        for found, error in zip(answers.T, errors.T, strict=True):
            there = np.isfinite(found)
            fact, error[there] = _fact(points[there], found[there])
            facts.append(fact)
            step()
    skill = [_skill(found, error) for found, error in zip(answers.T, errors.T, strict=True)]
    whole = errors[np.isfinite(errors).all(axis=1)]
    spread = np.maximum(whole.std(axis=0), noise) if len(whole) else noise
    whole *= np.sqrt(1 - (noise / np.where(spread > 0, spread, 1.0)) ** 2)
    return Emulator(lambda at: np.column_stack([fact(at) for fact in facts]), whole[-ERRORS:], np.array(skill))


def _skill(found: Floats, errors: Floats) -> float:
    there = np.isfinite(found)
    if not there.any() or np.ptp(found[there]) == 0:
        return np.nan
    return 1 - float((errors[there] ** 2).mean() / found[there].var())


def _fact(points: Floats, found: Floats) -> tuple[Expect, Floats]:
    """What to expect of one fact, by its (n,) values at (n, d) points, and the (n,) errors there as if not shown."""
    if len(found) < LEAST or np.ptp(found) == 0:
        usual = float(np.median(found)) if len(found) else np.nan
        return lambda at: np.full(len(at), usual), found - usual
    main, coefficients, left = _lasso(_centred(points), found)
    strongest = np.argsort(-np.abs(coefficients), kind="stable")[:STRONGEST]
    more, _, errors = _lasso(_products(points, strongest), left)
    return lambda at: main(_centred(at)) + more(_products(at, strongest)), errors


def _lasso(features: Floats, found: Floats) -> tuple[Expect, Floats, Floats]:
    """The lasso at the penalty that errs least: what it expects, its coefficients, its (n,) errors as if not shown."""
    fold, path = np.arange(len(found)) % FOLDS, _Path.of(features, found)
    told = np.empty((len(found), len(path.penalties)))
    for hidden in (fold == part for part in range(FOLDS)):
        told[hidden] = _Path.of(features[~hidden], found[~hidden]).told(features[hidden], path.penalties)
    errors = found[:, None] - told
    best = int(np.argmin((errors**2).mean(axis=0)))
    penalty = path.penalties[best : best + 1]
    return lambda at: path.told(at, penalty)[:, 0], path.coefficients[:, best], errors[:, best]


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """The lasso at every penalty: between the (k,) penalties at which a feature enters or leaves, it is a line."""

    penalties: Floats  # (k,), falling
    coefficients: Floats  # (features, k)
    middle: Floats  # (features,) means, at which the mean is expected
    mean: float

    @classmethod
    def of(cls, features: Floats, found: Floats) -> "_Path":
        from sklearn.linear_model import lars_path

        middle, mean = features.mean(axis=0), float(found.mean())
        centred, rest = features - middle, found - mean
        products = {"Gram": centred.T @ centred, "Xy": centred.T @ rest}  # not needed, but quicker
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of paths that end early, where nothing is left to explain
            penalties, _, coefficients = lars_path(centred, rest, **products, method="lasso", max_iter=LONGEST)
        return cls(penalties, coefficients, middle, mean)

    def told(self, features: Floats, penalties: Floats) -> Floats:
        """(n, penalties) what is expected of (n, features) at each penalty."""
        knots = self.mean + (features - self.middle) @ self.coefficients
        place = np.interp(-penalties, -self.penalties, np.arange(len(self.penalties)))
        before = np.minimum(place.astype(np.int64), max(len(self.penalties) - 2, 0))
        after = np.minimum(before + 1, len(self.penalties) - 1)
        return knots[:, before] + (place - before) * (knots[:, after] - knots[:, before])


def _centred(points: Floats) -> Floats:
    return 2 * points - 1


def _products(points: Floats, of: NDArray[np.intp]) -> Floats:
    """(n, k (k + 1) / 2) squares and products of k columns."""
    columns = _centred(points[:, of])
    one, other = np.triu_indices(columns.shape[1])
    return columns[:, one] * columns[:, other]
