"""Conversation: threads open; honest pairs talk, in-house where they may, elsewhere where they swap contacts."""

import numpy as np

from policies.records import Channel, Kind, Stage
from sim import observe
from sim.acts.listening import listened
from sim.acts.permitting import permits
from sim.acts.watching import delivered
from sim.arrays import F64, I64, U64, Bool
from sim.choices import talking as choose
from sim.choices.posting import payable
from sim.kinds import ADVERTS
from sim.rings.tactics import Pace
from sim.state.batch import picked
from sim.state.codes import Origin, Talk, ThreadState
from sim.state.desk import Desk, Listeners
from sim.state.draws import Purpose, key
from sim.state.events import Talked
from sim.state.handover import Letters, Meetings
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, Threads
from sim.today import Today
from sim.words.grammar import PLAIN


def conversation(
    workers: Workers,
    clients: Clients,
    threads: Threads,
    readers: Desk,
    listeners: Listeners,
    log: Log,
    *,
    met: Meetings,
    jobs: Jobs,
    today: Today,
) -> None:
    """Open a thread for everyone who answered a job (honest tasks need none), and let the honest pairs talk."""
    bad = jobs.true_tactic[met.job] != Kind.NONE
    met = picked(met, bad | (met.origin != Origin.TASK))
    rows = _open(threads, met=met, workers=workers, clients=clients, jobs=jobs, today=today)
    honest = rows[jobs.true_tactic[met.job] == Kind.NONE]
    _talk(workers, clients, threads, readers, listeners, log, rows=honest, jobs=jobs, today=today)


def _open(threads: Threads, *, met: Meetings, workers: Workers, clients: Clients, jobs: Jobs, today: Today) -> I64:
    draws, ring = today.draws, today.world.ring
    client = jobs.client[met.job]
    keys = key(workers.key[met.worker], jobs.key[met.job])
    bad = jobs.true_tactic[met.job] != Kind.NONE
    wait = ring.delay * draws.exponential(Purpose.LURE_DELAY, keys)
    later = bad & (jobs.true_pace[met.job] == Pace.AFTER_CONTRACT)
    wait += later * today.world.hiring.patience * ring.waits
    new = observe.accepted(clients, client).sum(axis=1) == 0
    return threads.add(
        key=keys,
        worker=met.worker,
        client=client,
        job=met.job,
        opened=met.time,
        bid=_bids(fee=jobs.fee[met.job], format=jobs.format[met.job], new=new, keys=keys, today=today),
        true_fit=met.fit,
        talk=Talk.TEXT,
        polish=draws.normal(Purpose.PAPER, keys),
        true_lure_at=np.where(bad, met.time + wait, np.inf),
        state=ThreadState.OPEN,
    )


def _bids(*, fee: F64, format: I64, new: Bool, keys: U64, today: Today) -> F64:
    """(n,) yen, contract amount: around the fee, more for a client without a record and under take-home entry."""
    hiring, schedule = today.world.hiring, today.platform.fee_schedule
    bid = fee * np.exp(
        hiring.bid_spread * today.draws.normal(Purpose.BID, keys) + np.log1p(hiring.newcomer_premium) * new
    )
    bid = payable(bid)
    if not schedule.net_entry:
        return bid
    net = schedule.take_home(bid, format)
    return schedule.amount_for(np.round(net + hiring.net_anchor * (bid - net)), format)


def _talk(
    workers: Workers,
    clients: Clients,
    threads: Threads,
    readers: Desk,
    listeners: Listeners,
    log: Log,
    *,
    rows: I64,
    jobs: Jobs,
    today: Today,
) -> None:
    """Honest pairs of these thread rows: who wants to speak calls, swaps contacts, or leaves it at text."""
    if len(rows) == 0:
        return
    draws, talking = today.draws, today.world.talking
    worker, client = threads.worker[rows], threads.client[rows]
    job, keys, time = threads.job[rows], threads.key[rows], threads.opened[rows]
    chosen = choose.on_paper(threads.true_fit[rows], threads.polish[rows], talking) > talking.shortlist
    want = chosen & choose.wants_talk(jobs.true_talk[job], draws.uniform(Purpose.WANTS_TALK, keys), talking)
    may = permits(client=client, worker=worker, stage=Stage.BEFORE, clients=clients, workers=workers, today=today)
    called = want & choose.takes_call(
        may.call, may.monitored, talking.uptake, draws.uniform(Purpose.CALLS, keys), talking
    )
    wary = np.where(may.outside_contact, 0.0, workers.true_caution[worker])  # the office has approved of it
    proposes = want & ~called & choose.swaps_contact(wary, draws.uniform(Purpose.SWAPS, keys), talking)

    text = today.lexicon.honest_messages(proposes, draws.uniform(Purpose.MESSAGE_TEXT, keys))
    broken = jobs.true_violation[job]
    advert = np.isin(broken, ADVERTS)  # who advertises does so in the messages too
    u = draws.uniform(Purpose.ADVERT_TEXT, keys[advert])
    text[advert] = today.lexicon.lures(broken[advert], np.full(len(u), Channel.MESSAGE), np.full(len(u), PLAIN), u)
    message = _letters(rows=rows, text=text, channel=Channel.MESSAGE, threads=threads)
    sent = delivered(workers, clients, readers, log, letters=message, today=today)
    arrived, gone = sent.arrived, sent.gone
    signs = np.flatnonzero(draws.uniform(Purpose.NDA, keys) < talking.nda)
    text = today.lexicon.honest_ndas(draws.uniform(Purpose.NDA_TEXT, keys[signs]))
    terms = _letters(rows=rows[signs], text=text, channel=Channel.NDA, threads=threads)
    sent = delivered(workers, clients, readers, log, letters=terms, today=today)
    arrived[signs] &= sent.arrived
    gone[signs] |= sent.gone
    elsewhere = proposes & (arrived | may.outside_contact)
    heard = listened(listeners, log, keys=keys, watched=called & may.monitored, today=today)
    left = np.where(heard, talking.watched_swap, 1.0)
    leaked = called & (draws.uniform(Purpose.CALL_SWAPS, keys) < talking.call_swap * left)
    talk = np.where(called, Talk.IN_HOUSE, np.where(elsewhere, Talk.ELSEWHERE, Talk.TEXT))
    spoken = talk != Talk.TEXT
    log.add(Talked(time[spoken], worker[spoken], client[spoken], job[spoken], talk[spoken]))

    threads.talk[rows] = talk
    threads.swapped[rows] = elsewhere | leaked
    clients.revealed[client[elsewhere]] = True
    np.add.at(workers.swaps, worker[elsewhere | leaked], 1)
    lost = (
        want & ~spoken & (draws.uniform(Purpose.UNSPOKEN, keys) < talking.unspoken_drop)
        | elsewhere & (draws.uniform(Purpose.OUTSIDE_LOST, keys) < talking.outside_hazard)
        | ~arrived & ~proposes
        | gone
    )
    threads.state[rows[lost]] = ThreadState.DROPPED


def _letters(*, rows: I64, text: I64, channel: Channel, threads: Threads) -> Letters:
    """Honest texts of the clients of these threads, before a contract."""
    n = len(rows)
    return Letters(
        threads.key[rows],
        threads.client[rows],
        threads.worker[rows],
        threads.job[rows],
        threads.opened[rows],
        np.full(n, int(channel)),
        np.full(n, int(Stage.BEFORE)),
        np.full(n, int(Kind.NONE)),
        text,
    )
