"""Signing: a pair makes a contract, and the client pays into escrow."""

import numpy as np

from policies.records import Format, Stage
from sim.acts.permitting import permits
from sim.arrays import I64, tally
from sim.choices import working
from sim.choices.talking import takes_call
from sim.state.codes import ContractState
from sim.state.events import Hired
from sim.state.handover import Deals
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Contracts
from sim.today import Today


def sign(workers: Workers, contracts: Contracts, log: Log, *, deals: Deals, clients: Clients, today: Today) -> I64:
    """Sign (n,) contracts → their rows. Those of projects take their time, those of tasks none."""
    amount = np.maximum(1.0, np.round(deals.amount))
    rows = contracts.add(
        key=deals.key,
        worker=deals.worker,
        client=deals.client,
        job=deals.job,
        nth=deals.nth,
        format=deals.format,
        amount=amount,
        started=deals.when,
        due=deals.when,
        true_fit=deals.fit,
        swapped=deals.swapped,
        silent_since=np.inf,
        next_at=np.inf,
        state=ContractState.RUNNING,
    )
    tally(workers.running, deals.worker)
    log.add(Hired(deals.when, deals.worker, deals.client, contracts.posting(rows), deals.tactic, deals.format, amount))
    project = rows[deals.format != Format.TASK]
    if len(project):
        _begin(contracts, rows=project, workers=workers, clients=clients, today=today)
    return rows


def _begin(contracts: Contracts, *, rows: I64, workers: Workers, clients: Clients, today: Today) -> None:
    """Work takes until tomorrow at least. Pairs who may call in-house meanwhile, and do, fall silent less often."""
    draws, talking, keys = today.draws, today.world.talking, contracts.key[rows]
    takes = working.takes(draws.exponential(Purpose.WORK_DAYS, keys), today.world.working)
    contracts.due[rows] = np.maximum(contracts.due[rows] + takes, today.day + 1)
    client, worker = contracts.client[rows], contracts.worker[rows]
    may = permits(client=client, worker=worker, stage=Stage.DURING, clients=clients, workers=workers, today=today)
    luck = draws.uniform(Purpose.SPEAKS, keys)
    contracts.speaks[rows] = takes_call(may.call, may.monitored, talking.call_uptake, luck, talking)
