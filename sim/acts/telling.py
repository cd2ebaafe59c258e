"""Telling: the office tells a client that a text of it breaks a rule; most take heed, for good (R-10)."""

from sim.arrays import I64
from sim.state.people import Clients


def tell(clients: Clients, rows: I64) -> None:
    """Tell these (n,) client rows of the rules. Those who take heed break none unwittingly and advertise no more.

    Nor do they name a contact in a text before a contract; who means to deal outside still asks where the two speak.
    """
    heeding = rows[clients.true_heeds[rows]]
    clients.true_lapses[heeding] = 0.0
    clients.true_misuses[heeding] = 0.0
    clients.true_discreet[heeding] = True
