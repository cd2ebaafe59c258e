"""Screening: publish, review or suspend a posting."""

from dataclasses import dataclass
from math import log2

import numpy as np

from policies.checks import ascending
from policies.numbers import Shut, check, number
from policies.records import Action, Floats, Kind, Postings, Verdicts

NO_CHECKERS = Shut("checkers", 0, "nobody glances at postings")
FEE_IS_NOTHING = Shut("high_fee_weight", 0.0, "a high fee counts for nothing")
NEW_IS_NOTHING = Shut("new_account_weight", 0.0, "a new account counts for nothing")
UPHELD_IS_NOTHING = Shut("upheld_weight", 0.0, "earlier findings count for nothing")
NO_REVIEWERS = Shut("reviewers", 0, "nobody reviews postings")


@dataclass(frozen=True, slots=True)
class Screening:
    """Every posting is scored; from `review_at` on a person reads it first, from `suspend_at` on it is suspended.

    The score is a logistic sum of evidence: what the guidelines find in the text, and what the account looks like
    (unverified, new, nothing accepted yet, a fee far above the quote, earlier findings upheld), all in log-odds.
    Thresholds are held against a score of 0…1; one above 1 is never met. Staff are counted as people on duty at any
    time, day and night (M-07): `checkers` glance at postings from `check_at` on, the longer the nearer one comes to
    `review_at`;
    `reviewers` read those to be reviewed and those that alarm a checker, and confirm suspensions; nobody on duty means
    no desk and no wait. `night_staff` is the part of the night for which they stay: with 0, what comes at night waits
    until morning. The publication lag is what the queues at these desks make it (M-09), so stricter thresholds
    bring more work and longer lags (M-26).

    Source: March 2020 report, M-07…M-10, M-26, and R-06 of every report: all postings, around the clock, by staff and a
    system whose conditions became stricter in late March. Neither criteria, thresholds, accuracy nor staff are given.
    """

    review_at: float = number(
        0.4, "score", "from here on a person reads it first; above 1, with suspend_at: never", 0.06, 0.9
    )
    suspend_at: float = number(0.9, "score", "from here on it is suspended (M-08); above 1: never", 0.6, 1.1)
    check_at: float = number(0.02, "score", "from here on a checker glances first; 0: at every posting", 0.0, 0.06)
    checkers: int = number(
        4,
        "people",
        "on duty at any time, in the whole marketplace: some tens of 190 employed, by shifts",
        2,
        8,
        most=10_000,
    )
    check_minutes: float = number(
        1.8, "minutes", "at most, for a posting at the line", 0.5, 4, most=10_080, shut=(NO_CHECKERS,)
    )
    reviewers: int = number(5, "people", "on duty at any time, in the whole marketplace", 3, 10, most=10_000)
    review_minutes: float = number(8.0, "minutes", "a posting", 4, 20, most=10_080, shut=(NO_REVIEWERS,))
    night_staff: float = number(0.3, "share", "of the night, 22 to 6 o'clock, that each is there; 1: as by day", 0, 1)
    base: float = number(-4.0, "log-odds", "an ordinary posting of a verified client with a record", -6, -2)
    finding_weight: float = number(7.0, "log-odds", "a finding of full weight", 4, 10, least=0)
    contact_weight: float = number(0.5, "log-odds", "an outside contact in the text", 0, 2, least=0)
    unverified_weight: float = number(0.7, "log-odds", "an unverified client; most violators are (N-09)", 0, 2, least=0)
    new_account_weight: float = number(0.5, "log-odds", "on its first day, fading over new_account_days", 0, 2, least=0)
    new_account_days: float = number(
        30.0, "days", "after which 37 % of new_account_weight is left", 7, 90, least=1e-9, shut=(NEW_IS_NOTHING,)
    )
    unproven_weight: float = number(0.4, "log-odds", "no accepted contract", 0, 2, least=0)
    high_fee_weight: float = number(
        0.4, "log-odds", "each doubling of the fee above high_fee_from (L-24)", 0, 1, least=0
    )
    high_fee_from: float = number(
        2.0, "× quote", "up to here a fee is no evidence", 1.5, 4, least=1, shut=(FEE_IS_NOTHING,)
    )
    high_fee_cap: float = number(
        3.0, "doublings", "of the fee that count at most", 1, 5, most=40, shut=(FEE_IS_NOTHING,)
    )
    upheld_weight: float = number(1.0, "log-odds", "each earlier finding upheld", 0.5, 2, least=0)
    upheld_cap: int = number(3, "findings", "upheld, that count at most", 1, 10, shut=(UPHELD_IS_NOTHING,))

    def __post_init__(self) -> None:
        check(self)
        ascending(self, "check_at", "review_at", "suspend_at")

    def verdicts(self, postings: Postings) -> Verdicts:
        """(n,) postings → action (n,) PASS, REVIEW or STOP; score (n,) 0…1; reason (n,) Kind found."""
        score = 0.5 + 0.5 * np.tanh(0.5 * self._log_odds(postings))  # the logistic function, which cannot overflow
        reached = [score >= self.suspend_at, ~(score < self.review_at)]  # NaN: a person has to tell
        action = np.select(reached, [Action.STOP, Action.REVIEW], Action.PASS)
        return Verdicts(action=action.astype(np.int64), score=score, reason=postings.findings.kind)

    def _log_odds(self, postings: Postings) -> Floats:
        """(n,) the sum of evidence against each posting."""
        text = self.finding_weight * postings.findings.weight + self.contact_weight * postings.findings.contact
        account = (
            self.unverified_weight * ~postings.verified
            + self.new_account_weight * np.exp(-postings.account_age_days / self.new_account_days)
            + self.unproven_weight * (postings.accepted == 0)
            + self.upheld_weight * np.minimum(postings.upheld, self.upheld_cap)
        )
        quote = np.where(postings.quote > 0, postings.quote, postings.fee)  # NaN: no quote, no evidence
        doublings = np.log2(np.maximum(postings.fee, 1.0) / np.maximum(quote, 1.0)) - log2(self.high_fee_from)
        return self.base + text + account + self.high_fee_weight * np.clip(doublings, 0.0, self.high_fee_cap)


@dataclass(frozen=True, slots=True)
class Off:
    """Every posting is published at once, and nobody looks at it."""

    review_at = 1.0
    check_at = 0.0
    checkers = reviewers = 0
    check_minutes = review_minutes = night_staff = 0.0

    def verdicts(self, postings: Postings) -> Verdicts:
        """(n,) postings → all PASS."""
        n = len(postings)
        return Verdicts(np.full(n, Action.PASS, np.int64), np.zeros(n), np.full(n, Kind.NONE, np.int64))
