"""History matching: wave by wave, from the whole space of worlds to those in which the facts hold.

A wave takes the next worlds of one space-filling sequence that are not implausible, by what an emulator learned from
all waves before; the first wave takes every world. Each runs once with rings frozen. Where the facts hold, it runs with
the same luck and rings adapting; where they hold again, it has to stand several runs with fresh luck, frozen and
adapting. So most runs go where something is learned, and no world is kept for its luck. What is kept is drawn evenly
from the plausible part of the space, whichever wave has found it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.calibration.bars import Bars, Bools, Floats, noise, scaled
from experiments.calibration.choosing import chosen
from experiments.calibration.design import blocks
from experiments.calibration.emulator import Emulator, learned
from experiments.calibration.lab import Lab, Temper

TEMPERS: tuple[Temper, Temper] = ("frozen", "adapting")
FIRST_LUCK = [0]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run."""

    replicates: int = 16  # runs of the central world a temper, which say how far apart two runs of one world are
    first: int = 512  # worlds of the first wave
    further: int = 256  # worlds of every later one
    fresh: int = 2  # runs a temper in which a world has to stand again
    most: int = 20_000  # runs, after which no further wave begins


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """What came of a wave."""

    plausible: float  # share of all worlds that was not ruled out before it
    skill: Floats  # (facts,) R² of the emulator that ruled the others out; NaN where none did
    points: Floats  # (n, d) worlds that it ran
    answers: Floats  # (n, facts) theirs with rings frozen, on the scale of each fact
    clear: Bools  # (n, facts) which facts hold there
    adapting: int  # worlds in which all facts hold, frozen and adapting
    kept: Floats  # (k, d) worlds that stood again with fresh luck
    facts: Floats  # (k, 2, facts) of these, in their own units: means over fresh runs, frozen and adapting
    runs: int


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """All waves, and what was asked of them."""

    lab: Lab
    bars: dict[Temper, Bars]
    asked: int  # worlds
    waves: tuple[Wave, ...]
    runs: int  # in all

    @property
    def kept(self) -> Floats:
        """(k, d) plausible worlds: as many as were asked for, or fewer."""
        return np.concatenate([wave.kept for wave in self.waves])[: self.asked]

    @property
    def facts(self) -> Floats:
        """(k, 2, facts) of these, in their own units: means over fresh runs, frozen and adapting."""
        return np.concatenate([wave.facts for wave in self.waves])[: self.asked]


def match(lab: Lab, worlds: int, effort: Effort) -> Matching:
    """So many plausible worlds, or as many as were found.

    Raises Interrupted; whatever was run is remembered, and the same call goes on from there to the same end.
    """
    bars, runs = _bars(lab, effort)
    sequence, waves, emulator = blocks(len(lab.space), lab.seed), list[Wave](), None
    number, found = effort.replicates, 0
    while found < worlds and runs < effort.most:
        wave = _wave(
            lab, bars, effort, sequence, emulator, number, f"wave {len(waves) + 1}, {found} of {worlds} worlds"
        )
        if not len(wave.points):
            break
        waves.append(wave)
        number, found, runs = number + len(wave.points), found + len(wave.kept), runs + wave.runs
        if found < worlds and runs < effort.most:
            points, answers = (np.concatenate([getattr(each, of) for each in waves]) for of in ("points", "answers"))
            emulator = learned(points, answers, bars["frozen"].noise, watch=lab.watch)
    return Matching(lab, bars, worlds, tuple(waves), runs)


def _bars(lab: Lab, effort: Effort) -> tuple[dict[Temper, Bars], int]:
    """What clears, frozen and adapting, by the noise of the central world; and how many runs that took."""
    centre = np.full((effort.replicates, len(lab.space)), 0.5)
    bars = {}
    for rings in TEMPERS:
        found = lab.answers(centre, range(effort.replicates), rings, FIRST_LUCK, f"the central world, rings {rings}")
        bars[rings] = Bars(lab.facts, noise(scaled(lab.facts, found[:, 0])))
    return bars, len(TEMPERS) * effort.replicates


def _wave(
    lab: Lab,
    bars: dict[Temper, Bars],
    effort: Effort,
    sequence: Iterator[Floats],
    emulator: Emulator | None,
    number: int,
    what: str,
) -> Wave:
    """The next wave; its worlds are numbered from `number` on."""
    count = effort.further if emulator else effort.first
    points, plausible = chosen(sequence, count, lab.space, emulator, bars["frozen"].span(1 + effort.fresh))
    numbers = np.arange(number, number + len(points))
    answers = scaled(lab.facts, lab.answers(points, numbers.tolist(), "frozen", FIRST_LUCK, what)[:, 0])
    clear = bars["frozen"].clear(answers)
    standing = np.flatnonzero(clear.all(axis=1))
    runs = len(points) + len(standing)
    found = lab.answers(points[standing], numbers[standing].tolist(), "adapting", FIRST_LUCK, f"{what}, adapting")
    standing = standing[bars["adapting"].clear(scaled(lab.facts, found[:, 0])).all(axis=1)]
    adapting, facts = len(standing), list[Floats]()
    for rings in TEMPERS:
        lucks, told = range(1, 1 + effort.fresh), f"{what}, {rings} again"
        runs += len(standing) * effort.fresh
        found = lab.answers(points[standing], numbers[standing].tolist(), rings, lucks, told)
        again = bars[rings].clear(scaled(lab.facts, found).mean(axis=1), effort.fresh).all(axis=1)
        standing = standing[again]
        facts = [*(each[again] for each in facts), found[again].mean(axis=1)]
    skill = emulator.skill if emulator else np.full(len(lab.facts), np.nan)
    return Wave(plausible, skill, points, answers, clear, adapting, points[standing], np.stack(facts, axis=1), runs)
