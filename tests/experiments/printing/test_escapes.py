"""Foreign text in each medium, by example."""

from xml.etree.ElementTree import Element

import pytest

from experiments.printing.escapes import as_json, block, code, html, line, markdown, quoted, xml
from policies.printable import disarmed, escaped, printable


def test_only_a_text_of_several_lines_keeps_its_line_ends() -> None:
    assert printable("a\tb\nc\x1b") == "a\\tb\\nc\\x1b"
    assert escaped("a\tb\nc\x1b\r\n") == "a\tb\nc\\x1b\\r\n"
    assert printable("新着 ▸ é \u3000.") == "新着 ▸ é \u3000."
    assert printable("\u200b\u200e\u2066\ufeff\uffff\udcff\U000e0001") == (
        "\\u200b\\u200e\\u2066\\ufeff\\uffff\\udcff\\U000e0001"
    )


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("::error::x", "\\x3a:error::x"),
        (" \u3000::error::x", " \u3000\\x3a:error::x"),  # blanks that GitHub's runner trims
        ("a\n\n ::error::x", "a\n\n \\x3a:error::x"),
        ("a ##[error]x", "a \\x23#[error]x"),
        ("###[error]x", "#\\x23#[error]x"),
        ("##vso[task.setvariable]x", "\\x23#vso[task.setvariable]x"),
        ("house.rules::Below ## [x] :error:", "house.rules::Below ## [x] :error:"),
    ],
)
def test_a_command_to_whatever_reads_the_log_is_disarmed(text: str, harmless: str) -> None:
    assert disarmed(text) == harmless
    assert disarmed(harmless) == harmless


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
