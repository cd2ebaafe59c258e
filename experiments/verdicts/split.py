"""The variance of a mean over worlds: how much of it is luck, and how much the worlds themselves.

A world that was asked with several lucks shows how far luck alone takes its runs apart. What the means of worlds vary
beyond that is what is not known of the world (one-way analysis of variance; Sun, Apley & Staum 2011, Operations
Research 59, 998–1007).
"""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from experiments.verdicts.pairs import Pairs

ENDS = 0.025, 0.975  # of the interval of a share


@dataclass(frozen=True, slots=True)
class Split:
    """The share of luck in the variance of a mean difference, with its 95 % interval. The rest is that of the worlds.

    pooled: is luck that of the pool that ships, since these runs have one luck in each world?
    """

    luck: float  # 0…1
    low: float
    high: float
    pooled: bool = False

    @classmethod
    def of(cls, pairs: Pairs) -> Self | None:
        """Return the split of pairs, of which some share a world; None if none do, or if they do not vary."""
        gaps = pairs.after - pairs.before
        _, place, lucks = np.unique(pairs.homes, return_inverse=True, return_counts=True)
        means, spare = np.bincount(place, gaps) / lucks, len(gaps) - len(lucks)
        if not spare or len(means) < 2 or not (between := means.var(ddof=1)):
            return None
        within = float(((gaps - means[place]) ** 2).sum() / spare)
        return cls._shared(within * float((1 / lucks).mean()) / between, len(means), spare)

    @classmethod
    def by_pool(cls, pairs: Pairs, variance: float) -> Self | None:
        """Return the split of pairs with one luck in each world. variance: that of luck in a pair, from many runs."""
        between = float((pairs.after - pairs.before).var(ddof=1)) if len(pairs.before) > 1 else 0.0
        return cls._shared(variance / between, len(pairs.before), math.inf, pooled=True) if between else None

    @classmethod
    def _shared(cls, ratio: float, worlds: int, spare: float, *, pooled: bool = False) -> Self:
        """Return a split by the ratio of two variances. spare: degrees of freedom of that of luck."""
        from scipy.special import chdtri, fdtri

        def quantile(share: float) -> float:
            if math.isinf(spare):
                return float(chdtri(worlds - 1, 1 - share)) / (worlds - 1)
            return float(fdtri(worlds - 1, spare, share))

        low, high = (min(ratio * quantile(end), 1.0) for end in ENDS)
        return cls(float(min(ratio, 1.0)), float(low), float(high), pooled)

    def shrunk(self, times: float) -> float:
        """Return the variance of the mean with so many times the luck, as a share of the present one."""
        return 1 - self.luck + self.luck / times

    def luck_needed(self, share: float) -> float:
        """Return how many times the luck brings the variance down to a share of the present one; ∞ if none does."""
        left = share - (1 - self.luck)
        return self.luck / left if left > 0 else math.inf


ALL_LUCK = Split(1.0, 1.0, 1.0)  # of pairs in one world
