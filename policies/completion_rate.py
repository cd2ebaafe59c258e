"""Completion rate: how often this client's projects end accepted and paid."""

from dataclasses import dataclass
from math import nan

import numpy as np

from policies.columns import guarded
from policies.numbers import Checked, Shut, number
from policies.records import PROJECTS, ByFormat, Floats, within_ended

UNADVISED = (Shut("advises", False, "no advice is given"),)


@dataclass(frozen=True, slots=True)
class CompletionRate(Checked):
    """Contracts accepted and paid ÷ contracts no longer in progress, over fixed and hourly contracts only.

    Source: June 2020 report, N-04…N-07; N-13…N-16 recommend 90 % and more. A client without contracts has no rate, not
    a rate of zero. That tasks do not count, and that contracts in progress do not, is how the marketplace's blog
    explained the rate in June 2020.

    The advice joins the verified mark (N-08) to a rate (N-13), so one rule holds all of it: this one, whose rate is the
    half that the advice puts a number to. A rate may stand before anybody is advised, as in June 2020. How many follow
    is no trait of people alone, for an office that says it louder is heeded by more; the report names no number.
    """

    advised: float = number(
        0.9, "share", "the rate that N-13…N-16 advise workers to look for", 0.8, 0.95, "quoted", shut=UNADVISED
    )
    advises: bool = True  # workers are told to answer jobs of verified clients with that rate (N-08, N-13)
    followers: float = number(
        0.06, "share", "workers who filter as advised in the end (N-08, N-13)", 0.01, 0.2, shut=UNADVISED
    )
    min_contracts: int = number(3, "contracts", "ended projects; N-04 names no minimum", 1, 10, least=1)

    @guarded
    def rates(self, accepted: ByFormat, ended: ByFormat) -> Floats:
        """(n,) the rate that is shown for each client.

        accepted  (n, 3) contracts accepted and paid, by Format
        ended     (n, 3) contracts no longer in progress, by Format
        →         (n,) 0…1, NaN where nothing is shown

        Raises ValueError where more were accepted than ended.
        """
        within_ended(accepted, ended)
        paid, over = accepted[:, PROJECTS].sum(axis=1), ended[:, PROJECTS].sum(axis=1)
        return np.where(over >= self.min_contracts, paid / np.maximum(over, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Off:
    """No rate is shown for anybody, and none advised."""

    advised = nan
    advises = False
    followers = 0.0

    @guarded
    def rates(self, accepted: ByFormat, ended: ByFormat) -> Floats:
        """(n, 3), (n, 3) → (n,) all NaN."""
        return np.full(len(ended), np.nan)
