"""Certifying: the office reviews who carries the certified badge (L-05…L-11)."""

import numpy as np

from sim import observe
from sim.arrays import blocks
from sim.state.events import Certified
from sim.state.log import Log
from sim.state.people import Clients
from sim.today import Today


def certifying(clients: Clients, log: Log, *, today: Today) -> None:
    """All clients are reviewed at midnight after every `review_days` of the rule, and at that at which the rule comes.

    A review knows all that happened before it, and its badges are on show today.
    """
    certification, yesterday = today.platform.certification, today.day - 1
    if "certification" in today.switched or (yesterday >= 0 and yesterday % certification.review_days == 0):
        before = clients.certified.copy()
        for part in blocks(len(clients)):
            records = observe.client_records(clients, today.day, part)
            clients.certified[part] = certification.review(records).certified
        moved = np.flatnonzero(before != clients.certified)
        log.add(Certified(today.day, moved, clients.certified[moved]))
