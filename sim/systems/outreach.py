"""Outreach: clients scout workers through the filters they may use; rings too (L-01…L-04, dual use)."""

import numpy as np

from policies.records import Channel, Kind
from sim import observe
from sim.acts.readings import true_fit
from sim.acts.watching import delivered
from sim.acts.writing import honest_letters
from sim.arrays import I64, U64, Bool, paired, tally
from sim.choices import searching as choose
from sim.choices.common import later_today
from sim.compiled.groups import earlier, within
from sim.state.batch import picked
from sim.state.codes import JobState, Origin
from sim.state.desk import Desk
from sim.state.directory import Directory, everywhere
from sim.state.draws import key
from sim.state.events import Applied, Scouted
from sim.state.handover import Approaches, Meetings
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, PairSet
from sim.today import Today

SCOUT_DAYS = 7  # the span of a client's allowance of scouts


def outreach(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    seen: PairSet,
    readers: Desk,
    log: Log,
    *,
    fresh: I64,
    directory: Directory,
    today: Today,
) -> tuple[Meetings, Approaches]:
    """Scouts for the fresh job rows, published today → (who answered an honest one, whom rings approached)."""
    if today.every(SCOUT_DAYS):
        clients.scouted[:] = 0
    open_ = fresh[jobs.state[fresh] == JobState.OPEN]
    client = jobs.client[open_]
    allowed = today.platform.scouting.allowances(observe.client_records(clients, today.day, client))
    here = ~clients.restricted[client] & ~clients.left[client]
    writes = here & today.platform.identity.may_write_first(clients.verified[client])
    quota = np.where(writes, np.maximum(0, allowed.scouts_a_week - clients.scouted[client]), 0)
    bad = jobs.true_tactic[open_] != Kind.NONE
    single, schemed = ~bad & (jobs.seats[open_] == 1), bad & (jobs.true_channel[open_] == Channel.SCOUT)
    wanted = np.zeros(len(open_), np.int64)
    wanted[single] = _wanted(today.world.search.scouts_per_job, Purpose.SCOUTS, jobs.key[open_[single]], today)
    wanted[schemed] = _wanted(today.world.ring.scouts_per_job, Purpose.RING_SCOUTS, jobs.key[open_[schemed]], today)
    sends = _within(quota, client=client, wanted=wanted)
    np.add.at(clients.scouted, client, sends)
    met = _honest(
        workers,
        clients,
        jobs,
        seen,
        readers,
        log,
        rows=open_[single],
        sends=sends[single],
        by_category=allowed.by_completed_category[single],
        directory=directory,
        today=today,
    )
    return met, _rings(
        seen,
        rows=open_[schemed],
        sends=sends[schemed],
        by_age=allowed.by_age_band[schemed],
        workers=workers,
        jobs=jobs,
        directory=directory,
        today=today,
    )


def _wanted(mean: float, purpose: Purpose, keys: U64, today: Today) -> I64:
    """(n,) how many scouts there would be for each job."""
    return today.draws.poisson(np.full(len(keys), mean), purpose, keys)


def _within(quota: I64, *, client: I64, wanted: I64) -> I64:
    """(n,) how many are sent for each job, none once its client's quota is used up: earlier jobs come first.

    quota: (n,) of each job's client; client: (n,) whose job it is; wanted: (n,)
    """
    order = np.argsort(client, kind="stable")
    owner, wish = client[order], wanted[order]
    before = np.cumsum(wish) - wish
    before -= before[np.searchsorted(owner, owner)]  # wanted for earlier jobs of the same client
    sends = np.zeros(len(client), np.int64)
    sends[order] = np.clip(quota[order] - before, 0, wish)
    return sends


def _honest(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    seen: PairSet,
    readers: Desk,
    log: Log,
    *,
    rows: I64,
    sends: I64,
    by_category: Bool,
    directory: Directory,
    today: Today,
) -> Meetings:
    draws, search = today.draws, today.world.search
    job, nth = _spread(rows, sends)
    bits = draws.bits(Purpose.SCOUT_WHOM, jobs.key[job], nth)
    worker = np.where(
        np.repeat(by_category, sends),
        directory.completed.look(jobs.category[job], bits),
        directory.anyone.look(everywhere(len(job)), bits),
    )
    there = worker >= 0
    job, worker = job[there], worker[there]
    unmet = seen.unmet(worker, job)
    job, worker = job[unmet], worker[unmet]
    seen.add(worker, job)
    client, sent, wkey, jkey = jobs.client[job], jobs.published[job], workers.key[worker], jobs.key[job]
    fit = true_fit(worker=worker, job=job, workers=workers, jobs=jobs, clients=clients, today=today)
    log.add(Scouted(sent, worker, client, job, fit))

    text = today.lexicon.honest_scouts(jobs.category[job], draws.uniform(Purpose.SCOUT_TEXT, jkey))
    letters = honest_letters(
        key=key(wkey, jkey), client=client, worker=worker, job=job, time=sent, channel=Channel.SCOUT, text=text
    )
    scouts = delivered(workers, clients, readers, log, letters=letters, today=today)
    likes = choose.takes_up(fit, search.scout_answered, draws.uniform(Purpose.SCOUT_ANSWER, wkey, jkey))
    answers = scouts.arrived & ~scouts.gone & likes & ~workers.left[worker] & ~workers.true_visits[worker]
    read = scouts.time + search.scout_read_days * draws.exponential(Purpose.SCOUT_READ, wkey, jkey)
    tally(jobs.applied, job[answers])
    log.add(Applied(read[answers], worker[answers], client[answers], job[answers], Kind.NONE))
    return picked(Meetings(worker, job, read, np.full(len(job), int(Origin.SCOUT)), fit), answers)


def _rings(
    seen: PairSet,
    *,
    rows: I64,
    sends: I64,
    by_age: Bool,
    workers: Workers,
    jobs: Jobs,
    directory: Directory,
    today: Today,
) -> Approaches:
    """Scouts for the jobs with which rings lure by scout, one to a worker for each job."""
    draws, ring = today.draws, today.world.ring
    job, nth = _spread(rows, sends)
    bits = draws.bits(Purpose.RING_SCOUT_WHOM, jobs.key[job], nth)
    aims = draws.uniform(Purpose.RING_TARGETS, jobs.key[job], nth) < ring.targets_young
    young, shelf = np.repeat(by_age, sends) & aims, everywhere(len(job))
    worker = np.where(young, directory.young.look(shelf, bits), directory.anyone.look(shelf, bits))
    first = (worker >= 0) & (earlier(paired(job, worker)) == 0)
    job, worker = job[first], worker[first]
    unmet = seen.unmet(worker, job)
    job, worker = job[unmet], worker[unmet]
    seen.add(worker, job)
    keys = key(workers.key[worker], jobs.key[job])
    time = later_today(jobs.published[job], draws.uniform(Purpose.RING_SCOUT_HOUR, keys), today.day)
    return Approaches(keys, worker, job, time)


def _spread(rows: I64, counts: I64) -> tuple[I64, I64]:
    """Each row as often as its count → (m,) rows, (m,) which time it is, 0…"""
    return np.repeat(rows, counts), within(counts)
