"""What a question found: the difference that a policy makes on the first day, and once bad actors have adapted."""

from dataclasses import dataclass
from typing import Any

from experiments.measures.compare import Difference
from experiments.measures.discoveries import discoveries
from experiments.measures.margins import margins, verdict
from experiments.results.comparison import Comparison
from experiments.results.provenance import plain
from scenarios import Scenario

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
        return self.comparisons[0].sides[0].worlds != "fixed"

    @property
    def equal(self) -> bool:
        """No metric differs in any pair of any regime."""
        return all(found.equal for found in self.comparisons)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Metrics that are told first: where the platforms differ in how people may talk, what leaks as well."""
        before, after = self.comparisons[0].sides
        return headlines(before.scenario, after.scenario)

    def moved(self, number: int) -> tuple[Difference, ...]:
        """What else moved in a regime, the surest first: no headline, and few of them by chance (see `discoveries`)."""
        others = [found for found in self.comparisons[number].differences if found.metric.name not in self.headlines]
        return discoveries(others)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: what was asked, then by regime every metric and what is to be said of it."""
        found = [compared.as_json() for compared in self.comparisons]
        each = ("rings", "keys", "metrics", "paths", "decided by")
        return {name: said for name, said in found[0].items() if name not in each} | {
            "regimes": {
                compared.regime: {name: said[name] for name in each}
                | {
                    "headlines": [_headline(compared[name]) for name in self.headlines],
                    "moved": [moved.metric.name for moved in self.moved(number)],
                }
                for number, (compared, said) in enumerate(zip(self.comparisons, found, strict=True))
            }
        }


def _headline(found: Difference) -> dict[str, Any]:
    margin = margins()[found.metric.name].around(found.baseline)
    return {"name": found.metric.name, "verdict": verdict(found), "margin": plain(margin)}
