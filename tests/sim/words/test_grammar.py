"""How a template becomes a text and how a text is disguised, on a grammar of a few words."""

from collections import Counter

import pytest

from sim.words.grammar import (
    EUPHEMISM,
    INVENTED,
    LEVELS,
    PARTIAL,
    PLAIN,
    SPREAD,
    SWAPPED,
    Disguise,
    expand,
    fold,
    pick,
    spread,
)

KEYS = [f"key {number}" for number in range(400)]
SLOTS = {"greeting": ["Hello", "Good day"], "who": ["we", "our {shop}"], "shop": ["bakery", "bookshop"]}
WORDS = {
    "LINE": {"swaps": ["L1NE", "らいん"], "euphemisms": ["the green app"]},
    "LINE ID": {"swaps": ["L1NE 1D"], "euphemisms": ["the green name"]},
    "セミナー": {"swaps": ["せみなー"], "euphemisms": ["a talk"]},
}
DISGUISE = Disguise.of(WORDS)


def test_a_key_always_picks_the_same_option() -> None:
    options = ["a", "b", "c", "d"]
    assert pick(options, "key", 7) == pick(options, "key", 7)
    picked = Counter(pick(options, key) for key in KEYS)
    assert set(picked) == set(options)
    assert min(picked.values()) > 60
    assert {pick(options, "one", key) == pick(options, "other", key) for key in KEYS} == {True, False}


def test_every_slot_is_filled_inner_ones_too() -> None:
    texts = {expand("{greeting}, {who} hire.", SLOTS, key) for key in KEYS}
    assert texts == {
        f"{hello}, {who} hire." for hello in ("Hello", "Good day") for who in ("we", "our bakery", "our bookshop")
    }
    assert expand("nothing to fill", SLOTS, "key") == "nothing to fill"


def test_a_slot_is_filled_alike_wherever_it_stands_in_a_text() -> None:
    assert {expand("{shop} {shop}", SLOTS, key) for key in KEYS} == {"bakery bakery", "bookshop bookshop"}


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        expand("{name}", SLOTS, "key")


@pytest.mark.parametrize("written", ["ＬＩＮＥ", "L I N E", "L・I/N_E", "　LINE。"])
def test_width_spacing_and_punctuation_fold_away(written: str) -> None:
    assert fold(written) == "LINE"


def test_half_width_kana_fold_back_with_their_voicing_marks() -> None:
    assert fold("ｾﾐﾅｰ") == "セミナー"
    assert {fold(spread("ガイド", key)) for key in KEYS} == {"ガイド"}
    assert "ｶﾞｲﾄﾞ" in {spread("ガイド", key) for key in KEYS}
    assert "ﾊﾟﾊﾟ" in {spread("パパ", key) for key in KEYS}
    assert "ｧｳﾞ" in {spread("ァヴ", key) for key in KEYS}


def test_a_short_word_is_spread_letter_by_letter() -> None:
    short, long = ({spread(word, key) for key in KEYS} for word in ("LINE", "seminar"))
    assert {"L.I.N.E", "L I N E", "ＬＩＮＥ"} <= short
    assert {"semi.nar", "semi/nar", "ｓｅｍｉｎａｒ"} <= long
    assert not {"s.e.m.i.n.a.r", "sem.inar"} & long
    assert "LIN.ES" in {spread("LINES", key) for key in KEYS}
    assert "webs.ites" in {spread("websites", key) for key in KEYS}
    assert {fold(word) for word in short} == {"LINE"}
    assert "LINE" not in short


def test_every_sign_of_ascii_has_a_full_width() -> None:
    assert "！ａ～" in {spread("!a~", key) for key in KEYS}


def test_two_of_three_words_are_spread() -> None:
    wide = sum(spread("LINE", key) == "ＬＩＮＥ" for key in KEYS)
    assert wide / len(KEYS) == pytest.approx(1 / 3, abs=0.08)


def test_a_word_without_another_width_is_always_spread() -> None:
    assert "登録" not in {spread("登録", key) for key in KEYS}


@pytest.mark.parametrize("level", [PLAIN, PARTIAL])
def test_key_words_stand_as_they_are_at_the_first_two_levels(level: int) -> None:
    assert DISGUISE("add us on LINE", level, "key") == "add us on LINE"


def test_what_is_spread_is_the_same_word_and_what_is_swapped_another() -> None:
    spread_, swapped = ({DISGUISE("LINE", level, key) for key in KEYS} for level in (SPREAD, SWAPPED))
    assert {fold(text) for text in spread_} == {"LINE"}
    assert {fold(text) for text in swapped} == {"L1NE", "らいん"}


def test_about_half_of_the_swapped_words_are_spread_as_well() -> None:
    plain = sum(DISGUISE("LINE", SWAPPED, key) in WORDS["LINE"]["swaps"] for key in KEYS)
    assert plain / len(KEYS) == pytest.approx(0.5, abs=0.08)


def test_a_euphemism_takes_the_place_of_the_longest_key_word() -> None:
    text = "send your LINE ID, then LINE us after the セミナー"
    assert DISGUISE(text, EUPHEMISM, "key") == "send your the green name, then the green app us after the a talk"


def test_levels_are_numbered_from_plain_to_euphemism() -> None:
    assert list(range(LEVELS)) == [PLAIN, PARTIAL, SPREAD, SWAPPED, EUPHEMISM, INVENTED]
