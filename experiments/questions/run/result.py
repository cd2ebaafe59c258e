"""What the runs of one scenario found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.measures.channels import Lures
from experiments.measures.metrics import Metric
from experiments.printing.plain import as_plain
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.intervals import Interval
from experiments.verdicts.margins import headlines


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """The metrics of one scenario: mean over seeds with its 95 % interval; seeds without a number do not count."""

    side: Side
    seeds: Seeds
    metrics: tuple[tuple[Metric, Interval], ...]  # as METRICS
    lures: Lures
    seconds_per_run: float
    runs: tuple[Mapping[str, float], ...] = ()  # metrics by name of each seed that ran

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a metric."""
        for metric, found in self.metrics:
            about: dict[str, Any] = {
                "metric": metric.name,
                "group": metric.group,
                "unit": metric.unit,
                "better": metric.better,
            }
            about |= {"headline": metric.name in headlines()}
            yield about | {"mean": found.mean, "low": found.low, "high": found.high}

    def of_seeds(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a metric and seed that ran; NaN where a run has no number."""
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
                    "mean": found.mean,
                    "low": found.low,
                    "high": found.high,
                    "of seeds": [run[metric.name] for run in self.runs],
                }
                for metric, found in self.metrics
            ],
            "planned_by_channel": self.lures.planned.as_json(start),
            "contacts_by_channel": self.lures.contacts.as_json(start),
            "seconds_per_run": self.seconds_per_run,
        }
