"""The glossary, `glossary.md` beside this file. A word has an entry of its own, or is in italics in another entry."""

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
    """Return every entry by its word."""
    page = files("experiments.questions.explain").joinpath(FILE).read_text("utf-8")
    return {
        word: Entry(word, "a word of the glossary", _plain(text), (("lives in", module),))
        for word, module, text in _ENTRY.findall(page)
    }


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return for each word the entries that explain it: its own, or those that have it in italics."""
    page = files("experiments.questions.explain").joinpath(FILE).read_text("utf-8")
    entries_of_word: dict[str, tuple[str, ...]] = {word: (word,) for word in entries()}
    for word, _, about in _ENTRY.findall(page):
        for other in (" ".join(text.split()) for text in _ITALIC.findall(about)):
            if other not in entries() and word not in entries_of_word.get(other, ()):
                entries_of_word[other] = (*entries_of_word.get(other, ()), word)
    return entries_of_word


def explain(word: str) -> list[Entry]:
    """Return the entries that explain one of `words`."""
    return [
        entries()[name]
        if name == word
        else replace(entries()[name], kind=f"a word of the glossary, which explains '{word}'")
        for name in words()[word]
    ]


def _plain(text: str) -> str:
    """Return a text without marks of Markdown."""
    return " ".join(re.sub(r"[*`]", "", text).split())
