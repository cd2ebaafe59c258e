"""Entries as documents and as data, by hand."""

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.document.document import Table
from experiments.questions.explain.document import of_contents, of_entries
from experiments.questions.explain.entry import Entry, first, sentence
from experiments.questions.explain.levers import BLANK
from tests.experiments.shown import shown

BOX = Entry("box", "a word", "Worlds in which few numbers\nlie.", (("unit", "share"), ("none", ""), ("see", "a\nb")))
PROSE = "Second one:\n- an item\n  that goes on\nand on."


def lines(*entries: Entry, width: int = 60) -> list[str]:
    """The lines of entries on a terminal."""
    return shown(of_entries(entries), width=width).split("\n")


def test_an_entry_is_its_head_its_meaning_and_rows_with_a_text() -> None:
    assert lines(BOX) == [
        "box, a word",
        "",
        "Worlds in which few numbers lie.",
        "",
        "  unit  share",
        "  see   a",
        "        b",
    ]
    assert lines(Entry("box", "a word", rows=(("unit", "share"),))) == ["box, a word", "", "  unit  share"]


def test_paragraphs_are_filled_and_items_and_indented_lines_stand_alone() -> None:
    assert lines(Entry("box", "a word", f"A thing\nthat is long.\n\n{PROSE}"))[2:] == [
        "A thing that is long.",
        "",
        "Second one:",
        "- an item",
        "    that goes on",
        "and on.",
    ]


def test_parts_and_further_meanings_have_headings_and_a_table_its_place() -> None:
    table = Table.of(("", "0.5"), [("  honest", "12")])
    numbers = ("floor = 0.5", "share"), ("strict = true", BLANK)
    rule = Entry('rule = "below"', "package house, house:Below", "Flag.", numbers)
    lever = Entry("fees", "a lever", "Which?", (("trust", "none"),), (rule, Entry("bare", "")), table)
    assert lines(lever, BOX)[2:19] == [
        "Which?",
        "",
        "          0.5",
        "  honest   12",
        "",
        "  trust  none",
        "",
        'rule = "below"  # package house, house:Below',
        "Flag.",
        "",
        "  floor = 0.5    share",
        "  strict = true",
        "",
        "bare",
        "There is no more about it.",
        "",
        "also box, a word",
    ]


def test_an_entry_in_json_has_its_rows_or_its_own_data() -> None:
    about = "Worlds in which few numbers\nlie."
    rows = {"unit": "share", "none": "", "see": "a\nb"}
    assert BOX.as_json() == {"name": "box", "kind": "a word", "about": about, **rows}
    assert Entry("fees", "a lever", data={"spans": (1, float("nan"))}).as_json() == {"spans": [1, None]}


def test_the_first_paragraph_and_a_remark_become_a_line() -> None:
    assert first("One\n  two.\n\nThree.") == "One two."
    assert first(None) == ""
    assert [sentence(text) for text in ("it is", "It is.", "")] == ["It is.", "It is.", ""]


def test_contents_have_a_heading_per_kind_and_a_line_per_name() -> None:
    text = shown(of_contents(), width=100).split("\n")
    assert text[:3] == ["contents", "", "scenarios"]
    assert [line for line in text if line.startswith("  fee_alert ")]
    assert text[-1] == "`policylab explain NAME` explains each."


@pytest.mark.parametrize("word", ["screening", "exposed_per_10k", "talking.swaps_contact_in_call"])
@pytest.mark.parametrize("columns", [None, 60, 140])
def test_no_line_is_wider_than_the_terminal(word: str, columns: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
    text = CliRunner().invoke(app, ["explain", "--no-sizes", word]).stdout
    longest = max(map(len, text.splitlines()))
    assert 0.7 * (columns or 100) < longest <= (columns or 100)
