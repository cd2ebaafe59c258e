"""Explanations of words, of every kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from experiments.printing.pages import reflowed, rows


class Explanation(Protocol):
    """The explanation of a word."""

    @property
    def kind(self) -> str:
        """The kind of word: "a metric"."""
        ...

    def text(self, columns: int) -> str:
        """Return the explanation, in lines of at most `columns` columns."""
        ...

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, its kind, its meaning, and further rows: label and text."""

    name: str
    kind: str
    about: str
    rows: tuple[tuple[str, str], ...] = ()

    def text(self, columns: int) -> str:
        """Return the explanation, in lines of at most `columns` columns."""
        lines = reflowed(f"{self.name}: {self.kind}", columns)
        lines += reflowed(self.about, columns, 2)
        lines_of_rows = rows(((label, text) for label, text in self.rows if text), columns)
        return "\n".join([*lines, *([""] if lines_of_rows else []), *lines_of_rows])

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {"name": self.name, "kind": self.kind, "about": self.about} | dict(self.rows)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of words: its name, an example, all its words, and the function that explains one."""

    name: str
    example: str
    words: Callable[[], Iterable[str]]
    explain: Callable[[str], list[Explanation]]  # of one of `words`, or of the end of one
