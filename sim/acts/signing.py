"""Signing: a pair makes a contract, and the client pays into escrow."""

import numpy as np

from policies.records import Stage
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
    """Sign (n,) contracts → their rows. Pairs who may call in-house during the work, and do, fall silent less often."""
    draws, talking, amount = today.draws, today.world.talking, np.maximum(1.0, np.round(deals.amount))
    days = working.takes(draws.exponential(Purpose.WORK_DAYS, deals.key), today.world.working)
    may = permits(
        client=deals.client, worker=deals.worker, stage=Stage.DURING, clients=clients, workers=workers, today=today
    )
    rows = contracts.add(
        key=deals.key,
        worker=deals.worker,
        client=deals.client,
        job=deals.job,
        nth=deals.nth,
        format=deals.format,
        amount=amount,
        started=deals.when,
        due=deals.when + days,
        true_fit=deals.fit,
        swapped=deals.swapped,
        speaks=takes_call(
            may.call, may.monitored, talking.call_uptake, draws.uniform(Purpose.SPEAKS, deals.key), talking
        ),
        silent_since=np.inf,
        next_at=np.inf,
        state=ContractState.RUNNING,
    )
    tally(workers.running, deals.worker)
    log.add(Hired(deals.when, deals.worker, deals.client, contracts.posting(rows), deals.tactic, deals.format, amount))
    return rows
