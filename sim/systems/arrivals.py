"""Arrivals: new workers and clients; relief that reaches people."""

import numpy as np

from sim import observe
from sim.arrays import F64, Ints
from sim.choices.people import pressure
from sim.state.draws import Purpose
from sim.state.log import Event, Log
from sim.state.people import Clients, Workers
from sim.state.population import add_clients, add_workers
from sim.today import Today

RELIEF_DAYS = 7  # relief is looked at once a week


def arrivals(workers: Workers, clients: Clients, log: Log, *, today: Today) -> None:
    """New people join, about as many each day as grew the registered count; relief takes off pressure."""
    people, draws, day = today.world.population, today.draws, today.day
    came = draws.poisson(np.array([people.new_workers * today.world.workers]), Purpose.NEW_WORKERS, day)[0]
    rows = np.arange(len(workers), len(workers) + came)
    add_workers(workers, rows, day, today.world, draws)
    log.add(Event.WORKER_JOINED, day, worker=rows)

    came = draws.poisson(np.array([people.new_clients * today.world.clients]), Purpose.NEW_CLIENTS, day)[0]
    honest = int(np.count_nonzero(clients.true_ring < 0))
    fresh = add_clients(
        clients, np.arange(honest, honest + came), day, today.world, today.platform.order_rules.items, draws
    )
    log.add(Event.CLIENT_JOINED, day, client=fresh, what=clients.true_type[fresh], how=clients.verified[fresh])

    if day % RELIEF_DAYS == 0:
        workers.relief[:] = today.platform.support.relief(observe.worker_records(workers, today.date))


def pressed(workers: Workers, rows: Ints | slice, today: Today) -> F64:
    """(n,) financial pressure on these workers today, 0…1, after relief."""
    people = today.world.population
    return pressure(workers.true_pressure[rows], workers.relief[rows], today.date, people)
