"""How often a gate errs, where it is known what is right."""

from dataclasses import dataclass

from experiments.questions.gate.guardrails import Guardrail
from experiments.runs.provenance import Side


@dataclass(frozen=True, slots=True)
class Rate:
    """Of many simulated gates on one guardrail: what they said of harms that are known."""

    rail: Guardrail
    change: str  # whose pairs they were drawn from
    arm: float  # the half width of an interval, in margins, as the median
    passed: float  # share of those with a harm of exactly the margin
    failed: float  # share of those with a harm of three margins


@dataclass(frozen=True, slots=True)
class Inert:
    """Edits that change nothing: gates, and the largest difference in any metric of any pair."""

    change: str
    gates: int
    passed: int
    largest: float


@dataclass(frozen=True, slots=True)
class Rare:
    """Of many simulated gates on one guardrail: what they said of harms that strike few pairs."""

    rail: Guardrail
    luck: float  # how far two runs of one world lie apart, in units of the metric
    margin: float  # in units of the metric
    shares: tuple[float, ...]  # of pairs that are struck; the last is the smallest by a harm that the rule allows for
    at_margin: tuple[float, ...]  # of the gates, by share, those that passed a harm of 1 margin, all struck alike
    passed: tuple[float, ...]  # of 1.05 margins
    unequal: tuple[float, ...]  # of 1.05 margins, struck as unequally as an exponential
    everywhere: tuple[float, ...]  # of 1.05 margins, where all other pairs differ by a person

    @property
    def rates(self) -> tuple[tuple[float, ...], ...]:
        """All of them."""
        return self.at_margin, self.passed, self.unequal, self.everywhere

    def covers(self, share: float) -> bool:
        """Whether a harm that strikes such a share of pairs is one that the rule allows for."""
        return share >= self.shares[-1]

    def errors(self, rates: tuple[float, ...]) -> float:
        """The largest of these rates, of harms that the rule allows for."""
        return max(rate for share, rate in zip(self.shares, rates, strict=True) if self.covers(share))


@dataclass(frozen=True, slots=True)
class Settled:
    """Gates that could not tell, and were told how many pairs would: what they were told ÷ what they needed."""

    gates: int
    never: int  # of these, were told that no realistic number would, or needed more than that
    low: float  # quartiles of the ratio
    median: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class ErrorRates:
    """All of it."""

    gates: int  # of each rate
    pairs: int  # of each gate
    at_most: int  # pairs of a gate, where few differ
    base: Side
    seeds: int
    rates: tuple[Rate, ...]
    inert: tuple[Inert, ...]
    settled: Settled
    rare: tuple[Rare, ...]
