"""Fee alert: point out extremely low fees."""

from dataclasses import dataclass

import numpy as np

from policies.checks import not_negative
from policies.records import Bools, Floats


@dataclass(frozen=True, slots=True)
class FeeAlert:
    """Flag a job whose fee is extremely low against the market quote of its category and format.

    Source: June 2020 report, N-01…N-03; it stands on the job page only, not in the search list (N-02, see `Display`).
    The report gives no threshold; `floor` is assumed.
    """

    floor: float = 0.5  # share of the market quote; assumed

    def __post_init__(self) -> None:
        not_negative(self, "floor")

    def alerts(self, fee: Floats, quote: Floats) -> Bools:
        """Which jobs carry the alert.

        fee    (n,) yen, contract amount
        quote  (n,) yen, NaN where the guide has no quote: then no alert
        →      (n,) bool
        """
        return np.less(fee, self.floor * np.asarray(quote))


@dataclass(frozen=True, slots=True)
class Off:
    """No job carries an alert."""

    def alerts(self, fee: Floats, quote: Floats) -> Bools:
        """(n,), (n,) → (n,) all False."""
        return np.zeros(np.shape(fee), np.bool_)
