"""The one kind of number: what it is, where it comes from, how sure we are, what is plausible, what is possible.

Rules and worlds declare their numbers with `number`; checks, explanations, pages and studies read them by `known`.
"""

from collections.abc import Iterable
from dataclasses import Field, dataclass, field, fields
from math import inf, isfinite
from operator import attrgetter
from typing import Any, Literal

import numpy as np

Confidence = Literal["quoted", "derived", "assumed"]

KEY = "number"  # where `known` finds a Number in a field's metadata
LARGEST = 1e9  # of any number: what is larger is a slip of the pen
BOUNDS = {  # by unit; every other unit runs from zero to LARGEST
    "share": (0.0, 1.0),
    "log-odds": (-50.0, 50.0),
    "log-sd": (0.0, 3.0),
    "factor": (0.0, 100.0),
}


@dataclass(frozen=True, slots=True)
class Shut:
    """A condition that leaves a number without any effect: another field of the same rule, and its value."""

    field: str
    value: object
    text: str  # as a sentence without its end: "calls are shut"

    def holds(self, record: Any) -> bool:
        """Does this record have that value?"""
        return bool(getattr(record, self.field) == self.value)

    @property
    def shown(self) -> str:
        """The value, as scenario files have it."""
        return str(self.value).lower() if isinstance(self.value, bool) else repr(self.value)

    def __str__(self) -> str:
        return f"{self.text} ({self.field} = {self.shown})"


@dataclass(frozen=True, slots=True)
class Number:
    """Facts about a number beside its value. Those of a tuple hold for each item."""

    unit: str
    source: str  # what the number says, and the row or study it comes from
    confidence: Confidence  # quoted (stood in a source), derived (arithmetic on quoted ones), assumed (no source)
    low: float | None  # plausible range: where the truth may well lie
    high: float | None
    least: float  # hard bounds: outside, the number means nothing
    most: float
    total: float | None  # what the items of a tuple sum to at most
    shut: tuple[Shut, ...] = ()  # each of these alone leaves it without any effect

    @property
    def of_its_unit(self) -> bool:
        """Are the hard bounds those of every number of this unit?"""
        return (self.least, self.most) == _bounds(self.unit)


def number(
    default: Any,
    unit: str,
    source: str,
    low: float | None = None,
    high: float | None = None,
    confidence: Confidence = "assumed",
    *,
    least: float | None = None,
    most: float | None = None,
    total: float | None = None,
    shut: tuple[Shut, ...] = (),
) -> Any:
    """A field of a dataclass that is a number (or a tuple of numbers), with what we know of it.

    low, high    plausible range, not a limit
    least, most  hard bounds; without them those of the unit: a share lies in 0…1, log-odds in ±50, the spread of a
                 logarithm (log-sd) in 0…3, a factor in 0…100, the rest in 0…10⁹
    shut         what leaves it without any effect: a change of it then gets a warning
    """
    lowest, highest = _bounds(unit)
    facts = Number(
        unit,
        source,
        confidence,
        low,
        high,
        lowest if least is None else least,
        highest if most is None else most,
        total,
        shut,
    )
    return field(default=default, metadata={KEY: facts})


def _bounds(unit: str) -> tuple[float, float]:
    return BOUNDS.get(unit, (0.0, LARGEST))


def known(of: Field[Any]) -> Number | None:
    """Facts about the number in a field; None where it is not a number."""
    return of.metadata.get(KEY)


def check(record: Any) -> None:
    """Every number of a dataclass lies within its hard bounds. Raises ValueError: `field: value … must be …`.

    A class whose fields need further checks calls this first in its own `__post_init__`; others inherit `Checked`.
    """
    for each in fields(record):
        facts, value = known(each), getattr(record, each.name)
        if facts is None or value is None:
            continue
        items = value if isinstance(value, tuple) else (value,)
        for item in items:
            if not isinstance(item, (int, float, np.integer, np.floating)):
                raise ValueError(f"{each.name}: {item!r} is {type(item).__name__}, must be a number")
            if not (isfinite(item) and facts.least <= item <= facts.most):  # NaN never lies anywhere
                raise ValueError(f"{each.name}: {item!r} is out of range, must be {span(facts)}")
        if facts.total is not None and sum(items) > facts.total + 1e-9:
            raise ValueError(f"{each.name}: sums to {sum(items):g}, must be at most {facts.total:g}")


def endless(values: Iterable[tuple[str, Any]]) -> str | None:
    """Return the complaint about the first of these named values that is not finite; None where all are."""
    for name, value in values:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, float) and not isfinite(item):
                return f"{name} is {item}: a number of a rule must be finite"
    return None


class Checked:
    """A dataclass whose numbers are held to their bounds when it is made, and that has nothing else to check."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Raises ValueError for the first number outside its bounds."""
        check(self)


class Overfull(ValueError):
    """Shares of one whole that sum to more than 1: the class of the record, their names in it, and their sum."""

    def __init__(self, kind: type, names: tuple[str, ...], total: float) -> None:
        super().__init__(f"{names[-1]}: together with {', '.join(names[:-1])} it sums to {total:g}, must be at most 1")
        self.kind, self.names, self.total = kind, names, total


def mixture(record: Any, *names: str) -> None:
    """Shares of one whole: together at most 1. Raises Overfull, whose message names the last of them.

    A name with a dot (`ring.bought`) is that of a number in a section of the record.
    """
    total = sum(attrgetter(name)(record) for name in names)
    if total > 1 + 1e-9:
        raise Overfull(type(record), names, total)


def span(facts: Number) -> str:
    """The hard bounds in words."""
    if facts.most in (inf, LARGEST):
        return f"at least {facts.least:,.12g}"
    return f"from {facts.least:,.12g} to {facts.most:,.12g}"
