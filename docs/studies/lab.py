"""Means of a study: questions of the public API, and measures of our own on the same store and engine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import policylab as pl
from experiments.api.resources import Resources
from experiments.runs.batch import carry_out
from experiments.runs.defaults import CORES, STORE
from experiments.runs.failures import whole
from experiments.runs.guard import watching
from experiments.runs.identity import reach
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.runs.worlds import Worlds
from experiments.verdicts.intervals import TAIL
from experiments.verdicts.margins import beside

if TYPE_CHECKING:
    from sim.course import Course


@dataclass(frozen=True, slots=True)
class Lab:
    """Asks the questions of a study. A trial has fewer seeds, and a small market."""

    jobs: int = CORES
    store: Path = STORE
    most: int | None = None  # seeds
    trial: tuple[str, ...] = ()  # changes of every scenario

    def load(self, name: str, *changes: str, **fields: Any) -> pl.Scenario:
        """Load a scenario with changes."""
        return pl.load(name, *changes, fields, *self.trial)

    def seeds(self, count: int) -> int:
        """Return a number of seeds, fixed by a study: a table must not depend on who makes it."""
        return count if self.most is None else min(count, self.most)

    def ask[R](self, question: Callable[..., R], *scenarios: pl.Scenario, **options: Any) -> R:
        """Ask a question of the public API. Raise as it does."""
        return question(*scenarios, store=self.store, jobs=self.jobs, **options)

    def measure[T](
        self, sides: Sequence[pl.Scenario], work: Work[T], seeds: Sequence[int], *, worlds: str = "fixed"
    ) -> list[tuple[T, ...]]:
        """Return a measure of our own of each side, by seed. Raise Crashed."""
        each = [side.side for side in sides]
        with Resources(self.store, jobs=self.jobs).running(len(each) * len(seeds)) as means:
            batch = carry_out(each, seeds, work, worlds=Worlds.named(worlds), **means)
        return list(whole(batch.results, batch.failures))


def evenings(run: Run) -> "Iterator[Course]":
    """Yield the market of a run on the evening before it and of each day: for what no log of a run holds."""
    from sim.course import Course  # a process that only submits runs needs no market

    scenario = run.scenario
    with watching(reach(scenario)):
        course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=run.seed)
        yield course
        for _ in range(scenario.days):
            course.live()
            yield course


def alone(answer: pl.Compared) -> pl.Compared:
    """Return a comparison with the interval of each metric by itself: those of an answer's lines hold at once."""
    found = answer.found
    own = (replace(each, luck={}).reaching((*found.headlines, *beside()), TAIL) for each in found.comparisons)
    return pl.Compared(replace(found, comparisons=tuple(own), tail=TAIL))
