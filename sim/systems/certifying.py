"""Certifying: the office reviews who carries the certified badge (L-05…L-11)."""

from sim import observe
from sim.state.people import Clients
from sim.today import Today


def certifying(clients: Clients, *, today: Today) -> None:
    """All clients are reviewed every `review_days` of the rule, and on the day on which that rule comes into force."""
    certification = today.platform.certification
    if "certification" in today.switched or today.every(certification.review_days):
        clients.certified[:] = certification.review(observe.client_records(clients, today.day)).certified
