"""The facts of the reports in the runs of one scenario."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from experiments.measures.validity import Fact
from experiments.printing.plain import as_plain
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.intervals import Interval

type Verdict = Literal["holds", "misses", "cannot tell", "no data"]

VERDICTS: Mapping[str, Verdict] = {"within": "holds", "outside": "misses", "across": "cannot tell"}
HOLDS: Mapping[Verdict, bool | None] = {"holds": True, "misses": False, "cannot tell": None, "no data": None}


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Every fact in a scenario: its mean over seeds, with a 95 % interval; seeds without data do not count."""

    side: Side
    seeds: Seeds
    facts: tuple[tuple[Fact, Interval], ...]  # in the order of FACTS
    seconds_per_run: float

    @property
    def missed(self) -> bool:
        """Does the scenario miss a fact, with its whole interval? Other readings of a source do not count."""
        return any(fact.binding and verdict(fact, mean) == "misses" for fact, mean in self.facts)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each fact. `holds` is None where the runs cannot tell, or have no data."""
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
                "holds": HOLDS[fact_verdict],
                "standing": fact.standing,
                "weeks": weeks,
                "source": fact.source,
            }

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null, and so is `holds` of a fact that is left open."""
        return {
            **heading({"scenario": self.side.name}, (self.side,), self.seeds),
            "facts": list(self.rows()),
            "seconds_per_run": self.seconds_per_run,
        }


def verdict(fact: Fact, mean: Interval) -> Verdict:
    """Return the verdict on a fact: its interval lies within the range of its source, outside it, or across an end."""
    return "no data" if math.isnan(mean.mean) else VERDICTS[mean.lies(fact.low, fact.high)]
