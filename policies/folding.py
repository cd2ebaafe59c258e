"""Folding: one spelling for texts that say the same, so that a phrase is found however it is dressed up."""

import re
from unicodedata import normalize

_SEPARATORS = re.compile(r"[\W_]+")  # spaces, punctuation, symbols, zero-width characters
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")

_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}  # of katakana
_ALIKE = _HIRAGANA | str.maketrans("o○◯〇●◎il|一―─━", "000000111ーーーー")


def fold(text: str) -> str:
    """Letters and digits only: lower case, half width, hiragana, look-alikes made equal (0 o ○, 1 l i, ー 一 ―)."""
    plain = normalize("NFKC", text).lower().translate(_ALIKE)
    return _SEPARATORS.sub("", plain)


def squeeze(text: str) -> str:
    """Lower case, half width, no blanks; punctuation stays, for addresses."""
    return _BLANKS.sub("", normalize("NFKC", text).lower())
