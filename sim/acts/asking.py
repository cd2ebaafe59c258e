"""Asking: some honest clients ask a worker to deal outside the service, and press some who decline (L-12, L-15)."""

import numpy as np

from sim.acts.readings import pressed
from sim.acts.trusting import alarm, lose
from sim.arrays import F64, I64, U64, Bool, tally
from sim.choices import talking as choose
from sim.state.codes import Talk
from sim.state.events import Asked, Pressed
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Threads
from sim.today import Today


def means_to_ask(clients: Clients, *, client: I64, keys: U64, again: bool, today: Today) -> Bool:
    """(n,) which of these clients mean to ask a worker to deal outside, for its first work or for more."""
    luck = today.draws.uniform(Purpose.ASKS_OUTSIDE, keys)
    return choose.asks_outside(clients.true_direct[client], again, luck, today.world.talking)


def ask(
    workers: Workers,
    clients: Clients,
    log: Log,
    *,
    keys: U64,
    worker: I64,
    client: I64,
    job: I64,
    time: F64,
    watched: Bool,
    heard: Bool,
    speak: Bool,
    permitted: Bool,
    today: Today,
) -> tuple[Bool, Bool]:
    """(n,) honest clients ask → (n,) does the worker agree, (n,) or is pressed and yields?

    watched: the worker knows that the office may read or hear this; heard: somebody listens to the call, and steps in
    where he understands what goes on: a finding upheld and a stopped text on the client's file; speak: on a call or
    outside, where a client may press who declines; permitted: the office has granted them contact outside. Workers for
    whom a listener stepped in, and those pressed who do not yield, are on guard.
    """
    if len(keys) == 0:
        return heard, heard
    draws, world = today.draws, today.world
    caught = heard & (draws.uniform(Purpose.OVERHEARD, keys) < world.luring.listener_recall)
    agrees = ~caught & choose.agrees(watched, draws.uniform(Purpose.AGREES, keys), world.talking)
    presses = speak & ~caught & ~agrees & choose.presses(draws.uniform(Purpose.PRESSES, keys), world.talking)
    yields = presses & choose.yields_to_it(
        pressed(rows=worker, workers=workers, today=today),
        choose.wary(workers.true_caution[worker], permitted, world.talking),
        draws.uniform(Purpose.YIELDS, keys),
        world.talking,
    )
    tally(clients.upheld, client[caught])
    tally(clients.stopped, client[caught])
    woken = worker[caught | presses & ~yields]
    alarm(workers, woken, world.learning.caution_after_warning)
    lose(workers, woken, world.learning.trust_lost_lure)
    log.add(Asked(time, worker, client, job, watched, agrees, caught))
    log.add(Pressed(time[presses], worker[presses], client[presses], job[presses], yields[presses]))
    return agrees, yields


def ask_applicants(
    workers: Workers,
    clients: Clients,
    threads: Threads,
    log: Log,
    *,
    rows: I64,
    time: F64,
    watched: Bool,
    heard: Bool,
    permitted: bool,
    today: Today,
) -> None:
    """Clients ask in these conversations; who agrees, or yields, has the client's contact then."""
    threads.agreed[rows], threads.coerced[rows] = ask(
        workers,
        clients,
        log,
        keys=threads.key[rows],
        worker=threads.worker[rows],
        client=threads.client[rows],
        job=threads.job[rows],
        time=time,
        watched=watched,
        heard=heard,
        speak=threads.talk[rows] != Talk.TEXT,
        permitted=np.full(len(rows), permitted),
        today=today,
    )
    threads.swapped[rows] |= threads.agreed[rows] | threads.coerced[rows]
