"""Enforcement: from reports and findings to postings that are read, and to a restriction that is never lifted."""

from dataclasses import dataclass

import numpy as np

from policies.checks import ascending
from policies.columns import guarded
from policies.numbers import Shut, check, number
from policies.records import Bools, Cases, Counts, Ground, Rulings

UNLINKED = Shut("links_accounts", False, "links count for nothing")


@dataclass(frozen=True, slots=True)
class Enforcement:
    """Staff read a case when enough people, findings or links point at an account; a confirmed case is restricted.

    So many stopped texts, or so many links to restricted accounts, restrict without a person, and so would reports
    where a rule says so. No count restricts an account that staff have read and cleared. Rulings add restrictions and
    lift none (R-01). A posting that enough people report is read too, by the same staff; it alone is taken down, and
    its account stays.

    Source: R-01…R-03 of every report, M-15…M-17 (accounts bought or shared), L-29 (legal action, not modelled here).
    R-03 names two ways of reporting: "report this job", and a violation report about an account or its messages.
    `case_readers` are people of the whole marketplace who read cases and reported jobs by day, from 6 to 22 o'clock.
    The reports name no threshold and no staff.
    """

    reports_to_review: int = number(1, "reporters", "distinct users who report the account (R-03)", 1, 5, least=1)
    reports_to_restrict: int = number(
        0, "reporters", "likewise; a restriction without a person; 0: never, however many", 0, 10
    )
    job_reports_to_review: int = number(1, "reporters", "distinct users who report one job (R-03)", 1, 5, least=1)
    findings_to_review: int = number(2, "texts", "of the account that were stopped or taken down", 1, 5, least=1)
    findings_to_restrict: int = number(6, "texts", "likewise; a restriction without a person", 3, 12, least=1)
    links_accounts: bool = False  # no report tells of it
    linked_to_review: int = number(
        1, "accounts", "restricted, with its contact or its trace", 1, 3, least=1, shut=(UNLINKED,)
    )
    linked_to_restrict: int = number(
        3, "accounts", "likewise; a restriction without a person", 2, 6, least=1, shut=(UNLINKED,)
    )
    case_readers: int = number(10, "people", "who read cases by day, of the whole marketplace", 5, 20, most=10_000)

    def __post_init__(self) -> None:
        check(self)
        if self.reports_to_restrict:
            ascending(self, "reports_to_review", "reports_to_restrict")
        ascending(self, "findings_to_review", "findings_to_restrict")
        ascending(self, "linked_to_review", "linked_to_restrict")

    def rulings(self, cases: Cases) -> Rulings:
        """(n,) cases → review (n,) bool, restrict (n,) bool, reason (n,) Ground, the first that applies."""
        linked = cases.linked * self.links_accounts
        confirmed = cases.reviewed & cases.confirmed
        reported = (cases.reporters >= self.reports_to_restrict) & (self.reports_to_restrict > 0)
        unread = np.where(reported, Ground.REPORTED, Ground.NONE)
        unread = np.where(linked >= self.linked_to_restrict, Ground.LINKED, unread)
        unread = np.where(cases.findings >= self.findings_to_restrict, Ground.FINDINGS, unread)
        reason = np.where(confirmed, Ground.CONFIRMED, np.where(cases.reviewed, Ground.NONE, unread))
        pointed_at = (
            (cases.reporters >= self.reports_to_review)
            | (cases.findings >= self.findings_to_review)
            | (linked >= self.linked_to_review)
        )
        restrict = reason != Ground.NONE
        return Rulings(review=pointed_at & ~cases.reviewed & ~restrict, restrict=restrict, reason=reason)

    @guarded
    def reviews_jobs(self, reporters: Counts) -> Bools:
        """(n,) users who reported each job since it was last cleared → (n,) a case reader looks at it."""
        return np.greater_equal(reporters, self.job_reports_to_review)


@dataclass(frozen=True, slots=True)
class Off:
    """Nobody reads a case or a reported job, nobody is restricted."""

    case_readers = 0
    links_accounts = False

    def rulings(self, cases: Cases) -> Rulings:
        """(n,) cases → all False, no reason."""
        n = len(cases)
        return Rulings(np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.full(n, Ground.NONE, np.int64))

    @guarded
    def reviews_jobs(self, reporters: Counts) -> Bools:
        """(n,) users who reported each job → all False."""
        return np.zeros(len(reporters), np.bool_)
