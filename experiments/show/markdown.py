"""A document as Markdown: for a comment of a pull request, or the summary of a step. No name has an effect in it."""

from collections.abc import Iterable, Iterator, Sequence

from experiments.document.document import Document, Items, Lines, Paragraph, Part, Table, Tone, tone
from experiments.language.messages import sentences
from experiments.printing import escapes

LARGEST = 60_000  # bytes: a comment of a pull request takes 65,536
LONGEST = 15_000  # characters of lines; their end is kept
MARKS: dict[Tone, str] = {"better": "✅ ", "worse": "❌ ", "unsure": "❔ "}


def markdown(document: Document, *, whole: bool = False, most: int = LARGEST) -> str:
    """Return a document as Markdown, the bottom line first. whole: with the sections that no screen has.

    most: bytes; a block for which there is no more room is left out
    """
    text = ""
    for block in _blocks(document, whole):
        if len(text.encode()) + len(block.encode()) + 2 <= most:
            text += f"{block}\n\n"
    return f"{text.rstrip()}\n"


def _blocks(document: Document, whole: bool) -> Iterator[str]:
    """Yield headings, paragraphs, lists, tables and blocks of code."""
    yield f"## {_marked(document.title)}"
    yield from _strong(sentences(document.bottom))
    yield from _paragraph(sentences(filter(None, (document.question, document.where))))
    yield from (f"> {escapes.markdown(remark)}" for remark in document.remarks)
    for section in document.shown(whole=whole):
        blocks = [block for part in section.parts for block in _part(part)]
        if blocks:
            yield from (f"### {escapes.markdown(section.heading)}" for _ in range(bool(section.heading)))
            yield from blocks


def _part(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            yield from _paragraph(part.text)
        case Items():
            yield "\n".join(f"- {_label(label)}{_marked(text)}" for label, text in part.rows)
        case Lines():
            yield escapes.block(_last(part.lines))
        case Table() if part.rows:
            yield from _strong(part.title)
            yield "\n".join(_table(part))


def _last(lines: Sequence[str]) -> list[str]:
    """Return the last lines for which there is room, of the first of them the end."""
    last, room = list[str](), LONGEST
    for line in reversed(lines):
        if room > 0:
            last.insert(0, line[-room:])
        room -= len(line) + 1
    return last


def _paragraph(text: str) -> Iterator[str]:
    if text:
        yield escapes.markdown(text)


def _strong(text: str) -> Iterator[str]:
    if text:
        yield f"**{escapes.markdown(text)}**"


def _label(text: str) -> str:
    return f"{MARKS.get(tone(text), '')}**{escapes.markdown(text)}** " if text else ""


def _marked(text: str) -> str:
    """Return a text behind the mark of its tone."""
    return f"{MARKS.get(tone(text), '')}{escapes.markdown(text)}"


def _table(table: Table) -> Iterator[str]:
    """Yield the lines of a table; a row across is strong, in the first column."""
    yield _row(map(escapes.markdown, table.heads))
    yield f"|{''.join('---|' if table.is_text(place) else '--:|' for place in range(len(table.heads)))}"
    for row in table.rows:
        if isinstance(row, str):
            yield _row([f"**{_marked(row)}**", *[""] * (len(table.heads) - 1)])
        else:
            yield _row(map(_marked, row))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
