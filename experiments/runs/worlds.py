"""Worlds of runs: the one of their scenario, or a plausible one for each pair."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policies.printable import printable
from scenarios import BadInput, Scenario
from scenarios.plausible import MOVED, SHIPPED, Ensemble, evidence, worlds
from scenarios.space import space

AHEAD = 1_000_000  # above the number of seeds of any command
RINGS = "world.rings"  # the number of a world that says whether bad actors learn
SIZES = "scale", "world.workers", "world.clients"


@dataclass(frozen=True, slots=True)
class Worlds:
    """One world for all pairs, or another one for each: pair i uses plausible world i, on both sides.

    So an interval over pairs covers both luck and the unknown numbers of the world, without more runs.
    """

    file: Path | None = None  # of plausible worlds; None for the world of the scenario

    @classmethod
    def named(cls, name: str | Path) -> "Worlds":
        """Return the worlds of this name: "fixed", "plausible" for those that ship, or a file of others."""
        return {"fixed": FIXED, "plausible": PLAUSIBLE}.get(str(name)) or cls(Path(name))

    @property
    def name(self) -> str:
        """Name of the worlds, as in results."""
        return "fixed" if self.file is None else self.file.stem

    @property
    def note(self) -> str | None:
        """A warning if the model has changed since these worlds were made; None without one.

        A file that cannot be read has no warning: it raises where it is used.
        """
        ensemble = None if self.file is None else evidence(self.file)
        return MOVED if isinstance(ensemble, Ensemble) and not ensemble.of_this_model else None

    def evidence(self) -> Ensemble | str:
        """Return the plausible worlds that say which metrics can be trusted; the reason if there are none."""
        return evidence(self.file)

    def of(self, scenario: Scenario) -> Callable[[int], Scenario]:
        """Return a function: seed → the scenario in the world of that seed. Fewer worlds than seeds are reused in turn.

        A number that somebody set keeps its value in every world (see `Scenario.held`). Raise BadInput if the file
        cannot be used.
        """
        if self.file is None:
            return lambda seed: scenario
        ensemble = worlds(scenario.world, self.file, scenario.held)
        return lambda seed: scenario.on(ensemble.world(seed % len(ensemble)))

    def homes(self, scenario: Scenario, seeds: Iterable[int]) -> tuple[int, ...] | None:
        """Return the number of the plausible world of each seed; None if all runs use one world."""
        return homes(self.count(scenario), seeds)

    def again(self, scenario: Scenario, seeds: Iterable[int]) -> list[int]:
        """Return another seed for each: its runs use the same world, with people and luck of their own."""
        return other_luck(self.count(scenario), seeds)

    def second(self, scenario: Scenario, seeds: Sequence[int]) -> list[int]:
        """Return the seeds of a second look, which use the worlds of these once more, with luck that none of them has.

        They follow the first ones where those asked all worlds equally often.
        """
        count = self.count(scenario)
        if count is None:
            return [seed + len(seeds) for seed in seeds]
        return [seed + count * -(-len(seeds) // count) for seed in seeds]

    def check(self, scenario: Scenario, pairs: int) -> None:
        """Raise BadInput if there are fewer worlds than pairs, or if the file cannot be used.

        For a question that takes each pair for another world.
        """
        available = self.count(scenario)
        if self.file is not None and available is not None and pairs > available:
            raise BadInput(
                [
                    f"{pairs:,} pairs, each in another world, and {printable(self.file.name)} holds {available:,}: "
                    f"ask for {available:,} pairs at most, or make more worlds with "
                    f"`policylab calibrate --worlds {pairs}`"
                ]
            )

    def count(self, scenario: Scenario) -> int | None:
        """Return the number of worlds; None if all runs use one. Raise BadInput as `of` does."""
        return None if self.file is None else len(worlds(scenario.world, self.file, scenario.held))

    def shared(self, first: Scenario, second: Scenario) -> bool:
        """Return whether each pair of runs of these scenarios uses one world, to the last number."""
        return first.world == second.world and (self.file is None or first.held == second.held)

    def numbers(self, scenario: Scenario, seeds: Iterable[int]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """Return the names of the uncertain numbers of a world, and their (seeds, numbers) values."""
        numbers, home = space(scenario.world), self.of(scenario)
        return numbers.names, np.array([numbers.read(home(seed).world) for seed in seeds])


def sets_rings(change: str) -> bool:
    """Return whether a change, as `KEY=VALUE`, says if bad actors learn."""
    return change.partition("=")[0].strip() == RINGS


def sets_size(change: str) -> bool:
    """Return whether a change, as `KEY=VALUE`, says how large the market is."""
    return change.partition("=")[0].strip() in SIZES


def homes(count: int | None, seeds: Iterable[int]) -> tuple[int, ...] | None:
    """Return the number of the world of each seed, of so many worlds; None if all runs use one."""
    return None if count is None else tuple(seed % count for seed in seeds)


def other_luck(count: int | None, seeds: Iterable[int]) -> list[int]:
    """Return another seed for each, in the same one of so many worlds; None if all runs use one."""
    return [seed + (AHEAD if count is None else count) for seed in seeds]


FIXED = Worlds()
PLAUSIBLE = Worlds(SHIPPED)
