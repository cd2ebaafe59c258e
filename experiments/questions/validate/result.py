"""What the facts of the reports look like in the runs of one scenario."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from experiments.measures.validity import Fact
from experiments.printing.plain import as_plain
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.intervals import Interval

Verdict = Literal["holds", "misses", "no data"]


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Every fact as a scenario has it: mean over seeds with its 95 % interval; seeds without one do not count."""

    side: Side
    seeds: Seeds
    facts: tuple[tuple[Fact, Interval], ...]  # as FACTS
    seconds_per_run: float

    @property
    def missed(self) -> bool:
        """Does it miss a fact? Other readings of one, and facts without data, do not count."""
        return any(fact.binding and verdict(fact, found) == "misses" for fact, found in self.facts)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a fact. Whether one without data holds is None."""
        for fact, found in self.facts:
            said = verdict(fact, found)
            yield {
                "name": fact.name,
                "unit": fact.unit,
                "mean": found.mean,
                "low": found.low,
                "high": found.high,
                "range": [fact.low, fact.high],
                "verdict": said,
                "holds": None if said == "no data" else said == "holds",
                "standing": fact.standing,
                "source": fact.source,
            }

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null, and so is whether a fact without one holds."""
        return {
            **heading({"scenario": self.side.name}, (self.side,), self.seeds),
            "facts": list(self.rows()),
            "seconds_per_run": self.seconds_per_run,
        }


def verdict(fact: Fact, found: Interval) -> Verdict:
    """Does the mean lie in the range that the report leaves? A fact that no run gives a number for is not missed."""
    if math.isnan(found.mean):
        return "no data"
    return "holds" if fact.holds(found.mean) else "misses"
