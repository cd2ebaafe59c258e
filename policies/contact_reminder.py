"""Contact reminder: the office urges a silent counterparty to answer."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from policies.records import PROJECTS, Denial, Grants, ReminderRequests, Stage


@dataclass(frozen=True, slots=True)
class ContactReminder(Checked):
    """Either party of a fixed or hourly contract may ask, between contract and completion; the office may deny it.

    Source: April 2020 report, A-08…A-16: project formats only (A-09), not before the contract nor after its completion
    (A-13), denied "depending on circumstances" (A-12), which are not named: days of silence and number of requests are
    assumed to be what counts. How well a reminder works belongs to the world.
    """

    min_silent_days: float = number(3.0, "days", "of silence before anybody is urged; A-12 does not say", 1, 7)
    max_requests: int = number(2, "requests", "for one contract; A-12 does not say", 1, 5)

    def grants(self, requests: ReminderRequests) -> Grants:
        """(n,) requests → granted (n,) bool, reason (n,) Denial, the first that applies."""
        reason = np.select(
            [
                ~np.isin(requests.format, PROJECTS),
                requests.stage != Stage.DURING,
                ~(requests.silent_days >= self.min_silent_days),
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
        n = len(requests)
        return Grants(granted=np.zeros(n, np.bool_), reason=np.full(n, Denial.FORMAT, np.int64))
