"""Kinds of arguments: each takes a value of Python, or reads a text, or refuses it. Imports nothing heavy.

Limits and words are the same in Python, on the command line and on the page.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from numbers import Integral
from pathlib import Path
from typing import Any

from experiments.runs import engines
from experiments.runs.defaults import LAST_SEED, MOST_SEEDS

EMPTY = "the name is empty"


class Refused(ValueError):
    """A value that does not fit. The text is the mistake."""


class Kind:
    """A kind of arguments: any value, and any text."""

    metavar = "TEXT"  # of its value, on the command line
    several = False  # is the option repeatable there?

    def take(self, value: Any) -> Any:
        """Return a value as a question gets it. Raises Refused."""
        return value

    def read(self, text: str) -> Any:
        """Return the value of a text of the command line, of one if the option is repeatable. Raises Refused."""
        return self.take(text)


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """Whole numbers within limits."""

    least: int = 0
    most: int | None = None
    metavar = "N"

    def take(self, value: Any) -> int:
        """Return the number; one of NumPy is a number of Python from here on. Raises Refused."""
        if isinstance(value, bool) or not isinstance(value, Integral):
            raise Refused("needs a whole number")
        number = int(value)
        if number < self.least:
            raise Refused(f"must be at least {self.least:,}")
        if self.most is not None and number > self.most:
            raise Refused(f"must be at most {self.most:,}")
        return number

    def read(self, text: str) -> int:
        """Return the number of a text. Raises Refused."""
        try:
            number = int(text)
        except ValueError:
            raise Refused("needs a whole number") from None
        return self.take(number)

    @property
    def limits(self) -> str:
        """The limits, in words."""
        return f"{self.least:,} or more" if self.most is None else f"{self.least:,} to {self.most:,}"


class Flag(Kind):
    """True or false."""

    def take(self, value: Any) -> bool:
        """Return the value; one of NumPy is one of Python from here on. Raises Refused."""
        if not is_flag(value):
            raise Refused("needs true or false")
        return bool(value)


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """A closed list of words."""

    choices: tuple[str, ...]

    @property
    def metavar(self) -> str:  # type: ignore[override]
        """The words."""
        return f"<{'|'.join(self.choices)}>"

    def take(self, value: Any) -> str:
        """Return the word. Raises Refused, with the word that may be meant."""
        from scenarios.problems import not_one_of

        if not (isinstance(value, str) and value in self.choices):
            raise Refused(not_one_of(value, self.choices))
        return value


@dataclass(frozen=True, slots=True)
class OrNone(Kind):
    """None, or a value of another kind."""

    other: Kind

    def take(self, value: Any) -> Any:
        """Return None, or the value. Raises Refused."""
        return None if value is None else self.other.take(value)

    def read(self, text: str) -> Any:
        """Return the value of a text. Raises Refused."""
        return self.other.read(text)

    @property
    def metavar(self) -> str:  # type: ignore[override]
        """The value's name, as of the other kind."""
        return self.other.metavar


@dataclass(frozen=True, slots=True)
class Checked(Kind):
    """Values without a mistake. mistake: a value → the mistake in it, or None."""

    mistake: Callable[[Any], str | None]

    def take(self, value: Any) -> Any:
        """Return the value as it is. Raises Refused."""
        if mistake := self.mistake(value):
            raise Refused(mistake)
        return value


def needs(words: str, fits: Callable[[Any], bool]) -> Checked:
    """Return the kind of the values that fit. words: a description of them."""
    return Checked(lambda value: None if fits(value) else f"needs {words}")


@dataclass(frozen=True, slots=True)
class FileName(Kind):
    """Texts and paths that name a file. words: a description; path: does a text of the command line become a path?"""

    words: str
    path: bool = True
    metavar = "FILE"

    def take(self, value: Any) -> Any:
        """Return the name as it is. Raises Refused; an empty one would be taken for the current folder."""
        if isinstance(value, str) and not value:
            raise Refused(EMPTY)
        if not is_path(value):
            raise Refused(f"needs {self.words}")
        return value

    def read(self, text: str) -> Any:
        """Return the path, or the text. Raises Refused."""
        return Path(self.take(text)) if self.path else self.take(text)


@dataclass(frozen=True, slots=True)
class Several(Kind):
    """Lists of texts; one text or path is a list too.

    words   a description
    others  types that are taken as they are
    each    the kind of one text on the command line
    """

    words: str
    others: tuple[type, ...] = ()
    each: Kind = field(default_factory=Kind)
    several = True

    def take(self, value: Any) -> Any:
        """Return the list. Raises Refused."""
        if isinstance(value, self.others):
            return value
        items = [value] if is_path(value) or not isinstance(value, Iterable) else list(value)
        if not all(map(is_path, items)):
            raise Refused(f"needs {self.words}")
        return [os.fspath(item) for item in items]

    def read(self, text: str) -> Any:
        """Return one item of the list. Raises Refused."""
        return self.each.read(text)


class Further(Kind):
    """Keywords of a call that are no options, by name. Only the question knows their limits."""


class Handle:
    """A loaded scenario, as far as kinds know it: `experiments.api.scenario` imports what is heavy."""

    __slots__ = ()


def is_text(value: object) -> bool:
    """Is the value a text?"""
    return isinstance(value, str)


def is_flag(value: object) -> bool:
    """Is the value true or false, of Python or of NumPy?"""
    return isinstance(value, bool) or (type(value).__module__, type(value).__name__[:4]) == ("numpy", "bool")


def is_path(value: object) -> bool:
    """Is the value a text, or a path, that can be the name of a file?"""
    text = os.fspath(value) if isinstance(value, os.PathLike) else value
    with suppress(UnicodeEncodeError):
        return isinstance(text, str) and b"\0" not in os.fsencode(text)
    return False


def _is_progress(value: object) -> bool:
    return is_flag(value) or (callable(value) and not isinstance(value, type))


def _against_scenario(value: object) -> str | None:
    if isinstance(value, str) and not value:
        return EMPTY
    known = isinstance(value, Handle) or is_path(value)
    return None if known else "needs a scenario: a shipped name, the path of a file, or the result of `load`"


def _are_scenarios(value: object) -> bool:
    return isinstance(value, list | tuple) and not any(map(_against_scenario, value))


def _against_engine(value: object) -> str | None:
    from scenarios.problems import not_one_of

    known = isinstance(value, str) and engines.known(value)
    return None if known else not_one_of(value, engines.CHOICES)


def _against_metric(value: object) -> str | None:
    from experiments.language.arguments import shown
    from experiments.measures.metrics import BY_NAME
    from scenarios.problems import not_among

    known = isinstance(value, str) and value in BY_NAME
    return None if known else not_among("metric", value if isinstance(value, str) else shown(value), BY_NAME)


SEED, SEEDS, PAIRS = Whole(0, LAST_SEED), Whole(1, MOST_SEEDS), Whole(2, MOST_SEEDS)
MANY_PAIRS = Whole(16, MOST_SEEDS)  # as many as tell which numbers decide
TEXT = needs("a text", is_text)
FULL_TEXT = needs("a text that is not empty", lambda value: is_text(value) and bool(value.strip()))
FILE = FileName("the path of a file")
STORE = OrNone(FileName("the path of a file, or None to keep nothing"))
WORLDS = FileName("'plausible', 'fixed' or the path of a file", path=False)
ENGINE, METRIC = Checked(_against_engine), Checked(_against_metric)
PROGRESS = needs("true, false, or a function of the number of finished runs and that of all runs", _is_progress)
SCENARIO = Checked(_against_scenario)
SCENARIOS = needs(
    "a list of scenarios, each a shipped name, the path of a file, or the result of `load`", _are_scenarios
)
FILES = Several("a list of paths", each=FILE)
WORKERS = Several('texts such as "0/17", SEED/NUMBER of a worker')
NUMBERS = Several('names, such as "ring.lures_by_call"')
CHANGES = Several('texts such as "days=30"')
AXES = Several('texts such as "KEY=LOW:HIGH:COUNT", or a mapping of key to values', (Mapping,))
