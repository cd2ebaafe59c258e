"""Planned runs: a scenario with a seed, and the cache key of its result."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from experiments.runs import identity
from experiments.runs.identity import Parts
from experiments.runs.worlds import FIXED, Worlds
from scenarios import Scenario


@dataclass(frozen=True)
class Run:
    """A scenario, resolved once, and a seed. Its key is computed once too, from the code at first use."""

    scenario: Scenario
    seed: int

    @cached_property
    def parts(self) -> Parts:
        """Everything that decides the result and its measures: see `identity.parts`."""
        [result] = identity.parts([(self.scenario, self.seed)])
        return result

    @cached_property
    def key(self) -> str:
        """The cache key: a digest of all parts."""
        return identity.key(self.parts)


def name(runs: Iterable[Run]) -> None:
    """Compute the keys of runs that have none yet, all from the present code."""
    unnamed = [run for run in runs if "parts" not in vars(run)]
    for run, parts in zip(unnamed, identity.parts([(run.scenario, run.seed) for run in unnamed]), strict=True):
        vars(run)["parts"] = parts


def plan(scenarios: Iterable[Scenario], seeds: Iterable[int], worlds: Worlds = FIXED) -> list[Run]:
    """Return a run of every scenario with every seed. The runs of a seed are adjacent, so that pairs finish together.

    Raise BadInput if plausible worlds cannot be used.
    """
    homes = [worlds.of(scenario) for scenario in scenarios]
    return [Run(scenario(seed), seed) for seed in seeds for scenario in homes]
