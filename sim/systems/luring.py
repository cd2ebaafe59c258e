"""Luring: rings reach for workers by posting, message, NDA term, scout and call; watch, warnings and caution answer."""

from dataclasses import dataclass

import numpy as np

from policies.records import Action, Channel
from sim.arrays import I64, Bool
from sim.choices.luring import channel_factors, fade, led_away, recognises
from sim.state.batch import joined, picked
from sim.state.draws import Purpose
from sim.state.log import Event, Log
from sim.state.people import Clients, Workers
from sim.state.trade import Affairs, Jobs, Seen, Threads, ThreadState
from sim.systems.arrivals import pressed
from sim.systems.lures import Lures, in_postings, in_scouts, in_threads
from sim.systems.outreach import Approaches
from sim.systems.reporting import report
from sim.systems.search import Meetings
from sim.systems.watching import judged, stop
from sim.today import Today


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """Whom the lures reached and what came of it: what people learn from it."""

    worker: I64
    job: I64
    led: Bool
    recognised: Bool
    warned: Bool
    stopped: I64  # (m,) job rows of the lures that did not arrive


def luring(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    affairs: Affairs,
    reported: Seen,
    log: Log,
    *,
    read: Meetings,
    approaches: Approaches,
    today: Today,
) -> Reached:
    """All lures due today: in threads, in postings that were only read, in scouts."""
    lures = joined(
        in_threads(workers, clients, jobs, threads, today),
        in_postings(workers, jobs, read),
        in_scouts(jobs, approaches, today),
    )
    lures = picked(lures, ~clients.restricted[lures.client] & ~_deterred(lures, today))
    clients.revealed[lures.client[lures.text >= 0]] = True  # the office keeps texts, and hears no calls
    arrived, action, stopped = _pass_watch(workers, clients, log, lures, today)
    lures, warned = picked(lures, arrived), (action == Action.WARN)[arrived]
    led, recognised = _answer(workers, log, lures, warned, today)
    _lead_away(threads, affairs, log, lures, led, today)
    _report(workers, clients, reported, log, lures, recognised, today)
    return Reached(lures.worker, lures.job, led, recognised, warned, stopped)


def _deterred(lures: Lures, today: Today) -> Bool:
    """(n,) a few think twice under the notice on the clients' message screen (L-21)."""
    if not today.platform.message_watch.client_warning:
        return np.zeros(len(lures.key), np.bool_)
    written = (lures.channel == Channel.MESSAGE) | (lures.channel == Channel.NDA)
    return written & (today.draws.uniform(Purpose.DETERRED, lures.key) < today.world.luring.deterred)


def _pass_watch(workers: Workers, clients: Clients, log: Log, lures: Lures, today: Today) -> tuple[Bool, I64, I64]:
    """Which lures arrive, the watch's action on each, and the job rows of those it stopped."""
    draws, luring, world = today.draws, today.world.luring, today.world
    action = np.zeros(len(lures.key), np.int64)
    text = np.flatnonzero((lures.channel != Channel.POSTING) & (lures.channel != Channel.CALL))
    part = picked(lures, text)
    action[text] = judged(clients, log, part.client, part.text, part.channel, part.stage, today=today)

    plain = np.where(lures.text >= 0, today.lexicon.betrays[lures.text], 0.0)
    held = action == Action.REVIEW
    caught = held & (draws.uniform(Purpose.MESSAGE_REVIEW, lures.key) < world.reviewing.message_recall * plain)
    heard = lures.watched & (draws.uniform(Purpose.HEARD, lures.key) < luring.watch_recall)

    stopped = (action == Action.STOP) | caught | heard
    np.add.at(clients.upheld, lures.client[caught | heard], 1)
    out = picked(lures, stopped)
    stop(clients, log, out.client, out.worker, out.job, out.time, out.channel, out.what)
    return ~stopped & ~workers.left[lures.worker], action, out.job


def _answer(workers: Workers, log: Log, lures: Lures, warned: Bool, today: Today) -> tuple[Bool, Bool]:
    """Who follows, and who sees through it."""
    draws, luring, watch = today.draws, today.world.luring, today.platform.message_watch
    worker = lures.worker
    where = {"worker": worker, "client": lures.client, "job": lures.job, "what": lures.what, "how": lures.channel}
    log.add(Event.CONTACTED, lures.time, **where, value=lures.stage)
    log.add(Event.WARNED, lures.time[warned], **{name: column[warned] for name, column in where.items()})

    factor = channel_factors(luring)[lures.channel]
    written = (lures.channel != Channel.CALL) & (lures.channel != Channel.POSTING)
    notice = luring.notice * (watch.standing_warning & written)
    fresh = fade(workers.warned[worker], luring)
    warning = np.minimum(0.95, fresh * (luring.warning * warned + notice))
    clarity = np.where(lures.text >= 0, today.lexicon.clarity[lures.text], 1.0)
    chance = led_away(
        pressed(workers, worker, today),
        workers.true_caution[worker],
        clarity,
        workers.age_band[worker] == 0,
        factor,
        np.minimum(1.0, workers.swaps[worker] / 3),
        warning,
        luring,
    )
    led = draws.uniform(Purpose.LED, lures.key) < chance
    plain = np.where(lures.text >= 0, today.lexicon.betrays[lures.text], 0.6)
    recognised = ~led & (
        draws.uniform(Purpose.RECOGNISE, lures.key) < recognises(workers.true_caution[worker], plain, luring)
    )
    np.add.at(workers.warned, worker[warned], 1)
    return led, recognised


def _lead_away(threads: Threads, affairs: Affairs, log: Log, lures: Lures, led: Bool, today: Today) -> None:
    gone = picked(lures, led)
    log.add(
        Event.LED_AWAY,
        gone.time,
        worker=gone.worker,
        client=gone.client,
        job=gone.job,
        what=gone.what,
        how=gone.channel,
        value=gone.stage,
    )
    wait = today.world.luring.step_days * today.draws.exponential(Purpose.AFFAIR_WAIT, gone.key)
    affairs.add(
        key=gone.key,
        worker=gone.worker,
        client=gone.client,
        job=gone.job,
        true_what=gone.what,
        next_at=gone.time + wait,
    )
    mine = np.flatnonzero(threads.opened > today.day - 30)
    hit = mine[np.isin(threads.key[mine], gone.key) & (threads.state[mine] == ThreadState.OPEN)]
    threads.state[hit] = ThreadState.LED_AWAY


def _report(
    workers: Workers, clients: Clients, reported: Seen, log: Log, lures: Lures, recognised: Bool, today: Today
) -> None:
    """Some who saw through a lure report the account."""
    chance = today.world.luring.reports * 2 * workers.true_reports[lures.worker]
    told = picked(lures, recognised & (today.draws.uniform(Purpose.REPORT, lures.key) < chance))
    report(clients, reported, log, told.worker, told.client, told.job, told.time, told.what)
