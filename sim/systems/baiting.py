"""Baiting: who is lured today, over which channel, at which stage and in which words."""

import numpy as np

from policies.records import Channel, Format, Kind, Stage
from sim.acts.permitting import permits
from sim.arrays import I64
from sim.choices.talking import takes_call
from sim.compiled.groups import ranks
from sim.state.batch import joined, picked
from sim.state.codes import ThreadState
from sim.state.draws import key
from sim.state.handover import Approaches, Lures, Meetings
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, Threads
from sim.today import Today


def baiting(
    threads: Threads,
    *,
    read: Meetings,
    approaches: Approaches,
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    today: Today,
) -> Lures:
    """All lures due today: in threads, in postings that were only read, in scouts."""
    lured = picked(read, jobs.true_tactic[read.job] != Kind.NONE)
    return joined(
        _in_threads(threads, workers=workers, clients=clients, jobs=jobs, today=today),
        _in_postings(read=lured, workers=workers, jobs=jobs),
        _in_scouts(scouts=approaches, jobs=jobs, today=today),
    )


def _in_threads(threads: Threads, *, workers: Workers, clients: Clients, jobs: Jobs, today: Today) -> Lures:
    """Lures due today in conversations that workers began, as many as an account has time for; the others wait."""
    draws = today.draws
    rows = np.flatnonzero(threads.true_lure_at < today.day + 1)
    rows = rows[ranks(threads.client[rows], threads.true_lure_at[rows]) < today.world.ring.talks_a_day]
    due = threads.true_lure_at[rows]
    time = np.maximum(np.where(due < today.day, today.day + due % 1, due), threads.opened[rows])
    threads.true_lure_at[rows] = np.inf
    keys, worker, client = threads.key[rows], threads.worker[rows], threads.client[rows]
    job = threads.job[rows]
    stage = np.where(threads.state[rows] == ThreadState.HIRED, Stage.DURING, Stage.BEFORE)
    done = (jobs.format[job] == Format.TASK) & (jobs.true_channel[job] != Channel.POSTING)
    stage = np.where(done, Stage.AFTER, stage)  # a task has been done and paid when its client writes
    may = permits(client=client, worker=worker, stage=stage, clients=clients, workers=workers, today=today)
    world, luck = today.world, draws.uniform(Purpose.PICK_UP, keys)
    answers = takes_call(may.call, may.monitored, world.luring.pick_up, luck, world.talking)
    channel = jobs.true_channel[job]
    channel = np.where(channel == Channel.SCOUT, Channel.MESSAGE, channel)  # who answers a scouting job gets a message
    channel = np.where((channel == Channel.CALL) & ~answers, Channel.MESSAGE, channel)
    tactic, call = jobs.true_tactic[job], channel == Channel.CALL
    written = np.where(call, Channel.MESSAGE, channel)
    text = today.lexicon.lures(tactic, written, jobs.true_level[job], draws.uniform(Purpose.LURE_TEXT, keys))
    text = np.where(channel == Channel.POSTING, jobs.text[job], np.where(call, -1, text))
    return Lures(
        keys, client, worker, job, time, channel, stage, tactic, text, call & may.monitored, threads.permitted[rows]
    )


def _in_postings(*, read: Meetings, workers: Workers, jobs: Jobs) -> Lures:
    """Workers who opened the page of a posting that lures in its own text, and did not apply."""
    n = len(read.job)
    return Lures(
        key(workers.key[read.worker], jobs.key[read.job]),
        jobs.client[read.job],
        read.worker,
        read.job,
        read.time,
        _all(n, Channel.POSTING),
        _all(n, Stage.BEFORE),
        jobs.true_tactic[read.job],
        jobs.text[read.job],
        np.zeros(n, np.bool_),
        np.zeros(n, np.bool_),
    )


def _in_scouts(*, scouts: Approaches, jobs: Jobs, today: Today) -> Lures:
    """Scouts that lure."""
    tactic, n = jobs.true_tactic[scouts.job], len(scouts.job)
    channel = _all(n, Channel.SCOUT)
    u = today.draws.uniform(Purpose.SCOUT_LURE, scouts.key)
    return Lures(
        scouts.key,
        jobs.client[scouts.job],
        scouts.worker,
        scouts.job,
        scouts.time,
        channel,
        _all(n, Stage.BEFORE),
        tactic,
        today.lexicon.lures(tactic, channel, jobs.true_level[scouts.job], u),
        np.zeros(n, np.bool_),
        np.zeros(n, np.bool_),
    )


def _all(n: int, code: Channel | Stage) -> I64:
    return np.full(n, int(code))
