"""Trust in a number: bound by a fact of a source in plausible worlds, ordered by one, or only assumed.

Trust follows by rule, never by hand, from other data: the facts of the passport, the plausible worlds, and the
confidence of each number of a rule.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import Field, dataclass, fields, is_dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np

from experiments.language.messages import message, say
from experiments.measures.metrics import Metric
from experiments.measures.validity import FACTS, Fact
from experiments.questions.compare.deciding import ranks
from policies.numbers import Confidence, known
from policies.records import Floats
from scenarios.plausible import Ensemble

Evidence = Ensemble | str  # plausible worlds, or why there are none to look at
Level = Literal["fact-bound", "ordered by evidence", "assumed throughout", "has no numbers", "not known"]

CHANCE = 0.05  # that a metric seems to move with some fact, though it moves with none
NINE_IN_TEN = (0.05, 0.95)
SURE: tuple[Confidence, ...] = ("quoted", "derived")  # there is a source behind it
NOT_TAKEN = message("not measured in these plausible worlds: run `policylab calibrate`")


@dataclass(frozen=True, slots=True)
class Trust:
    """The level of trust in a metric or a lever, and the reason in half a sentence."""

    level: Level
    why: str

    def line(self, name: str) -> str:
        """Return the trust line of the metric or lever of this name: a sentence."""
        return say("{name}: {level}: {reason}", name=name, level=say(self.level), reason=self.why)


UNDECLARED = "{} without unit, range and source"  # numbers


def of_metric(metric: Metric, evidence: Evidence) -> Trust:
    """Return the trust in a metric: bound if a fact reads it, ordered if it moves with a fact by more than chance.

    A world counts by the mean of its runs with rings frozen and adapting.
    """
    for fact in FACTS:
        if fact.binding and fact.function is metric.function:
            return Trust("fact-bound", _bound(fact, evidence))
    if isinstance(evidence, str):
        return Trust("not known", say(evidence))
    if metric.name not in evidence.measured:
        return Trust("not known", say(NOT_TAKEN))
    values = evidence.metrics[:, :, evidence.measured.index(metric.name)]
    count, spread = f"{np.isfinite(values).all(axis=1).sum()}", _spread(values, metric.unit)
    moves = strongest(values.mean(axis=1), evidence)
    if moves is None:
        why = say("over {count} plausible worlds it moves with no fact; {spread}", count=count, spread=spread)
        return Trust("assumed throughout", why)
    name, strength = moves
    why = say(
        "over {count} plausible worlds it moves with {fact} (rank correlation {strength}); {spread}",
        count=count,
        fact=name,
        strength=f"{strength:+.2f}",
        spread=spread,
    )
    return Trust("ordered by evidence", why)


def _bound(fact: Fact, evidence: Evidence) -> str:
    """Return how plausible worlds hold a fact, in words."""
    inside, span = 1.0, _span(fact.low, fact.high, fact.unit)
    if not isinstance(evidence, str) and fact.name in (names := _facts(evidence)):
        inside = fact.inside(evidence.facts[:, :, names.index(fact.name)])
    if inside == 1:
        return say("every plausible world has {span}, held by a source ({source})", span=span, source=fact.source)
    return say(
        "{share} % of plausible worlds have {span}, others up to the noise of runs; held by a source ({source})",
        share=f"{100 * inside:.0f}",
        span=span,
        source=fact.source,
    )


def strongest(values: Floats, evidence: Ensemble) -> tuple[str, float] | None:
    """Return the fact with which (n,) values of worlds move most, and its rank correlation; None if all may be luck.

    By luck alone, any of the facts moves so far once in 1 / CHANCE times (Bonferroni; normal approximation).
    """
    names = _facts(evidence)
    beyond = NormalDist().inv_cdf(1 - CHANCE / 2 / len(names))
    moves = []
    for name, fact in zip(names, evidence.facts.mean(axis=1).T, strict=True):
        both = np.isfinite(values) & np.isfinite(fact)
        strength = rank_correlation(values[both], fact[both])
        if strength**2 * (both.sum() - 1) > beyond**2:  # NaN is not
            moves.append((name, strength))
    return max(moves, key=lambda each: abs(each[1]), default=None)


def _facts(evidence: Ensemble) -> list[str]:
    """Return the names of the facts that plausible worlds hold, in their order."""
    return [fact["name"] for fact in evidence.origin.get("facts", ())]


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's correlation of (n,) and (n,) values; equal values share their ranks. NaN if either does not vary."""
    if len(one) == 0 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return math.nan
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def of_lever(rules: Iterable[type]) -> Trust:
    """Return the trust in a lever, by how many numbers of its rules have a source. Inherited numbers count once."""
    numbers = {
        (field.name, known(field))
        for rule in rules
        if is_dataclass(rule)
        for field in fields(rule)
        if known(field) or _counts(field)
    }
    if not numbers:
        return Trust("has no numbers", "there is no number to check against a source")
    undeclared = sum(number is None for _, number in numbers)
    if undeclared == len(numbers):
        return Trust("not known", f"{UNDECLARED.format(undeclared)}: see policies.numbers.number")
    count = Counter(number.confidence for _, number in numbers if number)
    counts = ", ".join(f"{count[confidence]} {confidence}" for confidence in (*SURE, "assumed") if count[confidence])
    counts += f", {UNDECLARED.format(undeclared)}" if undeclared else ""
    sure = sum(count[confidence] for confidence in SURE)
    level: Level = "fact-bound" if sure == len(numbers) else "ordered by evidence" if sure else "assumed throughout"
    return Trust(level, f"of its numbers {counts}")


def _counts(field: Field[Any]) -> bool:
    """Is it a number, though nothing is declared about it?"""
    return field.type in (int, float, "int", "float")


def _spread(values: Floats, unit: str) -> str:
    """Return the ranges of a metric in nine of ten worlds, with rings frozen and adapting; values: (n, 2)."""
    spans = []
    for column in values.T:
        finite = column[np.isfinite(column)]
        low, high = np.quantile(finite, NINE_IN_TEN).tolist() if len(finite) else (math.nan, math.nan)
        spans.append(_span(low, high, unit) if len(finite) else say("no number"))
    return say(
        "nine in ten worlds have {first} on the first day, {adapted} once rings have adapted",
        first=spans[0],
        adapted=spans[1],
    )


def _span(low: float, high: float, unit: str) -> str:
    if unit == "share":
        return say("{low} to {high} %", low=_number(100 * low), high=_number(100 * high))
    return say("{low} to {high}", low=_number(low), high=_number(high))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
