"""Ledger: the office's notes on reported texts, and the phrases that it has learned from those that were upheld."""

from collections import Counter
from functools import lru_cache

import numpy as np

from policies.folding import fold
from policies.text import Vocabulary
from sim.arrays import I64, Bool
from sim.state.codes import Report

PIECE = 6  # letters of a folded text that are held against others: assumed


class Ledger:
    """Reported texts, by posting or account, until a reader says whether that was right; then how often pieces come."""

    def __init__(self) -> None:
        self.upheld = 0  # reports
        self.moved = False  # has a report been upheld since the office looked last?
        self._form, self._about, self._text = (
            np.zeros(0, np.int64) for _ in range(3)
        )  # reports that wait for a reader
        self._uncounted: list[int] = []  # texts of upheld reports whose pieces are not counted yet
        self._pieces: Counter[str] = Counter()  # upheld reports that hold each piece
        self._begins: dict[str, float] = {}  # pieces that are learned, and the day from which they are looked for
        self._sought: set[str] = set()  # those that are looked for
        self._holds: Bool = np.zeros(0, np.bool_)  # (texts,) that hold one of them

    def note(self, about: I64, text: I64, form: Report) -> None:
        """(n,) reports of one form about these rows, of jobs or of accounts, each with a text."""
        self._form = np.append(self._form, np.full(len(about), int(form)))
        self._about, self._text = np.append(self._about, about), np.append(self._text, text)

    def close(self, about: I64, form: Report, *, right: bool) -> None:
        """The postings or accounts in these rows have been read: those who reported them were right, or were not."""
        if len(about) == 0:
            return
        over = (self._form == form) & np.isin(self._about, about)
        if right:
            self.upheld += int(np.count_nonzero(over))
            self.moved |= bool(over.any())
            self._uncounted += self._text[over].tolist()
        self._form, self._about, self._text = self._form[~over], self._about[~over], self._text[~over]

    def candidates(self, vocabulary: Vocabulary) -> tuple[list[str], I64]:
        """Pieces that are not learned yet, and how many upheld reports hold each."""
        for code in self._uncounted:
            self._pieces.update(pieces(vocabulary)[code])
        self._uncounted.clear()
        new = [piece for piece in self._pieces if piece not in self._begins]
        return new, np.array([self._pieces[piece] for piece in new], np.int64)

    def learn(self, pieces: list[str], day: float) -> None:
        """Look for these pieces from a day on."""
        self._begins.update(dict.fromkeys(pieces, day))

    def known(self, day: int, vocabulary: Vocabulary) -> Bool:
        """(texts,) which texts hold something that is looked for on a day."""
        if len(self._holds) == 0:
            self._holds = np.zeros(len(vocabulary), np.bool_)
        new = [piece for piece, begins in self._begins.items() if begins <= day and piece not in self._sought]
        if new:
            sought = frozenset(new)
            self._holds = self._holds | np.array([not sought.isdisjoint(held) for held in pieces(vocabulary)])
            self._sought.update(new)
        return self._holds


@lru_cache(maxsize=4)
def pieces(vocabulary: Vocabulary) -> tuple[frozenset[str], ...]:
    """(texts,) the pieces that each text holds."""
    return tuple(
        frozenset(text[start : start + PIECE] for start in range(len(text) - PIECE + 1))
        for text in map(fold, vocabulary.strings)
    )
