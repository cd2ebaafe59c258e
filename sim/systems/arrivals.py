"""Arrivals: new workers and clients, and those who are back; relief that reaches people."""

import numpy as np

from sim import observe
from sim.acts.selling import offer
from sim.arrays import I64, blocks
from sim.choices import learning as choose
from sim.choices.churn import YEAR, hazard
from sim.state.codes import Reason
from sim.state.events import ClientJoined, ClientReturned, WorkerJoined, WorkerLeft, WorkerReturned
from sim.state.log import Log
from sim.state.people import Clients, Dormant, Workers
from sim.state.population import add_clients, add_workers
from sim.state.purposes import Purpose
from sim.state.trade import Offers
from sim.today import Today


def arrivals(workers: Workers, clients: Clients, dormant: Dormant, offers: Offers, log: Log, *, today: Today) -> None:
    """New people join: in a settled market as many as grew the registered count, else as what is said draws them.

    What is said draws as well those who have an account and do not use it. Others of these sell theirs (M-15).
    """
    people, churn = today.world.population, today.world.churn
    reputation = (
        choose.renown(workers.true_trust, workers.true_activity, people.worker_trust) ** people.reputation_exponent
    )
    new = _come(Purpose.NEW_WORKERS, people.new_workers * today.world.workers * reputation, today)
    back = _come(Purpose.WORKER_RETURNS, hazard(churn.worker_returns, YEAR) * dormant.workers * reputation, today)
    sold = _come(Purpose.DORMANT_SELLS, hazard(churn.dormant_sells, YEAR) * dormant.workers, today)
    _join(workers, log, came=new, back=False, today=today)
    returned = _join(workers, log, came=min(back + sold, dormant.workers), back=True, today=today)
    dormant.workers -= len(returned)
    log.add(WorkerReturned(today.day, returned))
    sellers = returned[len(returned) - min(sold, len(returned)) :]
    workers.left[sellers] = True
    log.add(WorkerLeft(today.day, sellers, Reason.SOLD))
    offer(workers, offers, sellers=sellers, clients=clients, today=today)

    honest = clients.true_ring < 0
    rate = clients.true_rate * honest
    reputation = choose.renown(clients.true_trust, rate, people.client_trust) ** people.reputation_exponent
    new = _come(Purpose.NEW_CLIENTS, people.new_clients * today.world.clients * reputation, today)
    back = _come(Purpose.CLIENT_RETURNS, hazard(churn.client_returns, YEAR) * dormant.clients * reputation, today)
    back = min(back, dormant.clients)
    dormant.clients -= back
    first = int(np.count_nonzero(honest))
    rows = add_clients(clients, np.arange(first, first + new + back), today.day, today.world, today.draws)
    log.add(ClientJoined(today.day, rows, clients.true_type[rows], clients.verified[rows]))
    log.add(ClientReturned(today.day, rows[new:]))
    _relieve(workers, today=today)


def _relieve(workers: Workers, *, today: Today) -> None:
    """Set the share of everybody's pressure that relief takes off today."""
    for part in blocks(len(workers)):
        workers.relief[part] = today.platform.support.relief(observe.worker_records(workers, part, today.date))


def _come(purpose: Purpose, mean: float, today: Today) -> int:
    """Number of those who come today, of so many on average."""
    return int(today.draws.poisson(np.array([mean]), purpose, today.day)[0])


def _join(workers: Workers, log: Log, *, came: int, back: bool, today: Today) -> I64:
    """So many workers join, or are back → their rows."""
    rows = np.arange(len(workers), len(workers) + came)
    add_workers(workers, rows, today.day, today.world, today.draws, back=back)
    log.add(WorkerJoined(today.day, rows, workers.age_band[rows], workers.experience[rows] > 0))
    return rows
