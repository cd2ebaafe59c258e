"""Where an answer changes its sign, from end to end: pairs in plausible worlds, then moves of world and rule.

Three things are asked. Which assumptions decide, and in which worlds is the answer another one? That takes one pair a
plausible world, and nothing more. How far from the central world is the nearest one with another answer? And how far
may the policy's own numbers go? These take a few times PROBES pairs each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.measures.metrics import BY_NAME, Metric
from experiments.questions.compare.answer import headlines
from experiments.questions.compare.deciding import deciding
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
from scenarios import Scenario, load
from scenarios.space import Dimension, space
from sim.world import World

Floats = NDArray[np.float64]
Metrics = dict[str, float]  # of a run, by name
Sides = tuple[list[Metrics], list[Metrics]]  # of each side, by seed

PROBES = 32  # pairs of every question after the first


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario and what is laid upon it, as somebody asked for it."""

    name: str
    base: str
    changes: tuple[str, ...] = ()

    def loaded(self, *more: str) -> Scenario:
        """The scenario, with these changes besides. Raises BadInput."""
        return load(self.base, [*self.changes, *more])


@dataclass(frozen=True, slots=True)
class Lab:
    """Where pairs are run, in plausible worlds or in the world that they bring with them."""

    worlds: Worlds
    keeping: Keeping
    engine: Engine = SERIAL
    watch: Watch = unwatched
    probes: int = PROBES
    work: Callable[[Run], Record] = recorded

    def pairs(self, sides: tuple[Scenario, Scenario], seeds: Sequence[int], worlds: Worlds, what: str) -> Sides:
        """The metrics of both sides, by seed. Raises BadInput, Interrupted and Crashed."""
        runs = plan(sides, seeds, worlds)
        kept = records(runs, self.keeping, engine=self.engine, watch=self.watch, what=what, work=self.work)
        found = list(map(metrics, kept))
        return found[::2], found[1::2]


def flip(
    baseline: Asked,
    candidate: Asked,
    metric: Metric,
    lab: Lab,
    *,
    regimes: Sequence[tuple[str, ...]],
    seeds: Sequence[int],
    suspected: Sequence[str] = (),
) -> Flip:
    """What was found in each regime, told by the changes that make it; a seed is a pair in a plausible world.

    suspected: numbers of the world that are told for themselves

    Raises BadInput, Interrupted and Crashed; what is done by then the lab remembers.
    """
    lab.worlds.check(baseline.loaded(), len(seeds))
    questions = (
        _Question(baseline.loaded(*laid), candidate.loaded(*laid), candidate, laid, metric, lab, seeds, suspected)
        for laid in regimes
    )
    found = tuple(question.regime() for question in questions)
    first, second = (
        Side(side.name, side.loaded(), side.changes, worlds=lab.worlds.name) for side in (baseline, candidate)
    )
    return Flip((first, second), Seeds(tuple(seeds), tuple(seeds)), metric, found)


@dataclass(frozen=True, slots=True)
class _Question:
    """The question in one regime of bad actors."""

    before: Scenario
    after: Scenario
    candidate: Asked  # of which `after` is what stands in this regime
    laid: tuple[str, ...]  # what makes the regime
    metric: Metric
    lab: Lab
    seeds: Sequence[int]
    suspected: Sequence[str]

    @property
    def world(self) -> World:
        """The central one, which is that of both platforms."""
        return self.before.world

    def regime(self) -> Regime:
        """All that is asked of it, in the order in which it is told."""
        hinges = self._hinges()
        around, central = space(self.world), self._in(self.world)
        towards = tuple(
            nearest(around, moves(around, hinges[0].deciding, sign), sign, self._in, self._in_again)
            for sign in signs_to_find(central)
        )
        now, own = self._as_it_is(), own_numbers(self.before, self.after)
        turns = tuple(turn(number, now, self._along) for number in own)
        return Regime(self.world.rings, hinges, central, towards, turns)

    def _hinges(self) -> tuple[Hinges, ...]:
        """Of the metric that is asked for, then of the other headlines: all from the same pairs."""
        names, numbers = self.lab.worlds.numbers(self.before, self.seeds)
        sides = self.lab.pairs((self.before, self.after), self.seeds, self.lab.worlds, self._told("plausible worlds"))
        told = dict.fromkeys([self.metric.name, *headlines(self.before, self.after)])
        return tuple(self._hinge(BY_NAME[name], sides, names, numbers) for name in told)

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
        """With fresh luck."""
        return self._moved(world, range(self.lab.probes, 2 * self.lab.probes))

    def _moved(self, world: World, seeds: Sequence[int]) -> Difference:
        what = "the central world" if world == self.world else "a world near it"
        return self._difference((self.before.on(world), self.after.on(world)), seeds, FIXED, self._told(what))

    def _as_it_is(self) -> Difference:
        seeds = self.seeds[: self.lab.probes]
        return self._difference((self.before, self.after), seeds, self.lab.worlds, self._told("plausible worlds"))

    def _along(self, number: Dimension, value: float) -> Difference:
        said = f"{number.path}={int(value) if number.whole else value}"
        sides = (self.before, self.candidate.loaded(*self.laid, said))
        return self._difference(sides, self.seeds[: self.lab.probes], self.lab.worlds, self._told(said))

    def _difference(
        self, sides: tuple[Scenario, Scenario], seeds: Sequence[int], worlds: Worlds, what: str
    ) -> Difference:
        before, after = ([run[self.metric.name] for run in side] for side in self.lab.pairs(sides, seeds, worlds, what))
        return paired(self.metric, before, after)

    def _told(self, what: str) -> str:
        return f"{what}, {word(self.world.rings)}"
