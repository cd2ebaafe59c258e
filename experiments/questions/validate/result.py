"""The facts of the reports in the runs of one scenario."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from experiments.measures.validity import Fact
from experiments.printing.plain import as_plain
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.intervals import Interval

Verdict = Literal["holds", "misses", "no data"]


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Every fact in a scenario: its mean over seeds, with a 95 % interval; seeds without data do not count."""

    side: Side
    seeds: Seeds
    facts: tuple[tuple[Fact, Interval], ...]  # in the order of FACTS
    seconds_per_run: float

    @property
    def missed(self) -> bool:
        """Does the scenario miss a fact? Other readings of a source, and facts without data, do not count."""
        return any(fact.binding and verdict(fact, mean) == "misses" for fact, mean in self.facts)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each fact. `holds` is None for a fact without data."""
        scenario = self.side.scenario
        for fact, mean in self.facts:
            fact_verdict, span = verdict(fact, mean), fact.span(scenario.start, scenario.days)
            weeks = [(scenario.start + timedelta(day)).isoformat() for day in span] if span else None
            yield {
                "name": fact.name,
                "unit": fact.unit,
                "mean": mean.mean,
                "low": mean.low,
                "high": mean.high,
                "range": [fact.low, fact.high],
                "verdict": fact_verdict,
                "holds": None if fact_verdict == "no data" else fact_verdict == "holds",
                "standing": fact.standing,
                "weeks": weeks,
                "source": fact.source,
            }

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null, and so is `holds` of a fact without data."""
        return {
            **heading({"scenario": self.side.name}, (self.side,), self.seeds),
            "facts": list(self.rows()),
            "seconds_per_run": self.seconds_per_run,
        }


def verdict(fact: Fact, mean: Interval) -> Verdict:
    """Return the verdict on a fact: its mean lies within the range of the report, or not, or no run has data."""
    if math.isnan(mean.mean):
        return "no data"
    return "holds" if fact.holds(mean.mean) else "misses"
