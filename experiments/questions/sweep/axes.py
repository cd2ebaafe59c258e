"""What a sweep varies: a key of a scenario, and the values that it takes, or the range that it runs over."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from math import exp, isfinite, log

from scenarios.keys import whole
from scenarios.layers import said
from scenarios.problems import not_among, problem
from scenarios.space import rounded

FORMS = "such as 0.5:0.9:9 (LOW:HIGH:COUNT), 1:100:3:log, or a list: 0.5,0.7,0.9"
MOST_VALUES = 1_000  # of one key
MOST_TRIED, NAMED = 101, 6  # counts that are tried, and offered, where one gives no whole numbers
_KEY = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, both in: in even steps, or in even ratios."""

    low: float
    high: float
    count: int | None  # of values; None where a design chooses them
    log: bool

    def at(self, u: float, whole: bool) -> float:
        """The number at a coordinate 0…1; of whole numbers each has the same share of it, on a logarithm about."""
        if whole and not self.log:
            return min(self.low + int(u * (self.high - self.low + 1)), self.high)
        place = rounded(self._place(u))
        return min(max(round(place) if whole else place, self.low), self.high)

    def steps(self, count: int) -> list[float]:
        """So many values; noise of the last places is rounded off, so that they are what one would write."""
        inner = (float(f"{self._place(step / (count - 1)):.12g}") for step in range(1, count - 1))
        return [self.low, *(rounded(each) if self.log and each % 1 else each for each in inner), self.high]

    def _place(self, u: float) -> float:
        if self.log:
            return exp(log(self.low) + u * (log(self.high) - log(self.low)))
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Axis:
    """A key that is varied, as somebody asked for it. Values are texts, as changes of a scenario write them."""

    place: str  # how complaints name it
    key: str
    told: str  # its values, as they were given
    both: bool  # laid on both sides; else on the candidate alone
    listed: tuple[str, ...] = ()
    span: Span | None = None
    whole: bool = False  # a whole number

    @property
    def where(self) -> str:
        """The place of a mistake, and what stands there."""
        return f"{self.place}: {self.key}={self.told}"

    @property
    def values(self) -> tuple[str, ...]:
        """Those that are named one by one, or counted off; none of a range whose values a design chooses."""
        if self.span is None or self.span.count is None:
            return self.listed
        return tuple(self._text(each) for each in self.span.steps(self.span.count))

    def at(self, u: float) -> str:
        """The value at a coordinate 0…1, of which each value that is named has an equal part."""
        if self.span is None or self.span.count is not None:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        return self._text(self.span.at(u, self.whole))

    def _text(self, value: float) -> str:
        return str(int(value)) if self.whole else repr(float(value))


def parsed(place: str, text: str, both: bool, found: list[str], known: Collection[str] = ()) -> Axis | None:
    """`KEY=VALUES` as an axis; None, and the mistake in `found`, where it cannot be one. known: whole keys."""
    key, equals, told = (part.strip() for part in text.partition("="))
    if not equals or not told or not _KEY.fullmatch(key):
        found.append(problem(f"{place}: {text}", f"needs the form KEY=VALUES, {FORMS}"))
        return None
    try:
        key = whole(key, known)
    except LookupError as mistaken:
        found.append(problem(f"{place}: {text}", str(mistaken.args[0])))
        return None
    axis = Axis(place, key, told, both or not key.startswith("platform."))
    if mistake := _no_key(key):
        found.append(problem(axis.where, mistake))
    else:
        parts = _parts(told)
        if len(parts) == 1 and ":" in told and told[0] not in "\"'[":
            return _ranging(axis, found)
        return _listing(axis, parts, found)
    return None


def fitted(axis: Axis, whole: bool, found: list[str]) -> Axis:
    """The axis, of whole numbers where its key is one; what its range makes of that goes to `found`."""
    span = axis.span
    if span is None or not whole:
        return axis
    if span.count is None:
        ends = [f"{end:g}" for end in (span.low, span.high) if end % 1]
        if ends:
            found.append(problem(axis.where, f"needs whole numbers, and {' and '.join(ends)} is none"))
    elif fractions := [f"{each:g}" for each in span.steps(span.count) if each % 1]:
        counts = [str(n) for n in range(2, MOST_TRIED) if not any(each % 1 for each in span.steps(n))][:NAMED]
        choice = f"a COUNT of {' or '.join(counts)} gives such, or" if counts else "give"
        found.append(
            problem(axis.where, f"needs whole numbers, and {fractions[0]} is none: {choice} a list, such as 1,2,5")
        )
    return replace(axis, whole=True)


def _no_key(key: str) -> str | None:
    if key in ("days", "start"):
        return f"all points have one length and one first day: {'--days' if key == 'days' else '-S start=…'}"
    first = key.partition(".")[0]
    return None if first in ("platform", "world") else not_among("key to vary under", first, ["platform", "world"])


def _listing(axis: Axis, parts: list[str], found: list[str]) -> Axis | None:
    values = [repr(said(axis.key, part)) for part in parts]
    twice = [part for number, part in enumerate(parts) if values[number] in values[:number]]
    if not all(parts):
        found.append(problem(axis.where, "a value is missing between two commas, or at an end"))
    elif twice:
        found.append(problem(axis.where, f"{twice[0]} stands there twice"))
    elif len(parts) > MOST_VALUES:
        found.append(problem(axis.where, f"more than {MOST_VALUES:,} values"))
    else:
        return replace(axis, listed=tuple(parts))
    return None


def _ranging(axis: Axis, found: list[str]) -> Axis | None:
    *numbers, last = axis.told.split(":")
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
    found.append(problem(axis.where, mistake))
    return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _parts(told: str) -> list[str]:
    """What stands between commas that are not inside of quotes or brackets."""
    parts, depth, quote = [""], 0, ""
    for letter in told:
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
