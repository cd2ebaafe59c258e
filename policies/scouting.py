"""Scouting: how a client narrows its search for workers, and how many it may write to."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from policies.records import Allowances, ClientRecords


@dataclass(frozen=True, slots=True)
class Scouting(Checked):
    """Clients narrow workers by completed category and age band, and write to a few of them a week.

    A client without an accepted contract is unproven and gets the smallest allowance, verified or not; a restricted one
    gets none. Source: July 2020 report, L-01…L-04 (the filters; they help matching and targeting alike). Before
    July 2020 scouts came without filters: set both `by_…` to false.
    """

    by_completed_category: bool = True
    by_age_band: bool = True
    scouts_a_week_verified: int = number(20, "scouts", "a week; no report limits them", 5, 100, most=10_000)
    scouts_a_week_unverified: int = number(10, "scouts", "a week; no report limits them", 2, 50, most=10_000)
    scouts_a_week_unproven: int = number(5, "scouts", "a week; no report limits them", 0, 20, most=10_000)

    def allowances(self, clients: ClientRecords) -> Allowances:
        """(n,) clients → (n,) bool a filter, (n,) scouts a week."""
        free = ~clients.restricted
        proven = clients.accepted.sum(axis=1) > 0
        earned = np.where(clients.verified, self.scouts_a_week_verified, self.scouts_a_week_unverified)
        scouts = np.where(proven, earned, np.minimum(earned, self.scouts_a_week_unproven))
        return Allowances(
            by_completed_category=free & self.by_completed_category,
            by_age_band=free & self.by_age_band,
            scouts_a_week=np.where(free, scouts, 0).astype(np.int64),
        )


@dataclass(frozen=True, slots=True)
class Off:
    """No scouting at all."""

    def allowances(self, clients: ClientRecords) -> Allowances:
        """(n,) clients → no filter, no scouts."""
        none = np.zeros(len(clients), np.bool_)
        return Allowances(none, none, np.zeros(len(clients), np.int64))
