"""Answers drawn from a pool of runs, held against the truth.

Worlds are drawn with replacement, and in each one luck, or two for a second look. So the mean over all runs is the true
effect. Both sides of an answer on nothing are the baseline, with other luck on each.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.measures.metrics import BY_NAME
from experiments.verdicts.differences import paired
from experiments.verdicts.intervals import paired_bounds
from experiments.verdicts.looks import ERRORS, LUCKS, Look
from experiments.verdicts.margins import DIRECTIONS, Verdict, headlines, margins, verdict
from experiments.verdicts.regimes import REGIMES
from experiments.verdicts.together import shared_tail
from policies.records import Floats

NOTHING = "nothing, with other luck"  # the change of an answer whose sides are both the baseline
HARM = 1.05  # margins, by which a shifted answer harms
LEVELS = tuple(level / 10 for level in range(1, 10))  # of the bounds that are held against the truth
CELLS = tuple((rings, name) for name in headlines({"communication"}) for rings in REGIMES)
SHARES = np.array([margins()[name].share for _, name in CELLS])  # (cells,)
RISES_HARM = np.array([BY_NAME[name].better == "down" for _, name in CELLS])  # (cells,)

type Places = NDArray[np.intp]  # (worlds, lucks) of drawn answers: which world, or which luck in it


@dataclass(frozen=True, slots=True)
class Read:
    """The words and bounds of one answer: of all headlines at once, then of each cell."""

    held: bool  # do all intervals hold the truth?
    words: list[Verdict]
    below: NDArray[np.bool_]  # (levels, cells) does the truth lie below the bound of a level?
    passes: NDArray[np.bool_]  # (cells,) is a harm beyond the margin ruled out, where there is one of HARM margins?


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Drawn answers on one change at one look, held against the truth."""

    change: str
    look: Look
    held: float  # share of answers in which the intervals of all headlines hold the truth at once
    words: NDArray[np.str_]  # (answers, cells) verdicts
    below: Floats  # (levels, cells) share of answers whose bound of a level lies above the truth
    passes: Floats  # (cells,) share in which a harm of 1.05 margins reads as not worse

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

    @property
    def astray(self) -> float:
        """The largest distance between a level and the share of its bounds that lie above the truth."""
        return float(np.abs(self.below.mean(1) - LEVELS).max())

    @property
    def promises(self) -> dict[str, bool]:
        """Promises, each with whether it is kept."""
        return {
            "all headlines hold the truth (93 or more)": self.held >= 0.93,
            "bounds of 10 to 90 % above the truth (5 points off at most)": self.astray <= 0.05,
            "any is better or worse (of nothing: 6.5 at most)": self.change != NOTHING or self.telling <= 0.065,
            "two contradict (1 at most)": self.contrary <= 0.01,
            "a harm passes (2.5 at most)": float(self.passes.max()) <= 0.025,
        }

    def shares(self, cell: int) -> dict[str, float]:
        """Return the words of a cell, each with the share of answers that use it, the most frequent first."""
        counts = Counter(self.words[:, cell].tolist())
        return {word: count / len(self.words) for word, count in counts.most_common()}


def counted_in(change: str, look: Look, before: Floats, after: Floats, apart: Floats, answers: int) -> Counted:
    """Return what so many drawn answers say, held against the truth.

    before, after  (cells, worlds, lucks) headlines in each regime, of both sides; the same where nothing is changed
    apart          (cells,) distance between two runs of one world
    """
    rng = np.random.default_rng(look)
    truth = (after - before).mean((-2, -1))
    rows = [_drawn(rng, look, before, after) for _ in range(answers)]
    read = [_read(look, *row, truth, apart / LUCKS ** ((look - 1) / 2)) for row in rows]
    words = np.array([each.words for each in read])
    return Counted(
        change,
        look,
        float(np.mean([each.held for each in read])),
        words,
        np.mean([each.below for each in read], axis=0),
        np.mean([each.passes for each in read], axis=0),
    )


def _drawn(rng: np.random.Generator, look: Look, before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """Return the (cells, worlds) means of both sides of a drawn answer; those on nothing share no luck."""
    _, worlds, lucks = before.shape
    places: Places = rng.integers(worlds, size=(worlds, 1))
    order: Places = rng.permuted(np.tile(np.arange(lucks), (worlds, 1)), axis=1)
    count = LUCKS ** (look - 1)
    first, second = order[:, :count], order[:, count : 2 * count] if after is before else order[:, :count]
    return before[:, places, first].mean(-1), after[:, places, second].mean(-1)


def _read(look: Look, before: Floats, after: Floats, truth: Floats, apart: Floats) -> Read:
    """Return what an answer says. before, after: (cells, worlds); truth: (cells,) the effect; apart: (cells,)."""
    tail = shared_tail(list(after - before), ERRORS[look])
    each = [
        paired(BY_NAME[name], *sides, tail=tail, usual=usual)
        for (_, name), *sides, usual in zip(CELLS, before, after, apart.tolist(), strict=True)
    ]
    low, high = np.array([(difference.low, difference.high) for difference in each]).T
    within = SHARES * before.mean(-1)
    shift = np.where(RISES_HARM, HARM * within - truth, -HARM * within - truth)
    reach = np.where(RISES_HARM, high + shift, -(low + shift))
    bounds = [paired_bounds(before, after, min(level, 1 - level), usual=apart)[level > 1 / 2] for level in LEVELS]
    return Read(
        bool(np.all((low <= truth) & (truth <= high))),
        [verdict(difference) for difference in each],
        np.array(bounds) > truth,
        reach <= within,
    )
