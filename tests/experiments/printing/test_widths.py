"""Widths of text with full-width characters, and where Japanese lines break: worked by hand."""

import pytest

from experiments.printing.widths import broken, columns, cut, filled, left, right


def test_a_full_width_character_takes_two_columns() -> None:
    assert [columns(text) for text in ("判定", "a判", "ab", "±→", "")] == [4, 3, 2, 2, 0]
    assert (left("判定", 6), right("判定", 6), left("判定", 3)) == ("判定  ", "  判定", "判定")


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("日本語の文章", 6, ["日本語", "の文章"]),
        ("日本語、文章", 6, ["日本", "語、文", "章"]),  # no line begins with a comma
        (
            "日本「語」文",
            6,
            ["日本", "「語」", "文"],
        ),  # none ends with an opening bracket, none begins with a closing one
        ("サーバーだ", 6, ["サー", "バーだ"]),  # nor with the sign of a long vowel
        ("きっとね", 4, ["きっ", "とね"]),  # nor with a small letter
        ("版は policylab です", 11, ["版は", "policylab", "です"]),  # a Latin word stays whole
        ("増加12,345人", 7, ["増加", "12,345", "人"]),  # so does a number
        ("abcdefgh判", 4, ["abcd", "efgh", "判"]),  # but for one that is longer than a line
        ("", 4, []),
    ],
)
def test_where_a_line_breaks(text: str, room: int, lines: list[str]) -> None:
    assert broken(text, room) == lines


def test_what_no_line_holds_is_still_told_in_full() -> None:
    text = "「『「『（（" * 3
    assert "".join(broken(text, 4)) == text


def test_a_text_fills_indented_lines_and_is_cut_after_the_last() -> None:
    text = "一二三四五六七八九十"
    assert filled(text, 10, "- ", "  ") == ["- 一二三四", "  五六七八", "  九十"]
    assert filled(text, 10, "", "  ", most=2) == ["一二三四五", "  六七八 …"]
    assert filled(text, 10, "", "  ", most=1) == ["一二三四 …"]
    assert filled("one two three", 8, "- ", "  ") == ["- one", "  two", "  three"]
    assert filled("one two three four", 10, "", "  ", most=2) == ["one two", "  three …"]
    assert filled("a\nb\rc", 80, " ") == [" a\\nb\\rc"]


def test_a_name_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert (cut("日本語", 6), cut("日本語x", 6), cut("日本語x", 5)) == ("日本語", "日本…", "日本…")
    assert cut("abc", 2) == "a…"
