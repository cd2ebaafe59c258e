"""Texts: a dictionary-encoded text column. A rule runs once per distinct text, however many rows carry it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Distinct texts. Compared and hashed by identity, so a rule's table over it is computed once."""

    strings: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.strings)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """n texts, as codes into a vocabulary."""

    codes: NDArray[np.int64]  # (n,)
    vocabulary: Vocabulary

    @classmethod
    def of(cls, strings: Sequence[str] | str) -> "Texts":
        """Encode plain strings; one string is a batch of one."""
        strings = [strings] if isinstance(strings, str) else list(strings)
        distinct = {text: code for code, text in enumerate(dict.fromkeys(strings))}
        codes = np.array([distinct[text] for text in strings], np.int64)
        return cls(codes, Vocabulary(tuple(distinct)))

    def __len__(self) -> int:
        return len(self.codes)

    def strings(self) -> list[str]:
        """The n texts, in order."""
        return [self.vocabulary.strings[code] for code in self.codes]


@lru_cache(maxsize=16)
def table(judge: Callable[[str], float | Sequence[float]], vocabulary: Vocabulary) -> NDArray[Any]:
    """`judge` over every distinct text, computed once per judge and vocabulary.

    Shape (len(vocabulary),), or (len(vocabulary), k) where the judge answers k numbers a text. `judge` must be hashable
    and pure: a bound method of an object compared by identity, say.
    """
    return np.array([judge(text) for text in vocabulary.strings])
