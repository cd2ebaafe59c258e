"""Worlds on trial: do the facts hold with rings frozen, with rings adapting, and again with fresh luck?

A world runs once with rings frozen. Where the facts hold, it runs with the same luck and rings adapting; where they
hold again, it has to stand several runs with fresh luck, frozen and then adapting. So most worlds are run once, and
none is kept for its luck.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.questions.calibrate.bars import Bars, Bools, Floats, noise, scaled, unscaled
from experiments.questions.calibrate.lab import Lab, Temper

Ints = NDArray[np.int64]

TEMPERS: tuple[Temper, Temper] = ("frozen", "adapting")
FIRST_LUCK = [0]


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """What worlds have to clear with rings frozen and adapting, and how far luck takes these two apart."""

    bars: tuple[Bars, Bars]
    apart: Floats  # (facts,) sd of adapting − frozen over pairs of runs of the same luck, on the scale of each fact


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What came of (n, d) worlds on trial."""

    points: Floats
    answers: Floats  # (n, 2, facts) frozen and adapting, on the scale of each fact; NaN of a run that was not asked for
    clear: Bools  # (n, 2, facts) which facts hold in these runs
    kept: Floats  # (k, d) worlds that stood again with fresh luck
    numbers: Ints  # (k,) theirs, by which their seeds go
    facts: Floats  # (k, 2, facts) theirs, in their own units: means over fresh runs, taken on the scale of each fact
    runs: int


def yardstick(lab: Lab, replicates: int) -> Yardstick:
    """By so many runs of the central world a temper."""
    centre, numbers = np.full((replicates, len(lab.space)), 0.5), range(replicates)
    frozen, adapting = (
        scaled(lab.facts, lab.answers(centre, numbers, rings, FIRST_LUCK, f"the central world, {rings}")[:, 0])
        for rings in TEMPERS
    )
    bars = Bars(lab.facts, noise(frozen)), Bars(lab.facts, noise(adapting))
    return Yardstick(bars, noise(adapting - frozen))


def tried(lab: Lab, by: Yardstick, points: Floats, number: int, both: int, fresh: int, what: str) -> Trial:
    """These (n, d) worlds, numbered from `number` on, with so many `fresh` runs a temper.

    The first `both` of them run with rings adapting whatever they answer, so that something is learned of that.
    """
    answers = np.full((len(points), 2, len(lab.facts)), np.nan)
    clear = np.zeros(answers.shape, np.bool_)
    runs, asked = 0, np.ones(len(points), np.bool_)
    for temper, rings in enumerate(TEMPERS):
        those = np.flatnonzero(asked)
        found = lab.answers(points[those], (number + those).tolist(), rings, FIRST_LUCK, f"{what}, {rings}")
        answers[those, temper] = scaled(lab.facts, found[:, 0])
        clear[:, temper] = by.bars[temper].clear(answers[:, temper])
        runs += len(those)
        asked = clear[:, temper].all(axis=1) | (np.arange(len(points)) < both)
    standing, facts = np.flatnonzero(clear.all(axis=(1, 2))), np.empty((len(points), 2, len(lab.facts)))
    for temper, rings in enumerate(TEMPERS):
        lucks, told = range(1, 1 + fresh), f"{what}, {rings} again"
        found = lab.answers(points[standing], (number + standing).tolist(), rings, lucks, told)
        means = scaled(lab.facts, found).mean(axis=1)
        facts[standing, temper] = unscaled(lab.facts, means)
        runs += len(standing) * fresh
        standing = standing[by.bars[temper].clear(means, fresh).all(axis=1)]
    return Trial(points, answers, clear, points[standing], number + standing, facts[standing], runs)
