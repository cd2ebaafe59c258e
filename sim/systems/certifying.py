"""Certifying: the office reviews who carries the certified badge (L-05…L-11)."""

import numpy as np

from sim import observe
from sim.arrays import blocks
from sim.state.events import Certified
from sim.state.log import Log
from sim.state.people import Clients
from sim.today import Today


def certifying(clients: Clients, log: Log, *, today: Today) -> None:
    """All clients are reviewed every `review_days` of the rule, and on the day on which that rule comes into force.

    A review knows all that happened before today, and its badges are on show today.
    """
    certification = today.platform.certification
    if "certification" in today.switched or today.every(certification.review_days):
        before = clients.certified.copy()
        for part in blocks(len(clients)):
            records = observe.client_records(clients, today.day, part)
            clients.certified[part] = certification.review(records)
        moved = np.flatnonzero(before != clients.certified)
        log.add(Certified(today.day, moved, clients.certified[moved]))
