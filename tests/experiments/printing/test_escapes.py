"""Foreign text in each medium, by example."""

from xml.etree.ElementTree import Element

import pytest

from experiments.printing.escapes import as_json, block, code, html, line, markdown, quoted, xml


def test_a_traceback_keeps_its_lines_and_none_begins_at_the_margin() -> None:
    assert quoted("Traceback:\n  File x\n\n::error::y\r") == ["  Traceback:", "    File x", "", "  \\x3a:error::y\\r"]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("exposed_per_10k +10 [8, 12], -3", "exposed_per_10k +10 [8, 12], -3"),
        ("10.2% → 11.7%", "10.2% → 11.7%"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("a|b `c` *d* ~e~ $f$ \\", "a\\|b \\`c\\` \\*d\\* \\~e\\~ \\$f\\$ \\\\"),
        ("_a_ __b__", "\\_a\\_ \\__b_\\_"),
        ("![l](u) [m][n] [o]: p", "![l\\](u) [m\\][n] [o\\]: p"),
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("12. a", "&#8203;12. a"),
        ("@all a@b", "@&#8203;all a@&#8203;b"),
        ("#12 GH-12", "\\#&#8203;12 GH-&#8203;12"),
        ("https://e.vil www.e.vil", "https:&#8203;//e.vil www&#8203;.e.vil"),
        ("a\n# b", "a\\\\n# b"),
    ],
)
def test_prose_in_markdown_says_what_it_says(text: str, prose: str) -> None:
    assert markdown(text) == prose


def test_code_in_markdown_ends_where_it_ends() -> None:
    assert code("a b") == "`a b`"
    assert code("a``b") == "```a``b```"
    assert code("`a") == "`` `a ``"
    assert block(["a", "```", "b\n````"]) == "`````text\na\n```\nb\\n````\n`````"


def test_a_block_has_a_fence_longer_than_any_inside() -> None:
    assert block(["a", "b"]) == "```text\na\nb\n```"
    assert block(["a ```` b"]) == "`````text\na ```` b\n`````"


def test_pages_and_trees_hold_texts_alone() -> None:
    assert html('<a b="c">\x1b\n') == "&lt;a b=&quot;c&quot;&gt;\\x1b\\n"
    root = Element("a", b="c\n\ufffe")
    root.text = "d\n\x00::e"
    assert (xml(root).get("b"), root.text) == ("c\\n\\ufffe", "d\n\\x00::e")
    assert line("##[a]\n") == "\\x23#[a]\\n"


def test_json_says_the_same_without_a_character_that_does_anything() -> None:
    assert as_json({"a": "###[b]\udcff\n"}) == '{\n  "a": "\\u0023\\u0023#[b]\\udcff\\n"\n}'
