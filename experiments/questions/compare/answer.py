"""The answer of a comparison: the difference that a policy makes on the first day, and once bad actors have adapted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from experiments.measures.channels import BLOCK_DAYS, NAMES
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Axis
from experiments.printing.plain import as_plain
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.conclusion import Finding, findings
from experiments.questions.compare.idle import Idle, of_sides
from experiments.questions.compare.outlook import Outlook
from experiments.questions.compare.trust import Evidence, Trust, of_metric
from experiments.verdicts import margins
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import TAIL
from experiments.verdicts.looks import Look
from experiments.verdicts.margins import margin
from scenarios import Scenario
from scenarios.moves import moves
from scenarios.plausible import NONE_SHIP
from scenarios.space import Stray


def headlines(baseline: Scenario, candidate: Scenario) -> tuple[str, ...]:
    """Return the metrics shown first: those of every question, and those of levers that differ on any day."""
    keys = (move.key for move in moves(baseline.resolved, candidate.resolved))
    return margins.headlines({key.split(".")[1] for key in keys if key.startswith("platform.")})


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One comparison for each regime, of the same platforms on the same worlds."""

    comparisons: tuple[Comparison, ...]
    evidence: Evidence = NONE_SHIP  # plausible worlds: they decide how far each metric can be trusted
    look: Look = 1  # at this question, as planned: the headlines of all looks together hold in 95 of 100 answers
    tail: float = TAIL  # left out at each end of the interval of a headline, so that all of them hold at once

    @property
    def baseline(self) -> str:
        """Name of the baseline, as the user gave it."""
        return self.comparisons[0].baseline

    @property
    def candidate(self) -> str:
        """Name of the candidate, as the user gave it."""
        return self.comparisons[0].candidate

    @property
    def plausible(self) -> bool:
        """Does every pair have a plausible world of its own?"""
        return self.comparisons[0].plausible

    @property
    def of_this_model(self) -> bool:
        """Were the plausible worlds of the pairs found with the current model? True of a fixed world."""
        return not self.plausible or isinstance(self.evidence, str) or self.evidence.of_this_model

    @property
    def equal(self) -> bool:
        """Is every metric equal on both sides, in every pair and regime?"""
        return all(comparison.equal for comparison in self.comparisons)

    @property
    def identical(self) -> bool:
        """Is every run known to be the same on both sides (see `Comparison.identical`)?"""
        return all(comparison.identical for comparison in self.comparisons)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Metrics that are shown first. If the platforms differ in how people may talk, leakage is one of them."""
        before, after = self.comparisons[0].sides
        return headlines(before.scenario, after.scenario)

    @property
    def outside(self) -> tuple[Stray, ...]:
        """Numbers for which nothing is better or worse in these worlds (see `Comparison.outside`)."""
        return tuple(dict.fromkeys(stray for comparison in self.comparisons for stray in comparison.outside))

    @property
    def reason(self) -> str | None:
        """The reason why nothing is better or worse, as data; None if it may be."""
        return f"outside the passport: {'; '.join(map(str, self.outside))}" if self.outside else None

    @property
    def idle(self) -> tuple[Idle, ...]:
        """Changes that had no effect."""
        before, after = self.comparisons[0].sides
        return of_sides(before.scenario, after.scenario, equal=self.equal)

    def trust(self, name: str) -> Trust:
        """Return how far a headline can be trusted in any world."""
        return of_metric(BY_NAME[name], self.evidence)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings: of each headline, and of what else moved that people count; none if both sides are equal."""
        return () if self.equal else findings(self.comparisons, self.headlines, self.look)

    def outlook(self, number: int, name: str) -> Outlook:
        """Return the outlook on a headline in a regime: the odds, and what would settle it."""
        return self.comparisons[number].outlook(name, self.look)

    def moved(self, number: int) -> tuple[Difference, ...]:
        """Return the other metrics that moved in a regime, the surest first (see `Comparison.moved`)."""
        return self.comparisons[number].moved(self.headlines)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each regime and metric."""
        headlines = self.headlines
        for comparison in self.comparisons:
            for difference in comparison.differences:
                headline = difference.metric.name in headlines
                head = {"platform": self.candidate, "regime": comparison.regime, "headline": headline}
                yield head | comparison.row(difference) | {"scale": comparison.scale}

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each regime, metric and seed that ran; NaN where a run has no number."""
        for comparison in self.comparisons:
            yield from comparison.pairs()

    def parts(self, axis: Axis) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each regime and part of exposure by path or group; the parts sum to the whole."""
        for compared in self.comparisons:
            for part, difference in zip(LABELS[axis], compared.paths[axis], strict=True):
                yield {"regime": compared.regime, axis: part} | compared.row(difference, compared.parts_within)

    def contacts(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each regime, platform, block of some 30 days and channel: lures that reached a worker.

        `lures` of all runs together, and `a month`, what that is in 30 days of the whole marketplace.
        """
        for compared in self.comparisons:
            for side, lures in zip(compared.sides, compared.lures, strict=True):
                edges, counts = lures.contacts.edges, lures.contacts.counts
                for since, until, block in zip(edges, edges[1:], counts, strict=False):
                    times = compared.scale * BLOCK_DAYS / (until - since) / len(compared.seeds)
                    first = compared.start + timedelta(since)
                    head = {"regime": compared.regime, "platform": side.name, "from": first, "days": until - since}
                    for channel, count in zip(NAMES, block.tolist(), strict=True):
                        yield head | {"channel": channel, "lures": count, "a month": times * count}

    def by_week(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each regime, measure and whole week (see `Comparison.by_week`)."""
        for comparison in self.comparisons:
            yield from comparison.by_week()

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: the question, then for each regime every metric with its verdict."""
        comparisons = [comparison.as_json() for comparison in self.comparisons]
        per_regime = ("rings", "keys", "metrics", "paths", "decided by")
        head = {name: data for name, data in comparisons[0].items() if name not in per_regime}
        return head | {
            "idle": self.idle,
            "of_this_model": self.of_this_model,
            "look": self.look,
            "left out at each end": self.tail,
            "conclusion": [each.as_json() for each in self.findings],
            "regimes": {
                comparison.regime: {name: data[name] for name in per_regime}
                | {
                    "headlines": [self._headline(number, name) for name in self.headlines],
                    "moved": [moved.metric.name for moved in self.moved(number)],
                }
                for number, (comparison, data) in enumerate(zip(self.comparisons, comparisons, strict=True))
            },
        }

    def _headline(self, number: int, name: str) -> dict[str, Any]:
        comparison = self.comparisons[number]
        within = margin(comparison[name])
        return {
            "name": name,
            "verdict": comparison.verdict(comparison[name]),
            "reason": self.reason,
            "margin": within,
            "outlook": None if comparison.equal else self.outlook(number, name).as_json(),
            "trust": self.trust(name),
        }
