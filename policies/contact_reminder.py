"""Contact reminder: the office urges a silent counterparty to answer."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from policies.checks import not_negative
from policies.records import Format, Grants, ReminderRequests, Stage


class Denial(IntEnum):
    """Why a request is not granted, the reasons of `records.Grants`."""

    NONE = 0
    FORMAT = 1
    STAGE = 2
    TOO_SOON = 3
    TOO_MANY = 4


@dataclass(frozen=True, slots=True)
class ContactReminder:
    """Either party of a fixed or hourly contract may ask, between contract and completion; the office may deny it.

    Source: April 2020 report, A-08…A-16: project formats only (A-09), not before the contract nor after its completion
    (A-13), denied "depending on circumstances" (A-12), which are not named: days of silence and number of requests are
    assumed to be what counts. How well a reminder works belongs to the world.
    """

    min_silent_days: float = 3.0  # days; assumed
    max_requests: int = 2  # for one contract; assumed

    def __post_init__(self) -> None:
        not_negative(self, "min_silent_days", "max_requests")

    def grants(self, requests: ReminderRequests) -> Grants:
        """(n,) requests → granted (n,) bool, reason (n,) Denial, the first that applies."""
        reason = np.select(
            [
                ~np.isin(requests.format, [Format.FIXED, Format.HOURLY]),
                requests.stage != Stage.DURING,
                requests.silent_days < self.min_silent_days,
                requests.earlier >= self.max_requests,
            ],
            [Denial.FORMAT, Denial.STAGE, Denial.TOO_SOON, Denial.TOO_MANY],
            default=Denial.NONE,
        ).astype(np.int64)
        return Grants(granted=reason == Denial.NONE, reason=reason)


@dataclass(frozen=True, slots=True)
class Off:
    """The office urges nobody: no format is covered."""

    def grants(self, requests: ReminderRequests) -> Grants:
        """(n,) requests → none granted."""
        n = len(requests.format)
        return Grants(granted=np.zeros(n, np.bool_), reason=np.full(n, Denial.FORMAT, np.int64))
