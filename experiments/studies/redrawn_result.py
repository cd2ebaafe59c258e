"""Result of the study of redrawn answers."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.verdicts.looks import Look
from experiments.verdicts.margins import DIRECTIONS, headlines
from experiments.verdicts.regimes import REGIMES
from policies.records import Floats

LEVELS = tuple(level / 10 for level in range(1, 10))  # of the bounds that are held against the truth
CELLS = tuple((rings, name) for name in headlines({"communication"}) for rings in REGIMES)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Drawn answers on one change at one look, held against the truth."""

    change: str
    look: Look
    held: float  # share of answers in which the intervals of all headlines hold the truth at once
    words: NDArray[np.str_]  # (answers, cells) verdicts
    below: Floats  # (levels, cells) share of answers whose bound of a level lies above the truth
    passes: Floats  # (cells,) share in which a harm of 1.05 margins reads as none that matters

    @property
    def telling(self) -> float:
        """The share of answers in which any headline is told to be better or worse."""
        return float(np.isin(self.words, list(DIRECTIONS)).any(1).mean())

    @property
    def contrary(self) -> float:
        """The share of pairs of answers that call a headline better and worse."""
        ways = np.vectorize(lambda word: {"better": 1, "worse": -1}.get(DIRECTIONS.get(word, ""), 0))(self.words)
        return float(np.mean([(first * second < 0).any() for first, second in pairwise(ways)]))

    @property
    def agreeing(self) -> Floats:
        """(cells,) share of pairs of answers that use the same word."""
        return np.array([first == second for first, second in pairwise(self.words)]).mean(0)

    def shares(self, cell: int) -> dict[str, float]:
        """Return the words of a cell, each with the share of answers that use it, the most frequent first."""
        counts = Counter(self.words[:, cell].tolist())
        return {word: count / len(self.words) for word, count in counts.most_common()}


@dataclass(frozen=True, slots=True, eq=False)
class Redrawn:
    """All answers that were drawn: on each change and on nothing, at each look."""

    worlds: int
    lucks: int  # in each world
    workers: int
    answers: int  # drawn for each change and look
    counted: tuple[Counted, ...]
