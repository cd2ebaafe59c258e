"""The glossary, `glossary.md` beside this file. A word has an entry of its own, or is in italics in another entry."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from experiments.questions.explain.entry import Entry

FILE = "glossary.md"
_ENTRY = re.compile(r"^- \*\*(.+?)\*\* \(`(.+?)`\): (.+?)(?=^- \*\*|\Z)", re.MULTILINE | re.DOTALL)
_ITALIC = re.compile(r"\*([^*\n]+(?:\n[^*\n]+)?)\*")
_MARKS = re.compile(r"[*`]")


@cache
def words() -> dict[str, tuple[Entry, ...]]:
    """Return for each word the entries that explain it: its own, or those that have it in italics."""
    page = _ENTRY.findall(files("experiments.questions.explain").joinpath(FILE).read_text("utf-8"))
    entries = {
        word: Entry(word, "a word of the glossary", " ".join(_MARKS.sub("", text).split()), (("lives in", module),))
        for word, module, text in page
    }
    result: dict[str, tuple[Entry, ...]] = {word: (entry,) for word, entry in entries.items()}
    for word, _, text in page:
        for other in dict.fromkeys(" ".join(italic.split()) for italic in _ITALIC.findall(text)):
            if other not in entries:
                entry = replace(entries[word], kind=f"a word of the glossary, which explains '{other}'")
                result[other] = (*result.get(other, ()), entry)
    return result


def explain(word: str) -> list[Entry]:
    """Return the entries that explain one of `words`."""
    return list(words()[word])
