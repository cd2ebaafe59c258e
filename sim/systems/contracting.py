"""Contracting: a pair signs, and the client pays into escrow."""

from dataclasses import dataclass

import numpy as np

from policies.records import Stage
from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.state.draws import Purpose
from sim.state.log import Event, Log
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, ContractState
from sim.today import Today


@dataclass(frozen=True, slots=True, eq=False)
class Deals:
    """(n,) contracts that pairs agree on."""

    key: U64
    worker: I64
    client: I64
    job: I64
    nth: I64  # 0 for a job's hire, 1… for repeat business of the pair
    what: I64  # 0 honest, 1 + Kind
    format: I64
    amount: F64  # yen
    fit: F64
    swapped: Bool  # outside contacts were exchanged before
    when: F64


def sign(workers: Workers, clients: Clients, contracts: Contracts, log: Log, deals: Deals, *, today: Today) -> None:
    """Sign (n,) contracts. Pairs who may call in-house during the work, and do, fall silent less often."""
    draws, amount = today.draws, np.maximum(1.0, np.round(deals.amount))
    days = today.world.working.days * (0.3 + 0.7 * draws.exponential(Purpose.WORK_DAYS, deals.key))
    stage = np.full(len(amount), int(Stage.DURING))
    ticket = draws.uniform(Purpose.WORK_TICKET, deals.key)
    permits = today.platform.communication.permits(
        observe.pairs(clients, workers, deals.client, deals.worker, stage, ticket)
    )
    speaks = permits.call & (draws.uniform(Purpose.SPEAKS, deals.key) < today.world.talking.uptake)
    contracts.add(
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
        speaks=speaks,
        silent_since=np.inf,
        next_at=np.inf,
        state=ContractState.RUNNING,
    )
    np.add.at(workers.running, deals.worker, 1)
    job = np.where(deals.nth == 0, deals.job, -1)  # repeat business belongs to no posting
    where = {"worker": deals.worker, "client": deals.client, "job": job}
    log.add(Event.HIRED, deals.when, **where, what=deals.what, how=deals.format, value=amount)
    log.add(Event.ESCROWED, deals.when, **where, value=amount)
