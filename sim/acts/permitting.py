"""Permitting: what the office lets a client and a worker do."""

import numpy as np

from policies.records import Permits, Stage
from sim import observe
from sim.arrays import I64
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.today import Today


def permits(
    *, client: I64, worker: I64, stage: I64 | Stage, clients: Clients, workers: Workers, today: Today
) -> Permits:
    """(n,) what these pairs may do at this stage. Each pair holds one lot for good, which decides who is watched."""
    ticket = today.draws.uniform(Purpose.TICKET, clients.key[client], workers.key[worker])
    stages = stage if isinstance(stage, np.ndarray) else np.full(len(client), stage)
    return today.platform.communication.permits(observe.pairs(clients, workers, client, worker, stages, ticket))
