"""A document on a terminal: one screen of it, or all. It fits 80 columns, and a narrower terminal where it can."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from experiments.document.document import (
    SCREEN,
    Document,
    Items,
    Lines,
    Paragraph,
    Part,
    Section,
    Table,
    Tone,
    Toned,
    tone,
)
from experiments.language.messages import say, sentences
from experiments.printing.console import COLUMNS, Text, console
from experiments.printing.widths import columns, cut, filled, left, right
from policies.printable import printable

STYLES: dict[Tone, str] = {
    "": "",
    "strong": "bold",
    "faint": "dim",
    "better": "bold green",
    "a little better": "green",
    "worse": "bold red",
    "a little worse": "red",
    "unsure": "yellow",
}
BOTTOM = 6  # lines of the bottom line on a screen
REMARK = 3  # and of a remark
LABEL = 30  # columns of the label of an item, at most; fewer on a narrow terminal
NARROWEST = 8  # columns of the first column of a table
PROSE = 40  # columns that prose with its labels fits
INDENT = "  "


def show(document: Document, *, whole: bool = True, narrowest: int = COLUMNS) -> None:
    """Print a document. whole: all of it, where it has a short form too.

    narrowest: columns that it takes on any terminal, 80 for tables of numbers; prose takes PROSE
    """
    out = console()
    for line in lines(document, max(out.width, narrowest), whole=whole):
        out.print(line, soft_wrap=True)


def lines(document: Document, width: int, *, whole: bool = True) -> list[Text]:
    """Return the lines of a document: the bottom line first, then its sections. width: columns of the terminal.

    whole: with the sections that no screen has, and all of one that has a short form
    """
    short = document.short and not whole
    head = [*_title(document, width), *_bottom(document, width, short)]
    for remark in document.remarks:
        head += _wrapped(remark, width, REMARK if short else None, tone(remark) or "strong")
    more = "" if whole and document.short else document.hint
    hint = Section("", (Paragraph(Toned(more, "faint"), 3),) if more else (), 1)
    sections = [*document.shown(whole=whole), hint]
    blocks = [list(_section(section, width, bare=short, spaced=not document.short)) for section in sections]
    if short:
        blocks = _fitting(sections, blocks, SCREEN - len(head))
    return [*head, *chain.from_iterable(blocks)]


def _title(document: Document, width: int) -> list[Text]:
    """Return title and place, on one line where there is room for both."""
    title, where = document.title, document.where
    if where and columns(title) + 2 + columns(where) <= min(width, COLUMNS):
        return [Text.assemble((title, STYLES[tone(title) or "strong"]), (f"{say(', ')}{where}", "dim"))]
    return [*_wrapped(title, width, None, tone(title) or "strong"), *_wrapped(where, width, None, "faint")]


def _bottom(document: Document, width: int, short: bool) -> list[Text]:
    """Return the bottom line; on a screen its first sentence, with all that it costs, is always whole."""
    shown = _wrapped(sentences(document.bottom), width, None, "strong")
    if not short or len(shown) <= BOTTOM:
        return shown
    first = _wrapped(document.bottom[0], width, None, "strong")
    return [*first, *_wrapped(sentences(document.bottom[1:]), width, max(BOTTOM - len(first), 1), "strong")]


def _fitting(sections: Sequence[Section], blocks: Sequence[list[Text]], free: int) -> list[list[Text]]:
    """Return the blocks for which there is room, those of the lowest rank first; the last rows of a table give way."""
    fitting: dict[int, list[Text]] = {}
    for place in sorted(range(len(blocks)), key=lambda place: sections[place].rank):
        section, block = sections[place], blocks[place]
        tabular = all(isinstance(part, Table) for part in section.parts)
        if section.rank <= 0:
            fitting[place] = block
        elif len(block) <= free or (tabular and free > 1):
            fitting[place] = block[:free]
        free -= len(fitting.get(place, ())) if section.rank >= 0 else 0
    return [fitting[place] for place in sorted(fitting)]


def _section(section: Section, width: int, *, bare: bool, spaced: bool) -> Iterator[Text]:
    """Yield a section; one that has pictures alone has nothing here. bare: without its heading."""
    body = [line for part in section.parts for line in _part(part, width)]
    heading = "" if bare else section.heading
    if body and (heading or spaced):
        yield Text()
    if body and heading:
        yield from _wrapped(heading, width, None, "strong")
    yield from body


def _part(part: Part, width: int) -> Iterator[Text]:
    match part:
        case Paragraph():
            indent = "" if part.prose else INDENT
            yield from _wrapped(part.text, width, part.most, tone(part.text), indent)
        case Items():
            yield from _items(part, width)
        case Lines():
            yield from map(Text, part.lines)
        case Table():
            yield from _table(part, width)


def _wrapped(text: str, width: int, most: int | None, tone: Tone, indent: str = INDENT) -> list[Text]:
    lines = filled(text, min(width, COLUMNS), "", indent, most) if text else []
    return [Text(line, STYLES[tone]) for line in lines]


def _items(items: Items, width: int) -> Iterator[Text]:
    """Yield texts behind their labels, each wrapped beside its own."""
    room = min(max((columns(label) for label, _ in items.rows), default=0), LABEL, width // 2 - 10)
    behind = " " * (len(INDENT) + room + 2)
    for label, text in items.rows:
        first, *more = filled(text, width, behind, behind) or [behind]
        if columns(label) > room:
            yield Text(f"{INDENT}{label}")
            yield Text(first)
        else:
            yield Text.assemble(f"{INDENT}{left(printable(label), room)}  ", (first[len(behind) :], STYLES[tone(text)]))
        yield from map(Text, more)


def _table(table: Table, width: int) -> Iterator[Text]:
    """Yield title, heads and rows of a table, in columns that are as wide as their cells."""
    places = _places(table, width)
    heads = [table.heads[place] for place in places]
    body = [row if isinstance(row, str) else [row[place] for place in places] for row in table.rows]
    widths = _widths([heads, *(row for row in body if not isinstance(row, str))])
    between = "  " if sum(widths) + 2 * (len(widths) - 1) <= min(width, COLUMNS) else " "
    flush = [row if isinstance(row, str) else [row[0].lstrip(), *row[1:]] for row in body]
    bare = _widths([heads, *(row for row in flush if not isinstance(row, str))])
    if sum(bare) + len(bare) - 1 <= min(width, COLUMNS) < sum(widths) + len(widths) - 1:  # it fits without the indents
        body, widths = flush, bare
    long = [place for place, head in enumerate(heads) if place and head in table.texts]
    _narrow(widths, long or [0], width - len(between) * (len(widths) - 1))
    texts = {0, *long}
    if table.title:
        yield Text(table.title, STYLES[tone(table.title) or "strong"])
    if any(heads):
        yield Text.assemble(*_cells(heads, widths, between, texts, "faint"))
    for row in body:
        if isinstance(row, str):
            yield from _wrapped(row, width, None, tone(row))
        else:
            yield from _row(row, widths, between, texts)


def _narrow(widths: list[int], places: Sequence[int], room: int) -> None:
    """Narrow the columns at these places until all fit into the room, the widest of them first."""
    while sum(widths) > room and max(widths[place] for place in places) > NARROWEST:
        widths[max(places, key=lambda place: widths[place])] -= 1


def _row(row: Sequence[str], widths: Sequence[int], between: str, texts: set[int]) -> Iterator[Text]:
    """Yield a row; a text beside its first column takes more lines where it is long."""
    cells = [
        (filled(cell, width) or [""]) if place and place in texts else [cell]
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    for lines in zip_longest(*cells, fillvalue=""):
        line = [Toned(text, tone(cell)) for text, cell in zip(lines, row, strict=True)]
        yield Text.assemble(*_cells(line, widths, between, texts))


def _cells(
    row: Sequence[str], widths: Sequence[int], between: str, texts: set[int], usual: Tone = ""
) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row, each with its style, and the blanks between them."""
    last = len(row) - 1
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        text = cut(printable(cell), width)
        shown = text if place == last and place in texts else (left if place in texts else right)(text, width)
        yield f"{between if place else ''}{shown}", STYLES[tone(cell) or usual]


def _places(table: Table, width: int) -> list[int]:
    """Return the places of the columns that a terminal has room for."""
    places = list(range(len(table.heads)))
    rows = [table.heads, *(row for row in table.rows if not isinstance(row, str))]
    widths = _widths(rows)
    for head in table.optional:
        if sum(widths[place] + 1 for place in places) - 1 <= width:
            break
        places = [place for place in places if table.heads[place] != head]
    return places


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the columns of the widest cell of each column."""
    return [max(columns(printable(cell)) for cell in column) for column in zip(*rows, strict=True)]
