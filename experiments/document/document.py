"""A document: all that a result says, before it is decided where it is shown.

A question makes one document of its result, in the language of its reader. `experiments.show` shows any document: on a
terminal, as a page of HTML, as Markdown, in a notebook. A document knows no question, and no way of showing it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.document.pictures import Plot
from experiments.document.tones import Tone as Tone
from experiments.document.tones import Toned as Toned
from experiments.document.tones import tone as tone
from experiments.language.messages import spoken

SCREEN = 24  # lines of a first screen
WHOLE = 100  # the rank of a section that no first screen has


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text that is wrapped.

    most   lines of a terminal that it takes at most; a page shows all of it
    prose  are its further lines flush with the first? They are indented where texts follow one another
    """

    text: str
    most: int | None = None
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Texts, each behind its label, which several may share."""

    rows: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Items":
        """Return items that are made one by one."""
        return cls(tuple(rows))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that are never wrapped: commands, paths, the text of an error."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their heads. A row that is one text stands across all columns, as a heading of those below.

    texts     heads of columns that hold text, beside the first; all others hold numbers
    optional  heads of columns that a narrow terminal leaves out, the first of them first
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str] | str]
    title: str = ""
    texts: Sequence[str] = ()
    optional: Sequence[str] = ()

    @classmethod
    def of(cls, heads: Sequence[str], rows: Iterable[Sequence[str] | str], title: str = "", **more: Any) -> "Table":
        """Return a table of rows that are made one by one."""
        return cls(heads, tuple(rows), title, **more)

    def is_text(self, place: int) -> bool:
        """Does the column at this place hold text?"""
        return place == 0 or self.heads[place] in self.texts


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as data, and the numbers behind it."""

    plot: Plot
    numbers: Table | None = None

    @property
    def about(self) -> str:
        """The text for those who cannot see it."""
        return self.plot.about


type Part = Paragraph | Items | Lines | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a heading; without one they go on below what stands before.

    rank: 0 is on every screen; where a screen has no room for all, the highest rank is left out first; -1 lengthens
    the screen by its own lines
    """

    heading: str
    parts: tuple[Part, ...]
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A question and its answer, the bottom line first.

    where    the worlds, days and runs that the answer is of
    bottom   the bottom line: sentences
    remarks  warnings and notes, which belong to it
    subject  the title of a page, which has room for more words
    command  makes the document again; empty where none is known
    behind   makes the sections behind the screen, where all is shown: they may take seconds
    hint     says on a terminal how to see more
    short    is the terminal given one screen of it, unless all is asked for?
    """

    title: str
    where: str
    bottom: tuple[str, ...]
    sections: tuple[Section, ...]
    remarks: tuple[str, ...] = ()
    subject: str = ""
    question: str = ""
    command: str = ""
    behind: Callable[[], Iterable[Section]] = tuple
    hint: str = ""
    short: bool = False
    language: str = field(default_factory=spoken)

    def shown(self, *, whole: bool) -> list[Section]:
        """Return the sections of the screen; whole: those behind it too."""
        if whole:
            return [*self.sections, *self.behind()]
        return [section for section in self.sections if section.rank < WHOLE]

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the screen, in order."""
        for section in self.sections:
            yield from section.parts
