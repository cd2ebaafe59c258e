"""Dealing: a pair agrees on work outside the service, where nobody holds the money."""

import numpy as np

from policies.records import Kind
from sim.arrays import F64, I64, U64, Bool
from sim.choices import talking, working
from sim.state.events import DealtDirect
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Affairs
from sim.today import Today


def deal_outside(
    affairs: Affairs,
    log: Log,
    *,
    keys: U64,
    worker: I64,
    client: I64,
    job: I64,
    amount: F64,
    coerced: Bool,
    when: F64,
    clients: Clients,
    today: Today,
) -> None:
    """(n,) honest pairs deal outside. The work takes as long as on the service; whether it is paid shows then."""
    draws, world = today.draws, today.world
    log.add(DealtDirect(when, worker, client, job, amount, coerced))
    luck = draws.uniform(Purpose.DIRECT_UNPAID, keys)
    unpaid = talking.goes_unpaid(clients.true_reliability[client], coerced, luck, world.talking)
    days = working.takes(draws.exponential(Purpose.DIRECT_DAYS, keys), world.working)
    affairs.add(
        key=keys[unpaid],
        worker=worker[unpaid],
        client=client[unpaid],
        job=job[unpaid],
        true_tactic=np.full(np.count_nonzero(unpaid), int(Kind.DIRECT_DEALING)),
        owed=amount[unpaid],
        next_at=(when + days)[unpaid],
    )
