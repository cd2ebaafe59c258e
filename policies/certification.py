"""Certification: a badge that a client earns by its record."""

from dataclasses import dataclass
from math import inf

import numpy as np

from policies.checks import not_negative, share, within
from policies.records import Certifications, ClientRecords, Floats, Format, Ints

CRITERIA = ("orders", "satisfaction", "completion rate", "identity", "no violation")
PROJECTS = [Format.FIXED, Format.HOURLY]


@dataclass(frozen=True, slots=True)
class Certification:
    """Certify a client that meets every criterion: orders, satisfaction, completion rate, identity, no violation.

    Source: July 2020 report, L-05…L-11, L-34 (from 12 August 2020). It names orders and satisfaction and leaves every
    threshold open. Defaults are analogues, so assumed: 4.8 stars and ¥300,000 are what Lancers asked of its certified
    clients (there within six months, here since registration), 90 % is the completion rate that the June report
    recommends (N-13); the counts and the review period have no source. The completion rate is that of projects (fixed,
    hourly): a client that only ever ordered tasks has none, and is not certified. Badge, filter and progress page:
    see `policies.platform.Display`.
    """

    min_orders: int = 10  # accepted contracts of any format; assumed
    min_yen: float = 300_000.0  # yen, sum of accepted contracts
    min_rating: float = 4.8  # stars, 1…5
    min_ratings: int = 5  # ratings received; assumed
    min_completion_rate: float = 0.9
    needs_identity: bool = True
    review_days: int = 30  # days between two reviews; assumed

    def __post_init__(self) -> None:
        not_negative(self, "min_orders", "min_yen", "min_ratings")
        within(self, 1, 5, "min_rating")
        share(self, "min_completion_rate")
        within(self, 1, inf, "review_days")

    def review(self, clients: ClientRecords) -> Certifications:
        """(n,) clients → certified (n,), progress (n, 5) 0…1 in the order of CRITERIA; 1 is met, all 1 is certified."""
        paid = clients.accepted[:, PROJECTS].sum(axis=1)
        ended = clients.ended[:, PROJECTS].sum(axis=1)
        orders = _toward(clients.accepted.sum(axis=1), self.min_orders)
        volume = _toward(clients.accepted_yen, self.min_yen)
        stars = _toward(np.nan_to_num(clients.rating_mean, nan=1.0) - 1.0, self.min_rating - 1.0)
        rated = _toward(clients.ratings, self.min_ratings)
        completed = _toward(paid / np.maximum(ended, 1), self.min_completion_rate)
        identity = clients.verified | (not self.needs_identity)
        blameless = (clients.upheld == 0) & ~clients.restricted
        progress = np.stack(
            [np.minimum(orders, volume), np.minimum(stars, rated), completed, identity, blameless], axis=1)
        return Certifications(certified=(progress >= 1.0).all(axis=1), progress=progress.astype(np.float64))


def _toward(value: Floats | Ints, target: float) -> Floats:
    """(n,) how much of the target is reached, 0…1; exactly 1 where it is met and nowhere else."""
    reached = np.asarray(value) / max(target, 1e-9)
    return np.where(np.asarray(value) >= target, 1.0, np.clip(reached, 0.0, np.nextafter(1.0, 0.0)))


@dataclass(frozen=True, slots=True)
class Off:
    """No client is certified, and none sees any progress."""

    review_days: int = 30  # days; nothing comes of it

    def __post_init__(self) -> None:
        within(self, 1, inf, "review_days")

    def review(self, clients: ClientRecords) -> Certifications:
        """(n,) clients → certified (n,) all False, progress (n, 5) all 0."""
        n = len(clients.verified)
        return Certifications(certified=np.zeros(n, np.bool_), progress=np.zeros((n, len(CRITERIA))))
