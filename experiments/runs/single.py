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
    seeds = list(seeds)
    outcomes = list(zip(seeds, execute(plan([scenario], seeds), work, jobs=jobs, on_done=on_done), strict=True))
    failures = tuple(Failure(scenario.name, seed, outcome.error) for seed, outcome in outcomes if outcome.error)
    done = [(seed, outcome.seconds, outcome.result) for seed, outcome in outcomes if outcome.result]
    if not done:
        return None, failures
    results = [result for *_, result in done]
    values = {metric: np.array([result.metrics[metric.name] for result in results]) for metric in METRICS}
    return Summary(
        scenario.name, tuple(seed for seed, *_ in done), scenario.start, scenario.days, scenario.world_name,
        tuple((metric, t_interval(found[np.isfinite(found)])) for metric, found in values.items()),
        pooled(result.lures for result in results), float(np.mean([seconds for _, seconds, _ in done]))), failures
