"""Tables: rows under named columns, printed as text for a terminal, as Markdown for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import rich.table

from experiments.printing.console import Text, console

type Cell = str | Text


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells. Cells are text; in Markdown they may contain Markdown of our own."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> "Table":
        """Return the table of rows that are made one by one."""
        return cls(columns, tuple(rows), title)

    def text(self, *, left: Iterable[str] = ()) -> rich.table.Table:
        """Return a table without rules. left: columns of text, beside the first; all others hold numbers."""
        table = grid(self.title, *self.columns)
        for column, name in zip(table.columns, self.columns, strict=True):
            if name in left:
                column.justify = "left"
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """Return a table of Markdown."""
        head, *rows = (f"| {' | '.join(map(str, row))} |" for row in (self.columns, *self.rows))
        return "\n".join([head, f"|{'---|' * len(self.columns)}", *rows])


def grid(title: str, *columns: str) -> rich.table.Table:
    """Return an empty table without rules: text to the left in the first column, numbers to the right."""
    table = rich.table.Table(
        title=title,
        title_justify="left",
        title_style="bold underline",
        box=None,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )
    table.add_column(columns[0], no_wrap=True)
    for name in columns[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def print_columns(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print a list of names, each with its text wrapped beside it."""
    table = grid(title, "", "")
    table.show_header = False
    table.columns[1].justify, table.columns[1].no_wrap = "left", False
    for name, text in rows:
        table.add_row(f"  {name} ", text)
    out = console()
    out.print(table)
    out.print()
