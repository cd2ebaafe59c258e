"""Documents on a terminal, made by hand."""

from dataclasses import replace
from typing import Any

import pytest

from experiments.document.document import WHOLE, Document, Items, Lines, Paragraph, Part, Section, Table, Toned
from experiments.show.terminal import PROSE, lines, show
from tests.experiments.shown import shown

TABLE = Table(
    ("", "before", "pairs", "verdict"),
    [
        Toned("fraud", "strong"),
        ("  exposed", "100", "31/32", Toned("worse", "worse")),
        ("  led away", "7", "1/2", "open"),
    ],
    texts=("verdict",),
    optional=("pairs",),
)


def document(*parts: Part, rank: int = 0, **more: Any) -> Document:
    return replace(Document("old → new", "4 seeds", ("Harm.", "More people."), (Section("", parts, rank),)), **more)


def test_the_bottom_line_comes_first_then_remarks_then_sections() -> None:
    whole = document(Paragraph("text"), remarks=("note: short",))
    assert shown(whole).split("\n") == ["old → new, 4 seeds", "Harm. More people.", "note: short", "", "text"]


def test_title_and_place_share_a_line_where_there_is_room_for_both() -> None:
    """The place takes 7 columns, the comma and the blank 2."""
    assert shown(document(title="t" * 71)).split("\n")[0] == f"{'t' * 71}, 4 seeds"
    assert shown(document(title="t" * 72)).split("\n")[:2] == ["t" * 72, "4 seeds"]


def test_numbers_are_aligned_right_and_words_left() -> None:
    assert shown(document(TABLE)).split("\n")[3:] == [
        "            before  pairs  verdict",
        "fraud",
        "  exposed      100  31/32  worse",
        "  led away       7    1/2  open",
    ]


def test_a_narrow_terminal_drops_optional_columns_then_space() -> None:
    heads = [shown(document(TABLE), width=width).split("\n")[3] for width in (34, 31, 30, 25, 24, 23)]
    assert heads == [
        "            before  pairs  verdict",
        "           before pairs verdict",
        "            before  verdict",
        "           before verdict",
        "         before verdict",  # without the indents
        "         before verdict",
    ]
    assert max(len(line) for line in shown(document(TABLE), width=20).split("\n")[3:]) <= 26


def test_a_long_text_at_the_end_of_a_row_takes_more_lines() -> None:
    table = Table(("", "why"), [("margin", "one in fifty of those whom they reach")], texts=("why",))
    assert shown(document(table), width=30).split("\n")[3:] == [
        "       why",
        "margin one in fifty of those",
        "       whom they reach",
    ]


def test_items_stand_behind_their_labels_and_lines_are_never_broken() -> None:
    items = Items((("hangs on", "word " * 20), ("rule", "short")))
    text = shown(document(items, Lines(("policylab " + "x" * 90,)))).split("\n")
    assert text[3].startswith("  hangs on  word word")
    assert text[4].startswith(" " * 12 + "word")
    assert text[-2:] == ["  rule      short", f"policylab {'x' * 90}"]


def test_a_tone_is_a_colour_and_never_the_only_sign() -> None:
    [row] = [line for line in lines(document(TABLE), 80) if "exposed" in line.plain]
    assert [str(span.style) for span in row.spans] == ["bold red"]
    assert row.plain.endswith("worse")


def screen(*sections: Section, **more: Any) -> list[str]:
    short = replace(Document("old → new", "4 seeds", ("Harm.",), sections, short=True), **more)
    return shown(short, whole=False).split("\n")


def test_a_screen_has_24_lines_and_leaves_out_the_highest_rank_first() -> None:
    many = [Section("", (Paragraph(f"line {rank}"),), rank) for rank in (0, 9, *[1] * 20, 2, 3)]
    text = screen(*many)
    assert len(text) == 24
    assert "line 9" not in text
    assert text[-1] == "line 2"


def test_a_table_that_was_wanted_takes_no_room_of_others() -> None:
    lengthy = Section("", (Table(("", "n"), [(f"part {row}", "1") for row in range(40)]),), -1)
    others = tuple(Section("", (Paragraph(f"line {rank}"),), rank) for rank in (0, 1, 2))
    text = shown(document(sections=(lengthy, *others), short=True), whole=False)
    assert [each in text for each in ("part 39", "line 0", "line 1", "line 2")] == [True] * 4


def test_a_screen_has_no_heading_and_nothing_of_what_is_behind_it() -> None:
    sections = Section("Who pays", (Paragraph("a row"),), 1), Section("Method", (Paragraph("runs"),), WHOLE)
    assert screen(*sections) == ["old → new, 4 seeds", "Harm.", "a row"]
    whole = Document("old → new", "4 seeds", ("Harm.",), sections, short=True)
    assert shown(whole).split("\n")[2:] == ["", "Who pays", "a row", "", "Method", "runs"]


@pytest.mark.parametrize("most", [1, 2])
def test_a_paragraph_is_cut_on_a_screen_where_it_says_so(most: int) -> None:
    text = screen(Section("", (Paragraph("word " * 60, most),)))
    assert len(text) == 2 + most
    assert text[-1].endswith(" …")


def test_prose_fits_a_narrow_terminal_and_tables_take_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    prose = document(Items((("an item", "word " * 30), ("a long label", "short"))))
    for width in (80, PROSE):
        show(prose, **({} if width == 80 else {"narrowest": width}))  # type: ignore[arg-type]
        lines = capsys.readouterr().out.splitlines()
        assert width - 5 <= max(map(len, lines)) <= width
    assert lines[-2:] == ["  a long label", f"{' ' * 14}short"]


def test_the_first_sentence_is_whole_and_all_others_fill_six_lines() -> None:
    """A line has 80 columns: "word " sixteen times and one less behind the indent of each further line."""
    open_ = "Open: it."
    six, five, eight = (" ".join(["word"] * count) for count in (16 + 5 * 15 - 3, 16 + 4 * 15, 16 + 7 * 15))
    assert [line.count("word") for line in screen(bottom=(six, open_))[1:]] == [16, 15, 15, 15, 15, 12]
    text = screen(bottom=(five, eight))
    assert (len(text), text[-2].count("word"), text[-1][-2:]) == (1 + 6, 15, " …")
    text = screen(bottom=(eight, open_))
    assert ([line.count("word") for line in text[1:9]], text[9:]) == ([16, *[15] * 7], [open_])
    assert shown(document(bottom=("word " * 120,))).count("word") == 120


def test_a_table_gives_up_its_last_rows_on_a_full_screen() -> None:
    table = Section("", (Table(("", "n"), [(f"part {row}", "1") for row in range(40)]),), 1)
    text = screen(Section("", (Paragraph("line"),), 2), table)
    assert (len(text), text[-1].split()[:2]) == (24, ["part", "20"])
    full = [Section("", (Paragraph(f"line {row}"),), 0) for row in range(21)]
    assert "part 0" not in "\n".join(screen(*full, table))  # heads alone would be left
    assert screen(*full[:-1], table)[-1].split() == ["part", "0", "1"]


def test_labels_take_thirty_columns_and_less_on_a_narrow_terminal() -> None:
    def label(columns: int, width: int = 100) -> list[str]:
        return shown(document(Items((("l" * columns, "text"), ("", "none")))), width=width).split("\n")[3:]

    assert label(30) == [f"  {'l' * 30}  text", f"{' ' * 34}none"]
    assert label(31) == [f"  {'l' * 31}", f"{' ' * 34}text", f"{' ' * 34}none"]
    assert label(10, 40)[0] == f"  {'l' * 10}  text"
    assert label(11, 40)[:2] == [f"  {'l' * 11}", f"{' ' * 14}text"]


def test_each_style_of_a_line_is_that_of_its_tone() -> None:
    toned = (Paragraph(Toned("a", "faint")), Items((("b", Toned("c", "worse")),)), Lines(("d",)))
    page = document(*toned, title=Toned("t", "better"), where="", remarks=("r", Toned("s", "unsure")), hint="h")
    styles = {line.plain.strip(): str(line.style) for line in lines(page, 80)}
    assert styles["t"] == "bold green"
    assert [styles[each] for each in ("Harm. More people.", "r", "s", "a", "h")] == [
        *("bold", "bold", "yellow", "dim", "dim")
    ]
    [item] = [line for line in lines(page, 80) if line.plain.strip().startswith("b")]
    assert [str(span.style) for span in item.spans] == ["bold red"]
    [first, *_] = lines(document(), 80)
    assert [str(span.style) for span in first.spans] == ["bold", "dim"]


def test_a_hint_stands_below_a_screen_and_not_below_the_whole() -> None:
    for short, whole, there in ((True, False, True), (True, True, False), (False, True, True), (False, False, True)):
        page = document(Paragraph("text"), hint="more: elsewhere", short=short)
        assert ("more: elsewhere" in shown(page, whole=whole)) is there
