"""Result of the study of bait: every market week by week, and its difference from the one in which nobody invents."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.verdicts.intervals import Interval, paired_interval
from experiments.verdicts.regimes import Regime
from experiments.verdicts.scales import of_difference
from policies.records import Floats

type Weeks = dict[str, list[float]]  # by name, a value a week

UNITS: Mapping[str, str] = {  # by name, in the order of the tables
    "exposed_per_10k": "workers per 10,000",
    "invented_share": "share",
    "honest_texts_stopped": "texts",
    "lawful_postings_suspended": "postings",
    "reading_hours": "hours",
    "contracts": "contracts",
    "fee_yen": "yen",
    "value": "fit",
}
RATES = ("exposed_per_10k", "invented_share")  # several weeks have their mean; of all else, their sum
NOBODY = "nobody invents"  # the market that all others are held against
LATE = 8  # weeks at the end that are taken together


@dataclass(frozen=True, slots=True, eq=False)
class Bait:
    """Runs of every market in each regime, by the name of its office. Those of one place share a seed and a world."""

    runs: Mapping[Regime, Mapping[str, tuple[Weeks, ...]]]

    def values(self, rings: Regime, office: str, name: str) -> Floats:
        """Return the (pairs, weeks) values of a name."""
        return np.array([run[name] for run in self.runs[rings][office]])

    def late(self, rings: Regime, office: str, name: str) -> Floats:
        """Return (pairs,) the last weeks together: the mean of a rate, the sum of all else."""
        weeks = self.values(rings, office, name)[:, -LATE:]
        return weeks.mean(axis=1) if name in RATES else weeks.sum(axis=1)

    def by_week(self, rings: Regime, office: str, name: str) -> tuple[Interval, ...]:
        """Return the difference from the market in which nobody invents, an interval a week."""
        before, after = (self.values(rings, each, name).T for each in (NOBODY, office))
        return tuple(difference(name, *pairs) for pairs in zip(before, after, strict=True))


def difference(name: str, before: Floats, after: Floats) -> Interval:
    """Return the mean difference of (pairs,) values with its interval; a pair without a number on a side is left out.

    Pairs that are equal to the bit, as before the bait appears, have no interval: the bounds are NaN.
    """
    both = np.isfinite(before) & np.isfinite(after)
    if not both.any():
        return Interval(np.nan, np.nan, np.nan)
    if np.array_equal(before[both], after[both]):
        return Interval(0.0, np.nan, np.nan)
    return of_difference(UNITS[name], paired_interval(before[both], after[both]), float(before[both].mean()))
