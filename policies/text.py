"""Texts: a dictionary-encoded text column. A rule runs once per distinct text, however many rows carry it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from policies.columns import Column, Record


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Distinct texts. Compared and hashed by identity, so a rule's table over it is computed once.

    shelf  keeps tables over these texts for other processes, where there is one: asked for what decides such a table,
           in words, and how to make it
    """

    strings: tuple[str, ...]
    shelf: "Callable[[str, Callable[[], NDArray[Any]]], NDArray[Any]] | None" = None

    def __len__(self) -> int:
        return len(self.strings)


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Record):
    """n texts, as codes into a vocabulary."""

    codes: Annotated[NDArray[np.int64], Column(0)]
    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        """Raises ValueError where a code stands for no text."""
        Record.__post_init__(self)
        if self.codes.max(initial=-1) >= len(self.vocabulary):
            raise ValueError(f"Texts.codes: {self.codes.max()} is out of range, must be below {len(self.vocabulary)}")

    @classmethod
    def of(cls, strings: Sequence[str] | str) -> "Texts":
        """Encode plain strings; one string is a batch of one."""
        strings = [strings] if isinstance(strings, str) else list(strings)
        distinct = {text: code for code, text in enumerate(dict.fromkeys(strings))}
        codes = np.array([distinct[text] for text in strings], np.int64)
        return cls(codes, Vocabulary(tuple(distinct)))

    def strings(self) -> list[str]:
        """The n texts, in order."""
        return [self.vocabulary.strings[code] for code in self.codes]


@lru_cache(maxsize=16)
def table(judge: Callable[[str], float | Sequence[float]], vocabulary: Vocabulary, decided: str = "") -> NDArray[Any]:
    """`judge` over every distinct text, computed once per judge and vocabulary.

    Shape (len(vocabulary),), or (len(vocabulary), k) where the judge answers k numbers a text. `judge` must be hashable
    and pure: a bound method of an object compared by identity, say. decided: by what its answers are decided, besides
    our code and the text, so that the vocabulary's shelf can tell judges apart; without it, nothing is kept there.
    """

    def made() -> NDArray[Any]:
        return np.array([judge(text) for text in vocabulary.strings])

    return vocabulary.shelf(decided, made) if vocabulary.shelf and decided else made()
