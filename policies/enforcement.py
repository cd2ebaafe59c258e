"""Enforcement: from reports and findings to a restriction that is never lifted."""

from dataclasses import dataclass
from enum import IntEnum
from math import inf

import numpy as np

from policies.checks import ascending, not_negative, within
from policies.records import Cases, Rulings


class Ground(IntEnum):
    """Why an account is restricted, the reasons of `records.Rulings`."""

    NONE = 0
    CONFIRMED = 1
    FINDINGS = 2
    LINKED = 3


@dataclass(frozen=True, slots=True)
class Enforcement:
    """Staff read a case when enough people, findings or links point at an account; a confirmed case is restricted.

    So many stopped texts, or so many links to restricted accounts, restrict without a person. Who was read and cleared
    is not restricted by a count. Rulings only ever add restrictions: as a rule none is lifted (R-01).

    Source: R-01…R-03 of every report, M-15…M-17 (accounts bought or shared), L-29 (legal action, not modelled here).
    The reports name no threshold and no capacity: all numbers are assumed, `cases_a_day` for a marketplace of about
    3,250 clients.
    """

    reports_to_review: int = 1  # distinct reporters; assumed
    findings_to_review: int = 2  # stopped texts; assumed
    findings_to_restrict: int = 6  # stopped texts; assumed
    links_accounts: bool = False  # no report tells of it
    linked_to_review: int = 1  # restricted accounts that share a contact handle; assumed
    linked_to_restrict: int = 3  # likewise; assumed
    cases_a_day: int = 10  # cases staff read in a day; assumed

    def __post_init__(self) -> None:
        not_negative(self, "cases_a_day")
        within(self, 1, inf, "reports_to_review", "findings_to_review", "linked_to_review")
        ascending(self, "findings_to_review", "findings_to_restrict")
        ascending(self, "linked_to_review", "linked_to_restrict")

    def rulings(self, cases: Cases) -> Rulings:
        """(n,) cases → review (n,) bool, restrict (n,) bool, reason (n,) Ground, the first that applies."""
        linked = cases.linked * self.links_accounts
        confirmed = cases.reviewed & cases.confirmed
        reason = np.select(
            [
                confirmed,
                ~cases.reviewed & (cases.findings >= self.findings_to_restrict),
                ~cases.reviewed & (linked >= self.linked_to_restrict),
            ],
            [Ground.CONFIRMED, Ground.FINDINGS, Ground.LINKED],
            default=Ground.NONE,
        ).astype(np.int64)
        pointed_at = (
            (cases.reporters >= self.reports_to_review)
            | (cases.findings >= self.findings_to_review)
            | (linked >= self.linked_to_review)
        )
        restrict = reason != Ground.NONE
        return Rulings(review=pointed_at & ~cases.reviewed & ~restrict, restrict=restrict, reason=reason)


@dataclass(frozen=True, slots=True)
class Off:
    """Nobody reads a case, nobody is restricted."""

    @property
    def cases_a_day(self) -> int:
        """No staff."""
        return 0

    @property
    def links_accounts(self) -> bool:
        """Nobody looks."""
        return False

    def rulings(self, cases: Cases) -> Rulings:
        """(n,) cases → all False, no reason."""
        n = len(cases.reporters)
        return Rulings(np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.full(n, Ground.NONE, np.int64))
