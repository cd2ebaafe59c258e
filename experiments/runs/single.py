"""Carries out one scenario over several seeds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from experiments.measures.channels import Lures, pooled
from experiments.measures.compare import Interval, plain, t_interval
from experiments.measures.metrics import METRICS, Metric
from experiments.runs.engine import execute
from experiments.runs.paired import Failure
from experiments.runs.plan import Run, plan
from experiments.runs.work import Measurements, measured
from scenarios import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """The metrics of one scenario: mean over seeds with its 95 % t interval; seeds without a number do not count."""

    scenario: str
    seeds: tuple[int, ...]  # those that ran through
    start: date
    days: int
    world: str
    metrics: tuple[tuple[Metric, Interval], ...]  # as METRICS
    lures: Lures
    seconds_per_run: float

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null."""
        return {
            "scenario": self.scenario, "seeds": list(self.seeds), "days": self.days, "world": self.world,
            "metrics": [{
                "name": metric.name, "group": metric.group, "unit": metric.unit, "better": metric.better,
                "mean": plain(found.mean), "low": plain(found.low), "high": plain(found.high),
            } for metric, found in self.metrics],
            "planned_by_channel": self.lures.planned.as_json(self.start),
            "contacts_by_channel": self.lures.contacts.as_json(self.start),
            "seconds_per_run": plain(self.seconds_per_run),
        }


def run_scenario(scenario: Scenario, seeds: Iterable[int], *, jobs: int = 1,
                 on_done: Callable[[], object] = lambda: None, work: Callable[[Run], Measurements] = measured,
                 ) -> tuple[Summary | None, tuple[Failure, ...]]:
    """The scenario with every seed → its metrics, None when every run crashed; and the runs that did."""
    done, failures = completed(scenario, seeds, work, jobs=jobs, on_done=on_done)
    if not done:
        return None, failures
    values = {metric: np.array([run.result.metrics[metric.name] for run in done]) for metric in METRICS}
    return Summary(
        scenario.name, tuple(run.seed for run in done), scenario.start, scenario.days, scenario.world_name,
        tuple((metric, t_interval(found[np.isfinite(found)])) for metric, found in values.items()),
        pooled(run.result.lures for run in done), float(np.mean([run.seconds for run in done]))), failures


@dataclass(frozen=True, slots=True, eq=False)
class Done[T]:
    """A run that went through."""

    seed: int
    seconds: float
    result: T


def completed[T](scenario: Scenario, seeds: Iterable[int], work: Callable[[Run], T], *, jobs: int = 1,
                 on_done: Callable[[], object] = lambda: None) -> tuple[list[Done[T]], tuple[Failure, ...]]:
    """`work` on the scenario with every seed → the runs that went through, and those that crashed."""
    seeds = list(seeds)
    outcomes = list(zip(seeds, execute(plan([scenario], seeds), work, jobs=jobs, on_done=on_done), strict=True))
    return ([Done(seed, outcome.seconds, outcome.result) for seed, outcome in outcomes if outcome.result is not None],
            tuple(Failure(scenario.name, seed, outcome.error) for seed, outcome in outcomes if outcome.error))
