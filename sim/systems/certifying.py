"""Certifying: the office reviews who carries the certified badge (L-05…L-11)."""

import numpy as np

from sim import observe
from sim.state.events import Certified
from sim.state.log import Log
from sim.state.people import Clients
from sim.today import Today


def certifying(clients: Clients, log: Log, *, today: Today) -> None:
    """All clients are reviewed every `review_days` of the rule, and on the day on which that rule comes into force."""
    certification = today.platform.certification
    if "certification" in today.switched or today.every(certification.review_days):
        review = certification.review(observe.client_records(clients, today.day))
        certified = review.certified
        clients.progress[:] = review.progress.min(axis=1)
        moved = np.flatnonzero(certified != clients.certified)
        clients.certified[:] = certified
        log.add(Certified(today.day + 1, moved, certified[moved]))
