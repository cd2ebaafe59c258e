"""Texts: a dictionary-encoded text column. A rule runs once per distinct text, however many rows carry it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@lru_cache(maxsize=64)
def table(judge: Callable[[str], float], vocabulary: Vocabulary) -> NDArray[np.float64]:
    """`judge` over every distinct text, (len(vocabulary),) float; computed once per judge and vocabulary.

    `judge` must be hashable and pure: a bound method of a frozen rule, say.
    """
    return np.array([judge(text) for text in vocabulary.strings], np.float64)
