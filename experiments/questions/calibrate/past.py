"""The past of a calibration: the waves that were carried out before, with the facts in each of their runs.

It is stored with the worlds that these waves found. So a calibration that asks for more worlds goes on from a file, on
any machine and without its store.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.questions.calibrate.choosing import LOOK, MOST, Choice, recalled
from experiments.questions.calibrate.design import BLOCK
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.lab import Lab, RunOf
from experiments.runs.hashes import digest
from experiments.runs.identity import PACKAGE
from experiments.runs.plan import Run
from policies.records import Floats, Ints

SUBJECT = ("platform", "world", "calendar")  # parts of a run's key that say what is calibrated, beside packages
ROUNDING = 1e-6  # by which another processor may differ
ARRAYS = ("past_of", "past_waves", "past_places", "past_shares", "past_runs", "past_facts")  # names in a file


@dataclass(frozen=True, slots=True, eq=False)
class PastWave:
    """A wave that was carried out before: where its worlds stand in the sequence, and how well they were chosen.

    Raises ValueError for places that are none.
    """

    places: Ints  # (n,) of its worlds, among the points that it looked at, rising
    looked: int
    plausible: float  # share of all worlds that was not ruled out
    skill: Floats  # (facts,) R² of the emulator of frozen rings by then

    def __post_init__(self) -> None:
        ends = np.concatenate([[-1], self.places, [self.looked]])
        if not len(self.places) or (np.diff(ends) <= 0).any() or self.looked % BLOCK or self.looked > MOST + LOOK:
            raise ValueError(self.looked)

    @classmethod
    def of(cls, choice: Choice, skill: Floats) -> "PastWave":
        """Return the wave whose worlds were chosen so."""
        return cls(choice.places, choice.looked, choice.plausible, skill)

    def choice(self, sequence: Iterator[Floats]) -> Choice:
        """Return its worlds, from a sequence that stands where this wave began."""
        return Choice(recalled(sequence, self.places, self.looked), self.places, self.looked, self.plausible)


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """The first waves of a calibration, and the (facts,) of each run, those of the central world included."""

    waves: tuple[PastWave, ...]
    facts: Mapping[RunOf, Floats]

    def agrees(self, fresh: Mapping[RunOf, Floats]) -> bool:
        """Are these runs, carried out just now, among its runs, with the same facts?"""
        return all(
            run in self.facts and np.allclose(self.facts[run], facts, rtol=ROUNDING, atol=0, equal_nan=True)
            for run, facts in fresh.items()
        )

    def arrays(self, of: str) -> dict[str, NDArray[Any]]:
        """Return what a file holds of it, by name. of: the `subject` of the calibration."""
        parts = (
            np.array(of),
            np.array([[len(wave.places), wave.looked] for wave in self.waves]).reshape(-1, 2),
            np.concatenate([np.empty(0, np.int64), *(wave.places for wave in self.waves)]),
            np.array([[wave.plausible, *wave.skill] for wave in self.waves]),
            np.array(list(self.facts), np.int64),
            np.array(list(self.facts.values())),
        )
        return dict(zip(ARRAYS, parts, strict=True))


NO_PAST = Past((), {})


def subject(lab: Lab, effort: Effort) -> str:
    """Return a digest of what a calibration asks: equal ones try the same worlds, and ask the same facts of each.

    Neither the code of the model is a part of it (see `Past.agrees`), nor how far the calibration goes.
    """
    scenarios = [lab.scenario] if lab.also is None else [lab.scenario, lab.also]
    parts = [Run(scenario, lab.seed).parts for scenario in scenarios]
    platforms = [[each for each in run.items() if each[0] in SUBJECT or each[0].startswith(PACKAGE)] for run in parts]
    facts = [[fact.name, fact.unit, fact.low, fact.high] for fact in lab.facts]
    numbers = [[each.name, each.low, each.central, each.high, each.scale] for each in lab.space.dimensions]
    return digest([lab.seed, astuple(replace(effort, most=0)), platforms, facts, numbers])


def read(files: Sequence[Path], of: str) -> Past:
    """Return the longest past of this `subject` in these files; none where they have none, or are something else."""
    return max((_read(file, of) for file in files), key=lambda past: len(past.waves), default=NO_PAST)


def _read(path: Path, of: str) -> Past:
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if "past_of" not in file or str(file["past_of"]) != of:
                return NO_PAST
            waves, places, shares, runs, facts = (file[name] for name in ARRAYS[1:])
        parts = np.split(places, np.cumsum(waves[:-1, 0]))
        return Past(
            tuple(
                PastWave(part, int(looked), float(share[0]), share[1:])
                for part, looked, share in zip(parts, waves[:, 1], shares, strict=True)
            ),
            {(number, place, luck): row for (number, place, luck), row in zip(runs.tolist(), facts, strict=True)},
        )
    except Exception:  # noqa: BLE001 - the bytes are anybody's; where they are no past, all waves run
        return NO_PAST
