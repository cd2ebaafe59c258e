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
from experiments.verdicts.intervals import TAIL, Interval, mean_interval

type Verdict = Literal["holds", "misses", "cannot tell", "at the edge", "no data"]

VERDICTS: Mapping[str, Verdict] = {"within": "holds", "outside": "misses", "across": "cannot tell"}
HOLDS: Mapping[Verdict, bool] = {"holds": True, "misses": False}
MOST_SEEDS = 200  # that anybody runs for one fact
LEAST_SEEDS = 8  # of which one knows how far runs lie apart


@dataclass(frozen=True, slots=True)
class MeasuredFact:
    """A fact in a scenario: its mean over runs, with a 95 % interval; runs without the fact do not count."""

    fact: Fact
    mean: Interval
    runs: int

    @classmethod
    def of(cls, fact: Fact, values: Sequence[float]) -> Self:
        """Return a fact with its value in each run; NaN is a run without the fact."""
        return cls(fact, over_runs(fact, values), int(np.isfinite(values).sum()))

    @property
    def verdict(self) -> Verdict:
        """Does the interval lie within the range of the source, outside it, or across an end?

        A fact that so many runs cannot tell, and that MOST_SEEDS could not tell either, lies at the edge.
        """
        if math.isnan(self.mean.mean):
            return "no data"
        verdict = VERDICTS[self.mean.lies(self.fact.low, self.fact.high)]
        if verdict == "cannot tell" and self.runs >= LEAST_SEEDS and self.enough is None:
            return "at the edge"
        return verdict

    @property
    def enough(self) -> int | None:
        """About how many runs would tell, if they lie as far apart as these; None where MOST_SEEDS would not."""
        from scipy.special import stdtrit

        if self.runs < 2:
            return None
        ends = self.fact.low, self.fact.high
        mean, low, high = self.fact.scaled([self.mean.mean, self.mean.low, self.mean.high]).tolist()
        room = np.abs(self.fact.scaled(ends) - mean).min()
        spread = (high - low) / 2 * math.sqrt(self.runs) / stdtrit(self.runs - 1, 1 - TAIL)
        seeds = np.arange(self.runs, MOST_SEEDS + 1)
        telling = seeds[stdtrit(seeds - 1, 1 - TAIL) * spread / np.sqrt(seeds) < room]
        return int(telling[0]) if len(telling) else None


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Every fact in a scenario."""

    side: Side
    seeds: Seeds
    facts: tuple[MeasuredFact, ...]  # in the order of FACTS
    seconds_per_run: float

    @classmethod
    def of(cls, batch: Batch[dict[str, float]]) -> Self:
        """Return the facts of a batch of one side."""
        [side], [results] = batch.sides, batch.results
        facts = tuple(MeasuredFact.of(fact, [run[fact.name] for run in results]) for fact in FACTS)
        return cls(side, batch.seeds, facts, batch.seconds_per_run)

    @property
    def missed(self) -> bool:
        """Does the scenario miss a fact, with its whole interval? Other readings of a source do not count."""
        return "misses" in self._binding()

    @property
    def open(self) -> bool:
        """Is there a fact that these runs cannot tell, or have no data for? Other readings do not count."""
        return not {"cannot tell", "no data"}.isdisjoint(self._binding())

    def _binding(self) -> list[Verdict]:
        return [each.verdict for each in self.facts if each.fact.standing != "other reading"]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each fact. `holds` is None where the runs cannot tell, or have no data."""
        scenario = self.side.scenario
        for each in self.facts:
            fact, mean, verdict, span = (
                each.fact,
                each.mean,
                each.verdict,
                each.fact.span(scenario.start, scenario.days),
            )
            weeks = [(scenario.start + timedelta(day)).isoformat() for day in span] if span else None
            yield {
                "name": fact.name,
                "unit": fact.unit,
                "mean": mean.mean,
                "low": mean.low,
                "high": mean.high,
                "range": [fact.low, fact.high],
                "verdict": verdict,
                "holds": HOLDS.get(verdict),
                "enough_seeds": each.enough if verdict == "cannot tell" else None,
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
