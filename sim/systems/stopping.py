"""Stopping: workers and clients who need the service no more, once nothing of theirs is going on (F8, F17)."""

import numpy as np

from sim.acts.counting import count_dormant
from sim.arrays import I64, among
from sim.choices.churn import needs_no_more
from sim.state.codes import ContractState, Reason
from sim.state.events import ClientLeft, WorkerLeft
from sim.state.log import Log
from sim.state.people import Clients, Dormant, Workers
from sim.state.trade import Contracts, Jobs
from sim.today import Today


def stopping(
    workers: Workers, clients: Clients, dormant: Dormant, log: Log, *, jobs: Jobs, contracts: Contracts, today: Today
) -> None:
    """Let those stop whose time has come; their accounts stay behind, dormant."""
    gone = np.flatnonzero((workers.true_until < today.day + 1) & ~workers.left & (workers.running == 0))
    workers.left[gone] = True
    dormant.workers += len(gone)
    log.add(WorkerLeft(today.day + 1, gone, Reason.STOPPED))

    over = needs_no_more(clients.true_until, clients.true_orders, clients.posted, today.day + 1)
    gone = np.flatnonzero(over & ~clients.left & ~clients.restricted)
    gone = gone[~among(gone, _busy(jobs, contracts), len(clients))] if len(gone) else gone
    clients.left[gone] = True
    dormant.clients += len(gone)
    log.add(ClientLeft(today.day + 1, gone, clients.true_type[gone], Reason.STOPPED))
    count_dormant(log, dormant=dormant, day=today.day + 1)


def _busy(jobs: Jobs, contracts: Contracts) -> I64:
    """Clients with a posting that waits or is open, or with work that is not settled."""
    unsettled = (contracts.state == ContractState.RUNNING) | (contracts.state == ContractState.DELIVERED)
    return np.append(jobs.client[jobs.live()], contracts.client[unsettled])
