"""A document in a notebook, in a comment and on a page."""

from dataclasses import replace

from experiments.document.document import WHOLE, Document, Items, Lines, Paragraph, Section, Table, Toned
from experiments.show.html import brief, page
from experiments.show.markdown import LONGEST, markdown

TABLE = Table(("metric", "value", "why"), [("fees", "12", "paid"), ("harm", "3", "a <b> | c")])


def document(table: Table) -> Document:
    return Document("a → <b>", "4 seeds", ("Harm.",), (Section("", (table,)),), ("note: <i>",))


def in_brief(rows: int) -> str:
    return brief(document(Table(TABLE.heads, [*TABLE.rows, *[("more", "1", "x")] * (rows - 2)])))


def test_every_text_is_escaped() -> None:
    assert in_brief(2) == (
        "<div><p><b>Harm.</b></p><p>a → &lt;b&gt;; 4 seeds; note: &lt;i&gt;</p>"
        "<table><thead><tr><th>metric</th><th>value</th><th>why</th></tr></thead><tbody>"
        "<tr><td>fees</td><td>12</td><td>paid</td></tr><tr><td>harm</td><td>3</td><td>a &lt;b&gt; | c</td></tr>"
        "</tbody></table></div>"
    )


def test_it_says_how_many_rows_are_left_out() -> None:
    assert "more row" not in in_brief(12)
    assert in_brief(13).endswith("</tbody></table><p>1 more row: .frame()</p></div>")
    assert in_brief(14).endswith("</tbody></table><p>2 more rows: .frame()</p></div>")


def test_in_brief_a_verdict_leads_or_a_title_that_stands_alone() -> None:
    verdict = replace(document(TABLE), title=Toned("PASS", "better"), remarks=())
    assert brief(verdict).startswith("<div><p><b>PASS; Harm.</b></p><p>4 seeds</p>")
    assert brief(replace(document(TABLE), bottom=(), remarks=())).startswith(
        "<div><p><b>a → &lt;b&gt;</b></p><p>4 seeds</p>"
    )
    empty = Section("", (Table(("none",), []),))
    titled = Section("", (Table(("head", "n"), ["across"], title="<Title>"),))
    assert brief(replace(document(TABLE), sections=(empty,))).endswith("note: &lt;i&gt;</p></div>")
    assert brief(replace(document(TABLE), sections=(empty, titled))).endswith(
        "<p>&lt;Title&gt;</p><table><thead><tr><th>head</th><th>n</th></tr></thead><tbody>"
        '<tr><th colspan="2" style="text-align: left">across</th></tr></tbody></table></div>'
    )


def test_a_comment_leaves_out_the_blocks_that_it_has_no_room_for() -> None:
    small = Document("t", "", (), (Section("Head", (Paragraph("é" * 10), Paragraph("b"))),))
    assert markdown(small) == f"## t\n\n### Head\n\n{'é' * 10}\n\nb\n"
    assert (
        markdown(small, most=38) == markdown(small, most=41).replace("\n\nb", "") == f"## t\n\n### Head\n\n{'é' * 10}\n"
    )
    assert markdown(small, most=37) == "## t\n\n### Head\n\nb\n"


def test_of_long_lines_the_end_remains() -> None:
    def shown(room: int, *, whole: bool = True) -> str:
        lines = Section("Log", (Lines(("a" * LONGEST, "b" * (LONGEST - 3 - room), "c")),), WHOLE)
        items = Section("", (Items((("", Toned("u", "unsure")),)),))
        return markdown(Document(Toned("t", "worse"), "", (), (lines, items), short=True), whole=whole)

    assert shown(0, whole=False) == "## ❌ t\n\n- ❔ u\n"
    for room in (0, 1):  # for the first line
        last = "\n".join([*["a"] * room, "b" * (LONGEST - 3 - room), "c"])
        assert shown(room) == f"## ❌ t\n\n### Log\n\n```text\n{last}\n```\n\n- ❔ u\n"


def test_numbers_stand_at_the_right_and_words_at_the_left() -> None:
    worded = document(Table(TABLE.heads, TABLE.rows, texts=("why",)))
    assert "| metric | value | why |\n|---|--:|---|\n| fees | 12 | paid |" in markdown(worded)
    row = '<td>fees</td><td class="number">12</td><td>paid</td>'
    assert row in page(worded)


def test_a_comment_says_question_and_place_and_labels_its_items() -> None:
    items = Section("", (Items((("fees", "fall"), ("", "and rise"))),))
    page_of = replace(document(TABLE), question="What changes?", sections=(items,))
    assert "\n\nWhat changes? 4 seeds\n\n" in markdown(page_of)
    assert "- **fees** fall\n- and rise\n" in markdown(page_of)


def test_a_phone_leaves_columns_out_and_shows_code_as_code() -> None:
    table = Table(TABLE.heads, TABLE.rows, optional=("value",))
    text = page(replace(document(table), bottom=("See `policylab flip <x>`.",)))
    assert '<td class="number optional">12</td>' in text
    assert "See <code>policylab flip &lt;x&gt;</code>." in text


def test_code_is_code_in_every_text_of_a_page_and_in_brief() -> None:
    items = Items((("label `a`", "text `b`"),))
    table = Table(("head `c`", "n"), ["across `d`", ("cell `e`", "1")], title="title `f`")
    whole = replace(document(table), question="`g`?", where="in `h`", remarks=("note: `i`",))
    section = Section("Heading `j`", (Paragraph("text `k`"), items, table))
    text = page(replace(whole, sections=(section,)))
    assert [each for each in "abcdefghijk" if f"<code>{each}</code>" not in text] == []
    assert [each for each in "cdefhi" if f"<code>{each}</code>" not in brief(whole)] == []
