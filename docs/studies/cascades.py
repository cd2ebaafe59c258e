"""Simulation of rare cascades: how often a gate passes a severe harm that strikes few pairs.

Most pairs are equal, or differ by one person. In a random share of them, the head is another run of that world, with
people and luck of its own. It is also worse, by an amount that makes the mean harm over all pairs known: the same
amount in all pairs that are struck, or amounts as unequal as an exponential.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.questions.gate.guardrails import Guardrail, Guardrails
from experiments.questions.gate.judging import passes, weighed
from experiments.questions.gate.luck import OTHER_LUCK
from experiments.verdicts.intervals import EVEN, apart
from experiments.verdicts.regimes import Regime
from policies.records import Floats

SHARES = (0.01, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)  # of pairs that are struck
PERSON = 0.01  # effect of one person, in units of luck
FEW, ALL = (0.0, 0.3), (1.0,)  # share of the other pairs that differ by one person
HARM = 1.05  # in margins, on average


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


def cascades(
    rails: Guardrails, regime: Regime, names: Sequence[str], before: Floats, other: Floats, gates: int
) -> Iterator[Rare]:
    """Yield the rates of each guardrail of a regime. before, other: (metrics, seeds) of the base, and of other luck."""
    rng = np.random.default_rng(0)
    for rail in rails.rails:
        if rail.regime == regime:
            place = names.index(rail.metric.name)
            yield _rare(rail, before[place], other[place], (gates, rails.pairs), rng)


def _rare(rail: Guardrail, before: Floats, other: Floats, shape: tuple[int, int], rng: np.random.Generator) -> Rare:
    defined = np.isfinite(before) & np.isfinite(other)
    before, other = before[defined], other[defined]
    margin = float(rail.margin(before.mean()))
    again = rng.integers(len(before), size=(shape[0], OTHER_LUCK))
    luck = apart(before[again], other[again])
    usual = float(luck.mean())
    rarest = min(HARM * margin / usual, 1.0) if usual else 1.0
    shares = (*SHARES, rarest)
    picks = rng.integers(len(before), size=shape)
    swapped = rng.random(shape) < EVEN  # so that other luck is no harm on average
    first, second = before[picks], other[picks]
    base, fresh = np.where(swapped, second, first), np.where(swapped, first, second)
    worse = 1.0 if rail.metric.better == "down" else -1.0

    def passed(harm: float, alike: bool, others: Sequence[float]) -> tuple[float, ...]:
        """Return by share the gates that pass: the largest rate for any share of others that differ by one person."""
        return tuple(max(one(harm / share, share, alike, touched) for touched in others) for share in shares)

    def one(harm: float, share: float, alike: bool, touched: float) -> float:
        size = worse * harm * margin * (1.0 if alike else rng.exponential(size=shape))
        person = usual * PERSON * rng.choice((-1.0, 1.0), shape) * (rng.random(shape) < touched)
        head = np.where(rng.random(shape) < share, fresh + size, base + person)
        _, _, reach, allowed = weighed(rail, base, head, luck)
        return float(np.mean(passes(reach, allowed)))

    return Rare(
        rail,
        usual,
        margin,
        shares,
        at_margin=passed(1.0, True, FEW),
        passed=passed(HARM, True, FEW),
        unequal=passed(HARM, False, FEW),
        everywhere=passed(HARM, True, ALL),
    )
