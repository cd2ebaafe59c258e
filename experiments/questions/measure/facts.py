"""The facts of the reports in the runs of one scenario."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Self

import numpy as np

from experiments.measures.validity import FACTS, Fact
from experiments.printing.plain import as_plain
from experiments.runs.batch import Batch
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.intervals import Interval, mean_interval

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

    @classmethod
    def of(cls, batch: Batch[dict[str, float]]) -> Self:
        """Return the facts of a batch of one side."""
        [side], [results] = batch.sides, batch.results
        facts = tuple((fact, over_runs(fact, [run[fact.name] for run in results])) for fact in FACTS)
        return cls(side, batch.seeds, facts, batch.seconds_per_run)

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


def over_runs(fact: Fact, values: Sequence[float]) -> Interval:
    """Return the mean of a fact over runs and its 95 % interval, taken on its scale. NaN is a run without the fact.

    Runs that agree leave an interval no width, 0 in all of them included.
    """
    numbers = np.array(values, np.float64)
    numbers = numbers[np.isfinite(numbers)]
    if len(numbers) > 1 and not np.ptp(numbers):
        return Interval(*[float(numbers[0])] * 3)
    there = mean_interval(fact.scaled(numbers))
    mean, low, high = (float(fact.unscaled(each)) for each in (there.mean, there.low, there.high))
    least, most = numbers.min(initial=math.inf), numbers.max(initial=-math.inf)
    return Interval(min(max(mean, float(least)), float(most)), low, high)  # to the scale and back costs a last digit
