"""Telling: the office tells a client that a text of it breaks a rule; most take heed, for good (R-10)."""

from sim.arrays import I64
from sim.state.people import Clients


def tell(clients: Clients, rows: I64) -> None:
    """These client rows (n,) are told. Who takes heed breaks no rule unwittingly, and advertises nothing, any more."""
    clients.true_lapses[rows[clients.true_heeds[rows]]] = 0.0
