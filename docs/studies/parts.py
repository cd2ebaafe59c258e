"""Parts of pages that studies make: paragraphs, and tables that stand as CSV beside the page."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from experiments.printing.table import Table

type Part = Sequence[str | Table]

FOLDER = "tables"  # beside the page


def text(part: Part, name: str) -> str:
    """Return the paragraphs of a part, with a link in the place of each table."""
    links = (f"[{file}]({FOLDER}/{file})" for file in sheets(part, name))
    return "\n\n".join(each if isinstance(each, str) else f"Table: {next(links)}" for each in part)


def as_markdown(part: Part) -> str:
    """Return a part with its tables, as Markdown."""
    return "\n\n".join(each if isinstance(each, str) else each.markdown() for each in part)


def sheets(part: Part, name: str) -> dict[str, bytes]:
    """Return the tables of a part as CSV, by the name of the file."""
    tables = [each for each in part if isinstance(each, Table)]
    names = [f"{name}.csv"] if len(tables) == 1 else [f"{name}-{place}.csv" for place in range(1, len(tables) + 1)]
    return {file: _csv(table) for file, table in zip(names, tables, strict=True)}


def _csv(table: Table) -> bytes:
    sheet = StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(map(_plain, (table.columns, *table.rows)))
    return sheet.getvalue().encode()


def _plain(cells: Sequence[object]) -> Iterator[str]:
    """Yield cells without Markdown of our own: lines are lines, and bold text has an asterisk behind it."""
    for cell in cells:
        lines = str(cell).replace("`", "").replace("\\|", "|").split("<br>")
        yield "\n".join(_starred(line) for line in lines)


def _starred(line: str) -> str:
    before, *bold = line.split("**")
    return before + "".join(f"{each} *" if place % 2 == 0 else each for place, each in enumerate(bold))


def from_sheet(sheet: str) -> str:
    """Return CSV as a table of Markdown, for the site."""
    head, *rows = csv.reader(StringIO(sheet))
    cells = ([cell.replace("|", "\\|").replace("*", "\\*").replace("\n", "<br>") for cell in row] for row in rows)
    return Table.of(head, cells).markdown()
