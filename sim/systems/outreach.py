"""Outreach: clients scout workers through the filters they may use; rings too (L-01…L-04, dual use)."""

from dataclasses import dataclass

import numpy as np

from policies.records import Channel
from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.choices.common import later_today
from sim.state.batch import picked
from sim.state.draws import Purpose, key
from sim.state.log import Event, Log
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, JobState, Origin, Seen
from sim.state.wheel import Wheel
from sim.systems.search import Meetings, true_fit
from sim.systems.watching import screened
from sim.today import Today

REFRESH_DAYS = 7  # the worker search lists who was here in the last week; set out anew once a week


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """Workers seen lately, on three rings: anyone, by completed category, the young."""

    anyone: Wheel
    completed: Wheel  # a shelf a category
    young: Wheel


def directory(workers: Workers, categories: int, *, today: Today) -> Directory:
    """Set out the workers who were here in the last week."""
    chance = -np.expm1(-REFRESH_DAYS * workers.true_activity * workers.true_trust)
    here = np.flatnonzero(~workers.left & (today.draws.uniform(Purpose.SEEN_LATELY, today.day, workers.key) < chance))
    bits = today.draws.bits(Purpose.DIRECTORY, workers.key[here])
    place, category = np.nonzero((workers.completed[here][:, None] >> np.arange(categories)) & 1 == 1)
    young = workers.age_band[here] == 0
    return Directory(
        _anyone(bits, here), Wheel.of(category, bits[place], here[place]), _anyone(bits[young], here[young])
    )


def _anyone(bits: U64, rows: I64) -> Wheel:
    return Wheel.of(np.zeros(len(rows), np.int64), bits, rows)


@dataclass(frozen=True, slots=True, eq=False)
class Approaches:
    """(n,) scouts that ring accounts write to workers."""

    key: U64
    worker: I64
    job: I64
    time: F64


def outreach(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    seen: Seen,
    log: Log,
    *,
    fresh: I64,
    listing: Directory,
    today: Today,
) -> tuple[Meetings, Approaches]:
    """Scouts for the job rows published today → (who answered an honest one, whom rings approached)."""
    allowed = today.platform.scouting.allowances(observe.client_records(clients, today.day))
    writes = today.platform.identity.may_write_first(clients.verified) & ~clients.restricted & ~clients.left
    by_category = allowed.by_completed_category
    if today.day % REFRESH_DAYS == 0:
        clients.scouted[:] = 0
    quota = np.where(writes, np.maximum(0, allowed.scouts_a_week - clients.scouted), 0)
    met = _honest(workers, clients, jobs, seen, log, fresh, quota, by_category, listing, today)
    return met, _rings(workers, clients, jobs, fresh, quota, allowed.by_age_band, listing, today)


def _honest(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    seen: Seen,
    log: Log,
    fresh: I64,
    quota: I64,
    by_category: Bool,
    listing: Directory,
    today: Today,
) -> Meetings:
    draws, search = today.draws, today.world.search
    rows = fresh[(jobs.state[fresh] == JobState.OPEN) & (jobs.true_what[fresh] == 0) & (jobs.seats[fresh] == 1)]
    sends = np.minimum(
        draws.poisson(np.full(len(rows), search.scouts), Purpose.SCOUTS, jobs.key[rows]), quota[jobs.client[rows]]
    )
    job, nth = _spread(rows, sends)
    np.add.at(clients.scouted, jobs.client[job], 1)
    bits = draws.bits(Purpose.SCOUT_WHOM, jobs.key[job], nth)
    narrowed = by_category[jobs.client[job]]
    worker = np.where(
        narrowed,
        listing.completed.look(jobs.category[job], bits),
        listing.anyone.look(np.zeros(len(job), np.int64), bits),
    )
    there = worker >= 0
    job, worker, nth = job[there], worker[there], nth[there]
    there = seen.fresh(worker, job)
    job, worker = job[there], worker[there]
    seen.add(worker, job)
    time = jobs.published[job] + draws.exponential(Purpose.SCOUT_READ, workers.key[worker], jobs.key[job]) / 2
    client = jobs.client[job]
    log.add(Event.SCOUTED, jobs.published[job], worker=worker, client=client, job=job)

    text = today.lexicon.honest_scouts(jobs.category[job], draws.uniform(Purpose.SCOUT_TEXT, jobs.key[job]))
    sent = jobs.published[job]
    delivered = screened(clients, log, client, worker, job, sent, text, Channel.SCOUT, today=today)
    fit = true_fit(workers, jobs, worker, job, today)
    answers = (
        delivered
        & (
            draws.uniform(Purpose.SCOUT_ANSWER, workers.key[worker], jobs.key[job])
            < np.minimum(1.0, search.scout_answered * 2 * fit)
        )
        & ~workers.left[worker]
    )
    np.add.at(jobs.applied, job[answers], 1)
    log.add(Event.APPLIED, time[answers], worker=worker[answers], client=client[answers], job=job[answers])
    return picked(Meetings(worker, job, time, np.full(len(job), int(Origin.SCOUT)), fit), answers)


def _rings(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    fresh: I64,
    quota: I64,
    by_age: Bool,
    listing: Directory,
    today: Today,
) -> Approaches:
    """Scouts for the fresh jobs with which rings lure by scout."""
    draws, ring = today.draws, today.world.ring
    scheming = (jobs.true_what[fresh] > 0) & (jobs.true_channel[fresh] == Channel.SCOUT)
    rows = fresh[scheming & (jobs.state[fresh] == JobState.OPEN)]
    sends = draws.poisson(np.full(len(rows), ring.scouts), Purpose.RING_SCOUTS, jobs.key[rows])
    job, nth = _spread(rows, np.minimum(sends, quota[jobs.client[rows]]))
    np.add.at(clients.scouted, jobs.client[job], 1)
    bits = draws.bits(Purpose.RING_SCOUT_WHOM, jobs.key[job], nth)
    narrows = by_age[jobs.client[job]]
    young = narrows & (draws.uniform(Purpose.RING_TARGETS, jobs.key[job], nth) < ring.targets_young)
    shelf = np.zeros(len(job), np.int64)
    worker = np.where(young, listing.young.look(shelf, bits), listing.anyone.look(shelf, bits))
    there = worker >= 0
    job, worker = job[there], worker[there]
    keys = key(workers.key[worker], jobs.key[job])
    time = later_today(jobs.published[job], draws.uniform(Purpose.RING_SCOUT_HOUR, keys), today.day)
    return Approaches(keys, worker, job, time)


def _spread(rows: I64, counts: I64) -> tuple[I64, I64]:
    """Each row as often as its count → (m,) rows, (m,) which time it is, 0…"""
    return np.repeat(rows, counts), np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
