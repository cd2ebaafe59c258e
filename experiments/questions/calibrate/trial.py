"""Worlds on trial: do the facts hold with frozen rings, with adapting rings, and again with fresh luck?

A world runs once with frozen rings. If the facts hold, it runs with the same luck and adapting rings. If they hold
again, they must hold in several runs with fresh luck, frozen and then adapting, and at last in another scenario, in
whose weeks their sources speak. So most worlds are run once, and none is plausible by luck.

Some runs cannot tell a fact: nobody with a bad name posts in its weeks. The first run does not count against a world
then; one of the fresh runs must tell each fact.
"""

from dataclasses import dataclass, field

import numpy as np

from experiments.questions.calibrate.bars import Bars, mean, noise, scaled, unscaled
from experiments.questions.calibrate.lab import Lab
from experiments.verdicts.regimes import REGIMES
from policies.records import Bools, Floats, Ints

FIRST_LUCK = [0]


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """The bars for worlds with frozen and adapting rings and in the other scenario, and the noise between these.

    A noise is the (facts,) sd of a difference over pairs of runs of the same luck, on the scale of each fact.
    """

    bars: tuple[Bars, Bars]
    apart: Floats  # noise of adapting − frozen
    also: Bars | None = None  # of the other scenario
    elsewhere: Floats = field(default_factory=lambda: np.empty(0))  # noise of the other scenario − adapting


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """The results of (n, d) worlds on trial."""

    points: Floats
    answers: Floats  # (n, 2, facts) frozen and adapting, on the scale of each fact; NaN of runs that were not made
    clear: Bools  # (n, 2, facts) does the fact hold in these runs?
    plausible: Floats  # (k, d) worlds in which the facts held again with fresh luck
    numbers: Ints  # (k,) their numbers, which give their seeds
    facts: Floats  # (k, 2, facts) of these, in their own units: means over fresh runs, taken on the scale of each fact
    elsewhere: Floats  # (n, facts) the other scenario − adapting, of means over fresh runs; NaN of worlds not run there
    runs: int


def yardstick(lab: Lab, replicates: int) -> Yardstick:
    """Return the yardstick, by `replicates` runs of the central world for each temper."""
    centre, numbers = np.full((replicates, len(lab.space)), 0.5), range(replicates)
    frozen, adapting = (
        scaled(lab.facts, lab.answers(centre, numbers, rings, FIRST_LUCK, f"the central world, {rings}")[:, 0])
        for rings in REGIMES
    )
    bars = Bars(lab.facts, noise(frozen)), Bars(lab.facts, noise(adapting))
    if lab.also is None:
        return Yardstick(bars, noise(adapting - frozen))
    other = scaled(lab.facts, lab.elsewhere(centre, numbers, FIRST_LUCK, "the central world")[:, 0])
    return Yardstick(bars, noise(adapting - frozen), Bars(lab.facts, noise(other)), noise(other - adapting))


def tried(lab: Lab, by: Yardstick, points: Floats, number: int, both: int, fresh: int, title: str) -> Trial:
    """Return the trial of (n, d) worlds, numbered from `number` on, with `fresh` runs for each temper.

    The first `both` worlds run with adapting rings in any case: the emulator learns from them.
    """
    answers = np.full((len(points), 2, len(lab.facts)), np.nan)
    clear = np.zeros(answers.shape, np.bool_)
    runs, on_trial = 0, np.ones(len(points), np.bool_)
    for temper, rings in enumerate(REGIMES):
        rows = np.flatnonzero(on_trial)
        results = lab.answers(points[rows], (number + rows).tolist(), rings, FIRST_LUCK, f"{title}, {rings}")
        answers[rows, temper] = once = scaled(lab.facts, results[:, 0])
        clear[rows, temper] = by.bars[temper].clear(once) | np.isnan(once)
        runs += len(rows)
        on_trial = clear[:, temper].all(axis=1) | (np.arange(len(points)) < both)
    standing, means = np.flatnonzero(clear.all(axis=(1, 2))), np.empty((len(points), 2, len(lab.facts)))
    lucks = range(1, 1 + fresh)
    for temper, rings in enumerate(REGIMES):
        label = f"{title}, {rings} again"
        results = lab.answers(points[standing], (number + standing).tolist(), rings, lucks, label)
        means[standing, temper] = mean(scaled(lab.facts, results))
        runs += len(standing) * fresh
        standing = standing[by.bars[temper].clear(means[standing, temper], fresh).all(axis=1)]
    elsewhere = np.full((len(points), len(lab.facts)), np.nan)
    if by.also is not None:
        results = lab.elsewhere(points[standing], (number + standing).tolist(), lucks, title)
        there = mean(scaled(lab.facts, results))
        elsewhere[standing] = there - means[standing, 1]
        runs += len(standing) * fresh
        standing = standing[by.also.clear(there, fresh).all(axis=1)]
    facts = unscaled(lab.facts, means[standing])
    return Trial(points, answers, clear, points[standing], number + standing, facts, elsewhere, runs)
