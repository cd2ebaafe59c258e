"""Phrases: a guidelines file, read and compiled. Which of its phrases and contacts does a text hold on a day?"""

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import numpy as np

from policies.dates import days
from policies.folding import fold, squeeze
from policies.records import Bools, Ints
from policies.text import Vocabulary, table

When = Literal["any", "before", "contract"]
NUMBER = r"\d+"  # no word, once folded, has a backslash


class Phrase(NamedTuple):
    """Fragments that, all in one text, betray a kind of work. `#` in a fragment stands for a number."""

    kind: str  # name of a Kind
    all: tuple[str, ...]
    weight: float  # 0…1, how strongly
    row: str  # of the reports
    stage: When = "any"
    begins: datetime.date | None = None  # first and last day on which the phrase counts
    ends: datetime.date | None = None


class Contact(NamedTuple):
    """An outside contact: fragments, all in one text, or a regular expression over the text without blanks."""

    row: str
    all: tuple[str, ...] = ()
    pattern: str = ""
    begins: datetime.date | None = None  # first and last day on which the contact counts
    ends: datetime.date | None = None


def counts_on(line: Phrase | Contact, date: int) -> bool:
    """Does a line of the file count on this date (days since 1970-01-01)?"""
    return (line.begins is None or days(line.begins) <= date) and (line.ends is None or date <= days(line.ends))


class Book(NamedTuple):
    """Contents of a guidelines file."""

    phrases: tuple[Phrase, ...]
    contacts: tuple[Contact, ...]
    spellings: tuple[tuple[str, ...], ...] = ()  # the first is the spelling that the phrases use
    innocent: tuple[str, ...] = ()  # words that merely contain a suspicious one

    def without(self, kinds: frozenset[str]) -> "Book":
        """The book without the phrases of these kinds."""
        return self._replace(phrases=tuple(phrase for phrase in self.phrases if phrase.kind not in kinds))


@cache
def production() -> Book:
    """The phrases of the marketplace: guidelines.toml, read once."""
    return read(files("policies").joinpath("guidelines.toml").read_text(encoding="utf-8"))


def read(toml: str) -> Book:
    """Parse a guidelines file (its head explains the form). Raises KeyError or TypeError where a line is malformed."""
    data = tomllib.loads(toml)
    return Book(
        phrases=tuple(
            Phrase(
                kind,
                tuple(line["all"]),
                line["weight"],
                line["row"],
                line.get("stage", "any"),
                line.get("from"),
                line.get("until"),
            )
            for kind, lines in data["phrases"].items()
            for line in lines
        ),
        contacts=tuple(
            Contact(
                line["row"], tuple(line.get("all", ())), line.get("pattern", ""), line.get("from"), line.get("until")
            )
            for line in data["contacts"]
        ),
        spellings=tuple(tuple(words) for words in data["spellings"]),
        innocent=tuple(data["innocent"]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """A book, compiled. Compared by identity, so `policies.text.table` keeps its marks."""

    phrases: tuple[Phrase, ...]
    contacts: tuple[Contact, ...]  # those of fragments first, then those of a pattern
    words: tuple[str, ...]  # all fragments, each once, in the spelling of `Spelling.of_text`: those without a number
    numbers: tuple[re.Pattern[str], ...]  # and those with one
    lines: tuple[tuple[int, ...], ...]  # which of words, numbers and addresses each phrase takes, then each contact
    addresses: tuple[re.Pattern[str], ...]
    spelling: "Spelling"
    turns: Ints  # ascending dates on which a dated phrase or contact begins or has ended

    @classmethod
    def of(cls, book: Book) -> "Matcher":
        """Fold and compile every fragment once."""
        spelling = Spelling.of(book)
        spelled = [contact for contact in book.contacts if contact.all]
        addresses = [contact for contact in book.contacts if contact.pattern]
        fragments = [*(phrase.all for phrase in book.phrases), *(contact.all for contact in spelled)]
        lines = [tuple(map(spelling.needle, line)) for line in fragments]
        words, numbers = (
            [*dict.fromkeys(each for line in lines for each in line if (NUMBER in each) is has)]
            for has in (False, True)
        )
        place = {needle: at for at, needle in enumerate([*words, *numbers])}
        dated: list[Phrase | Contact] = [*book.phrases, *book.contacts]
        begins = {days(line.begins) for line in dated if line.begins}
        ended = {days(line.ends) + 1 for line in dated if line.ends}
        return cls(
            phrases=book.phrases,
            contacts=(*spelled, *addresses),
            words=tuple(words),
            numbers=tuple(map(re.compile, numbers)),
            lines=(
                *(tuple(place[needle] for needle in line) for line in lines),
                *((len(place) + at,) for at in range(len(addresses))),
            ),
            addresses=tuple(re.compile(contact.pattern) for contact in addresses),
            spelling=spelling,
            turns=np.array(sorted(begins | ended), np.int64),
        )

    def holds(self, text: str) -> list[bool]:
        """Does this text hold each fragment, and then each address of an outside contact?"""
        folded, squeezed = self.spelling.of_text(text), squeeze(text)
        return [
            *[word in folded for word in self.words],
            *[number.search(folded) is not None for number in self.numbers],
            *[address.search(squeezed) is not None for address in self.addresses],
        ]

    def marks(self, texts: Vocabulary) -> Bools:
        """(texts, phrases + contacts) which of the phrases each text holds, and then which of the contacts."""
        patterns = [[each.pattern for each in every] for every in (self.numbers, self.addresses)]
        ours = type(self) is Matcher  # what decides another class is not known here
        held = table(self.holds, texts, repr([self.words, patterns, self.spelling]) if ours else "")
        held = held.reshape(len(texts), len(self.words) + len(self.numbers) + len(self.addresses)).astype(np.bool_)
        marks = np.empty((len(texts), len(self.lines)), np.bool_)
        for number, line in enumerate(self.lines):
            marks[:, number] = held[:, line].all(axis=1)
        return marks

    def period(self, date: int) -> int:
        """Dates (days since 1970-01-01) with the same answer count the same dated phrases and contacts."""
        return int(np.searchsorted(self.turns, date, side="right"))

    def counting(self, period: int) -> Bools:
        """(phrases + contacts,) which of them count in this period."""
        date = int(self.turns[period - 1]) if period else int(np.iinfo(np.int64).min)
        every: list[Phrase | Contact] = [*self.phrases, *self.contacts]
        return np.array([counts_on(line, date) for line in every], np.bool_)


@dataclass(frozen=True, slots=True)
class Spelling:
    """Common spelling of folded texts and fragments."""

    variants: tuple[tuple[str, str], ...]  # folded: variant, spelling of the phrases
    innocent: tuple[str, ...]  # folded, the longest first

    @classmethod
    def of(cls, book: Book) -> "Spelling":
        """Fold the words of a book."""
        variants = tuple((fold(variant), fold(first)) for first, *others in book.spellings for variant in others)
        return cls(variants, tuple(sorted(map(fold, book.innocent), key=len, reverse=True)))

    def of_text(self, text: str) -> str:
        """The text folded, innocent words taken out, variants in the spelling of the phrases."""
        folded = fold(text)
        for word in self.innocent:
            folded = folded.replace(word, "□")
        for variant, spelling in self.variants:
            folded = folded.replace(variant, spelling)
        return folded

    def needle(self, fragment: str) -> str:
        """Needle to search for in `of_text`: a word, or a regular expression with a number in it for each `#`."""
        return NUMBER.join(self.of_text(part) for part in fragment.split("#"))
