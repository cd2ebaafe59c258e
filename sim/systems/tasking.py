"""Tasking: tasks are done and delivered at once."""

import numpy as np

from sim.acts.settling import deliver
from sim.acts.signing import sign
from sim.arrays import I64, tally
from sim.compiled.groups import in_order
from sim.state.batch import picked
from sim.state.codes import JobState, Origin
from sim.state.draws import key
from sim.state.handover import Deals, Meetings
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, Jobs, Sales
from sim.today import Today


def tasking(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    contracts: Contracts,
    sales: Sales,
    log: Log,
    *,
    met: Meetings,
    today: Today,
) -> I64:
    """Those who took a seat of a task today do it → contract rows of those whose work was refused."""
    met = picked(met, met.origin == Origin.TASK)
    met = picked(met, in_order(met.job, met.time))
    tally(jobs.taken, met.job)
    full = met.job[jobs.taken[met.job] >= jobs.seats[met.job]]
    jobs.state[full] = JobState.FILLED
    deals = Deals(
        key=key(workers.key[met.worker], jobs.key[met.job]),
        worker=met.worker,
        client=jobs.client[met.job],
        job=met.job,
        nth=np.zeros(len(met.job), np.int64),
        tactic=jobs.true_tactic[met.job],
        format=jobs.format[met.job],
        amount=jobs.fee[met.job],
        fit=met.fit,
        swapped=np.zeros(len(met.job), np.bool_),
        when=met.time,
    )
    rows = sign(workers, contracts, log, deals=deals, clients=clients, today=today)
    return deliver(workers, clients, contracts, sales, log, rows=rows, jobs=jobs, today=today)
