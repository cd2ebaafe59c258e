"""Asking: some honest clients ask a worker to deal outside the service, and press some who decline (L-12, L-15)."""

import numpy as np

from policies.records import Kind
from sim.acts.readings import pressed
from sim.acts.reporting import report_conduct
from sim.acts.trusting import alarm, lose
from sim.arrays import F64, I64, U64, Bool
from sim.choices import talking as choose
from sim.choices.luring import tells
from sim.state.codes import Talk
from sim.state.events import Asked, Pressed
from sim.state.handover import Reports
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import PairSet, Threads
from sim.today import Today


def means_to_ask(clients: Clients, *, client: I64, keys: U64, again: bool, today: Today) -> Bool:
    """(n,) which of these clients mean to ask a worker to deal outside, for its first work or for more."""
    luck = today.draws.uniform(Purpose.ASKS_OUTSIDE, keys)
    return choose.asks_outside(clients.true_direct[client], again, luck, today.world.talking)


def ask(
    workers: Workers,
    clients: Clients,
    reported: PairSet,
    log: Log,
    *,
    keys: U64,
    worker: I64,
    client: I64,
    job: I64,
    time: F64,
    watched: Bool,
    speak: Bool,
    permitted: Bool,
    today: Today,
) -> tuple[Bool, Bool]:
    """(n,) honest clients ask → (n,) does the worker agree, (n,) or is pressed and yields?

    watched: the worker knows that the office may read this; speak: on a call or outside, where a client may press who
    declines; permitted: the office has granted them contact outside. Workers who are pressed and do not yield are on
    guard, and some report the account.
    """
    if len(keys) == 0:
        return watched, watched
    draws, world = today.draws, today.world
    agrees = choose.agrees(watched, draws.uniform(Purpose.AGREES, keys), world.talking)
    presses = speak & ~agrees & choose.presses(draws.uniform(Purpose.PRESSES, keys), world.talking)
    yields = presses & choose.yields_to_it(
        pressed(rows=worker, workers=workers, today=today),
        choose.wary(workers.true_caution[worker], permitted, world.talking),
        draws.uniform(Purpose.YIELDS, keys),
        world.talking,
    )
    withstands = presses & ~yields
    alarm(workers, worker[withstands], world.learning.caution_after_warning)
    lose(workers, worker[withstands], world.learning.trust_lost_lure)
    log.add(Asked(time, worker, client, job, watched, agrees))
    log.add(Pressed(time[presses], worker[presses], client[presses], job[presses], yields[presses]))
    clients.true_pressed[client[presses]] = True
    chance = tells(world.luring.reports, workers.true_reports[worker])
    files = withstands & (draws.uniform(Purpose.PRESSED_REPORT, keys) < chance)
    tactic, unwritten = np.full((2, np.count_nonzero(files)), [[int(Kind.DIRECT_DEALING)], [-1]])
    reports = Reports(worker[files], client[files], job[files], time[files], tactic, unwritten)
    report_conduct(clients, reported, log, reports=reports)
    return agrees, yields


def ask_applicants(
    workers: Workers,
    clients: Clients,
    threads: Threads,
    reported: PairSet,
    log: Log,
    *,
    rows: I64,
    time: F64,
    today: Today,
) -> None:
    """Clients ask in these conversations; who agrees, or yields, has the client's contact then.

    The office may read it in a message, where a warning stands; nobody hears a call or talk outside.
    """
    text = threads.talk[rows] == Talk.TEXT
    threads.agreed[rows], threads.coerced[rows] = ask(
        workers,
        clients,
        reported,
        log,
        keys=threads.key[rows],
        worker=threads.worker[rows],
        client=threads.client[rows],
        job=threads.job[rows],
        time=time,
        watched=text & today.platform.message_watch.standing_warning,
        speak=~text,
        permitted=threads.permitted[rows],
        today=today,
    )
    threads.swapped[rows] |= threads.agreed[rows] | threads.coerced[rows]
