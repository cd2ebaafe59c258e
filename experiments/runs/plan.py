"""What is to be run: a scenario with a seed, and the key that names its result."""

from collections.abc import Iterable
from dataclasses import dataclass

from experiments.runs import identity
from experiments.runs.worlds import FIXED, Worlds
from scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Run:
    """A scenario, resolved once, and a seed."""

    scenario: Scenario
    seed: int

    @property
    def key(self) -> str:
        """Hash of everything that decides the result, and what is read off it: see `identity.parts`."""
        return identity.key(self)


def plan(scenarios: Iterable[Scenario], seeds: Iterable[int], worlds: Worlds = FIXED) -> list[Run]:
    """Every scenario with every seed; the runs of one seed stand together, so that pairs finish together.

    Raises BadInput where plausible worlds cannot be used.
    """
    there = [worlds.of(scenario) for scenario in scenarios]
    return [Run(scenario(seed), seed) for seed in seeds for scenario in there]
