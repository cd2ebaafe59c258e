"""Reporting: users point the office at an account, by job or by violation report alike (R-03)."""

import numpy as np

from sim.arrays import F64, I64
from sim.state.events import Reported
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.trade import PairSet


def report(
    clients: Clients,
    reported: PairSet,
    ledger: Ledger,
    log: Log,
    *,
    worker: I64,
    client: I64,
    job: I64,
    time: F64,
    tactic: I64,
    text: I64,
) -> None:
    """Put (n,) reports on file; a second one by the same user on the same account does not count.

    text: (n,) code of what is pointed at, -1 for a call
    """
    new = reported.unmet(worker, client)
    written = new & (text >= 0)
    ledger.note(client[written], text[written])
    reported.add(worker[new], client[new])
    np.add.at(clients.reporters, client[new], 1)
    log.add(Reported(time[new], worker[new], client[new], job[new], tactic[new]))
