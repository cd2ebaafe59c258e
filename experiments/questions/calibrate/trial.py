"""Worlds on trial: do the facts hold with frozen rings, with adapting rings, and again with fresh luck?

A world runs once in each setting: with frozen rings; if the facts hold, with the same luck and adapting rings; if they
hold again, in another scenario, in whose weeks their sources speak. If they hold in all of them they must hold in
several runs with fresh luck, setting by setting. So most worlds are run once, and none is plausible by luck.

Some runs cannot tell a fact: nobody with a bad name posts in its weeks. The first run does not count against a world
then; one of the fresh runs must tell each fact.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from experiments.questions.calibrate.bars import Bars, mean, noise, scaled, unscaled
from experiments.questions.calibrate.lab import Lab
from experiments.verdicts.regimes import REGIMES
from policies.records import Bools, Floats, Ints

FIRST_LUCK = [0]


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """The bars for worlds in each setting, and the noise of what a setting adds to the one before.

    A noise is the (facts,) sd of a difference over pairs of runs of the same luck, on the scale of each fact; in the
    first setting, that between runs.
    """

    bars: tuple[Bars, ...]
    adds: tuple[Floats, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """The results of (n, d) worlds on trial."""

    points: Floats
    answers: Floats  # (n, settings, facts) with the first luck, on the scale of each fact; NaN where no run was made
    clear: Bools  # (n, settings, facts) does the fact hold in these runs?
    plausible: Floats  # (k, d) worlds in which the facts held again with fresh luck
    numbers: Ints  # (k,) their numbers, which give their seeds
    facts: Floats  # (k, 2, facts) of these, in their own units: means over fresh runs, taken on the scale of each fact
    runs: int


def yardstick(lab: Lab, replicates: int) -> Yardstick:
    """Return the yardstick, by `replicates` runs of the central world in each setting."""
    centre, numbers = np.full((replicates, len(lab.space)), 0.5), range(replicates)
    answers = [
        scaled(lab.facts, lab.answers(centre, numbers, setting, FIRST_LUCK, "the central world")[:, 0])
        for setting in lab.settings
    ]
    bars = tuple(Bars(lab.facts, noise(runs)) for runs in answers)
    return Yardstick(bars, (bars[0].noise, *(noise(later - earlier) for earlier, later in pairwise(answers))))


def tried(lab: Lab, by: Yardstick, points: Floats, number: int, every: int, fresh: int, title: str) -> Trial:
    """Return the trial of (n, d) worlds, numbered from `number` on, with `fresh` runs for each setting.

    The first `every` worlds run in every setting in any case: the emulator learns from them.
    """
    answers = np.full((len(points), len(lab.settings), len(lab.facts)), np.nan)
    clear, means = np.zeros(answers.shape, np.bool_), np.empty(answers.shape)
    runs, on_trial, taught = 0, np.ones(len(points), np.bool_), np.arange(len(points)) < every
    for stage, setting in enumerate(lab.settings):
        rows = np.flatnonzero(on_trial | taught)
        results = lab.answers(points[rows], (number + rows).tolist(), setting, FIRST_LUCK, title)
        answers[rows, stage] = once = scaled(lab.facts, results[:, 0])
        clear[rows, stage] = by.bars[stage].clear(once) | np.isnan(once)
        runs += len(rows)
        on_trial &= clear[:, stage].all(axis=1)
    standing, lucks = np.flatnonzero(on_trial), range(1, 1 + fresh)
    for stage, setting in enumerate(lab.settings):
        results = lab.answers(points[standing], (number + standing).tolist(), setting, lucks, f"{title}, again")
        means[standing, stage] = mean(scaled(lab.facts, results))
        runs += len(standing) * fresh
        standing = standing[by.bars[stage].clear(means[standing, stage], fresh).all(axis=1)]
    facts = unscaled(lab.facts, means[standing, : len(REGIMES)])
    return Trial(points, answers, clear, points[standing], number + standing, facts, runs)
