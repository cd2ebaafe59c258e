"""Tables as text and as Markdown, and lists of names."""

import io

import pytest

from experiments.printing.console import PIPED, Text, console_on, wrapped
from experiments.printing.table import Table, grid, print_columns

TABLE = Table.of(("metric", "value", "why"), (row for row in [("fees", "12", "paid"), ("harm", "3", "a <b> | c")]))


def printed(table: Table, **settings: object) -> list[str]:
    """The lines of a table of text, without blanks at their ends."""
    stream = io.StringIO()
    console_on(stream).print(table.text(**settings))  # type: ignore[arg-type]
    return stream.getvalue().splitlines()


def test_text_stands_to_the_left_in_the_first_column_and_in_those_that_are_named() -> None:
    columns = TABLE.text(left=("why",)).columns
    assert [column.justify for column in columns] == ["left", "right", "left"]
    assert all(column.no_wrap for column in columns)
    assert printed(TABLE, left=("why",)) == ["metric value why", "fees      12 paid", "harm       3 a <b> | c"]
    assert printed(TABLE)[1] == "fees      12      paid"


def test_a_title_stands_above() -> None:
    assert printed(Table(("metric", "b"), [("x", "1")], "Fraud"))[0] == "Fraud"


def test_markdown_has_a_head_and_a_line_for_each_row() -> None:
    assert TABLE.markdown().splitlines() == [
        "| metric | value | why |",
        "|---|---|---|",
        "| fees | 12 | paid |",
        "| harm | 3 | a <b> | c |",  # cells may hold Markdown: who makes them escapes
    ]


def test_names_are_listed_with_their_texts_wrapped_beside_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_columns("scenarios", [("calm", "a summer " * 15), ("choked_supply", "no workers")])
    title, *lines = capsys.readouterr().out.splitlines()
    assert title.strip() == "scenarios"
    assert lines[0].startswith("  calm           a summer a summer")
    assert lines[1].startswith("                 ")
    assert max(map(len, lines)) <= PIPED
    assert lines[-2:] == ["  choked_supply  no workers", ""]


def test_a_grid_without_columns_of_numbers_is_one_of_names() -> None:
    assert [column.justify for column in grid("", "name").columns] == ["left"]


@pytest.mark.parametrize(("columns", "wide"), [(None, 100), ("120", 120), ("20", 80)])
def test_a_file_is_100_columns_wide_unless_somebody_says_otherwise_and_never_too_narrow_for_a_table(
    columns: str | None, wide: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert console_on(io.StringIO()).width == wide


def test_a_line_that_is_wrapped_by_hand_has_its_indents_and_its_end() -> None:
    assert wrapped("one two three", width=8, first="- ") == ["- one", "  two", "  three"]
    assert wrapped("one two three four", most=2, width=10) == ["one two", "  three …"]
    assert wrapped("a\nb") == ["a\\nb"]
    assert Text("a\x1b[2Jb").plain == "a\\x1b[2Jb"
