"""The laboratory of worlds: from points of the space to the facts in runs of these worlds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from experiments.measures.validity import Fact
from experiments.runs.keeping import Keeping, records
from experiments.runs.plan import Run
from experiments.runs.pools import Engine
from experiments.runs.record import Record
from experiments.runs.watch import Watch
from experiments.verdicts.regimes import Regime
from policies.records import Floats
from scenarios import Scenario
from scenarios.space import Space

FIRST_SEED = 10**9 + 1  # beyond the seeds that a comparison may have
APART = 10**7  # seeds between two calibrations
LUCKS = 10  # seeds of a world


@dataclass(frozen=True, slots=True, eq=False)
class Lab:
    """A platform, the space of its possible worlds, and the facts that are measured."""

    scenario: Scenario
    space: Space
    facts: tuple[Fact, ...]
    keeping: Keeping
    seed: int  # of the calibration
    work: Callable[[Run], Record]
    engine: Engine
    watch: Watch
    also: Scenario | None = None  # in which the facts must hold too, with the rings that it has

    def answers(self, points: Floats, numbers: Iterable[int], rings: Regime, lucks: Sequence[int], what: str) -> Floats:
        """Return (n, lucks, facts) of the worlds at (n, d) points. Each world has seeds of its own, by its number."""
        return self.read([f"fact/{fact.name}" for fact in self.facts], points, numbers, rings, lucks, what)

    def elsewhere(self, points: Floats, numbers: Iterable[int], lucks: Sequence[int], what: str) -> Floats:
        """Return (n, lucks, facts) of the same worlds in the other scenario, in the weeks of its sources."""
        assert self.also is not None
        other = replace(self, scenario=self.also, also=None)
        return other.answers(points, numbers, self.also.world.rings, lucks, f"{what}, {self.also.name}")

    def read(
        self,
        names: Sequence[str],
        points: Floats,
        numbers: Iterable[int],
        rings: Regime,
        lucks: Sequence[int],
        what: str,
    ) -> Floats:
        """Return (n, lucks, names) of the worlds, for any stored values of a run."""
        runs = [
            Run(scenario, FIRST_SEED + self.seed * APART + number * LUCKS + luck)
            for point, number in zip(points, numbers, strict=True)
            for scenario in [self._at(point, number, rings)]
            for luck in lucks
        ]
        stored = records(runs, self.keeping, engine=self.engine, watch=self.watch, what=what, work=self.work)
        values = [[record[name] for name in names] for record in stored]
        return np.array(values, np.float64).reshape(len(points), len(lucks), len(names))

    def _at(self, point: Floats, number: int, rings: Regime) -> Scenario:
        world = replace(self.space.world(point), rings=rings)
        return replace(self.scenario.on(world), name=f"{self.scenario.name} in world {number}")
