"""Tables without rules, and what stands in their cells."""

from collections.abc import Sequence

from rich.table import Table

from experiments.printing.console import console
from experiments.printing.numbers import percent


def grid(title: str, *columns: str) -> Table:
    """A table without rules: text to the left in the first column, numbers to the right."""
    table = Table(
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


def span(unit: str, low: float, high: float) -> str:
    """A range, with its unit."""
    factor, _ = percent(unit)
    return with_unit(f"{factor * low:.3g}–{factor * high:.3g}", unit)


def with_unit(text: str, unit: str) -> str:
    """A number with what it counts."""
    return f"{text} {'%' if unit == 'share' else 'h' if unit == 'hours' else ''}".strip()


def print_columns(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A list of names, each with what there is to say about it, wrapped beside it."""
    table = grid(title, "", "")
    table.show_header = False
    table.columns[1].justify, table.columns[1].no_wrap = "left", False
    for name, text in rows:
        table.add_row(f"  {name} ", text)
    out = console()
    out.print(table)
    out.print()
