"""The flip question: run pairs in plausible worlds, then move the world and the rule until the answer changes its sign.

There are three parts. Which assumptions decide, and in which worlds is the answer different? That takes one pair per
plausible world. How far from the central world is the nearest world with another answer? How far can the policy's own
numbers go? These two take a few times PROBES pairs each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.measures.metrics import BY_NAME, Metric
from experiments.questions.compare.answer import headlines
from experiments.questions.compare.deciding import deciding
from experiments.questions.compare.idle import Idle, shut
from experiments.questions.flip.boxes import boxes
from experiments.questions.flip.moves import moves, nearest, signs_to_find
from experiments.questions.flip.own import own_numbers, turn
from experiments.questions.flip.result import Flip, Hinges, Regime
from experiments.questions.flip.suspects import suspects
from experiments.runs.keeping import Keeping, records
from experiments.runs.plan import Run, plan
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Seeds, Side
from experiments.runs.record import Record, metrics, recorded
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import FIXED, Worlds
from experiments.verdicts.differences import Difference, paired
from experiments.verdicts.regimes import word
from policies.records import Floats
from scenarios import BadInput, Scenario, load
from scenarios.dimensions import Dimension
from scenarios.space import space
from sim.world import World

Metrics = dict[str, float]  # of a run, by name
Sides = tuple[list[Metrics], list[Metrics]]  # of each side, by seed

MOST = 256  # pairs of the first part by default, each in a plausible world
PARTS = 3  # of the question in a regime: plausible worlds, worlds around the central one, numbers of the rule
PROBES = 32  # pairs of each world or number after the first part


@dataclass(frozen=True, slots=True)
class ScenarioSpec:
    """A requested scenario: its name, its base, and the changes to that."""

    name: str
    base: str
    changes: tuple[str, ...] = ()

    def loaded(self, *more: str) -> Scenario:
        """Load the scenario with these changes too. Raises BadInput."""
        return load(self.base, [*self.changes, *more])

    def takes(self, path: str, value: float) -> bool:
        """Can the scenario be loaded with this number?"""
        try:
            self.loaded(f"{path}={value}")
        except BadInput:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Lab:
    """A setup for running pairs, in plausible worlds or in the scenarios' own world."""

    worlds: Worlds
    keeping: Keeping
    engine: Engine = SERIAL
    watch: Watch = unwatched
    probes: int = PROBES
    work: Callable[[Run], Record] = recorded

    def pairs(self, sides: tuple[Scenario, Scenario], seeds: Sequence[int], worlds: Worlds, label: str) -> Sides:
        """Return the metrics of both sides, by seed. Raises BadInput, Interrupted and Crashed."""
        runs = plan(sides, seeds, worlds)
        stored = records(runs, self.keeping, engine=self.engine, watch=self.watch, what=label, work=self.work)
        results = list(map(metrics, stored))
        return results[::2], results[1::2]


def usual_pairs(worlds: Worlds, scenario: Scenario) -> range:
    """Return the seeds of a flip by default: a pair in each plausible world, MOST at most. Raises BadInput."""
    return range(min(worlds.count(scenario) or MOST, MOST))


def flip(
    baseline: ScenarioSpec,
    candidate: ScenarioSpec,
    metric: Metric,
    lab: Lab,
    *,
    regimes: Sequence[tuple[str, ...]],
    seeds: Sequence[int],
    suspected: Sequence[str] = (),
) -> Flip:
    """Answer the flip question in each regime.

    regimes: for each, the changes that set it
    seeds: of pairs, each in a plausible world
    suspected: numbers of the world that get a result of their own

    Raises BadInput, Interrupted and Crashed; finished runs stay in the store of the lab.
    """
    lab.worlds.check(baseline.loaded(), len(seeds))
    questions = (
        _Question(
            baseline.loaded(*regime_changes),
            candidate.loaded(*regime_changes),
            candidate,
            regime_changes,
            metric,
            lab,
            seeds,
            suspected,
            (number, len(regimes)),
        )
        for number, regime_changes in enumerate(regimes)
    )
    regime_results = tuple(question.regime() for question in questions)
    first, second = (
        Side(side.name, side.loaded(), side.changes, worlds=lab.worlds.name) for side in (baseline, candidate)
    )
    return Flip((first, second), Seeds(tuple(seeds), tuple(seeds)), metric, regime_results)


@dataclass(frozen=True, slots=True)
class _Question:
    """The flip question in one regime of bad actors."""

    before: Scenario
    after: Scenario
    candidate: ScenarioSpec  # `after` is this scenario in this regime
    regime_changes: tuple[str, ...]  # that set the regime
    metric: Metric
    lab: Lab
    seeds: Sequence[int]
    suspected: Sequence[str]
    place: tuple[int, int]  # of the regime, and how many there are

    @property
    def world(self) -> World:
        """The central world, the same for both platforms."""
        return self.before.world

    def regime(self) -> Regime:
        """Return the result in this regime."""
        hinges = self._hinges()
        around, central = space(self.world), self._in(self.world)
        towards = tuple(
            nearest(around, moves(around, hinges[0].deciding, sign), sign, self._in, self._in_again)
            for sign in signs_to_find(central)
        )
        own, closed, now = (
            own_numbers(self.before, self.after, self.candidate.takes),
            shut(self.after),
            self._as_it_is(),
        )
        turns = tuple(turn(number, now, self._along) for number in own if number.path not in closed)
        idle = tuple(Idle(number.path, closed[number.path]) for number in own if number.path in closed)
        return Regime(self.world.rings, hinges, central, towards, turns, idle)

    def _hinges(self) -> tuple[Hinges, ...]:
        """Return the hinges of the requested metric, then of the other headlines, all from the same pairs."""
        names, numbers = self.lab.worlds.numbers(self.before, self.seeds)
        sides = self.lab.pairs(
            (self.before, self.after), self.seeds, self.lab.worlds, self._label(1, "plausible worlds")
        )
        metric_names = dict.fromkeys([self.metric.name, *headlines(self.before, self.after)])
        return tuple(self._hinge(BY_NAME[name], sides, names, numbers) for name in metric_names)

    def _hinge(self, metric: Metric, sides: Sides, names: tuple[str, ...], numbers: Floats) -> Hinges:
        before, after = (np.array([run[metric.name] for run in side], np.float64) for side in sides)
        columns = numbers[:, [names.index(name) for name in self.suspected]]
        gaps = after - before
        return Hinges(
            paired(metric, before, after),
            deciding(names, numbers, gaps),
            suspects(self.suspected, columns, metric, before, after),
            boxes(names, numbers, gaps),
        )

    def _in(self, world: World) -> Difference:
        return self._moved(world, range(self.lab.probes))

    def _in_again(self, world: World) -> Difference:
        """Return the difference in a world, with fresh luck."""
        return self._moved(world, range(self.lab.probes, 2 * self.lab.probes))

    def _moved(self, world: World, seeds: Sequence[int]) -> Difference:
        label = "the central world" if world == self.world else "a world near it"
        return self._difference((self.before.on(world), self.after.on(world)), seeds, FIXED, self._label(2, label))

    def _as_it_is(self) -> Difference:
        seeds = self.seeds[: self.lab.probes]
        return self._difference((self.before, self.after), seeds, self.lab.worlds, self._label(3, "plausible worlds"))

    def _along(self, number: Dimension, value: float) -> Difference:
        change = f"{number.path}={int(value) if number.whole else value}"
        sides = (self.before, self.candidate.loaded(*self.regime_changes, change))
        return self._difference(sides, self.seeds[: self.lab.probes], self.lab.worlds, self._label(3, change))

    def _difference(
        self, sides: tuple[Scenario, Scenario], seeds: Sequence[int], worlds: Worlds, label: str
    ) -> Difference:
        before, after = (
            [run[self.metric.name] for run in side] for side in self.lab.pairs(sides, seeds, worlds, label)
        )
        return paired(self.metric, before, after)

    def _label(self, part: int, label: str) -> str:
        """Return the words for runs: their part of the whole question, of PARTS in each regime, and what they are."""
        number, regimes = self.place
        return f"part {PARTS * number + part} of {PARTS * regimes}: {label}, {word(self.world.rings)}"
