"""A document in a notebook, in a comment and on a page."""

from dataclasses import replace

from experiments.document.document import Document, Items, Section, Table
from experiments.show.html import brief, page
from experiments.show.markdown import markdown

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
