"""Messages in the language of the reader, from one catalogue: the message in English is its own key.

A message is a whole sentence, heading or label with named places: never a part that is glued to others, for other
languages have another order. `say` fills the places; `message` marks one that stands in a table and is said later.
`english` makes a sentence of data, which is English and knows what it was made of: `again` says it to the reader.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import cache, wraps
from pathlib import Path
from typing import Literal, get_args

Language = Literal["en", "ja"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
VARIABLE = "POLICYLAB_LANG"  # of the environment
CATALOGUES = Path(__file__).parent
_SPOKEN: ContextVar[Language | None] = ContextVar("_SPOKEN", default=None)


def spoken() -> Language:
    """Return the language: that of `speaking`, else that of the environment, else English. Raises ValueError."""
    return _SPOKEN.get() or known(os.environ.get(VARIABLE) or "en", VARIABLE)


def known(language: str, place: str) -> Language:
    """Return a language that there is. place: of the text, for the message. Raises ValueError."""
    for each in LANGUAGES:
        if each == language:
            return each
    raise ValueError(f"{place}: no language {language!r}; there are {', '.join(LANGUAGES)}")


@contextmanager
def speaking(language: Language | None) -> Iterator[None]:
    """Speak a language meanwhile, in this thread and its tasks; None leaves it as it is."""
    before = _SPOKEN.set(language or _SPOKEN.get())
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def in_english[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Return the function speaking English in every language: what it prints is not in the catalogues."""

    @wraps(function)
    def spoken_so(*args: P.args, **kwargs: P.kwargs) -> R:
        with speaking("en"):
            return function(*args, **kwargs)

    return spoken_so


def spoken_on[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Return the function speaking as now, to the same reader, for another thread: a thread begins without both."""
    now = copy_context()

    @wraps(function)
    def spoken_so(*args: P.args, **kwargs: P.kwargs) -> R:
        return now.copy().run(function, *args, **kwargs)

    return spoken_so


def message(text: str) -> str:
    """Return a message as it is. It marks one that is said later, so that the catalogue has it."""
    return text


def say(text: str, /, **parts: object) -> str:
    """Return a message in the language of the reader, with its parts in their places, those of data said `again`."""
    worded = wordings(spoken()).get(text, text)
    return worded.format(**{name: _said(part) for name, part in parts.items()}) if parts else worded


def _said(part: object) -> object:
    if isinstance(part, tuple):
        return in_a_row(map(again, part))
    return again(part) if isinstance(part, Sentence) else part


class Sentence(str):
    """A sentence of data: English, with the message and the parts that made it."""

    __slots__ = ("message", "parts")

    message: str
    parts: Mapping[str, object]

    @property
    def made_of(self) -> dict[str, object]:
        """Message and parts, for another process: `english(made["message"], **made["parts"])`."""
        return {"message": self.message, "parts": dict(self.parts)}


def english(text: str, /, **parts: object) -> Sentence:
    """Return a sentence of data. parts: texts, numbers, sentences of data, and tuples of texts, which are listed."""
    with speaking("en"):
        result = Sentence(say(text, **parts))
    result.message, result.parts = text, parts
    return result


def again(text: str) -> str:
    """Return a text of data in the language of the reader; one that no message made stays as it is."""
    return say(text.message, **text.parts) if isinstance(text, Sentence) else say(text)


def several(count: int, one: str, many: str, /, **parts: object) -> str:
    """Return one of two messages by a count, which is their part `count`; the catalogue has both under the first."""
    return say(one if count == 1 or one in wordings(spoken()) else many, count=f"{count:,}", **parts)


def in_a_row(items: Iterable[str]) -> str:
    """Return items one after another, with the comma of the language."""
    return say(message(", ")).join(items)


def sentences(texts: Iterable[str]) -> str:
    """Return sentences one after another, with the space of the language between them."""
    return say(message(" ")).join(texts)


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


@cache
def wordings(language: Language) -> Mapping[str, str]:
    """Return the wording of every message in a language; none of English, whose messages are their own wording."""
    if language == "en":
        return {}
    import polib

    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUES / f"{language}.po"))}
