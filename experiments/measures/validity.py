"""Validity: the model's passport, facts of the reports and of other sources, and how well a run reproduces them.

If a source leaves open what it counts, the closest reading is a fact that can fail, and the others are shown beside it:
the June report is about detected violations, of jobs in N-10 and N-11, of clients in N-09 and N-14 (see `violations`);
the surveys are about people who work (see `troubles`). Volumes are held against the registered, so that they are the
same in a market of any size (see `rates`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures import fraud, names, rates, troubles, violations, volumes
from experiments.measures.business import direct_deal_share
from experiments.measures.matching import fill_rate, publication_lag_p50, publication_lag_p90
from experiments.measures.periods import Periods
from policies.records import Floats
from sim.state.log import Events

Standing = Literal["can fail", "can hardly fail", "ceiling", "other reading"]
Weeks = tuple[date, date]

LEAST = 1e-6  # times the high end of a range: smaller values are raised to it before the logarithm
FARTHEST = 1e6  # times the high end: no bound of an interval lies beyond it
FILLING_DAYS, FOLLOWED_DAYS = 30, 30  # before and after the weeks of a source, for a run to be measured in them


@dataclass(frozen=True, slots=True)
class Fact:
    """A number from a source, its plausible range, the function that measures it in a log, and its weight as evidence.

    A fact that fewer than one in a hundred of all worlds miss can hardly fail, and is weak evidence. A ceiling bounds
    harm: a scenario misses it, but no world was sought by it yet. Another reading of a fact is shown for comparison
    only: a scenario that misses it does not miss the facts.

    weeks  [first date, day after the last) that the source speaks of, or in which people see what it speaks of; None
           for any weeks
    """

    function: Callable[[Periods], float]
    low: float
    high: float
    unit: str
    source: str
    standing: Standing = "can fail"
    weeks: Weeks | None = None

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    @property
    def binding(self) -> bool:
        """Return whether plausible worlds are sought by it."""
        return self.standing in ("can fail", "can hardly fail")

    def inside(self, values: Floats) -> float:
        """Return the share of values within the range."""
        return float(np.mean((self.low <= values) & (values <= self.high)))

    def span(self, start: date, days: int) -> tuple[int, int] | None:
        """Return the days of a run that the source speaks of; None where the run lacks them, or they come too early.

        A month fills the market first; the last jobs need some days to be caught or paid.
        """
        if self.weeks is None:
            return None
        first, last = ((each - start).days for each in self.weeks)
        return (first, last) if first >= FILLING_DAYS and last + FOLLOWED_DAYS <= days else None

    def scaled(self, values: ArrayLike) -> Floats:
        """Return (…,) values on a scale with about the same noise at every level, on which means are taken.

        That is the arcsine of its root for a share (a count is as noisy at 1 % as at 50 %, and 0 has a place), the
        logarithm for all else: a mean of ratios of small counts is above the ratio of all of them.
        """
        numbers = np.asarray(values, np.float64)
        if self.unit == "share":
            return np.asarray(np.arcsin(np.sqrt(np.clip(numbers, 0.0, 1.0))))
        return np.asarray(np.log(np.maximum(numbers, LEAST * self.high)))

    def unscaled(self, values: ArrayLike) -> Floats:
        """Return (…,) values in the unit of the fact, from values on its scale; at most FARTHEST times its range."""
        numbers = np.asarray(values, np.float64)
        if self.unit == "share":
            return np.asarray(np.sin(np.clip(numbers, 0.0, np.pi / 2)) ** 2)
        return np.asarray(np.exp(np.minimum(numbers, np.log(FARTHEST * self.high))))


LAG = "M-09: minutes to a few hours"
VERIFIED, RATIO, MOST = "N-10: under 5 %", "N-11: about three times", "N-09: most"
ADVISED, BEFORE = "N-14: at most 5 %", "N-15: most"
SILENT = "CW April 2020: 8.5 %, by half either way"
UNPAID = "CW April 2020: 3.2 %, by half either way"
EVER = "RENGO 2020, 2016: 10.5, 17.1 % ever"
STOPS = "F17, MTurk: 3.8–5.6 % a month, by a quarter either way"
NUMBERS = "F2: job numbers, 56,000–155,000 a month of 3.69 M"
TURNOVER = "F16, F1: ¥0.68–1.06 bn a month of 3.69 M"
TAKE = "F1: 20.4, 21.5 %, and a tenth less"
SURVEYS = "F7: 100–265 answers"
SEATS = "F7: surveys ¥2–40, texts ¥20–300; a mean"
APPLICANTS = "F14: some ten, and half as many"
ADS = "EMSCAD 4.8 %; by the reports up to 12.5 %"
NAMED = "Benson et al.: twice, by half of the rise either way"
LEAKS = "F18, F19: 5.4 %, over 20 %; Upwork 8 %"
READ = "F10, F11: one ad in ten, by half or twice"
# Ceilings of harm, wide and assumed. 4.8 % of victims complain: 1,219 consultations about side jobs and 970 about MLM a
# month are 25,400 and 20,000 victims in Japan; one in five of these, and one recruit in twenty, would be users of ours.
DOORS = "F10, F11: 2–2.5 % barred at a door; eight times"
ADDRESSED = "assumed: one in five of the active"
CONSULTED = "25,400 victims a month in Japan, a fifth of them"
MLM = "20,000 MLM victims a month, a twentieth of them"
FEES = "assumed: half of what the service earns"

APRIL, JUNE = (date(2020, 4, 1), date(2020, 5, 1)), (date(2020, 6, 1), date(2020, 7, 1))
SHOWN = date(2020, 7, 1), date(2020, 8, 1)  # the first whole month in which completion rates were on show
SPRING = date(2020, 4, 1), date(2020, 5, 31)  # asked in early April of the weeks before: the nearest ones

FACTS: tuple[Fact, ...] = (
    Fact(publication_lag_p50, 0.2, 3.0, "hours", LAG, weeks=APRIL),
    Fact(publication_lag_p90, 2 / 60, 6.0, "hours", LAG, weeks=APRIL),
    Fact(fill_rate, 0.3, 0.5, "share", "Upwork: about 38 % (2024, secondary)"),
    Fact(violations.detected_share_verified, 0.0, 0.05, "share", VERIFIED, weeks=JUNE),
    Fact(violations.violating_share_verified, 0.0, 0.05, "share", VERIFIED, "other reading", weeks=JUNE),
    Fact(violations.detected_clients_verified, 0.0, 0.05, "share", VERIFIED, "other reading", weeks=JUNE),
    Fact(violations.violating_clients_verified, 0.0, 0.05, "share", VERIFIED, "other reading", weeks=JUNE),
    Fact(violations.detected_ratio_unverified, 2.4, 3.6, "ratio", RATIO, weeks=JUNE),
    Fact(violations.violating_ratio_unverified, 2.4, 3.6, "ratio", RATIO, "other reading", weeks=JUNE),
    Fact(violations.detected_clients_ratio, 2.4, 3.6, "ratio", RATIO, "other reading", weeks=JUNE),
    Fact(violations.violating_clients_ratio, 2.4, 3.6, "ratio", RATIO, "other reading", weeks=JUNE),
    Fact(violations.unverified_among_detected, 0.8, 1.0, "share", MOST, weeks=JUNE),
    Fact(violations.unverified_among_violators, 0.8, 1.0, "share", MOST, "other reading", weeks=JUNE),
    Fact(violations.detected_share_advised, 0.0, 0.05, "share", ADVISED, weeks=JUNE),
    Fact(violations.violating_share_advised, 0.0, 0.05, "share", ADVISED, "other reading", weeks=JUNE),
    Fact(violations.detected_pre_contract_share, 0.8, 1.0, "share", BEFORE, "can hardly fail", weeks=JUNE),
    Fact(violations.detected_pre_project_share, 0.8, 1.0, "share", BEFORE, "other reading", weeks=JUNE),
    Fact(fraud.pre_contract_share, 0.8, 1.0, "share", BEFORE, "other reading", weeks=JUNE),
    Fact(troubles.unreachable_in_60_days, 0.0425, 0.1275, "share", SILENT, weeks=SPRING),
    Fact(troubles.unreachable_of_active, 0.0425, 0.1275, "share", SILENT, "other reading", weeks=SPRING),
    Fact(troubles.unpaid_in_60_days, 0.016, 0.048, "share", UNPAID, weeks=SPRING),
    Fact(troubles.unpaid_or_left_in_60_days, 0.016, 0.048, "share", UNPAID, "other reading", weeks=SPRING),
    Fact(troubles.unpaid_of_active, 0.016, 0.048, "share", UNPAID, "other reading", weeks=SPRING),
    Fact(troubles.unpaid_ever, 0.1, 0.17, "share", EVER),
    Fact(troubles.unpaid_ever_of_all, 0.1, 0.17, "share", EVER, "other reading"),
    Fact(troubles.unpaid_ever_of_active, 0.1, 0.17, "share", EVER, "other reading"),
    Fact(volumes.workers_leaving, 0.03, 0.07, "share", STOPS),
    Fact(rates.postings_a_worker, 0.015, 0.042, "postings", NUMBERS),
    Fact(rates.yen_a_worker, 184, 287, "yen", TURNOVER),
    Fact(volumes.take_rate, 0.18, 0.215, "share", TAKE),
    Fact(volumes.takers_of_a_task, 100, 265, "workers", SURVEYS),
    Fact(volumes.pay_of_a_task_seat, 5, 60, "yen", SEATS),
    Fact(volumes.applications_a_project, 5, 15, "applications", APPLICANTS),
    Fact(names.good_name_draws, 1.5, 2.5, "ratio", NAMED, weeks=SHOWN),
    Fact(direct_deal_share, 0.05, 0.2, "share", LEAKS),
    Fact(volumes.postings_of_rings, 0.048, 0.125, "share", ADS),
    Fact(volumes.read_by_a_person, 0.05, 0.2, "share", READ, "can hardly fail"),
    Fact(volumes.new_accounts_of_rings, 0.0, 0.2, "share", DOORS, "ceiling"),
    Fact(fraud.addressed_per_10k, 0, 2000, "workers", ADDRESSED, "ceiling"),
    Fact(fraud.victims_per_10k, 0, 160, "workers", CONSULTED, "ceiling"),
    Fact(fraud.recruits_per_10k, 0, 30, "workers", MLM, "ceiling"),
    Fact(rates.loss_share, 0.0, 0.1, "share", FEES, "ceiling"),
)


def passport(events: Events, start: date) -> dict[str, float]:
    """Return every fact of a run from this date, by name: in the weeks of its source where the run has them."""
    periods = cache(lambda span: Periods(events, span))
    return {fact.name: fact.function(periods(fact.span(start, events.days))) for fact in FACTS}
