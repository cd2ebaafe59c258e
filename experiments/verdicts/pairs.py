"""Pairs of runs that have a number on both sides, and the worlds that they live in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from policies.records import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The values of one metric in pairs of runs.

    before, after  (n,) on both sides, finite
    homes          (n,) number of the world of each pair
    """

    before: Floats
    after: Floats
    homes: NDArray[np.intp]

    def by_world(self) -> tuple[Floats, Floats]:
        """Return the (worlds,) means of both sides: pairs of one world share what is not known of it."""
        _, place, lucks = np.unique(self.homes, return_inverse=True, return_counts=True)
        before, after = (np.bincount(place, side, len(lucks)) / lucks for side in (self.before, self.after))
        return before, after


def defined(baseline: ArrayLike, candidate: ArrayLike, homes: ArrayLike | None = None) -> Pairs:
    """Return the pairs in which both of (seeds,) values are finite.

    homes: (seeds,) the worlds of the pairs; None: each has its own
    """
    before, after = np.asarray(baseline, np.float64), np.asarray(candidate, np.float64)
    places = np.arange(len(before)) if homes is None else np.asarray(homes, np.intp)
    both = np.isfinite(before) & np.isfinite(after)
    return Pairs(before[both], after[both], places[both])


def gaps_by_world(baseline: ArrayLike, candidate: ArrayLike, homes: ArrayLike | None = None) -> Floats:
    """Return the (worlds,) mean differences of (seeds,) values in the order of the worlds; NaN without a pair."""
    gaps = np.subtract(candidate, baseline, dtype=np.float64)
    _, place = np.unique(np.arange(len(gaps)) if homes is None else np.asarray(homes), return_inverse=True)
    known = np.isfinite(gaps)
    count = np.bincount(place, known)
    total = np.bincount(place, np.where(known, gaps, 0.0))
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
