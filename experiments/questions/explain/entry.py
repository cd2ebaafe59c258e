"""Entries: what there is to say about a word, whatever kind of word it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from experiments.printing.pages import reflowed, rows


class Told(Protocol):
    """Something that can be said about a word."""

    @property
    def kind(self) -> str:
        """The kind of thing that it is: "a metric"."""
        ...

    def text(self, columns: int) -> str:
        """In lines of so many columns."""
        ...

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, its kind, what it means, and what else is known of it: label → text."""

    name: str
    kind: str
    about: str
    rows: tuple[tuple[str, str], ...] = ()

    def text(self, columns: int) -> str:
        """In lines of so many columns."""
        lines = reflowed(f"{self.name}: {self.kind}", columns)
        lines += reflowed(self.about, columns, 2) if self.about else []
        told = rows(((label, text) for label, text in self.rows if text), columns)
        return "\n".join([*lines, *([""] if told else []), *told])

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {"name": self.name, "kind": self.kind, "about": self.about} | dict(self.rows)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of words: what they are called together, an example, all of them, and what a word of them is."""

    name: str
    example: str
    words: Callable[[], Iterable[str]]
    told: Callable[[str], list[Told]]  # of one of `words`, or of what is the end of one
