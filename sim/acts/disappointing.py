"""Disappointing: what comes to nothing or is stopped costs the platform a part of its clients' trust."""

import numpy as np

from sim.arrays import I64, Reals
from sim.choices.learning import disappointed
from sim.state.people import Clients


def let_down(clients: Clients, *, whom: I64, times: Reals | float, share: float) -> None:
    """Client rows (n,), how often each (or what part of once), the share of trust that it costs. Rings feel nothing."""
    count = np.bincount(whom, times if np.ndim(times) else np.full(len(whom), times), len(clients))
    rows = np.flatnonzero((count > 0) & (clients.true_ring < 0))
    clients.true_trust[rows] = disappointed(clients.true_trust[rows], count[rows], share)
