"""The past of a calibration: the waves that were carried out before, with the facts in each of their runs.

It is stored with the worlds that these waves found. So a calibration that asks for more worlds goes on from a file, on
any machine and without its store.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.questions.calibrate import bars, choosing, emulator, lasso
from experiments.questions.calibrate.choosing import Choice
from experiments.questions.calibrate.design import BLOCK, blocks
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.lab import Lab, RunOf
from experiments.runs.hashes import digest
from experiments.runs.identity import PACKAGE
from experiments.runs.plan import Run
from policies.records import Floats, Ints
from scenarios.plausible import too_large
from scenarios.space import Space

SUBJECT = ("platform", "world", "calendar")  # parts of a run's key that say what is calibrated, beside packages
ROUNDING = 1e-6  # by which another processor may differ
SPOT = 16  # runs of a past that are carried out again before it is used
MOST = 2**26  # points that all waves may have looked at: minutes
ARRAYS = ("past_of", "past_waves", "past_places", "past_worlds", "past_shares", "past_runs", "past_facts")  # in a file


@dataclass(frozen=True, slots=True, eq=False)
class PastWave:
    """A wave that was carried out before: where its worlds stand in the sequence, and how well they were chosen.

    Raises ValueError for places that are none.
    """

    places: Ints  # (n,) of its worlds, among the points that it looked at, rising
    looked: int
    worlds: str  # a digest of their numbers
    plausible: float  # share of all worlds that was not ruled out
    skill: Floats  # (facts,) R² of the emulator of frozen rings by then; NaN where there was none

    def __post_init__(self) -> None:
        ends = np.concatenate([[-1], self.places, [self.looked]])
        if not len(self.places) or (np.diff(ends) <= 0).any() or self.looked % BLOCK or self.looked > MOST:
            raise ValueError(self.looked)
        if not 0 <= self.plausible <= 1:
            raise ValueError(self.plausible)

    def choice(self, sequence: Iterator[Floats]) -> Choice:
        """Return its worlds, from a sequence that stands where this wave began."""
        block, row = np.divmod(self.places, BLOCK)
        parts = enumerate(islice(sequence, self.looked // BLOCK))
        points = np.concatenate([part[row[block == number]] for number, part in parts])
        return Choice(points, self.places, self.looked, self.plausible)


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

    def of(self, first: int, count: int) -> dict[RunOf, Floats]:
        """Return the facts in the runs of `count` worlds, by their numbers from the first on."""
        return {run: facts for run, facts in self.facts.items() if first <= run[0] < first + count}

    def arrays(self, of: str) -> dict[str, NDArray[Any]]:
        """Return what a file holds of it, by name. of: the `subject` of the calibration."""
        runs = sorted(self.facts)
        parts = (
            np.array(of),
            np.array([[len(wave.places), wave.looked] for wave in self.waves], np.int64).reshape(-1, 2),
            np.concatenate([np.empty(0, np.int64), *(wave.places for wave in self.waves)]),
            np.array([wave.worlds for wave in self.waves], np.str_),
            np.array([[wave.plausible, *wave.skill] for wave in self.waves]),
            np.array(runs, np.int64).reshape(-1, 3),
            np.array([self.facts[run] for run in runs]),
        )
        return dict(zip(ARRAYS, parts, strict=True))


NO_PAST = Past((), {})


def subject(lab: Lab, effort: Effort, model: str) -> str:
    """Return a digest of all that decides which worlds a calibration tries, and what it asks of each.

    How far it goes is no part of it. model: the `fingerprint` of the model
    """
    scenarios = [lab.scenario] if lab.also is None else [lab.scenario, lab.also]
    parts = [Run(scenario, lab.seed).parts for scenario in scenarios]
    platforms = [[each for each in run.items() if each[0] in SUBJECT or each[0].startswith(PACKAGE)] for run in parts]
    facts = [[fact.name, fact.unit, fact.low, fact.high] for fact in lab.facts]
    numbers = [[each.name, each.low, each.central, each.high, each.scale] for each in lab.space.dimensions]
    return digest([model, lab.seed, astuple(replace(effort, most=0)), _choosing(), platforms, facts, numbers])


def signature(space: Space, points: Floats) -> str:
    """Return a digest of the numbers of the worlds at (n, d) points. Raises ValueError where one is no world."""
    return digest([space.values(point).tolist() for point in points])


def read(files: Sequence[Path], of: str, facts: int) -> list[Past]:
    """Return the pasts of this `subject`, of so many facts, in these files, the longest first.

    A file that has none, or is something else, counts for nothing.
    """
    pasts = [past for file in files if (past := _read(file, of, facts)).waves]
    return sorted(pasts, key=lambda past: len(past.waves), reverse=True)


def recalled(lab: Lab, pasts: Sequence[Past], first: int) -> tuple[Past, list[Choice], Iterator[Floats]]:
    """Return the first past that agrees with runs of today and has worlds of today, its choices, and what is left.

    first: the number of its first world. What is left is the sequence of points from which the next wave is chosen: all
    of it where no past can be used.
    """
    for past in pasts:
        if past.agrees(lab.known):
            sequence, choices = blocks(len(lab.space), lab.seed), list[Choice]()
            with lab.watch(len(past.waves), "waves that a file holds") as step:
                for wave in past.waves:
                    choices.append(wave.choice(sequence))
                    if not _same(lab.space, choices[-1], wave):
                        break
                    step()
                else:
                    if past.agrees(_again(lab, past, choices, first)):
                        return past, choices, sequence
    return NO_PAST, [], blocks(len(lab.space), lab.seed)


def _again(lab: Lab, past: Past, choices: Sequence[Choice], first: int) -> dict[RunOf, Floats]:
    """Return the facts in some runs of a past, carried out now. Its digest decides which."""
    points = np.concatenate([np.empty((0, len(lab.space))), *(choice.points for choice in choices)])
    luck = np.random.default_rng(
        int(digest([sorted(past.facts), np.array(list(past.facts.values())).tobytes().hex()]), 16)
    )
    some = luck.choice(len(points), min(SPOT, len(points)), replace=False)
    numbers, names = (first + some).tolist(), [f"fact/{fact.name}" for fact in lab.facts]
    facts = lab.read(names, points[some], numbers, lab.settings[0], [0], "some runs that a file holds")
    return {(number, 0, 0): row for number, [row] in zip(numbers, facts, strict=True)}


def _same(space: Space, choice: Choice, wave: PastWave) -> bool:
    """Are the worlds at these points those that ran in this wave?"""
    try:
        return signature(space, choice.points) == wave.worlds
    except ValueError:
        return False


def _choosing() -> list[Any]:
    """Return the constants that decide which worlds are chosen."""
    waves = [BLOCK, bars.GIVE, choosing.LOOK, choosing.MOST, choosing.HOLDS, choosing.STRETCHES]
    learning = [emulator.STRONGEST, emulator.FLOOR, emulator.ERRORS, emulator.LEAST, lasso.FOLDS, lasso.LONGEST]
    return [*waves, *learning]


def _read(path: Path, of: str, count: int) -> Past:
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if "past_of" not in file or too_large(file) or str(file["past_of"]) != of:
                return NO_PAST
            arrays = [file[name] for name in ARRAYS[1:]]
        _check(arrays, count)
        waves, places, names, shares, runs, facts = arrays
        parts = np.split(places, np.cumsum(waves[:-1, 0]))
        return Past(
            tuple(
                PastWave(part, int(looked), str(name), float(share[0]), share[1:])
                for part, looked, name, share in zip(parts, waves[:, 1], names, shares, strict=True)
            ),
            {(number, place, luck): row for (number, place, luck), row in zip(runs.tolist(), facts, strict=True)},
        )
    except Exception:  # noqa: BLE001 - the bytes are anybody's; where they are no past, all waves run
        return NO_PAST


def _check(arrays: Sequence[NDArray[Any]], count: int) -> None:
    """Raise ValueError where arrays, as in ARRAYS after the subject, are none of a past with so many facts."""
    waves, *_, runs, _ = arrays
    shapes = [(waves.shape[0], 2), (waves[:, 0].sum(),), waves.shape[:1], (waves.shape[0], 1 + count)]
    shapes += [(runs.shape[0], 3), (runs.shape[0], count)]
    if [array.shape for array in arrays] != shapes or "".join(array.dtype.kind for array in arrays) != "iiUfif":
        raise ValueError(shapes)
    if waves[:, 1].sum() > MOST:
        raise ValueError(waves)
