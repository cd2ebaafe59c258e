"""What is to be run: a scenario with a seed, and the key that names its result."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from experiments.runs import identity
from experiments.runs.identity import Parts
from experiments.runs.worlds import FIXED, Worlds
from scenarios import Scenario


@dataclass(frozen=True)
class Run:
    """A scenario, resolved once, and a seed. Named once too, by the code that lies there when that is first asked."""

    scenario: Scenario
    seed: int

    @cached_property
    def parts(self) -> Parts:
        """Everything that decides the result, and what is read off it: see `identity.parts`."""
        [found] = identity.parts([(self.scenario, self.seed)])
        return found

    @cached_property
    def key(self) -> str:
        """A hash of all parts."""
        return identity.key(self.parts)


def name(runs: Iterable[Run]) -> None:
    """Name those runs that have no name yet, all by the code that lies there now."""
    unnamed = [run for run in runs if "parts" not in vars(run)]
    for run, parts in zip(unnamed, identity.parts([(run.scenario, run.seed) for run in unnamed]), strict=True):
        vars(run)["parts"] = parts


def plan(scenarios: Iterable[Scenario], seeds: Iterable[int], worlds: Worlds = FIXED) -> list[Run]:
    """Every scenario with every seed; the runs of one seed stand together, so that pairs finish together.

    Raises BadInput where plausible worlds cannot be used.
    """
    there = [worlds.of(scenario) for scenario in scenarios]
    return [Run(scenario(seed), seed) for seed in seeds for scenario in there]
