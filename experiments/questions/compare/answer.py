"""What a question found: the difference that a policy makes on the first day, and once bad actors have adapted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from experiments.measures.metrics import BY_NAME
from experiments.printing.plain import as_plain
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.idle import Idle, of_sides
from experiments.questions.compare.trust import Evidence, Trust, of_metric
from experiments.verdicts import margins
from experiments.verdicts.differences import Difference
from experiments.verdicts.discoveries import discoveries
from experiments.verdicts.margins import TELLING, margin
from scenarios import Scenario
from scenarios.plausible import NONE_SHIP


def headlines(baseline: Scenario, candidate: Scenario) -> tuple[str, ...]:
    """The metrics that are told first: those of every question, and those of a lever in which the platforms differ."""
    before, after = ([period["platform"] for period in side.resolved["rollout"]] for side in (baseline, candidate))
    levers = {lever for platform in (*before, *after) for lever in platform}
    differing = {lever for lever in levers if [each[lever] for each in before] != [each[lever] for each in after]}
    return margins.headlines(differing)


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
    def of_this_model(self) -> bool:
        """Were the plausible worlds in which pairs lived found with the model as it is? True of a fixed one."""
        return not self.plausible or isinstance(self.evidence, str) or self.evidence.of_this_model

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
        """Why nothing can be told of these worlds, in words (see `Comparison.outside`); None where something can."""
        told = dict.fromkeys(each for compared in self.comparisons for each in compared.outside)
        return f"outside the passport: {'; '.join(told)}" if told else None

    @property
    def idle(self) -> tuple[Idle, ...]:
        """What was changed and had no effect."""
        before, after = self.comparisons[0].sides
        return of_sides(before.scenario, after.scenario, equal=self.equal)

    def trust(self, name: str) -> Trust:
        """How far a headline can be trusted in any world."""
        return of_metric(BY_NAME[name], self.evidence)

    def moved(self, number: int) -> tuple[Difference, ...]:
        """What else moved in a regime, the surest first: no headline, and few of them by chance (see `discoveries`).

        Nothing of which its own verdict says that it may not have moved.
        """
        compared, headlines = self.comparisons[number], self.headlines
        others = [found for found in compared.differences if found.metric.name not in headlines]
        return tuple(found for found in discoveries(others) if compared.verdict(found) in TELLING)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a regime and metric."""
        told = self.headlines
        for compared in self.comparisons:
            for found in compared.differences:
                yield {"regime": compared.regime, "headline": found.metric.name in told} | compared.told(found)

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a regime, metric and seed that ran; NaN where a run has no number."""
        for compared in self.comparisons:
            yield from compared.pairs()

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: what was asked, then by regime every metric and what is to be said of it."""
        found = [compared.as_json() for compared in self.comparisons]
        each = ("rings", "keys", "metrics", "paths", "decided by")
        head = {name: said for name, said in found[0].items() if name not in each}
        return head | {
            "idle": self.idle,
            "of_this_model": self.of_this_model,
            "regimes": {
                compared.regime: {name: said[name] for name in each}
                | {
                    "headlines": [self._headline(compared, name) for name in self.headlines],
                    "moved": [moved.metric.name for moved in self.moved(number)],
                }
                for number, (compared, said) in enumerate(zip(self.comparisons, found, strict=True))
            },
        }

    def _headline(self, compared: Comparison, name: str) -> dict[str, Any]:
        within = margin(compared[name])
        return {
            "name": name,
            "verdict": compared.verdict(compared[name]),
            "reason": self.outside,
            "margin": within,
            "trust": self.trust(name),
        }
