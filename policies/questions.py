"""Questions: what `policies.platform` asks of each lever and what an answer may be, read off its Protocols."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from inspect import isfunction
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np

from policies.columns import Bounds, Held, Record, type_of, wanted_by
from policies.platform import Platform

KINDS: Mapping[type, tuple[type, ...]] = {  # what passes for a number of each kind
    bool: (bool, np.bool_),
    int: (int, np.integer),
    float: (float, int, np.floating, np.integer),
    frozenset: (frozenset,),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A method of a lever."""

    method: str
    arguments: tuple[str, ...]
    wanted: tuple[Held | type[Record] | None, ...]  # of each argument; None for a number
    rows: int  # the argument that says how many rows are asked about
    answer: Held | type[Record]
    answered_rows: int  # the argument that says how many rows an answer has
    row_by_row: bool  # a row of the answer is about the row that was asked, and about no other

    @classmethod
    def of(cls, method: str, member: Any) -> "Question":
        """The question that a method of a Protocol asks."""
        hints = get_type_hints(member, include_extras=True)
        answer = wanted_by(hints.pop("return"))
        names, wanted = tuple(hints), tuple(map(wanted_by, hints.values()))
        rows = next(place for place, want in enumerate(wanted) if want is not None)
        by = answer.column.rows if isinstance(answer, Held) else ""
        return cls(method, names, wanted, rows, answer, names.index(by) if by else rows, not by)


@dataclass(frozen=True, slots=True)
class Number:
    """Something that the market reads off a rule: a number, a yes or no, a set of names."""

    name: str
    kind: type
    bounds: Bounds

    @classmethod
    def of(cls, name: str, member: property) -> "Number":
        """The number that a property of a Protocol asks for."""
        hint = get_type_hints(member.fget, include_extras=True)["return"]
        kind, bounds = get_args(hint) if get_origin(hint) is Annotated else (hint, Bounds(nan=True))
        return cls(name, get_origin(kind) or kind, bounds)

    def held(self, value: Any) -> Any:
        """The value, if it may be that. Raises ValueError: `name: … must be …`."""
        counts = isinstance(value, KINDS[self.kind]) and (type(value) is not bool or self.kind is bool)
        if not counts:
            raise ValueError(f"{self.name}: {type_of(value)} given, must be {_article(self.kind.__name__)}")
        if self.kind is frozenset:
            strange = next((each for each in value if not isinstance(each, str)), None)
            if strange is not None:
                raise ValueError(f"{self.name}: {strange!r} is no name, must be a frozenset of str")
        elif not (self.bounds.least <= value <= self.bounds.most or (self.bounds.nan and value != value)):
            allowed = self.bounds.said(self.kind is int)
            raise ValueError(f"{self.name}: {value:g} is out of range, must be {allowed}")
        return value


@cache
def protocol(lever: str) -> type:
    """The Protocol of a lever."""
    kind: type = get_type_hints(Platform)[lever]
    return kind


@cache
def levers() -> tuple[str, ...]:
    """The levers that a rule answers, in the platform's order."""
    return tuple(each.name for each in fields(Platform) if not is_dataclass(protocol(each.name)))


@cache
def questions(lever: str) -> tuple[Question, ...]:
    """The methods of a lever."""
    return tuple(Question.of(name, member) for name, member in _members(lever) if isfunction(member))


@cache
def numbers(lever: str) -> tuple[Number, ...]:
    """Numbers that the market reads off a rule of this lever."""
    return tuple(Number.of(name, member) for name, member in _members(lever) if isinstance(member, property))


def asked(lever: str) -> tuple[str, ...]:
    """The names of everything that a rule of this lever must have."""
    return tuple(name for name, _ in _members(lever))


def _members(lever: str) -> list[tuple[str, Any]]:
    return [(name, member) for name, member in vars(protocol(lever)).items() if not name.startswith("_")]


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"
