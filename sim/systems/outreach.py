"""Outreach: clients scout workers through the filters they may use; rings too (L-01…L-04, dual use)."""

import numpy as np

from policies.records import Allowances, Channel, Kind
from sim import observe
from sim.acts.readings import true_fit
from sim.acts.watching import delivered
from sim.arrays import I64
from sim.choices.common import later_today
from sim.state.batch import picked
from sim.state.codes import JobState, Origin
from sim.state.directory import Directory, everywhere
from sim.state.draws import Purpose, key
from sim.state.events import Applied, Scouted
from sim.state.handover import Approaches, Meetings
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, PairSet
from sim.today import Today

SCOUT_DAYS = 7  # the span of a client's allowance of scouts


def outreach(clients: Clients, jobs: Jobs, seen: PairSet, log: Log, *, published: I64, workers: Workers,
             directory: Directory, today: Today) -> tuple[Meetings, Approaches]:
    """Scouts for the job rows published today → (who answered an honest one, whom rings approached)."""
    allowed = today.platform.scouting.allowances(observe.client_records(clients, today.day))
    writes = today.platform.identity.may_write_first(clients.verified) & ~clients.restricted & ~clients.left
    if today.every(SCOUT_DAYS):
        clients.scouted[:] = 0
    quota = np.where(writes, np.maximum(0, allowed.scouts_a_week - clients.scouted), 0)
    open_ = published[jobs.state[published] == JobState.OPEN]
    bad = jobs.true_tactic[open_] != Kind.NONE
    single = open_[~bad & (jobs.seats[open_] == 1)]
    met = _honest(clients, jobs, seen, log, rows=single, quota=quota, allowed=allowed, workers=workers,
                  directory=directory, today=today)
    schemed = open_[bad & (jobs.true_channel[open_] == Channel.SCOUT)]
    return met, _rings(clients, rows=schemed, quota=quota, allowed=allowed, workers=workers, jobs=jobs,
                       directory=directory, today=today)


def _honest(clients: Clients, jobs: Jobs, seen: PairSet, log: Log, *, rows: I64, quota: I64, allowed: Allowances,
            workers: Workers, directory: Directory, today: Today) -> Meetings:
    draws, search = today.draws, today.world.search
    sends = draws.poisson(np.full(len(rows), search.scouts), Purpose.SCOUTS, jobs.key[rows])
    job, nth = _spread(rows, np.minimum(sends, quota[jobs.client[rows]]))
    np.add.at(clients.scouted, jobs.client[job], 1)
    bits = draws.bits(Purpose.SCOUT_WHOM, jobs.key[job], nth)
    worker = np.where(allowed.by_completed_category[jobs.client[job]],
                      directory.completed.look(jobs.category[job], bits),
                      directory.anyone.look(everywhere(len(job)), bits))
    there = worker >= 0
    job, worker = job[there], worker[there]
    unmet = seen.unmet(worker, job)
    job, worker = job[unmet], worker[unmet]
    seen.add(worker, job)
    client, sent, wkey, jkey = jobs.client[job], jobs.published[job], workers.key[worker], jobs.key[job]
    log.add(Scouted(sent, worker, client, job))

    text = today.lexicon.honest_scouts(jobs.category[job], draws.uniform(Purpose.SCOUT_TEXT, jkey))
    arrived = delivered(clients, log, worker=worker, client=client, job=job, time=sent, text=text,
                        channel=Channel.SCOUT, today=today)
    fit = true_fit(worker=worker, job=job, workers=workers, jobs=jobs, today=today)
    likes = draws.uniform(Purpose.SCOUT_ANSWER, wkey, jkey) < np.minimum(1.0, search.scout_answered * 2 * fit)
    answers = arrived & likes & ~workers.left[worker]
    read = sent + draws.exponential(Purpose.SCOUT_READ, wkey, jkey) / 2
    np.add.at(jobs.applied, job[answers], 1)
    log.add(Applied(read[answers], worker[answers], client[answers], job[answers], Kind.NONE))
    return picked(Meetings(worker, job, read, np.full(len(job), int(Origin.SCOUT)), fit), answers)


def _rings(clients: Clients, *, rows: I64, quota: I64, allowed: Allowances, workers: Workers, jobs: Jobs,
           directory: Directory, today: Today) -> Approaches:
    """Scouts for the jobs with which rings lure by scout."""
    draws, ring = today.draws, today.world.ring
    sends = draws.poisson(np.full(len(rows), ring.scouts), Purpose.RING_SCOUTS, jobs.key[rows])
    job, nth = _spread(rows, np.minimum(sends, quota[jobs.client[rows]]))
    np.add.at(clients.scouted, jobs.client[job], 1)
    bits = draws.bits(Purpose.RING_SCOUT_WHOM, jobs.key[job], nth)
    aims = draws.uniform(Purpose.RING_TARGETS, jobs.key[job], nth) < ring.targets_young
    young, shelf = allowed.by_age_band[jobs.client[job]] & aims, everywhere(len(job))
    worker = np.where(young, directory.young.look(shelf, bits), directory.anyone.look(shelf, bits))
    there = worker >= 0
    job, worker = job[there], worker[there]
    keys = key(workers.key[worker], jobs.key[job])
    time = later_today(jobs.published[job], draws.uniform(Purpose.RING_SCOUT_HOUR, keys), today.day)
    return Approaches(keys, worker, job, time)


def _spread(rows: I64, counts: I64) -> tuple[I64, I64]:
    """Each row as often as its count → (m,) rows, (m,) which time it is, 0…"""
    return np.repeat(rows, counts), np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
