"""Certification: a badge that a client earns by its record."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from policies.records import CRITERIA, PROJECTS, Certifications, ClientRecords, Floats, Ints

FEWEST_STARS = 1.0  # what a rating begins at


@dataclass(frozen=True, slots=True)
class Certification(Checked):
    """Certify a client that meets every criterion: orders, satisfaction, completion rate, identity, no violation.

    Source: July 2020 report, L-05…L-11, L-34 (from 12 August 2020). It names orders and satisfaction and leaves every
    threshold open. Defaults are assumed, so that three or four in a hundred of the clients who post are certified by
    September; those of Lancers, which had many thousands of certified clients, are the scenario `lancers_criteria`.
    The completion rate is that of projects (fixed, hourly): a client that only ever ordered tasks has none, and is not
    certified. Badge, filter and progress page: see `policies.platform.Display`.
    """

    min_orders: int = number(5, "contracts", "accepted, of any format; L-06 does not say how many", 3, 30)
    min_yen: float = number(50_000.0, "yen", "of accepted contracts since registration", 1e4, 1e6)
    min_rating: float = number(4.7, "stars", "mean, received from workers", 4.5, 4.9, least=FEWEST_STARS, most=5)
    min_ratings: int = number(3, "ratings", "received; L-06 does not say how many", 1, 10)
    min_completion_rate: float = number(0.9, "share", "the completion rate that N-13 recommends", 0.8, 0.95)
    needs_identity: bool = True
    review_days: int = number(30, "days", "between two reviews of all clients", 7, 90, least=1)

    def review(self, clients: ClientRecords) -> Certifications:
        """(n,) clients → certified (n,), progress (n, 5) 0…1 in the order of CRITERIA; 1 is met, all 1 is certified."""
        paid = clients.accepted[:, PROJECTS].sum(axis=1)
        ended = clients.ended[:, PROJECTS].sum(axis=1)
        orders = _toward(clients.accepted.sum(axis=1), self.min_orders)
        volume = _toward(clients.accepted_yen, self.min_yen)
        stars = np.nan_to_num(clients.rating_mean, nan=FEWEST_STARS) - FEWEST_STARS
        rated = _toward(clients.ratings, self.min_ratings)
        satisfied = np.minimum(_toward(stars, self.min_rating - FEWEST_STARS), rated)
        completed = _toward(paid / np.maximum(ended, 1), self.min_completion_rate)
        identity = clients.verified | (not self.needs_identity)
        blameless = (clients.upheld == 0) & ~clients.restricted
        progress = np.stack([np.minimum(orders, volume), satisfied, completed, identity, blameless], axis=1)
        return Certifications(certified=(progress >= 1.0).all(axis=1), progress=progress.astype(np.float64))


def _toward(value: Floats | Ints, target: float) -> Floats:
    """(n,) how much of the target is reached, 0…1; exactly 1 where it is met and nowhere else."""
    if target <= 0:
        return np.ones(len(value))
    return np.where(value >= target, 1.0, np.minimum(np.minimum(value, target) / target, np.nextafter(1.0, 0.0)))


@dataclass(frozen=True, slots=True)
class Off:
    """No client is certified, and none sees any progress."""

    review_days = 30  # nothing comes of it

    def review(self, clients: ClientRecords) -> Certifications:
        """(n,) clients → certified (n,) all False, progress (n, 5) all 0."""
        n = len(clients)
        return Certifications(certified=np.zeros(n, np.bool_), progress=np.zeros((n, len(CRITERIA))))
