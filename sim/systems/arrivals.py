"""Arrivals: new workers and clients; relief that reaches people."""

import numpy as np

from sim import observe
from sim.arrays import blocks
from sim.choices import learning as choose
from sim.state.events import ClientJoined, WorkerJoined
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.population import add_clients, add_workers
from sim.state.purposes import Purpose
from sim.today import Today

RELIEF_DAYS = 7  # between two looks at who gets relief


def arrivals(workers: Workers, clients: Clients, log: Log, *, today: Today) -> None:
    """New people join: in a settled market as many as grew the registered count, else as what is said draws them."""
    people, draws, day = today.world.population, today.draws, today.day
    reputation = (
        choose.renown(workers.true_trust, workers.true_activity, people.worker_trust) ** people.reputation_exponent
    )
    came = draws.poisson(np.array([people.new_workers * today.world.workers * reputation]), Purpose.NEW_WORKERS, day)[0]
    rows = np.arange(len(workers), len(workers) + came)
    add_workers(workers, rows, day, today.world, draws)
    log.add(WorkerJoined(day, rows, workers.age_band[rows], workers.experience[rows] > 0))

    honest = clients.true_ring < 0
    reputation = (
        choose.renown(clients.true_trust, clients.true_rate * honest, people.client_trust) ** people.reputation_exponent
    )
    came = draws.poisson(np.array([people.new_clients * today.world.clients * reputation]), Purpose.NEW_CLIENTS, day)[0]
    first = int(np.count_nonzero(honest))
    new = add_clients(clients, np.arange(first, first + came), day, today.world, draws)
    log.add(ClientJoined(day, new, clients.true_type[new], clients.verified[new]))

    if today.every(RELIEF_DAYS):
        for part in blocks(len(workers)):
            workers.relief[part] = today.platform.support.relief(observe.worker_records(workers, part, today.date))
