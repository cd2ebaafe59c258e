"""The worlds that runs live in: the one of their scenario, or a plausible one for each pair."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policies.printable import printable
from scenarios import BadInput, Scenario
from scenarios.plausible import MOVED, SHIPPED, Ensemble, evidence, worlds
from scenarios.space import space

AHEAD = 1_000_000  # more than any command has seeds
RINGS = "world.rings"  # the number of a world that says whether bad actors learn


@dataclass(frozen=True, slots=True)
class Worlds:
    """One world for all pairs, or another one for each: pair i lives in plausible world i, on both sides.

    So an interval over pairs is one over luck and over what is not known of the world, at no more runs.
    """

    file: Path | None = None  # of plausible worlds; None for the world that a scenario has

    @classmethod
    def told(cls, what: str | Path) -> "Worlds":
        """The worlds that somebody asks for: "fixed", "plausible" for those that ship, or a file of others."""
        return {"fixed": FIXED, "plausible": PLAUSIBLE}.get(str(what)) or cls(Path(what))

    @property
    def name(self) -> str:
        """As results have it."""
        return "fixed" if self.file is None else self.file.stem

    @property
    def note(self) -> str | None:
        """What is to be said before anything is asked of these worlds: that the model has moved since, where it has.

        Nothing of a file that cannot be read, which is told where it is used.
        """
        found = None if self.file is None else evidence(self.file)
        return MOVED if isinstance(found, Ensemble) and not found.of_this_model else None

    def evidence(self) -> Ensemble | str:
        """The plausible worlds by which metrics are trusted: these, or those that ship; else why there are none."""
        return evidence(self.file)

    def of(self, scenario: Scenario) -> Callable[[int], Scenario]:
        """The scenario as it is in the world of a seed. Where there are fewer worlds than seeds they are taken round.

        What somebody set otherwise than the central world has it stays in every world. Raises BadInput where the file
        cannot be used.
        """
        if self.file is None:
            return lambda seed: scenario
        found = worlds(scenario.world, self.file)
        return lambda seed: scenario.on(found.world(_home(seed, found)))

    def homes(self, scenario: Scenario, seeds: Iterable[int]) -> tuple[int, ...] | None:
        """By seed, the number of the plausible world that its runs live in; None where all live in one world."""
        if self.file is None:
            return None
        found = worlds(scenario.world, self.file)
        return tuple(_home(seed, found) for seed in seeds)

    def again(self, scenario: Scenario, seeds: Iterable[int]) -> list[int]:
        """By seed, another one whose runs live in the same world, with people and luck of their own."""
        ahead = AHEAD if self.file is None else len(worlds(scenario.world, self.file))
        return [seed + ahead for seed in seeds]

    def check(self, scenario: Scenario, pairs: int) -> None:
        """Raises BadInput where there are fewer worlds than pairs, or where the file cannot be used.

        Pairs that share a world say less of other worlds than as many that do not, and no interval knows that.
        """
        there = self.count(scenario)
        if self.file is not None and there is not None and pairs > there:
            raise BadInput(
                [
                    f"{pairs:,} pairs, each in another world, and {printable(self.file.name)} holds {there:,}: ask for "
                    f"{there:,} pairs at most, or make more worlds with `policylab calibrate --worlds {pairs}`"
                ]
            )

    def count(self, scenario: Scenario) -> int | None:
        """How many worlds there are; None where all runs live in one. Raises BadInput as `of`."""
        return None if self.file is None else len(worlds(scenario.world, self.file))

    def numbers(self, scenario: Scenario, seeds: Iterable[int]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """The uncertain numbers of a world by name, and (seeds, numbers) what they are in the world of each seed."""
        around, there = space(scenario.world), self.of(scenario)
        return around.names, np.array([around.read(there(seed).world) for seed in seeds])


def _home(seed: int, among: Ensemble) -> int:
    return seed % len(among)


FIXED = Worlds()
PLAUSIBLE = Worlds(SHIPPED)
