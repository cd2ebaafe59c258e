"""History matching: wave by wave, from the whole space of worlds to those in which the facts hold.

A wave takes the next worlds of one space-filling sequence that are not implausible by the emulators trained on all
waves before; the first wave takes every world. So the plausible worlds of all waves are spread evenly over the
plausible part of the space.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.questions.calibrate.choosing import Choice, chosen
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.emulator import Outlook, Stage, learned
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.past import Past, PastWave, recalled, signature
from experiments.questions.calibrate.trial import Trial, Yardstick, tried, yardstick
from policies.records import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """A wave: the choice of its worlds, and their trial."""

    choice: Choice
    outlook: Outlook | None  # that ruled worlds out; None in the first wave, and where a wave of the past is recalled
    skill: Floats  # (facts,) R² of the emulator of frozen rings by then; NaN in the first wave
    trial: Trial


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """All waves, and their goal."""

    lab: Lab
    by: Yardstick
    wanted: int  # worlds
    fresh: int  # runs in each setting in which the facts had to hold again
    waves: tuple[Wave, ...]
    runs: int  # in all, those of waves before included
    before: Past  # the waves that were not carried out again

    @property
    def plausible(self) -> Floats:
        """The (k, d) plausible worlds: as many as wanted, or fewer."""
        none = np.empty((0, len(self.lab.space)))
        return np.concatenate([none, *(wave.trial.plausible for wave in self.waves)])[: self.wanted]

    @property
    def numbers(self) -> Ints:
        """Their (k,) numbers, which give their seeds."""
        return np.concatenate([np.empty(0, int), *(wave.trial.numbers for wave in self.waves)])[: self.wanted]

    @property
    def facts(self) -> Floats:
        """Their (k, 2, facts), frozen and adapting, in their own units: means over fresh runs, taken on scales."""
        none = np.empty((0, 2, len(self.lab.facts)))
        return np.concatenate([none, *(wave.trial.facts for wave in self.waves)])[: self.wanted]

    @property
    def past(self) -> Past:
        """All waves, also those before that were not needed here, and the facts in their runs: to go on from."""
        own = [_past(self.lab, wave) for wave in self.waves[len(self.before.waves) :]]
        return Past((*self.before.waves, *own), {**self.before.facts, **self.lab.known})


def match(lab: Lab, worlds: int, effort: Effort, pasts: Sequence[Past] = ()) -> Matching:
    """Return `worlds` plausible worlds, or fewer if no more are found.

    pasts: first waves of the same calibration. Those of the first that fits are not carried out again. Raises
    Interrupted; finished runs are stored, and the same call goes on from there to the same result.
    """
    by, runs = yardstick(lab, effort.replicates), len(lab.settings) * effort.replicates
    past, choices, sequence = recalled(lab, pasts, effort.replicates)
    number, total, waves = effort.replicates, 0, list[Wave]()
    while total < worlds and runs < effort.most:
        outlook, skill, place = None, np.full(len(lab.facts), np.nan), len(waves)
        count, every = (effort.further, 0) if waves else (effort.first, effort.every)
        if place < len(choices):
            choice, skill = choices[place], past.waves[place].skill
            lab.known.update(past.of(number, len(choice.points)))
        else:
            if waves:
                outlook = _outlook(lab, by, [wave.trial for wave in waves], effort.fresh)
                skill = outlook.frozen.skill
            choice = chosen(sequence, count, lab.space, outlook)
        if not len(choice.points):
            break
        name = f"wave {place + 1}, {total} of {worlds} worlds"
        trial = tried(lab, by, choice.points, number, every, effort.fresh, name)
        waves.append(Wave(choice, outlook, skill, trial))
        number, total, runs = (number + len(choice.points), total + len(trial.plausible), runs + trial.runs)
    return Matching(lab, by, worlds, effort.fresh, tuple(waves), runs, past)


def _outlook(lab: Lab, by: Yardstick, trials: list[Trial], fresh: int) -> Outlook:
    """Return what all trials so far teach of each setting: what it adds to the facts of the one before."""
    points, answers = (np.concatenate([getattr(trial, name) for trial in trials]) for name in ("points", "answers"))
    adds = np.diff(answers, axis=1, prepend=0).swapaxes(0, 1)
    what = f"facts learned from {len(points)} worlds"
    return Outlook(
        tuple(
            Stage(learned(points, added, noise, watch=lab.watch, what=f"{what}, {setting.name}"), bars.span(1 + fresh))
            for setting, added, noise, bars in zip(lab.settings, adds, by.adds, by.bars, strict=True)
        )
    )


def _past(lab: Lab, wave: Wave) -> PastWave:
    choice, worlds = wave.choice, signature(lab.space, wave.choice.points)
    return PastWave(choice.places, choice.looked, worlds, choice.plausible, wave.skill)
