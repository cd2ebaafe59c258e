"""Complaints: the place, the mistake, the choices."""

import datetime
import difflib
import json
import re
import textwrap
from collections.abc import Collection, Iterable
from typing import Any, Self

from policies.printable import printable

_INDENT = "\n    "  # before the mistake, and before each of its lines
_WIDTH = 110
_LONGEST_VALUE = 60  # characters of a value that a complaint repeats
_SIMPLE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NEEDS = {
    "bool_type": "true or false",
    "date_type": "a date such as 2020-08-01",
    "dict_type": "a table",
    "finite_number": "a finite number",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a number of fewer digits",
    "int_type": "a whole number",
    "list_type": "a list",
    "string_type": "a text in quotes",
    "tuple_type": "a list",
}


class Problem(str):
    """A mistake at its place. As text: the place on one line, the mistake indented below it."""

    where: str  # empty where a mistake has no place
    mistake: str

    def __new__(cls, where: str, mistake: str) -> Self:
        """Line ends within the place came with a name, and are spelt out; the mistake may have several lines."""
        lines = (textwrap.wrap(printable(line), _WIDTH, break_on_hyphens=False) for line in mistake.split("\n"))
        head = [printable(where)] if where else []
        text = super().__new__(cls, _INDENT.join([*head, *(line for wrapped in lines for line in wrapped)]))
        text.where, text.mistake = where, mistake
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # what `__new__` takes
        return self.where, self.mistake

    @property
    def file_and_line(self) -> tuple[str, int]:
        """The file that it is about, or where else it is, and the line there."""
        match = re.match(r"(.+?):(\d+)(:|$)", printable(self.where))
        return (match[1], int(match[2])) if match else (self.where or str(self), 0)


class BadInput(Exception):
    """A scenario, a world or a change that cannot be used. `problems`: every one found, file by file, line by line.

    A text without a place may be given too; a line end within it came with a name, and is spelt out.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        unique = dict.fromkeys(each if isinstance(each, Problem) else _of_text(each) for each in problems)
        files = list(dict.fromkeys(each.file_and_line[0] for each in unique))
        self.problems = sorted(unique, key=lambda each: (files.index(each.file_and_line[0]), each.file_and_line[1]))
        super().__init__("\n".join(self.problems))


def problem(where: str, mistake: str) -> Problem:
    """Return a mistake at its place."""
    return Problem(where, mistake)


def _of_text(text: str) -> Problem:
    """Return a text without a place, or one whose lines are laid out already."""
    lines = _INDENT.join(map(printable, text.split(_INDENT)))
    whole = str.__new__(Problem, lines)
    whole.where, _, whole.mistake = lines.partition(_INDENT)
    return whole


def not_among(what: str, word: str, choices: Iterable[str], meant: Collection[str] = ()) -> str:
    """Complaint about an unknown `what`, with what may be meant and the choices."""
    known = sorted(choices)
    close = f"; did you mean {' or '.join(meant)}?" if meant else guess(word, known)
    return f"no {what} '{printable(_short(word))}'{close}\nchoices: {', '.join(known)}"


def guess(word: str, choices: Iterable[str]) -> str:
    """The choice that may be meant, as the end of a complaint; empty where none is close."""
    close = difflib.get_close_matches(word, sorted(choices), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def not_one_of(value: object, choices: Iterable[Any]) -> str:
    """A value outside a closed list."""
    known = [f"'{choice}'" for choice in choices]
    close = difflib.get_close_matches(f"'{value}'", known, n=1) if isinstance(value, str) else []
    return f"not one of {', '.join(known)}" + (f"; did you mean {close[0]}?" if close else "")


def mistake(kind: str, value: object, context: dict[str, Any], message: str, choices: Iterable[Any]) -> str:
    """A validation error in our words.

    kind, context, message  pydantic's error type, its context and its own words
    choices                 the keys (of an unknown key) or values (of a closed list) there are
    """
    match kind:
        case "literal_error":
            return not_one_of(value, choices)
        case "greater_than":
            return f"must be above {_bound(context['gt'])}"
        case "greater_than_equal":
            return f"must be at least {_bound(context['ge'])}"
        case "less_than_equal":
            return f"must be at most {_bound(context['le'])}"
        case "too_long":
            return "the list is too long"
    return f"needs {_NEEDS[kind]}" if kind in _NEEDS else message[:1].lower() + message[1:]


def show(value: object) -> str:
    """A value as TOML writes it, cut when long."""
    return _short(_toml(value))


def show_path(path: Iterable[str | int]) -> str:
    """A dotted key; positions in arrays of tables left out, as in a TOML header."""
    return ".".join(part if _SIMPLE_KEY.fullmatch(part) else _toml(part) for part in path if isinstance(part, str))


def _bound(limit: object) -> str:
    if isinstance(limit, float):
        return f"{limit:,.0f}" if limit.is_integer() else f"{limit:,g}"
    return f"{limit:,}" if isinstance(limit, int) else str(limit)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > 64:
            return "a number of more than 64 bits"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case datetime.date() | datetime.time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(show, value))}]"
        case dict():
            return "{" + ", ".join(f"{show_path([key])} = {show(item)}" for key, item in value.items()) + "}"
    return str(value)
