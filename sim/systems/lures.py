"""Lures: who is lured today, over which channel, at which stage and in which words."""

from dataclasses import dataclass

import numpy as np

from policies.records import Channel, Stage
from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.state.draws import Purpose, key
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, Threads, ThreadState
from sim.systems.outreach import Approaches
from sim.systems.search import Meetings
from sim.today import Today


@dataclass(frozen=True, slots=True, eq=False)
class Lures:
    """(n,) attempts to lure."""

    key: U64
    client: I64
    worker: I64
    job: I64
    time: F64
    channel: I64
    stage: I64
    what: I64  # 1 + Kind
    text: I64  # code, -1 for a call
    watched: Bool  # a call that somebody listens to


def in_threads(workers: Workers, clients: Clients, jobs: Jobs, threads: Threads, today: Today) -> Lures:
    """Lures due today in conversations that workers began."""
    draws = today.draws
    rows = np.flatnonzero(threads.true_lure_at < today.day + 1)
    time = np.maximum(threads.true_lure_at[rows], threads.opened[rows])
    threads.true_lure_at[rows] = np.inf
    keys, worker, client = threads.key[rows], threads.worker[rows], threads.client[rows]
    job = threads.job[rows]
    stage = np.where(threads.state[rows] == ThreadState.HIRED, Stage.DURING, Stage.BEFORE)  # a task has no contract
    permits = today.platform.communication.permits(
        observe.pairs(clients, workers, client, worker, stage, draws.uniform(Purpose.LURE_TICKET, keys))
    )
    answers = permits.call & (draws.uniform(Purpose.PICK_UP, keys) < today.world.luring.pick_up)
    channel = jobs.true_channel[job]
    channel = np.where(channel == Channel.SCOUT, Channel.MESSAGE, channel)  # who answers a scouting job gets a message
    channel = np.where((channel == Channel.CALL) & ~answers, Channel.MESSAGE, channel)
    kind, call = jobs.true_what[job] - 1, channel == Channel.CALL
    level = jobs.true_level[job]
    written = np.where(call, Channel.MESSAGE, channel)
    text = today.lexicon.lures(kind, written, level, draws.uniform(Purpose.LURE_TEXT, keys))
    text = np.where(channel == Channel.POSTING, jobs.text[job], np.where(call, -1, text))
    return Lures(keys, client, worker, job, time, channel, stage, 1 + kind, text, call & permits.monitored)


def in_postings(workers: Workers, jobs: Jobs, read: Meetings) -> Lures:
    """Workers who opened the page of a posting that lures in its own text, and did not apply."""
    client = jobs.client[read.job]
    n = len(client)
    return Lures(
        key(workers.key[read.worker], jobs.key[read.job]),
        client,
        read.worker,
        read.job,
        read.time,
        np.full(n, int(Channel.POSTING)),
        np.full(n, int(Stage.BEFORE)),
        jobs.true_what[read.job],
        jobs.text[read.job],
        np.zeros(n, np.bool_),
    )


def in_scouts(jobs: Jobs, scouts: Approaches, today: Today) -> Lures:
    """Scouts that lure."""
    kind, n = jobs.true_what[scouts.job] - 1, len(scouts.job)
    channel = np.full(n, int(Channel.SCOUT))
    u = today.draws.uniform(Purpose.SCOUT_LURE, scouts.key)
    text = today.lexicon.lures(kind, channel, jobs.true_level[scouts.job], u)
    return Lures(
        scouts.key,
        jobs.client[scouts.job],
        scouts.worker,
        scouts.job,
        scouts.time,
        channel,
        np.full(n, int(Stage.BEFORE)),
        1 + kind,
        text,
        np.zeros(n, np.bool_),
    )
