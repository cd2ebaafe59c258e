"""What the runs of one scenario found."""

from dataclasses import dataclass
from typing import Any

from experiments.measures.channels import Lures
from experiments.measures.metrics import Metric
from experiments.results.provenance import Seeds, Side, heading, plain
from experiments.verdicts.intervals import Interval


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """The metrics of one scenario: mean over seeds with its 95 % interval; seeds without a number do not count."""

    side: Side
    seeds: Seeds
    metrics: tuple[tuple[Metric, Interval], ...]  # as METRICS
    lures: Lures
    seconds_per_run: float

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
                    "mean": plain(found.mean),
                    "low": plain(found.low),
                    "high": plain(found.high),
                }
                for metric, found in self.metrics
            ],
            "planned_by_channel": self.lures.planned.as_json(start),
            "contacts_by_channel": self.lures.contacts.as_json(start),
            "seconds_per_run": plain(self.seconds_per_run),
        }
