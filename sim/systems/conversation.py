"""Conversation: threads open; honest pairs talk, in-house where they may, elsewhere where they swap contacts."""

import numpy as np

from policies.records import Channel, Stage
from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.choices.talking import on_paper, swaps_contact, wants_talk
from sim.rings.tactics import Pace
from sim.state.batch import picked
from sim.state.draws import Purpose, key
from sim.state.log import Event, Log, Talk
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, Origin, Threads, ThreadState
from sim.systems.search import Meetings
from sim.systems.watching import screened
from sim.today import Today


def conversation(
    workers: Workers, clients: Clients, jobs: Jobs, threads: Threads, log: Log, *, met: Meetings, today: Today
) -> None:
    """Open a thread for everyone who answered a job (honest tasks need none), and let the honest pairs talk."""
    bad = jobs.true_what[met.job] > 0
    met = picked(met, bad | (met.origin != Origin.TASK))
    rows = _open(workers, clients, jobs, threads, met, today)
    _talk(workers, clients, jobs, threads, log, rows[jobs.true_what[met.job] == 0], today)


def _open(workers: Workers, clients: Clients, jobs: Jobs, threads: Threads, met: Meetings, today: Today) -> I64:
    draws, ring = today.draws, today.world.ring
    client = jobs.client[met.job]
    keys = key(workers.key[met.worker], jobs.key[met.job])
    bad = jobs.true_what[met.job] > 0
    wait = ring.delay * draws.exponential(Purpose.LURE_DELAY, keys)
    later = bad & (jobs.true_pace[met.job] == Pace.AFTER_CONTRACT)
    wait += later * today.world.hiring.patience * 2
    return threads.add(
        key=keys,
        worker=met.worker,
        client=client,
        job=met.job,
        opened=met.time,
        bid=_bids(workers, clients, jobs, met, keys, client, today),
        true_fit=met.fit,
        talk=Talk.TEXT,
        paper=draws.normal(Purpose.PAPER, keys),
        true_lure_at=np.where(bad, met.time + wait, np.inf),
        state=ThreadState.OPEN,
    )


def _bids(workers: Workers, clients: Clients, jobs: Jobs, met: Meetings, keys: U64, client: I64, today: Today) -> F64:
    """(n,) yen, contract amount: around the fee, more for a client without a record and under take-home entry."""
    hiring, schedule = today.world.hiring, today.platform.fee_schedule
    new = observe.accepted(clients)[client].sum(axis=1) == 0
    bid = jobs.fee[met.job] * np.exp(
        hiring.bid_spread * today.draws.normal(Purpose.BID, keys) + np.log1p(hiring.newcomer_premium) * new
    )
    bid = np.maximum(5.0, np.round(bid))
    if not schedule.net_entry:
        return bid
    format = jobs.format[met.job]
    net = schedule.take_home(bid, format)
    return schedule.amount_for(np.round(net + hiring.net_anchor * (bid - net)), format)


def _talk(workers: Workers, clients: Clients, jobs: Jobs, threads: Threads, log: Log, rows: I64, today: Today) -> None:
    """Honest pairs of these thread rows: who wants to speak calls, swaps contacts, or leaves it at text."""
    if len(rows) == 0:
        return
    draws, talking = today.draws, today.world.talking
    worker, client = threads.worker[rows], threads.client[rows]
    job, keys, time = threads.job[rows], threads.key[rows], threads.opened[rows]
    chosen = on_paper(threads.true_fit[rows], threads.paper[rows], talking) > talking.shortlist
    want = chosen & wants_talk(jobs.true_talk[job], draws.uniform(Purpose.WANTS_TALK, keys), talking)
    permits = today.platform.communication.permits(
        observe.pairs(
            clients, workers, client, worker, np.full(len(rows), int(Stage.BEFORE)), draws.uniform(Purpose.TICKET, keys)
        )
    )
    called = want & permits.call & (draws.uniform(Purpose.CALLS, keys) < talking.uptake)
    wary = np.where(permits.outside_contact, 0.0, workers.true_caution[worker])  # the office has approved of it
    proposes = want & ~called & swaps_contact(wary, draws.uniform(Purpose.SWAPS, keys), talking)

    text = today.lexicon.honest_messages(proposes, draws.uniform(Purpose.MESSAGE_TEXT, keys))
    delivered = screened(clients, log, client, worker, job, time, text, Channel.MESSAGE, today=today)
    nda = draws.uniform(Purpose.NDA, keys) < talking.nda
    delivered &= _special_terms(clients, log, rows[nda], nda, threads, today)
    elsewhere = proposes & (delivered | permits.outside_contact)
    leaked = called & (
        draws.uniform(Purpose.CALL_SWAPS, keys)
        < talking.call_swap * np.where(permits.monitored, talking.watched_swap, 1.0)
    )
    talk = np.where(called, Talk.IN_HOUSE, np.where(elsewhere, Talk.ELSEWHERE, Talk.TEXT))
    spoken = talk != Talk.TEXT
    log.add(Event.TALKED, time[spoken], worker=worker[spoken], client=client[spoken], job=job[spoken], how=talk[spoken])

    threads.talk[rows] = talk
    threads.swapped[rows] = elsewhere | leaked
    clients.revealed[client[elsewhere]] = True
    np.add.at(workers.swaps, worker[elsewhere | leaked], 1)
    lost = (
        want & ~spoken & (draws.uniform(Purpose.UNSPOKEN, keys) < talking.unspoken_drop)
        | elsewhere & (draws.uniform(Purpose.OUTSIDE_LOST, keys) < talking.outside_hazard)
        | ~delivered & ~proposes
    )
    threads.state[rows[lost]] = ThreadState.DROPPED


def _special_terms(clients: Clients, log: Log, rows: I64, nda: Bool, threads: Threads, today: Today) -> Bool:
    """(n,) which pairs still talk once the watch has read the special terms of the `nda` ones, thread rows `rows`."""
    text = today.lexicon.honest_ndas(today.draws.uniform(Purpose.NDA_TEXT, threads.key[rows]))
    passed = np.ones(len(nda), np.bool_)
    client, worker, job = threads.client[rows], threads.worker[rows], threads.job[rows]
    passed[nda] = screened(clients, log, client, worker, job, threads.opened[rows], text, Channel.NDA, today=today)
    return passed
