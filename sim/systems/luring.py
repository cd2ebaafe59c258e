"""Luring: rings reach for workers on every channel; the watch, warnings, caution and friends answer."""

from dataclasses import replace

import numpy as np

from policies.records import ADDRESSED, Action, Channel, Stage
from sim.acts.listening import listened
from sim.acts.readings import pressed
from sim.acts.reporting import report_accounts, report_jobs
from sim.acts.watching import stop, warn, watched
from sim.arrays import F64, I64, Bool, among, tally
from sim.choices import luring as choose
from sim.choices.grapevine import sees_for_friend
from sim.choices.talking import wary
from sim.state.acquaintances import Acquaintances
from sim.state.batch import picked
from sim.state.codes import ThreadState
from sim.state.desk import Desk, Listeners
from sim.state.events import Contacted, LedAway
from sim.state.handover import Lures, Reached, Reports
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Jobs, PairSet, Threads
from sim.today import Today


def luring(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    affairs: Affairs,
    reported: PairSet,
    job_reports: PairSet,
    ledger: Ledger,
    readers: Desk,
    listeners: Listeners,
    log: Log,
    *,
    lures: Lures,
    acquaintances: Acquaintances,
    today: Today,
) -> tuple[Reached, I64]:
    """Lures go out → what came of those that arrived, and the job rows of those that were stopped on the way."""
    lures = picked(lures, ~clients.restricted[lures.client] & ~_deterred(lures, today))
    clients.revealed[lures.client[lures.text >= 0]] = True  # the office keeps texts, and hears no calls
    action, lures, stopped = _watched(clients, readers, listeners, log, lures=lures, today=today)
    arrived = ~stopped & ~workers.left[lures.worker]
    stopped_jobs = lures.job[stopped]
    lures, warned = picked(lures, arrived), (action == Action.WARN)[arrived]
    chance, led, recognised = _answer(
        workers, log, lures=lures, warned=warned, acquaintances=acquaintances, today=today
    )
    _lead_away(threads, affairs, log, gone=picked(lures, led), today=today)
    seen_through = picked(lures, recognised)
    _report(clients, jobs, reported, job_reports, ledger, log, seen_through=seen_through, workers=workers, today=today)
    return Reached(lures.worker, lures.job, chance, led, recognised), stopped_jobs


def _deterred(lures: Lures, today: Today) -> Bool:
    """(n,) a few think twice under the notice on the clients' message screen (L-21)."""
    if not today.platform.message_watch.client_warning:
        return np.zeros(len(lures.key), np.bool_)
    written = (lures.channel == Channel.MESSAGE) | (lures.channel == Channel.NDA)
    return written & (today.draws.uniform(Purpose.DETERRED, lures.key) < today.world.luring.deterred_by_notice)


def _watched(
    clients: Clients, readers: Desk, listeners: Listeners, log: Log, *, lures: Lures, today: Today
) -> tuple[I64, Lures, Bool]:
    """(n,) Action of the watch, the lures as late as they arrive, (n,) which of them do not.

    Postings have passed screening, and calls are no texts: somebody may hear what is said on them.
    """
    action, time, stopped = (
        np.zeros(len(lures.key), np.int64),
        lures.time.copy(),
        _heard(listeners, log, lures=lures, today=today),
    )
    recognised = picked(lures, stopped)
    tally(clients.upheld, recognised.client)
    stop(clients, log, letters=recognised)
    text = among(lures.channel, ADDRESSED, len(Channel))
    action[text], time[text], stopped[text] = watched(clients, readers, log, letters=picked(lures, text), today=today)
    return action, replace(lures, time=time), stopped


def _heard(listeners: Listeners, log: Log, *, lures: Lures, today: Today) -> Bool:
    """(n,) which lures somebody who listens to a call recognises."""
    there = listened(listeners, log, keys=lures.key, watched=lures.watched, today=today)
    return there & (today.draws.uniform(Purpose.HEARD, lures.key) < today.world.luring.listener_recall)


def _answer(
    workers: Workers, log: Log, *, lures: Lures, warned: Bool, acquaintances: Acquaintances, today: Today
) -> tuple[F64, Bool, Bool]:
    """(n,) chance to follow, (n,) who does, and (n,) who sees through it, alone or by a friend's warning."""
    draws, numbers, worker = today.draws, today.world.luring, lures.worker
    log.add(Contacted(lures.time, worker, lures.client, lures.job, lures.tactic, lures.channel, lures.stage))

    noticed = today.platform.message_watch.standing_warning & among(lures.channel, ADDRESSED, len(Channel))
    caution = wary(workers.true_caution[worker], lures.permitted, today.world.talking)
    chance = choose.led_away(
        pressed(rows=worker, workers=workers, today=today),
        caution,
        np.where(lures.text >= 0, today.lexicon.clarity[lures.text], 1.0),
        workers.age_band[worker] == 0,
        choose.channel_factors(numbers)[np.where(lures.stage == Stage.AFTER, Channel.SCOUT, lures.channel)],  # unasked
        choose.used_to(workers.swaps[worker], numbers),
        choose.taken_off(workers.warned[worker], warned, noticed, numbers),
        numbers,
    )
    tempted = draws.uniform(Purpose.LED, lures.key) < chance
    plain = np.where(lures.text >= 0, today.lexicon.betrays[lures.text], numbers.call_plainness)
    sees = choose.recognises(caution, plain, numbers)
    alone = draws.uniform(Purpose.RECOGNISE, lures.key) < sees
    advised = _talked_out(workers=workers, lures=lures, plain=plain, acquaintances=acquaintances, today=today)
    warn(workers, log, letters=picked(lures, warned), today=today)
    return chance * ~advised, tempted & ~advised, np.where(tempted, advised, alone)


def _talked_out(*, workers: Workers, lures: Lures, plain: F64, acquaintances: Acquaintances, today: Today) -> Bool:
    """(n,) who, if tempted, asks friends of whom one sees what it is. plain: how openly each lures, 0…1."""
    who, friend = acquaintances.friends_of(lures.worker)
    chance = sees_for_friend(workers.true_caution[friend], plain[who], today.world.grapevine, today.world.luring)
    u = today.draws.uniform(Purpose.ASKS_ADVICE, lures.key[who], workers.key[friend])
    warned = np.zeros(len(lures.worker), np.bool_)
    warned[who[(u < chance) & ~workers.left[friend]]] = True
    return warned


def _lead_away(threads: Threads, affairs: Affairs, log: Log, *, gone: Lures, today: Today) -> None:
    """An affair begins out of sight, and the conversation here is over."""
    log.add(LedAway(gone.time, gone.worker, gone.client, gone.job, gone.tactic, gone.channel, gone.stage))
    wait = today.world.luring.loss_step_days * today.draws.exponential(Purpose.AFFAIR_WAIT, gone.key)
    affairs.add(
        key=gone.key,
        worker=gone.worker,
        client=gone.client,
        job=gone.job,
        true_tactic=gone.tactic,
        next_at=gone.time + wait,
    )
    threads.state[(threads.state == ThreadState.OPEN) & np.isin(threads.key, gone.key)] = ThreadState.LED_AWAY


def _report(
    clients: Clients,
    jobs: Jobs,
    reported: PairSet,
    job_reports: PairSet,
    ledger: Ledger,
    log: Log,
    *,
    seen_through: Lures,
    workers: Workers,
    today: Today,
) -> None:
    """Let some who saw through a lure report it: the posting, where that is what lured, else the account."""
    chance = choose.tells(today.world.luring.reports, workers.true_reports[seen_through.worker])
    filed = picked(seen_through, today.draws.uniform(Purpose.REPORT, seen_through.key) < chance)
    reports = Reports(filed.worker, filed.client, filed.job, filed.time, filed.tactic, filed.text)
    of_job = filed.channel == Channel.POSTING
    report_jobs(jobs, job_reports, ledger, log, reports=picked(reports, of_job))
    report_accounts(clients, reported, ledger, log, reports=picked(reports, ~of_job))
