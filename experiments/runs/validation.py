"""Carries out one scenario over several seeds and holds it against the facts of the reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.measures.compare import Interval, plain, t_interval
from experiments.measures.validity import FACTS, Fact
from experiments.runs.paired import Failure
from experiments.runs.plan import Run
from experiments.runs.single import completed
from experiments.runs.work import facts
from scenarios import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Every fact as a scenario has it: mean over seeds with its 95 % t interval; seeds without one do not count."""

    scenario: str
    seeds: tuple[int, ...]  # those that ran through
    days: int
    world: str
    rings: str  # "frozen" or "adapting"
    facts: tuple[tuple[Fact, Interval], ...]  # as FACTS
    seconds_per_run: float

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null."""
        return {
            "scenario": self.scenario, "seeds": list(self.seeds), "days": self.days, "world": self.world,
            "rings": self.rings,
            "facts": [{
                "name": fact.name, "unit": fact.unit, "mean": plain(found.mean), "low": plain(found.low),
                "high": plain(found.high), "range": [fact.low, fact.high], "holds": fact.holds(found.mean),
                "source": fact.source,
            } for fact, found in self.facts],
            "seconds_per_run": plain(self.seconds_per_run),
        }


def validate(scenario: Scenario, seeds: Iterable[int], *, jobs: int = 1, on_done: Callable[[], object] = lambda: None,
             work: Callable[[Run], dict[str, float]] = facts) -> tuple[Validation | None, tuple[Failure, ...]]:
    """The scenario with every seed → its facts, None when every run crashed; and the runs that did."""
    done, failures = completed(scenario, seeds, work, jobs=jobs, on_done=on_done)
    if not done:
        return None, failures
    values = {fact: np.array([run.result[fact.name] for run in done]) for fact in FACTS}
    return Validation(
        scenario.name, tuple(run.seed for run in done), scenario.days, scenario.world_name, scenario.world.rings,
        tuple((fact, t_interval(found[np.isfinite(found)])) for fact, found in values.items()),
        float(np.mean([run.seconds for run in done]))), failures
