"""Grammar: how a template becomes a text, and how a text is disguised. Pure functions of strings, keyed, no randomness.

A template holds `{slots}`; a slot names a list of phrases, which may hold slots again. Which phrase is taken depends on
a key and the slot's name alone, so one lure says the same thing at every level of disguise.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

LEVELS = 6
PLAIN, PARTIAL, SPREAD, SWAPPED, EUPHEMISM, INVENTED = range(LEVELS)  # the last: another story altogether (M-28)

Slots = Mapping[str, Sequence[str]]

_SLOT = re.compile(r"\{(\w+)\}")
_SEPARATORS = (" ", "　", ".", "・", "/", "_", "*")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def pick(options: Sequence[str], *key: object) -> str:
    """The option that this key falls on; the same in every process."""
    digest = blake2b("|".join(map(str, key)).encode(), digest_size=8).digest()
    return options[int.from_bytes(digest) % len(options)]


def expand(template: str, slots: Slots, key: str) -> str:
    """Fill every slot of a template, inner slots too. An unknown slot is a KeyError."""
    return _SLOT.sub(lambda slot: expand(pick(slots[slot[1]], key, slot[1]), slots, key), template)


def fold(text: str) -> str:
    """Return what is left of a text once width (NFKC), spacing and punctuation are taken away."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _half_width_kana() -> dict[int, str]:
    half = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFFA0)}
    voiced = {}
    for code in range(0x30A1, 0x30FB):
        base, *mark = list(unicodedata.normalize("NFD", chr(code)))
        if base in half:
            voiced[code] = half[base] + "".join("ﾞ" if sign == "\u3099" else "ﾟ" for sign in mark)
    return voiced | {ord("ー"): "ｰ"}


_HALF_WIDTH = _half_width_kana()


def spread(word: str, key: str) -> str:
    """Another width, or spacing or punctuation between the characters. Vanishes under `fold`."""
    changed_width = word.translate(_FULL_WIDTH if word.isascii() else _HALF_WIDTH)
    separator = pick(_SEPARATORS, key, word, "separator")
    step = 1 if len(word) <= 4 else (len(word) + 1) // 2
    apart = separator.join(word[at : at + step] for at in range(0, len(word), step))
    widths = [changed_width] if changed_width != word else []
    return pick([*widths, apart, apart], key, word, "spread")


@dataclass(frozen=True, slots=True, eq=False)
class Disguise:
    """The words that give a lure away, and what is written in their place.

    Operators add up: 1 an id becomes a URL or half a link (done by the contact slots), 2 width and spacing inside key
    words, 3 look-alike characters and swapped kana (half of them spread as well), 4 key words replaced altogether.
    """

    swaps: Slots
    euphemisms: Slots
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Mapping[str, Mapping[str, Sequence[str]]]) -> "Disguise":
        """Key word → {swaps, euphemisms}; a longer key word goes before a shorter one inside it."""
        longest_first = sorted(words, key=len, reverse=True)
        return cls(
            {word: entry["swaps"] for word, entry in words.items()},
            {word: entry["euphemisms"] for word, entry in words.items()},
            re.compile("|".join(map(re.escape, longest_first))),
        )

    def __call__(self, text: str, level: int, key: str) -> str:
        """The text at a level of disguise. Levels 0 and 1 leave key words as they are."""
        if level <= PARTIAL:
            return text
        return self.pattern.sub(lambda match: self._word(match[0], level, key), text)

    def _word(self, word: str, level: int, key: str) -> str:
        if level == SPREAD:
            return spread(word, key)
        if level == SWAPPED:
            swapped = pick(self.swaps[word], key, word, "swap")
            return spread(swapped, key) if pick("ny", key, word, "both") == "y" else swapped
        return pick(self.euphemisms[word], key, word, "euphemism")
