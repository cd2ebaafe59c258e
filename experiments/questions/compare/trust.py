"""How far a number can be trusted: whether a source holds it in plausible worlds, or orders them by it, or neither.

By rule and never by hand, from what stands elsewhere: the facts of the passport, the plausible worlds, and how sure
each number of a rule is.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import Field, dataclass, fields, is_dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from experiments.measures.metrics import Metric
from experiments.measures.validity import FACTS
from policies.numbers import Confidence, known
from scenarios.plausible import NONE_SHIP, Ensemble

Floats = NDArray[np.float64]
Evidence = Ensemble | str  # plausible worlds, or why there are none to look at
Level = Literal["fact-bound", "ordered by evidence", "assumed throughout", "has no numbers", "not known"]

CHANCE = 0.05  # that a metric which no fact moves is said to move with any of them
NINE_IN_TEN = (0.05, 0.95)
SURE: tuple[Confidence, ...] = ("quoted", "derived")  # there is a source behind it
NOT_TAKEN = "nobody took it in these plausible worlds: take it with `policylab calibrate`"


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a metric or a lever can be trusted, and why, in half a sentence."""

    level: Level
    why: str

    def line(self, name: str) -> str:
        """The trust line of what is called so: a sentence."""
        return f"{name}: {self.level}: {self.why}"


UNDECLARED = "{} without unit, range and source"  # numbers

UNKNOWN = Trust("not known", NONE_SHIP)


def of_metric(metric: Metric, evidence: Evidence) -> Trust:
    """Does a fact read this very metric? Else: does it move with one, over plausible worlds, more than by chance?

    A world counts by the mean of its runs with rings frozen and adapting.
    """
    for fact in FACTS:
        if fact.binding and fact.function is metric.function:
            span = _span(fact.low, fact.high, fact.unit)
            return Trust("fact-bound", f"every plausible world has {span}, held by a source ({fact.source})")
    if isinstance(evidence, str):
        return Trust("not known", evidence)
    if metric.name not in evidence.measured:
        return Trust("not known", NOT_TAKEN)
    found = evidence.metrics[:, :, evidence.measured.index(metric.name)]
    over = f"over {np.isfinite(found).all(axis=1).sum()} plausible worlds it moves with"
    moves = strongest(found.mean(axis=1), evidence)
    if moves is None:
        return Trust("assumed throughout", f"{over} no fact; {_spread(found, metric.unit)}")
    name, strength = moves
    told = f"{name} (rank correlation {strength:+.2f})"
    return Trust("ordered by evidence", f"{over} {told}; {_spread(found, metric.unit)}")


def strongest(values: Floats, evidence: Ensemble) -> tuple[str, float] | None:
    """The fact with which (n,) values of worlds move most, and Spearman's rank correlation; None where all may be luck.

    Luck alone takes any of the facts so far once in 1 / CHANCE times (Bonferroni; normal approximation).
    """
    names = [fact["name"] for fact in evidence.origin["facts"]]
    beyond = NormalDist().inv_cdf(1 - CHANCE / 2 / len(names))
    moves = []
    for name, fact in zip(names, evidence.facts.mean(axis=1).T, strict=True):
        both = np.isfinite(values) & np.isfinite(fact)
        strength = rank_correlation(values[both], fact[both])
        if abs(strength) * math.sqrt(max(both.sum() - 1, 0)) > beyond:  # NaN is not
            moves.append((name, strength))
    return max(moves, key=lambda each: abs(each[1]), default=None)


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's, of (n,) and (n,) values; equal ones share their ranks. NaN where either does not vary."""
    if len(one) == 0 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return math.nan
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def of_lever(rules: Iterable[type]) -> Trust:
    """How many numbers of these rules of a lever have a source: all, some, none? Inherited ones count once."""
    there = {
        (field.name, known(field))
        for rule in rules
        if is_dataclass(rule)
        for field in fields(rule)
        if known(field) or _counts(field)
    }
    if not there:
        return Trust("has no numbers", "there is none to hold against a source")
    silent = sum(number is None for _, number in there)
    if silent == len(there):
        return Trust("not known", f"{UNDECLARED.format(silent)}: see policies.numbers.number")
    count = Counter(number.confidence for _, number in there if number)
    told = ", ".join(f"{count[each]} {each}" for each in (*SURE, "assumed") if count[each])
    told += f", {UNDECLARED.format(silent)}" if silent else ""
    sure = sum(count[each] for each in SURE)
    level: Level = "fact-bound" if sure == len(there) else "ordered by evidence" if sure else "assumed throughout"
    return Trust(level, f"of its numbers {told}")


def _counts(field: Field[Any]) -> bool:
    """Is it a number, though nothing is said of it?"""
    return field.type in (int, float, "int", "float")


def _ranks(values: Floats) -> Floats:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place]


def _spread(found: Floats, unit: str) -> str:
    """Where nine in ten of (n, 2) worlds have a metric, rings frozen, and adapting."""
    spans = []
    for column in found.T:
        there = column[np.isfinite(column)]
        low, high = np.quantile(there, NINE_IN_TEN).tolist() if len(there) else (math.nan, math.nan)
        spans.append(_span(low, high, unit) if len(there) else "no number")
    return f"nine in ten worlds have {spans[0]} on the first day, {spans[1]} once rings have adapted"


def _span(low: float, high: float, unit: str) -> str:
    factor, sign = (100, " %") if unit == "share" else (1, "")
    return f"{_number(factor * low)} to {_number(factor * high)}{sign}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
