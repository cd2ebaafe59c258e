"""Explanations as documents: the entries of a word, and the contents of the house."""

import re
from collections.abc import Iterable, Iterator, Sequence

from experiments.document.document import Document, Items, Paragraph, Part, Section
from experiments.questions.explain.contents import sections
from experiments.questions.explain.entry import Entry

BLOCK = re.compile(r"^ .*|^\S.*(?:\n(?! |- ).+)*", re.MULTILINE)  # of a docstring: an indented line, or lines together


def of_entries(entries: Sequence[Entry]) -> Document:
    """Return the explanations of a word, the first of them under its own name."""
    entry, *others = entries
    body = [
        *_sections(entry, ""),
        *(part for each in others for part in _sections(each, f"also {each.name}, {each.kind}")),
    ]
    return Document(entry.name, entry.kind, (), tuple(body))


def of_contents() -> Document:
    """Return the names that the command line knows, each with a line about it."""
    body = tuple(Section(title, (Items(tuple(rows)),)) for title, rows in sections().items())
    return Document("contents", "", (), body, hint="`policylab explain NAME` explains each.")


def _sections(entry: Entry, heading: str) -> Iterator[Section]:
    """Yield an entry: its heading, its paragraphs, its table, its rows, and its parts under headings of their own."""
    blocks: list[tuple[Part, ...]] = [tuple(_paragraph(text)) for text in entry.about.split("\n\n") if text.strip()]
    blocks += [(entry.table,)] if entry.table else []
    blocks += [(rows,)] if (rows := Items.of(_lines(entry.rows))).rows else []
    for number, block in enumerate(blocks or [(Paragraph("There is no more about it."),)]):
        yield Section("" if number else heading, block)
    for part in entry.parts:
        yield from _sections(part, f"{part.name}{f'  # {part.kind}' if part.kind else ''}")


def _paragraph(text: str) -> Iterator[Part]:
    """Yield the lines of a paragraph as one text; items and indented lines stand alone."""
    for block in BLOCK.findall(text):
        if block.startswith(" "):
            yield Items((("", block.strip()),))
        else:
            yield Paragraph(" ".join(block.split("\n")), prose=not block.startswith("- "))


def _lines(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield rows line by line, the label before the first; a row without text is left out."""
    for label, text in rows:
        yield from ((label if not number else "", line) for number, line in enumerate(text.split("\n")) if text)
