"""The glossary, `glossary.md` beside this file: a word has an entry of its own, or stands in italics in another one."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from experiments.questions.explain.entry import Entry

FILE = "glossary.md"
_ENTRY = re.compile(r"^- \*\*(.+?)\*\* \(`(.+?)`\): (.+?)(?=^- \*\*|\Z)", re.MULTILINE | re.DOTALL)
_ITALIC = re.compile(r"\*([^*\n]+(?:\n[^*\n]+)?)\*")


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its word."""
    told = files("experiments.questions.explain").joinpath(FILE).read_text("utf-8")
    return {
        word: Entry(word, "a word of the glossary", _plain(text), (("lives in", module),))
        for word, module, text in _ENTRY.findall(told)
    }


@cache
def words() -> dict[str, tuple[str, ...]]:
    """By word, the entries that say what it means: its own, or those that have it in italics."""
    told = files("experiments.questions.explain").joinpath(FILE).read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {word: (word,) for word in entries()}
    for word, _, text in _ENTRY.findall(told):
        for other in (" ".join(each.split()) for each in _ITALIC.findall(text)):
            if other not in entries() and word not in found.get(other, ()):
                found[other] = (*found.get(other, ()), word)
    return found


def explain(word: str) -> list[Entry]:
    """What the glossary says of one of `words`."""
    return [
        entries()[each]
        if each == word
        else replace(entries()[each], kind=f"a word of the glossary, which tells '{word}'")
        for each in words()[word]
    ]


def _plain(text: str) -> str:
    """Without marks of Markdown."""
    return " ".join(re.sub(r"[*`]", "", text).split())
