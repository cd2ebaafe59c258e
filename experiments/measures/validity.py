"""Validity: which facts of the reports and of other sources a run reproduces, and how well. The model's passport.

Where a source leaves open what it counts, the reading that it speaks of may fail, and the others stand beside it: the
June report speaks of detected violations, of jobs in N-10 and N-11, of clients in N-09 and N-14 (see `violations`); the
surveys speak of people who work (see `troubles`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from experiments.measures import troubles, violations
from experiments.measures.fraud import pre_contract_share
from experiments.measures.matching import fill_rate, publication_lag_p50, publication_lag_p90
from experiments.measures.periods import Periods
from sim.state.log import Events

Standing = Literal["can fail", "can hardly fail", "other reading"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number that a source gives, the range it leaves, how a log answers, and how much it says that it holds.

    What can hardly fail holds by the way the world is built, and says little. Another reading of what a fact has read
    already stands beside it to be looked at: a scenario does not miss the facts by it.
    """

    function: Callable[[Periods], float]
    low: float
    high: float
    unit: str
    source: str
    standing: Standing = "can fail"

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    @property
    def binding(self) -> bool:
        """Does a scenario that misses it miss the facts?"""
        return self.standing != "other reading"

    def holds(self, value: float) -> bool:
        """Is a value within the range? NaN is not."""
        return self.low <= value <= self.high


LAG = "M-09: minutes to a few hours"
VERIFIED, RATIO, MOST = "N-10: under 5 %", "N-11: about three times", "N-09: most"
ADVISED, BEFORE = "N-14: at most 5 %", "N-15: most"
SILENT = "CW April 2020: 8.5 %, by half either way"
UNPAID = "CW April 2020: 3.2 %, by half either way"
EVER = "RENGO 2020, 2016: 10.5, 17.1 % ever"

FACTS: tuple[Fact, ...] = (
    Fact(publication_lag_p50, 0.2, 3.0, "hours", LAG),
    Fact(publication_lag_p90, 2 / 60, 6.0, "hours", LAG, "can hardly fail"),
    Fact(fill_rate, 0.3, 0.5, "share", "Upwork: about 38 % (2024, secondary)"),
    Fact(violations.detected_share_verified, 0.0, 0.05, "share", VERIFIED),
    Fact(violations.violating_share_verified, 0.0, 0.05, "share", VERIFIED, "other reading"),
    Fact(violations.detected_clients_verified, 0.0, 0.05, "share", VERIFIED, "other reading"),
    Fact(violations.violating_clients_verified, 0.0, 0.05, "share", VERIFIED, "other reading"),
    Fact(violations.detected_ratio_unverified, 2.4, 3.6, "ratio", RATIO),
    Fact(violations.violating_ratio_unverified, 2.4, 3.6, "ratio", RATIO, "other reading"),
    Fact(violations.detected_clients_ratio, 2.4, 3.6, "ratio", RATIO, "other reading"),
    Fact(violations.violating_clients_ratio, 2.4, 3.6, "ratio", RATIO, "other reading"),
    Fact(violations.unverified_among_detected, 0.8, 1.0, "share", MOST),
    Fact(violations.unverified_among_violators, 0.8, 1.0, "share", MOST, "other reading"),
    Fact(violations.detected_share_advised, 0.0, 0.05, "share", ADVISED),
    Fact(violations.violating_share_advised, 0.0, 0.05, "share", ADVISED, "other reading"),
    Fact(violations.detected_pre_contract_share, 0.8, 1.0, "share", BEFORE, "can hardly fail"),
    Fact(pre_contract_share, 0.8, 1.0, "share", BEFORE, "other reading"),
    Fact(troubles.unreachable_in_60_days, 0.0425, 0.1275, "share", SILENT),
    Fact(troubles.unreachable_of_active, 0.0425, 0.1275, "share", SILENT, "other reading"),
    Fact(troubles.unpaid_in_60_days, 0.016, 0.048, "share", UNPAID),
    Fact(troubles.unpaid_or_left_in_60_days, 0.016, 0.048, "share", UNPAID, "other reading"),
    Fact(troubles.unpaid_of_active, 0.016, 0.048, "share", UNPAID, "other reading"),
    Fact(troubles.unpaid_ever, 0.1, 0.17, "share", EVER),
    Fact(troubles.unpaid_ever_of_all, 0.1, 0.17, "share", EVER, "other reading"),
    Fact(troubles.unpaid_ever_of_active, 0.1, 0.17, "share", EVER, "other reading"),
)


def passport(events: Events) -> dict[str, float]:
    """Every fact as this run has it, by name."""
    periods = Periods(events)
    return {fact.name: fact.function(periods) for fact in FACTS}
