"""Fee alert: point out extremely low fees."""

from dataclasses import dataclass

import numpy as np

from policies.columns import guarded
from policies.numbers import Checked, number
from policies.records import Bools, Yen, YenOrNone


@dataclass(frozen=True, slots=True)
class FeeAlert(Checked):
    """Flag a job whose fee is extremely low against the market quote of its category and format.

    Source: June 2020 report, N-01…N-03; it stands on the job page only, not in the search list (N-02, see `Display`).
    """

    floor: float = number(0.5, "× quote", "below it a fee is extremely low; N-01 gives no threshold", 0.2, 0.7)

    @guarded
    def alerts(self, fee: Yen, quote: YenOrNone) -> Bools:
        """(n,) which of these jobs carry the alert.

        fee    (n,) yen, contract amount
        quote  (n,) yen, NaN where the guide has no quote: then no alert
        →      (n,) bool
        """
        return np.less(fee, self.floor * quote)


@dataclass(frozen=True, slots=True)
class Off:
    """No job carries an alert."""

    @guarded
    def alerts(self, fee: Yen, quote: YenOrNone) -> Bools:
        """(n,), (n,) → (n,) all False."""
        return np.zeros(len(fee), np.bool_)
