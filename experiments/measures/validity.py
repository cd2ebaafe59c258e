"""Validity: the model's passport, facts of the reports and of other sources, and how well a run reproduces them.

If a source leaves open what it counts, the closest reading is a fact that can fail, and the others are shown beside it:
the June report is about detected violations, of jobs in N-10 and N-11, of clients in N-09 and N-14 (see `violations`);
the surveys are about people who work (see `troubles`).
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
    """A number from a source, its plausible range, the function that measures it in a log, and its weight as evidence.

    A fact that can hardly fail holds by construction of the world, and is weak evidence. Another reading of a fact is
    shown for comparison only: a scenario that misses it does not miss the facts.
    """

    function: Callable[[Periods], float]
    low: float
    high: float
    unit: str
    source: str
    standing: Standing = "can fail"

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    @property
    def binding(self) -> bool:
        """Return whether a scenario that misses it misses the facts."""
        return self.standing != "other reading"

    def holds(self, value: float) -> bool:
        """Return whether a value is within the range. NaN is not."""
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
    """Return the value of every fact in this run, by name."""
    periods = Periods(events)
    return {fact.name: fact.function(periods) for fact in FACTS}
