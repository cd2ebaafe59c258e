"""The metrics of one scenario over its runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from experiments.measures.channels import Lures, pooled
from experiments.measures.metrics import METRICS, Metric
from experiments.printing.plain import as_plain
from experiments.runs.batch import Batch
from experiments.runs.provenance import Seeds, Side, heading
from experiments.runs.work import Measurements
from experiments.verdicts.intervals import Interval, mean_interval
from experiments.verdicts.margins import headlines
from experiments.verdicts.scales import of_level


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """The metrics of one scenario: means over seeds with 95 % intervals; seeds without a number do not count."""

    side: Side
    seeds: Seeds
    metrics: tuple[tuple[Metric, Interval], ...]  # in the order of METRICS
    lures: Lures
    seconds_per_run: float
    runs: tuple[Mapping[str, float], ...] = ()  # metrics by name of each seed that ran

    @classmethod
    def of(cls, batch: Batch[Measurements]) -> Self:
        """Return the metrics of a batch of one side."""
        [side], [results] = batch.sides, batch.results
        return cls(
            side,
            batch.seeds,
            tuple(
                (metric, over_seeds([run.metrics[metric.name] for run in results], metric.unit)) for metric in METRICS
            ),
            pooled(run.lures for run in results),
            batch.seconds_per_run,
            tuple(run.metrics for run in results),
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each metric."""
        for metric, mean in self.metrics:
            row: dict[str, Any] = {
                "metric": metric.name,
                "group": metric.group,
                "unit": metric.unit,
                "better": metric.better,
            }
            yield row | {"headline": metric.name in headlines(), "mean": mean.mean, "low": mean.low, "high": mean.high}

    def of_seeds(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each metric and seed that ran; NaN where a run has no number."""
        for metric, _ in self.metrics:
            for seed, run in zip(self.seeds.ran, self.runs, strict=True):
                yield {"metric": metric.name, "seed": seed, "value": run[metric.name]}

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null."""
        start = self.side.scenario.start
        return {
            **heading({"scenario": self.side.name}, (self.side,), self.seeds),
            "metrics": [
                {
                    "name": metric.name,
                    "group": metric.group,
                    "unit": metric.unit,
                    "better": metric.better,
                    "mean": mean.mean,
                    "low": mean.low,
                    "high": mean.high,
                    "of seeds": [run[metric.name] for run in self.runs],
                }
                for metric, mean in self.metrics
            ],
            "planned_by_channel": self.lures.planned.as_json(start),
            "contacts_by_channel": self.lures.contacts.as_json(start),
            "seconds_per_run": self.seconds_per_run,
        }


def over_seeds(values: Sequence[float], unit: str = "") -> Interval:
    """Return the mean of one value per seed, with its interval. NaN is a seed without a number: it does not count."""
    numbers = np.array(values)
    return of_level(unit, mean_interval(numbers[np.isfinite(numbers)]))
