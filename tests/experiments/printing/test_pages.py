"""Prose on the terminal, wrapped."""

import os
import shutil
import sys

import pytest

from experiments.printing.pages import hanging, reflowed, rows, width

DOCSTRING = "A thing that\nis long.\n\nSecond one:\n- an item\n  further in\nand on."


def test_paragraphs_are_filled_and_indented_lines_stand_alone() -> None:
    assert reflowed(DOCSTRING, 40) == [
        "A thing that is long.",
        "",
        "Second one:",
        "- an item",
        "  further in",
        "and on.",
    ]
    assert reflowed(DOCSTRING, 11) == [
        *("A thing", "that is", "long.", "", "Second one:", "- an item", "  further", "    in", "and on.")
    ]
    assert reflowed("one two", 40, indent=4) == ["    one two"]


def test_an_item_hangs() -> None:
    assert hanging("one two three", 11, 2) == ["  one two", "      three"]


def test_labels_have_one_room_and_texts_stand_beside_them() -> None:
    assert rows([("unit", "yen"), ("a longer label", "one\ntwo"), ("none", "")], 40) == [
        "  unit           yen",
        "  a longer label one",
        "                 two",
        "  none",
    ]
    assert rows([("unit", "yen a month")], 20) == ["  unit        yen a", "              month"]


@pytest.mark.parametrize(
    ("terminal", "columns", "wide"),
    [(False, None, 80), (False, "120", 120), (True, "120", 120), (True, "10", 40), (True, None, 66)],
)
def test_a_page_is_as_wide_as_its_terminal_and_80_in_a_file(
    terminal: bool, columns: str | None, wide: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    if columns is None:
        monkeypatch.setattr(shutil, "get_terminal_size", lambda fallback: os.terminal_size((66, 24)))
    assert width() == wide
