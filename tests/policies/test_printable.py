"""Text of others is printed as it is, but for what steers a terminal or a reader of logs."""

import pytest

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
