"""Arrivals: new workers and clients; relief that reaches people."""

import numpy as np

from sim import observe
from sim.state.draws import Purpose
from sim.state.events import ClientJoined, WorkerJoined
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.population import add_clients, add_workers
from sim.today import Today

RELIEF_DAYS = 7  # between two looks at who gets relief


def arrivals(workers: Workers, clients: Clients, log: Log, *, today: Today) -> None:
    """New people join, about as many each day as grew the registered count; relief takes off pressure."""
    people, draws, day = today.world.population, today.draws, today.day
    came = draws.poisson(np.array([people.new_workers * today.world.workers]), Purpose.NEW_WORKERS, day)[0]
    rows = np.arange(len(workers), len(workers) + came)
    add_workers(workers, rows, day, today.world, draws)
    log.add(WorkerJoined(day, rows))

    came = draws.poisson(np.array([people.new_clients * today.world.clients]), Purpose.NEW_CLIENTS, day)[0]
    honest = int(np.count_nonzero(clients.true_ring < 0))
    new = add_clients(clients, np.arange(honest, honest + came), day, today.world, draws)
    log.add(ClientJoined(day, new, clients.true_type[new], clients.verified[new]))

    if today.every(RELIEF_DAYS):
        workers.relief[:] = today.platform.support.relief(observe.worker_records(workers, today.date))
