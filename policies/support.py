"""Support: public relief in the pandemic, and the information that brings it to workers."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from policies.checks import share
from policies.records import Floats, WorkerRecords

EPOCH = date(1970, 1, 1)

# First and last day (None: no end in the reports) of what the reports announce.
GUARDIANS_4100_YEN = (date(2020, 2, 27), date(2020, 3, 31))  # a day, A-27, N-21
GUARDIANS_7500_YEN = (date(2020, 4, 1), date(2020, 9, 30))  # a day, N-22
CONSULTATION_ROOM = (date(2020, 5, 12), None)  # Y-27
SUSTAINING_GRANT = (date(2020, 6, 29), None)  # open to income declared as miscellaneous or salary, N-18, N-20
RENT_GRANT = (date(2020, 7, 14), None)  # L-31, L-32


@dataclass(frozen=True, slots=True)
class Support:
    """Relief that a worker is entitled to eases financial pressure, if the worker hears of it.

    Guardians of children out of school get the closure subsidy, in proportion to its yen a day; who lives on this work
    gets the sustaining grant and the rent grant. The digest of measures reaches some workers, the consultation room,
    once open, some more. Several kinds of relief leave the product of what each leaves of the pressure.

    Source: R-13, R-14, A-27…A-33, Y-27…Y-33, N-18…N-25, L-31, L-32. The reports give dates and yen a day; how far
    information reaches and how much pressure each measure takes off is assumed.
    """

    digest_reach: float = 0.3  # share of workers whom the digest reaches; assumed
    room_reach: float = 0.1  # share of workers whom only the consultation room reaches; assumed
    guardian_relief: float = 0.3  # share of pressure that 7,500 yen a day take off; assumed
    sustaining_relief: float = 0.3  # assumed
    rent_relief: float = 0.15  # assumed

    def __post_init__(self) -> None:
        share(self, "digest_reach", "room_reach", "guardian_relief", "sustaining_relief", "rent_relief")
        if self.digest_reach + self.room_reach > 1:
            raise ValueError(f"room_reach: {self.room_reach!r} is too much, must be at most 1 - digest_reach")

    def relief(self, workers: WorkerRecords) -> Floats:
        """(n,) workers on a day → (n,) 0…1, the share of financial pressure taken off."""
        today = workers.day
        reach = self.digest_reach + self.room_reach * _open(CONSULTATION_ROOM, today)
        subsidy = self.guardian_relief * (
            _open(GUARDIANS_7500_YEN, today) + 4_100 / 7_500 * _open(GUARDIANS_4100_YEN, today))
        grants = (1 - self.sustaining_relief * _open(SUSTAINING_GRANT, today)) * (
            1 - self.rent_relief * _open(RENT_GRANT, today))
        left = np.where(workers.guardian, 1 - subsidy, 1.0) * np.where(workers.main_income, grants, 1.0)
        return np.where(np.asarray(workers.reached) > 1 - reach, 1 - left, 0.0)


def _open(period: tuple[date, date | None], day: int) -> bool:
    """Does the day (since 1970-01-01) fall into the period?"""
    first, last = period
    return (first - EPOCH).days <= day and (last is None or day <= (last - EPOCH).days)


@dataclass(frozen=True, slots=True)
class Off:
    """No relief reaches anybody."""

    def relief(self, workers: WorkerRecords) -> Floats:
        """(n,) workers → (n,) all 0."""
        return np.zeros(len(workers.reached))
