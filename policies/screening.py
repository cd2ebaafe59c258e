"""Screening: publish, review or suspend a posting."""

from dataclasses import dataclass
from math import inf

import numpy as np

from policies.checks import ascending, not_negative, within
from policies.records import Action, Floats, Kind, Postings, Verdicts


@dataclass(frozen=True, slots=True)
class Screening:
    """Every posting is scored; from `review_at` on a person reads it first, from `suspend_at` on it is suspended.

    The score is a logistic sum of evidence: what the guidelines find in the text, and what the account looks like
    (unverified, new, nothing accepted yet, a fee far above the quote, earlier findings upheld), all in log-odds.
    Thresholds are held against a score of 0…1; one above 1 is never met. Staff are counted as people on duty at any
    time, day and night (M-07): `checkers` glance at every posting, `reviewers` read those to be reviewed and confirm
    suspensions; nobody on duty means no desk and no wait. The publication lag is what the queues at these desks make
    it (M-09), so stricter thresholds bring more work and longer lags (M-26).

    Source: March 2020 report, M-07…M-10, M-26, and R-06 of every report: all postings, around the clock, by staff and a
    system whose conditions became stricter in late March. Neither criteria, thresholds, accuracy nor staff are given:
    all numbers are assumed, staff for a marketplace of about 3,250 clients.
    """

    review_at: float = 0.5
    suspend_at: float = 0.9
    checkers: int = 1  # people on duty at any time
    check_minutes: float = 8.0  # a posting
    reviewers: int = 1  # people on duty at any time
    review_minutes: float = 20.0  # a posting
    base: float = -4.0  # log-odds of an ordinary posting of a verified client with a record
    finding: float = 7.0  # a finding of full weight
    contact: float = 0.5  # an outside contact in the text
    unverified: float = 0.7
    new_account: float = 0.5  # on its first day, fading over new_account_days
    new_account_days: float = 30.0
    unproven: float = 0.4  # no accepted contract
    high_fee: float = 0.4  # each doubling of the fee above twice the quote, three at most
    upheld: float = 1.0  # each earlier finding upheld, three at most

    def __post_init__(self) -> None:
        not_negative(self, "review_at", "suspend_at", "checkers", "check_minutes", "reviewers", "review_minutes",
                     "finding", "contact", "unverified", "new_account", "unproven", "high_fee", "upheld")
        within(self, 1e-9, inf, "new_account_days")
        ascending(self, "review_at", "suspend_at")

    def verdicts(self, postings: Postings) -> Verdicts:
        """(n,) postings → action (n,) PASS, REVIEW or STOP; score (n,) 0…1; reason (n,) Kind found."""
        score = 0.5 + 0.5 * np.tanh(0.5 * self._log_odds(postings))  # the logistic function, which cannot overflow
        reached = [score >= self.suspend_at, score >= self.review_at]
        action = np.select(reached, [Action.STOP, Action.REVIEW], Action.PASS)
        return Verdicts(action=action.astype(np.int64), score=score, reason=postings.findings.kind.copy())

    def _log_odds(self, postings: Postings) -> Floats:
        """(n,) the sum of evidence against each posting."""
        text = self.finding * postings.findings.weight + self.contact * postings.findings.contact
        account = (
            self.unverified * ~postings.verified
            + self.new_account * np.exp(-postings.account_age_days / self.new_account_days)
            + self.unproven * (postings.accepted == 0)
            + self.upheld * np.minimum(postings.upheld, 3)
        )
        quote = np.where(postings.quote > 0, postings.quote, postings.fee)  # NaN: no quote, no evidence
        doublings = np.log2(np.maximum(postings.fee, 1.0) / np.maximum(quote, 1.0)) - 1.0
        return np.asarray(self.base + text + account + self.high_fee * np.clip(doublings, 0.0, 3.0), np.float64)


@dataclass(frozen=True, slots=True)
class Off:
    """Every posting is published at once, and nobody looks at it."""

    @property
    def checkers(self) -> int:
        """No desk."""
        return 0

    @property
    def check_minutes(self) -> float:
        """No work."""
        return 0.0

    @property
    def reviewers(self) -> int:
        """No desk."""
        return 0

    @property
    def review_minutes(self) -> float:
        """No work."""
        return 0.0

    def verdicts(self, postings: Postings) -> Verdicts:
        """(n,) postings → all PASS."""
        n = len(postings.text)
        return Verdicts(np.full(n, Action.PASS, np.int64), np.zeros(n), np.full(n, Kind.NONE, np.int64))
