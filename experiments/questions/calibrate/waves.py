"""History matching: wave by wave, from the whole space of worlds to those in which the facts hold.

A wave takes the next worlds of one space-filling sequence that are not implausible, by what was learned from all waves
before; the first wave takes every world. What is kept is drawn evenly from the plausible part of the space, whichever
wave has found it.
"""

from dataclasses import dataclass

import numpy as np

from experiments.questions.calibrate.bars import FRESH, Floats
from experiments.questions.calibrate.choosing import chosen
from experiments.questions.calibrate.design import blocks
from experiments.questions.calibrate.emulator import Outlook, learned
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.trial import Ints, Trial, Yardstick, tried, yardstick


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run."""

    replicates: int = 16  # runs of the central world a temper, which say how far apart two runs of one world are
    first: int = 512  # worlds of the first wave
    both: int = 128  # of these run with rings frozen and adapting, whatever they answer
    further: int = 256  # worlds of every later wave
    fresh: int = FRESH  # runs a temper in which a world has to stand again
    most: int = 20_000  # runs, after which no further wave begins


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """A wave: how its worlds were chosen, and what came of them."""

    plausible: float  # share of all worlds that was not ruled out
    outlook: Outlook | None  # by what; None where nothing was known
    trial: Trial


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """All waves, and what was asked of them."""

    lab: Lab
    by: Yardstick
    asked: int  # worlds
    fresh: int  # runs a temper in which each had to stand again
    waves: tuple[Wave, ...]
    runs: int  # in all

    @property
    def kept(self) -> Floats:
        """(k, d) plausible worlds: as many as were asked for, or fewer."""
        return np.concatenate([wave.trial.kept for wave in self.waves])[: self.asked]

    @property
    def numbers(self) -> Ints:
        """(k,) theirs, by which their seeds go."""
        return np.concatenate([wave.trial.numbers for wave in self.waves])[: self.asked]

    @property
    def facts(self) -> Floats:
        """(k, 2, facts) theirs, in their own units: means over fresh runs on the scale of each, frozen and adapting."""
        return np.concatenate([wave.trial.facts for wave in self.waves])[: self.asked]


def match(lab: Lab, worlds: int, effort: Effort) -> Matching:
    """So many plausible worlds, or as many as were found.

    Raises Interrupted; whatever was run is remembered, and the same call goes on from there to the same end.
    """
    by, runs = yardstick(lab, effort.replicates), 2 * effort.replicates
    sequence, waves, outlook = blocks(len(lab.space), lab.seed), list[Wave](), None
    number, found = effort.replicates, 0
    while found < worlds and runs < effort.most:
        count, both = (effort.further, 0) if waves else (effort.first, effort.both)
        points, plausible = chosen(sequence, count, lab.space, outlook)
        if not len(points):
            break
        name = f"wave {len(waves) + 1}, {found} of {worlds} worlds"
        trial = tried(lab, by, points, number, both, effort.fresh, name)
        waves.append(Wave(plausible, outlook, trial))
        number, found, runs = number + len(points), found + len(trial.kept), runs + trial.runs
        if found < worlds and runs < effort.most:
            outlook = _outlook(lab, by, [wave.trial for wave in waves], 1 + effort.fresh)
    return Matching(lab, by, worlds, effort.fresh, tuple(waves), runs)


def _outlook(lab: Lab, by: Yardstick, trials: list[Trial], runs: int) -> Outlook:
    """What all trials so far teach of worlds that stand so many runs, frozen and as many adapting."""
    points = np.concatenate([trial.points for trial in trials])
    frozen, adapting = np.concatenate([trial.answers for trial in trials]).swapaxes(0, 1)
    told = f"learned from {len(points)} worlds"
    return Outlook(
        learned(points, frozen, by.bars[0].noise, watch=lab.watch, what=f"facts {told}, frozen"),
        learned(points, adapting - frozen, by.apart, watch=lab.watch, what=f"facts {told}, adapting"),
        (by.bars[0].span(runs), by.bars[1].span(runs)),
    )
