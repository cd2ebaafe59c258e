"""Entries: words with their explanations, of every kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from experiments.document.document import Table
from experiments.language.messages import capital
from experiments.printing.plain import plain

type Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, its kind and meaning, a table, rows of a label and lines, and parts, such as the rules of a lever.

    data: its JSON, where that is not name, kind, meaning and rows
    """

    name: str
    kind: str
    about: str = ""
    rows: Rows = ()
    parts: tuple["Entry", ...] = ()
    table: Table | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        usual = {"name": self.name, "kind": self.kind, "about": self.about} | dict(self.rows)
        data: dict[str, Any] = plain(self.data or usual)
        return data


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of words: its name, an example, all its words, and the function that explains one."""

    name: str
    example: str
    words: Callable[[], Iterable[str]]
    explain: Callable[[str], list[Entry]]  # of one of `words`, or of the end of one


def first(text: str | None) -> str:
    """Return the first paragraph of a docstring, in one line."""
    return " ".join((text or "").split("\n\n")[0].split())


def sentence(text: str) -> str:
    """Return the remark beside a declaration as a sentence."""
    return f"{capital(text)}{'' if text.endswith('.') or not text else '.'}"
