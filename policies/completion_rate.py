"""Completion rate: how often this client's projects end accepted and paid."""

from dataclasses import dataclass
from math import inf

import numpy as np

from policies.checks import within
from policies.records import Floats, Format, Ints

PROJECTS = [Format.FIXED, Format.HOURLY]


@dataclass(frozen=True, slots=True)
class CompletionRate:
    """Contracts accepted and paid ÷ contracts no longer in progress, over fixed and hourly contracts only.

    Source: June 2020 report, N-04…N-07; N-13…N-16 recommend 90 % and more. A client without contracts has no rate, not
    a rate of zero. The report names no minimum count: `min_contracts` is assumed. That tasks do not count, and that
    contracts in progress do not, is how the marketplace's blog explained the rate in June 2020.
    """

    min_contracts: int = 3  # ended project contracts; assumed

    def __post_init__(self) -> None:
        within(self, 1, inf, "min_contracts")

    def rates(self, accepted: Ints, ended: Ints) -> Floats:
        """What rate is shown for each client.

        accepted  (n, 3) contracts accepted and paid, by Format
        ended     (n, 3) contracts no longer in progress, by Format
        →         (n,) 0…1, NaN where nothing is shown
        """
        paid = np.asarray(accepted)[:, PROJECTS].sum(axis=1)
        over = np.asarray(ended)[:, PROJECTS].sum(axis=1)
        return np.where(over >= self.min_contracts, paid / np.maximum(over, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Off:
    """No rate is shown for anybody."""

    def rates(self, accepted: Ints, ended: Ints) -> Floats:
        """(n, 3), (n, 3) → (n,) all NaN."""
        return np.full(len(ended), np.nan)
