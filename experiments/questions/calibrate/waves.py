"""History matching: wave by wave, from the whole space of worlds to those in which the facts hold.

A wave takes the next worlds of one space-filling sequence that are not implausible by the emulators trained on all
waves before; the first wave takes every world. So the plausible worlds of all waves are spread evenly over the
plausible part of the space.
"""

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from experiments.questions.calibrate.bars import FRESH
from experiments.questions.calibrate.choosing import chosen
from experiments.questions.calibrate.design import blocks
from experiments.questions.calibrate.emulator import Outlook, Span, Stage, learned
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.trial import Trial, Yardstick, tried, yardstick
from policies.records import Floats, Ints


@dataclass(frozen=True, slots=True)
class Effort:
    """The effort of a calibration: numbers of runs and worlds."""

    replicates: int = 16  # runs of the central world for each temper and elsewhere, which give the noise between runs
    first: int = 512  # worlds of the first wave
    both: int = 128  # of these run with frozen and adapting rings in any case
    further: int = 256  # worlds of every later wave
    fresh: int = FRESH  # runs for each temper, with fresh luck, in which the facts must hold again
    elsewhere: int = 100  # worlds that must have run in the other scenario before its effect is learned
    most: int = 40_000  # runs, after which no further wave begins


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """A wave: the choice of its worlds, and their trial."""

    plausible: float  # share of all worlds that was not ruled out
    outlook: Outlook | None  # that ruled worlds out; None in the first wave
    trial: Trial


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """All waves, and their goal."""

    lab: Lab
    by: Yardstick
    wanted: int  # worlds
    fresh: int  # runs for each temper in which the facts had to hold again
    waves: tuple[Wave, ...]
    runs: int  # in all

    @property
    def plausible(self) -> Floats:
        """The (k, d) plausible worlds: as many as wanted, or fewer."""
        return np.concatenate([wave.trial.plausible for wave in self.waves])[: self.wanted]

    @property
    def numbers(self) -> Ints:
        """Their (k,) numbers, which give their seeds."""
        return np.concatenate([wave.trial.numbers for wave in self.waves])[: self.wanted]

    @property
    def facts(self) -> Floats:
        """Their (k, 2, facts), frozen and adapting, in their own units: means over fresh runs, taken on scales."""
        return np.concatenate([wave.trial.facts for wave in self.waves])[: self.wanted]


def match(lab: Lab, worlds: int, effort: Effort) -> Matching:
    """Return `worlds` plausible worlds, or fewer if no more are found.

    Raises Interrupted; finished runs are stored, and the same call goes on from there to the same result.
    """
    by, runs = yardstick(lab, effort.replicates), (2 if lab.also is None else 3) * effort.replicates
    sequence, waves, outlook = blocks(len(lab.space), lab.seed), list[Wave](), None
    number, total = effort.replicates, 0
    while total < worlds and runs < effort.most:
        count, both = (effort.further, 0) if waves else (effort.first, effort.both)
        points, plausible = chosen(sequence, count, lab.space, outlook)
        if not len(points):
            break
        name = f"wave {len(waves) + 1}, {total} of {worlds} worlds"
        trial = tried(lab, by, points, number, both, effort.fresh, name)
        waves.append(Wave(plausible, outlook, trial))
        number, total, runs = (number + len(points), total + len(trial.plausible), runs + trial.runs)
        if total < worlds and runs < effort.most:
            outlook = _outlook(lab, by, [wave.trial for wave in waves], effort)
    return Matching(lab, by, worlds, effort.fresh, tuple(waves), runs)


def _outlook(lab: Lab, by: Yardstick, trials: list[Trial], effort: Effort) -> Outlook:
    """Return what all trials so far teach: of frozen rings, of adapting ones, and of the other scenario."""
    points, runs = np.concatenate([trial.points for trial in trials]), 1 + effort.fresh
    frozen, adapting = np.concatenate([trial.answers for trial in trials]).swapaxes(0, 1)
    elsewhere = np.concatenate([trial.elsewhere for trial in trials])
    ran = int(np.isfinite(elsewhere).any(axis=1).sum())
    teach = partial(_stage, lab, points)
    stages = [
        teach("frozen", frozen, by.bars[0].noise, by.bars[0].span(runs)),
        teach("adapting", adapting - frozen, by.apart, by.bars[1].span(runs)),
    ]
    if lab.also and by.also and ran >= effort.elsewhere:
        noise = by.elsewhere / math.sqrt(effort.fresh)
        stages.append(teach(lab.also.name, elsewhere, noise, by.also.span(effort.fresh)))
    return Outlook(tuple(stages))


def _stage(lab: Lab, points: Floats, name: str, adds: Floats, noise: Floats, span: Span) -> Stage:
    """Return a stage, from the (n, facts) that it adds to the one before at (n, d) points; NaN where no run was."""
    what = f"facts learned from {len(points)} worlds, {name}"
    return Stage(learned(points, adds, noise, watch=lab.watch, what=what), span)
