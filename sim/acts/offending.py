"""Offending: an honest posting or text was taken for a violation, and some clients leave for good."""

import numpy as np

from sim.arrays import I64, U64
from sim.state.codes import Reason
from sim.state.draws import Purpose
from sim.state.events import ClientLeft
from sim.state.log import Log
from sim.state.people import Clients
from sim.today import Today


def offend(clients: Clients, log: Log, *, wronged: I64, keys: U64, today: Today) -> None:
    """Client rows (n,) of honest postings or texts that were stopped, and the (n,) keys of these."""
    leaves = today.draws.uniform(Purpose.OFFENDED, keys) < today.world.reviewing.offended
    gone = np.unique(wronged[leaves & ~clients.left[wronged]])
    clients.left[gone] = True
    log.add(ClientLeft(today.day + 1, gone, clients.true_type[gone], Reason.WRONGED))
