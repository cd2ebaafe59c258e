"""Reporting: users point the office at an account, by job or by violation report alike (R-03)."""

import numpy as np

from sim.arrays import F64, I64
from sim.state.log import Event, Log
from sim.state.people import Clients
from sim.state.trade import Seen


def report(
    clients: Clients, reported: Seen, log: Log, worker: I64, client: I64, job: I64, time: F64, what: I64 | int = 0
) -> None:
    """Put (n,) reports on file; a second one by the same user on the same account does not count."""
    new = reported.fresh(worker, client)
    reported.add(worker[new], client[new])
    np.add.at(clients.reporters, client[new], 1)
    whats = np.broadcast_to(what, len(worker))[new]
    log.add(Event.REPORTED, time[new], worker=worker[new], client=client[new], job=job[new], what=whats)
