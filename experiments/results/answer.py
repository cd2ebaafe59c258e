"""What a question found: the difference that a policy makes on the first day, and once bad actors have adapted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from experiments.measures.metrics import BY_NAME
from experiments.results.comparison import Comparison
from experiments.results.idle import Idle, of_sides
from experiments.results.provenance import plain
from experiments.results.trust import Evidence, Trust, of_metric
from experiments.verdicts.differences import Difference
from experiments.verdicts.discoveries import discoveries
from experiments.verdicts.margins import Verdict, margins, verdict
from scenarios import Scenario
from scenarios.plausible import NONE_SHIP
from scenarios.space import outside

HEADLINES = ("exposed_per_10k", "value_per_posting")
LEAK = "direct_deal_share"  # a headline of every question of communication


def headlines(baseline: Scenario, candidate: Scenario) -> tuple[str, ...]:
    """The metrics that are told first; where platforms differ in who may talk how and when, what leaks as well."""
    before, after = (
        [period["platform"]["communication"] for period in side.resolved["rollout"]] for side in (baseline, candidate)
    )
    return HEADLINES if before == after else (*HEADLINES, LEAK)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One comparison a regime, of the same platforms on the same worlds."""

    comparisons: tuple[Comparison, ...]
    evidence: Evidence = NONE_SHIP  # plausible worlds, which say how far each metric can be trusted

    @property
    def baseline(self) -> str:
        """What the baseline was asked for by."""
        return self.comparisons[0].baseline

    @property
    def candidate(self) -> str:
        """What the candidate was asked for by."""
        return self.comparisons[0].candidate

    @property
    def plausible(self) -> bool:
        """Did every pair live in a plausible world of its own?"""
        return self.comparisons[0].plausible

    @property
    def equal(self) -> bool:
        """No metric differs in any pair of any regime."""
        return all(found.equal for found in self.comparisons)

    @property
    def identical(self) -> bool:
        """Every run is known to be the same on both sides (see `Comparison.identical`)."""
        return all(found.identical for found in self.comparisons)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Metrics that are told first: where the platforms differ in how people may talk, what leaks as well."""
        before, after = self.comparisons[0].sides
        return headlines(before.scenario, after.scenario)

    @property
    def outside(self) -> str | None:
        """Why nothing can be told of these worlds: where either leaves what sources and plausible ranges allow.

        None where both sides are the same scenario: that it differs from itself in nothing is so in every world.
        """
        if self.identical:
            return None
        worlds = dict.fromkeys(side.scenario.world for compared in self.comparisons for side in compared.sides)
        told = dict.fromkeys(each for world in worlds for each in outside(world))
        return f"outside the passport: {'; '.join(told)}" if told else None

    @property
    def idle(self) -> tuple[Idle, ...]:
        """What was changed and had no effect."""
        before, after = self.comparisons[0].sides
        return of_sides(before.scenario, after.scenario, equal=self.equal)

    def verdict(self, found: Difference) -> Verdict:
        """What can be said of a headline: that of its margin, within the passport alone."""
        return "cannot tell" if self.outside else verdict(found)

    def trust(self, name: str) -> Trust:
        """How far a headline can be trusted in any world."""
        return of_metric(BY_NAME[name], self.evidence)

    def moved(self, number: int) -> tuple[Difference, ...]:
        """What else moved in a regime, the surest first: no headline, and few of them by chance (see `discoveries`)."""
        others = [found for found in self.comparisons[number].differences if found.metric.name not in self.headlines]
        return discoveries(others)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a regime and metric; margin and verdict of headlines alone."""
        told = self.headlines
        for compared in self.comparisons:
            for found in compared.differences:
                metric, headline = found.metric, found.metric.name in told
                yield {
                    "regime": compared.regime,
                    "metric": metric.name,
                    "group": metric.group,
                    "unit": metric.unit,
                    "better": metric.better,
                    "headline": headline,
                    "baseline": found.baseline,
                    "candidate": found.candidate,
                    "difference": found.difference,
                    "low": found.low,
                    "high": found.high,
                    "pairs": found.pairs,
                    "differing": found.differing,
                    "agreeing": found.agreeing,
                    "reading": found.reading,
                    "margin": margins()[metric.name].around(found.baseline) if headline else None,
                    "verdict": self.verdict(found) if headline else None,
                }

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a regime, metric and seed that ran; NaN where a run has no number."""
        for compared in self.comparisons:
            yield from compared.pairs()

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: what was asked, then by regime every metric and what is to be said of it."""
        found = [compared.as_json() for compared in self.comparisons]
        each = ("rings", "keys", "metrics", "paths", "decided by")
        head = {name: said for name, said in found[0].items() if name not in each}
        return head | {
            "idle": [number.as_json() for number in self.idle],
            "regimes": {
                compared.regime: {name: said[name] for name in each}
                | {
                    "headlines": [self._headline(compared[name]) for name in self.headlines],
                    "moved": [moved.metric.name for moved in self.moved(number)],
                }
                for number, (compared, said) in enumerate(zip(self.comparisons, found, strict=True))
            },
        }

    def _headline(self, found: Difference) -> dict[str, Any]:
        name = found.metric.name
        return {
            "name": name,
            "verdict": self.verdict(found),
            "reason": self.outside,
            "margin": plain(margins()[name].around(found.baseline)),
            "trust": self.trust(name).as_json(),
        }
