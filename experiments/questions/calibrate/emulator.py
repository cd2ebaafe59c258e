"""A stand-in for runs: which facts a world would have, learned from worlds that were run.

Few of three hundred numbers move a fact, and most of these by themselves. So a fact is a sparse sum of main effects,
and of squares and products of the STRONGEST of them for what is left, both chosen by the lasso. Taught by some 400
worlds, it tells 62 % of the variance of ten facts over a hundred others, luck included; a Gaussian process over the
same 15 numbers 63 % in ten times as long, main effects alone 59 %, boosted trees 53 %, ridge regression 39 %. By how
much it is wrong is seen on worlds that it was not shown, less what is luck.

What it adds that rings adapt is learned apart: it is small, and few worlds are run in both ways.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from experiments.questions.calibrate.lasso import Expect, lasso
from experiments.runs.pools import Unready
from experiments.runs.watch import Watch, unwatched

Floats = NDArray[np.float64]
Span = tuple[Floats, Floats]  # the (facts,) least and most, on the scale of each fact

STRONGEST = 15  # numbers whose squares and products may count for a fact
ERRORS = 512  # of the latest worlds, that stand for those to come
LEAST = 50  # worlds with a fact, from which on something can be learned of it


class Missing(Unready):
    """A library that a question needs is not installed."""


@dataclass(frozen=True, slots=True, eq=False)
class Emulator:
    """What is expected of a world, and how wrong that has been."""

    expected: Callable[[Floats], Floats]  # (n, d) points → (n, facts), on the scale of each fact
    errors: Floats  # (worlds, facts) what was − what was expected, of worlds that it was not shown, without their luck
    skill: Floats  # (facts,) R² of such expectations, luck included; NaN of a fact that never varies


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """How likely it is that the facts hold in a world, by what was learned of them."""

    frozen: Emulator  # of the facts with rings frozen
    adds: Emulator  # of what it adds to them that rings adapt
    spans: tuple[Span, Span]  # between which the facts of a plausible world lie, frozen and adapting

    def chance(self, points: Floats, stretch: float = 1.0) -> Floats:
        """(n,) chance that all facts, as means over many runs at these (n, d) points, lie within their spans.

        It is the share of errors with which they would, so it holds for facts that go wrong together. stretch: times
        the errors, where all that was run lies far off.
        """
        (low, high), (least, most) = self.spans
        frozen, adds = self.frozen.expected(points), self.adds.expected(points)
        mistaken, count = stretch * self.adds.errors, np.zeros(len(points))
        for place, error in enumerate(stretch * self.frozen.errors):
            found = frozen + error
            hold = np.flatnonzero(((low <= found) & (found <= high)).all(axis=1))
            if len(mistaken):
                adapting = found[hold] + adds[hold] + mistaken[place % len(mistaken)]
                hold = hold[((least <= adapting) & (adapting <= most)).all(axis=1)]
            count[hold] += 1
        return count / max(len(self.frozen.errors), 1)


def check_installed(command: str = "calibrate") -> None:
    """Raises Missing where a command lacks what it needs."""
    if find_spec("sklearn") is None:
        raise Missing(f"{command} needs scikit-learn: install it with `pip install 'policylab[worlds]'`")


def learned(
    points: Floats, answers: Floats, noise: Floats, *, watch: Watch = unwatched, what: str = "facts"
) -> Emulator:
    """What (n, d) points teach.

    answers: (n, facts) of a run each, on the scale of each fact, NaN for none; noise: (facts,) sd of the luck in them
    """
    errors, facts = np.full_like(answers, np.nan), list[Expect]()
    with watch(answers.shape[1], what) as step:
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
    main, coefficients, left = lasso(_centred(points), found)
    strongest = np.argsort(-np.abs(coefficients), kind="stable")[:STRONGEST]
    more, _, errors = lasso(_products(points, strongest), left)
    return lambda at: main(_centred(at)) + more(_products(at, strongest)), errors


def _centred(points: Floats) -> Floats:
    return 2 * points - 1


def _products(points: Floats, of: NDArray[np.intp]) -> Floats:
    """(n, k (k + 1) / 2) squares and products of k columns."""
    columns = _centred(points[:, of])
    one, other = np.triu_indices(columns.shape[1])
    return columns[:, one] * columns[:, other]
