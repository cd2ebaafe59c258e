"""Support: public relief in the pandemic, and the information that brings it to workers."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from policies.dates import days
from policies.numbers import check, number
from policies.records import Floats, WorkerRecords


class Measure(NamedTuple):
    """Relief measures that the reports announce, with the rows that say so."""

    source: str
    first: datetime.date
    last: datetime.date | None = None  # None: no end in the reports
    yen_a_day: int = 0

    def lasts(self, date: int) -> bool:
        """Does the date (days since 1970-01-01) fall into its time?"""
        return days(self.first) <= date and (self.last is None or date <= days(self.last))


GUARDIANS_EARLY = Measure("A-27, N-21", datetime.date(2020, 2, 27), datetime.date(2020, 3, 31), yen_a_day=4_100)
GUARDIANS = Measure("N-22", datetime.date(2020, 4, 1), datetime.date(2020, 9, 30), yen_a_day=7_500)
CONSULTATION_ROOM = Measure("Y-27", datetime.date(2020, 5, 12))
SUSTAINING_GRANT = Measure("N-18, N-20", datetime.date(2020, 6, 29))  # open to miscellaneous income or salary
RENT_GRANT = Measure("L-31, L-32", datetime.date(2020, 7, 14))


@dataclass(frozen=True, slots=True)
class Support:
    """Relief that a worker is entitled to eases financial pressure, if the worker hears of it.

    Guardians of children out of school get the closure subsidy, in proportion to its yen a day; who lives on this work
    gets the sustaining grant and the rent grant. The digest of measures reaches some workers, the consultation room,
    once open, some more. Several kinds of relief leave the product of what each leaves of the pressure.

    Source: R-13, R-14, A-27, Y-27, Y-28, N-18, N-20…N-22, L-31, L-32. The reports give dates and yen a day; how far
    information reaches and how much pressure each measure takes off they do not say. The subsidy is for days not
    worked; here it eases every day of its time.
    """

    digest_reach: float = number(0.3, "share", "of workers whom the digest reaches (R-14)", 0.1, 0.6)
    room_reach: float = number(0.1, "share", "of workers whom only the consultation room reaches (Y-27)", 0.02, 0.3)
    guardian_relief: float = number(0.3, "share", "of pressure that 7,500 yen a day take off (N-22)", 0.1, 0.6)
    sustaining_relief: float = number(0.3, "share", "of pressure that the sustaining grant takes off (N-18)", 0.1, 0.6)
    rent_relief: float = number(0.15, "share", "of pressure that the rent grant takes off (L-31)", 0.05, 0.3)

    def __post_init__(self) -> None:
        check(self)
        if self.digest_reach + self.room_reach > 1:
            raise ValueError(f"room_reach: {self.room_reach!r} is too much, must be at most 1 - digest_reach")

    def relief(self, workers: WorkerRecords) -> Floats:
        """(n,) workers on a date → (n,) 0…1, the share of financial pressure taken off."""
        date = workers.date
        reach = self.digest_reach + self.room_reach * CONSULTATION_ROOM.lasts(date)
        early = GUARDIANS_EARLY.yen_a_day / GUARDIANS.yen_a_day
        subsidy = self.guardian_relief * (GUARDIANS.lasts(date) + early * GUARDIANS_EARLY.lasts(date))
        grants = (1 - self.sustaining_relief * SUSTAINING_GRANT.lasts(date)) * (
            1 - self.rent_relief * RENT_GRANT.lasts(date)
        )
        left = np.where(workers.guardian, 1 - subsidy, 1.0) * np.where(workers.main_income, grants, 1.0)
        return np.where(workers.reached > 1 - reach, 1 - left, 0.0)


@dataclass(frozen=True, slots=True)
class Off:
    """No relief reaches anybody."""

    def relief(self, workers: WorkerRecords) -> Floats:
        """(n,) workers → (n,) all 0."""
        return np.zeros(len(workers))
