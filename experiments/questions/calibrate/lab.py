"""The laboratory of worlds: from points of the space to the facts in runs of these worlds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from experiments.measures.validity import Fact
from experiments.runs.keeping import Keeping, records
from experiments.runs.plan import Run
from experiments.runs.pools import Engine
from experiments.runs.record import Record
from experiments.runs.watch import Watch
from experiments.verdicts.regimes import REGIMES, Regime
from policies.records import Floats
from scenarios import Scenario
from scenarios.space import Space

FIRST_SEED = 10**9 + 1  # beyond the seeds that a comparison may have
APART = 10**7  # seeds between two calibrations
LUCKS = 10  # seeds of a world


type RunOf = tuple[int, int, int]  # the number of a world, the place of a setting, the luck


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A setting in which worlds are on trial: a platform, and rings."""

    place: int  # among the settings
    name: str
    scenario: Scenario
    rings: Regime


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
    known: dict[RunOf, Floats] = field(default_factory=dict)  # the (facts,) of runs so far, here or before

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The scenario with frozen and with adapting rings, and the other scenario: each adds to the one before."""
        here = tuple(Setting(place, rings, self.scenario, rings) for place, rings in enumerate(REGIMES))
        if self.also is None:
            return here
        return (*here, Setting(len(here), self.also.name, self.also, self.also.world.rings))

    def answers(
        self, points: Floats, numbers: Iterable[int], setting: Setting, lucks: Sequence[int], what: str
    ) -> Floats:
        """Return (n, lucks, facts) of the worlds at (n, d) points. Each world has seeds of its own, by its number.

        Runs that are known are not carried out.
        """
        wanted = [[(number, setting.place, luck) for luck in lucks] for number in numbers]
        new = [row for row, runs in enumerate(wanted) if any(run not in self.known for run in runs)]
        if new:
            names = [f"fact/{fact.name}" for fact in self.facts]
            theirs = [wanted[row][0][0] for row in new]
            for row, facts in zip(new, self.read(names, points[new], theirs, setting, lucks, what), strict=True):
                self.known.update(zip(wanted[row], facts, strict=True))
        values = [[self.known[run] for run in runs] for runs in wanted]
        return np.array(values, np.float64).reshape(len(points), len(lucks), len(self.facts))

    def read(
        self,
        names: Sequence[str],
        points: Floats,
        numbers: Iterable[int],
        setting: Setting,
        lucks: Sequence[int],
        what: str,
    ) -> Floats:
        """Return (n, lucks, names) of the worlds, for any stored values of a run."""
        runs = [
            Run(scenario, FIRST_SEED + self.seed * APART + number * LUCKS + luck)
            for point, number in zip(points, numbers, strict=True)
            for scenario in [self._at(point, number, setting)]
            for luck in lucks
        ]
        label = f"{what}, {setting.name}"
        stored = records(runs, self.keeping, engine=self.engine, watch=self.watch, what=label, work=self.work)
        values = [[record[name] for name in names] for record in stored]
        return np.array(values, np.float64).reshape(len(points), len(lucks), len(names))

    def _at(self, point: Floats, number: int, setting: Setting) -> Scenario:
        world = replace(self.space.world(point), rings=setting.rings)
        return replace(setting.scenario.on(world), name=f"{setting.scenario.name} in world {number}")
