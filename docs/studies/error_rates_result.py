"""Result of the study of error rates of a gate."""

from dataclasses import dataclass

from experiments.questions.gate.guardrails import Guardrail
from experiments.runs.provenance import Side


@dataclass(frozen=True, slots=True)
class Rate:
    """Verdicts of many simulated gates on one guardrail, for known harms."""

    rail: Guardrail
    change: str  # the source of their pairs
    arm: float  # the half width of an interval, in margins, as the median
    passed: float  # share of those with a harm of 1.05 margins
    failed: float  # share of those with a harm of three margins


@dataclass(frozen=True, slots=True)
class Inert:
    """An edit that changes nothing: its gates, and the largest difference in any metric of any pair."""

    change: str
    gates: int
    passed: int
    largest: float


@dataclass(frozen=True, slots=True)
class Rare:
    """Verdicts of many simulated gates on one guardrail, for harms that strike few pairs."""

    rail: Guardrail
    luck: float  # distance between two runs of one world, in units of the metric
    margin: float  # in units of the metric
    shares: tuple[float, ...]  # of pairs that are struck; the last is the smallest one that the rule allows for
    at_margin: tuple[float, ...]  # by share: gates that passed a harm of 1 margin, all struck alike
    passed: tuple[float, ...]  # of 1.05 margins
    unequal: tuple[float, ...]  # of 1.05 margins, struck as unequally as an exponential
    everywhere: tuple[float, ...]  # of 1.05 margins, where all other pairs differ by a person

    @property
    def rates(self) -> tuple[tuple[float, ...], ...]:
        """The four rates by share, in this order."""
        return self.at_margin, self.passed, self.unequal, self.everywhere

    def covers(self, share: float) -> bool:
        """Return whether the rule allows for a harm that strikes such a share of pairs."""
        return share >= self.shares[-1]

    def errors(self, rates: tuple[float, ...]) -> float:
        """Return the largest of these rates, of harms that the rule allows for."""
        return max(rate for share, rate in zip(self.shares, rates, strict=True) if self.covers(share))


@dataclass(frozen=True, slots=True)
class Settled:
    """Inconclusive gates: estimated ÷ actual number of pairs that settle them."""

    gates: int
    never: int  # of these, with no realistic number in the estimate or in fact
    low: float  # quartiles of the ratio
    median: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class ErrorRates:
    """All results of the study."""

    gates: int  # for each rate
    pairs: int  # in each gate
    base: Side
    seeds: int
    rates: tuple[Rate, ...]
    inert: tuple[Inert, ...]
    settled: Settled
    rare: tuple[Rare, ...]
