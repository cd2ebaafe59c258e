"""Certification: a badge that a client earns by its record."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from policies.records import PROJECTS, Bools, ClientRecords

FEWEST_STARS = 1.0  # what a rating begins at


@dataclass(frozen=True, slots=True)
class Certification(Checked):
    """Certify a client that meets every criterion: orders, satisfaction, completion rate, identity, no violation.

    Source: July 2020 report, L-05…L-11, L-34 (from 12 August 2020). It names orders and satisfaction and leaves every
    threshold open. Defaults are assumed, so that three or four in a hundred of the clients who post are certified by
    September; those of Lancers, which had many thousands of certified clients, are the scenario `lancers_criteria`.
    The completion rate is that of projects (fixed, hourly): a client that only ever ordered tasks has none, and is not
    certified. Badge and filter: see `policies.platform.Display`. The page that tells a client what it lacks (L-11) is
    left out: nothing in the source says what clients do about it.
    """

    min_orders: int = number(5, "contracts", "accepted, of any format; L-06 does not say how many", 3, 30)
    min_yen: float = number(50_000.0, "yen", "of accepted contracts since registration", 1e4, 1e6)
    min_rating: float = number(4.7, "stars", "mean, received from workers", 4.5, 4.9, least=FEWEST_STARS, most=5)
    min_ratings: int = number(3, "ratings", "received; L-06 does not say how many", 1, 10)
    min_completion_rate: float = number(0.9, "share", "the completion rate that N-13 recommends", 0.8, 0.95)
    needs_identity: bool = True
    review_days: int = number(30, "days", "between two reviews of all clients", 7, 90, least=1)

    def review(self, clients: ClientRecords) -> Bools:
        """(n,) clients → (n,) bool, which of them are certified."""
        paid = clients.accepted[:, PROJECTS].sum(axis=1)
        ended = clients.ended[:, PROJECTS].sum(axis=1)
        ordered = (clients.accepted.sum(axis=1) >= self.min_orders) & (clients.accepted_yen >= self.min_yen)
        stars = np.nan_to_num(clients.rating_mean, nan=FEWEST_STARS)
        satisfied = (stars >= self.min_rating) & (clients.ratings >= self.min_ratings)
        completed = paid / np.maximum(ended, 1) >= self.min_completion_rate
        known = clients.verified | (not self.needs_identity)
        blameless = (clients.upheld == 0) & ~clients.restricted
        return ordered & satisfied & completed & known & blameless


@dataclass(frozen=True, slots=True)
class Off:
    """No client is certified."""

    review_days = 30  # nothing comes of it

    def review(self, clients: ClientRecords) -> Bools:
        """(n,) clients → all False."""
        return np.zeros(len(clients), np.bool_)
