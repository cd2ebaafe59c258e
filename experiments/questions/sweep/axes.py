"""The axes of a sweep: a key of a scenario, and its values or its range."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from math import exp, isfinite, log

from experiments.language.arguments import change
from scenarios.dimensions import rounded
from scenarios.keys import whole
from scenarios.layers import place, said
from scenarios.problems import not_among, problem

FORMS = "such as 0.5:0.9:9 (LOW:HIGH:COUNT), 1:100:3:log, or a list: 0.5,0.7,0.9"
MOST_VALUES = 1_000  # of one key
MOST_TRIED, NAMED = 101, 6  # counts that are tried, and suggested, if a count gives no whole numbers
_KEY = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """A range from `low` to `high`, both included: in even steps, or in even ratios."""

    low: float
    high: float
    count: int | None  # of values; None if a design chooses them
    log: bool

    def at(self, u: float, whole: bool) -> float:
        """Return the number at a coordinate 0…1. Whole numbers have equal parts of it, about equal ones with `log`."""
        if whole and not self.log:
            return min(self.low + int(u * (self.high - self.low + 1)), self.high)
        place = rounded(self._place(u))
        return min(max(round(place) if whole else place, self.low), self.high)

    def steps(self, count: int) -> list[float]:
        """Return `count` values, rounded so that they are the numbers that people write."""
        inner = (float(f"{self._place(step / (count - 1)):.12g}") for step in range(1, count - 1))
        return [self.low, *(rounded(each) if self.log and each % 1 else each for each in inner), self.high]

    def _place(self, u: float) -> float:
        if self.log:
            return exp(log(self.low) + u * (log(self.high) - log(self.low)))
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Axis:
    """A key that is varied, and its values: texts, as in changes of a scenario."""

    key: str
    text: str  # its values, as the user gave them
    both: bool  # varied on both sides; else on the candidate alone
    listed: tuple[str, ...] = ()
    span: Span | None = None
    whole: bool = False  # a whole number

    @property
    def where(self) -> str:
        """Its place in a complaint: its text."""
        return place(f"{self.key}={self.text}")

    @property
    def values(self) -> tuple[str, ...]:
        """Values from a list or a COUNT; empty if a design chooses the values of a range."""
        if self.span is None or self.span.count is None:
            return self.listed
        return tuple(self._text(each) for each in self.span.steps(self.span.count))

    def at(self, u: float) -> str:
        """Return the value at a coordinate 0…1; listed values have equal parts of it."""
        if self.span is None or self.span.count is not None:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        return self._text(self.span.at(u, self.whole))

    def _text(self, value: float) -> str:
        return str(int(value)) if self.whole else repr(float(value))


def parsed(text: str, both: bool, problems: list[str], known: Collection[str] = ()) -> Axis | None:
    """Return `KEY=VALUES` as an axis; None, with the mistake in `problems`, if it is none. known: whole keys."""
    key, equals, values = (part.strip() for part in text.partition("="))
    if not equals or not values or not _KEY.fullmatch(key):
        problems.append(problem(place(text), f"needs the form KEY=VALUES, {FORMS}"))
        return None
    try:
        key = whole(key, known)
    except LookupError as error:
        problems.append(problem(place(text), str(error.args[0])))
        return None
    axis = Axis(key, values, both or not key.startswith("platform."))
    if mistake := _no_key(key):
        problems.append(problem(axis.where, mistake))
    else:
        parts = _parts(values)
        if len(parts) == 1 and ":" in values and values[0] not in "\"'[":
            return _ranging(axis, problems)
        return _listing(axis, parts, problems)
    return None


def fitted(axis: Axis, whole: bool, problems: list[str]) -> Axis:
    """Return the axis, of whole numbers if its key is one; a range that does not fit goes to `problems`."""
    span = axis.span
    if span is None or not whole:
        return axis
    if span.count is None:
        ends = [f"{end:g}" for end in (span.low, span.high) if end % 1]
        if ends:
            problems.append(problem(axis.where, f"needs whole numbers, and {' and '.join(ends)} is none"))
    elif fractions := [f"{each:g}" for each in span.steps(span.count) if each % 1]:
        counts = [str(n) for n in range(2, MOST_TRIED) if not any(each % 1 for each in span.steps(n))][:NAMED]
        choice = f"a COUNT of {' or '.join(counts)} gives such, or" if counts else "give"
        problems.append(
            problem(axis.where, f"needs whole numbers, and {fractions[0]} is none: {choice} a list, such as 1,2,5")
        )
    return replace(axis, whole=True)


def _no_key(key: str) -> str | None:
    if key in ("days", "start"):
        return f"all points have one length and one first day: {change(key)}"
    first = key.partition(".")[0]
    return None if first in ("platform", "world") else not_among("key to vary under", first, ["platform", "world"])


def _listing(axis: Axis, parts: list[str], problems: list[str]) -> Axis | None:
    values = [repr(said(axis.key, part)) for part in parts]
    twice = [part for number, part in enumerate(parts) if values[number] in values[:number]]
    if not all(parts):
        problems.append(problem(axis.where, "a value is missing between two commas, at the start or at the end"))
    elif twice:
        problems.append(problem(axis.where, f"{twice[0]} is listed twice"))
    elif len(parts) > MOST_VALUES:
        problems.append(problem(axis.where, f"more than {MOST_VALUES:,} values"))
    else:
        return replace(axis, listed=tuple(parts))
    return None


def _ranging(axis: Axis, problems: list[str]) -> Axis | None:
    *numbers, last = axis.text.split(":")
    logs = last.strip() == "log"
    ends = numbers if logs else [*numbers, last]
    low, high, count = ([_number(each) for each in ends] + [None] * 3)[:3]
    if len(ends) not in (2, 3) or low is None or high is None:
        mistake = f"needs numbers from LOW to HIGH, {FORMS}"
    elif len(ends) == 3 and (count is None or count % 1 or not 2 <= count <= MOST_VALUES):
        mistake = f"COUNT '{ends[2].strip()}' must be a whole number from 2 to {MOST_VALUES:,}"
    elif low >= high:
        mistake = f"LOW must be below HIGH, and {ends[0].strip()} is not below {ends[1].strip()}"
    elif logs and low <= 0:
        mistake = "even ratios (log) need a LOW above 0"
    else:
        return replace(axis, span=Span(low, high, None if count is None else int(count), logs))
    problems.append(problem(axis.where, mistake))
    return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _parts(values: str) -> list[str]:
    """Split at commas outside of quotes and brackets."""
    parts, depth, quote = [""], 0, ""
    for letter in values:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        else:
            depth += (letter in "[{") - (letter in "]}")
        if letter == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
