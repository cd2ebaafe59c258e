"""Conversation: threads open; honest pairs talk, in-house where they may or outside; some clients ask to deal there."""

from typing import NamedTuple

import numpy as np

from policies.records import Channel, Kind, Stage
from sim import observe
from sim.acts.asking import ask_applicants, means_to_ask
from sim.acts.attending import attend
from sim.acts.listening import listened
from sim.acts.permitting import permits
from sim.acts.reaching import reach
from sim.acts.watching import delivered
from sim.acts.writing import honest_letters, message_texts, terms_texts
from sim.arrays import F64, I64, U64, Bool, tally
from sim.choices import talking as choose
from sim.choices.posting import payable
from sim.choices.reviewing import gives_up
from sim.rings.tactics import Pace
from sim.state.batch import picked
from sim.state.codes import Origin, Swap, Talk, ThreadState
from sim.state.desk import Desk, Listeners
from sim.state.draws import key
from sim.state.events import ContactSwapped, Talked
from sim.state.handover import Letters, Meetings
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, PairSet, Threads
from sim.today import Today

NO_OUTLET = -1


class Wishes(NamedTuple):
    """Wishes of (n,) honest pairs, and over which channel they follow them."""

    asks: Bool  # the client means to ask the worker to deal outside
    wants: Bool  # to speak about the work
    calls: Bool
    monitored: Bool  # and somebody may listen
    waits: Bool  # for the office's permit
    outlet: I64  # that a text may name, NO_OUTLET for none
    proposes: Bool  # to speak there


def conversation(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    readers: Desk,
    listeners: Listeners,
    reported: PairSet,
    log: Log,
    *,
    met: Meetings,
    today: Today,
) -> None:
    """Open a thread for everyone who answered a job (honest tasks need none), and let the honest pairs talk."""
    bad = jobs.true_tactic[met.job] != Kind.NONE
    met = picked(met, bad | (met.origin != Origin.TASK))
    rows = _open(threads, met=met, workers=workers, clients=clients, jobs=jobs, today=today)
    honest = jobs.true_tactic[met.job] == Kind.NONE
    consulted = met.origin[honest] == Origin.CONSULTATION
    _talk(
        workers,
        clients,
        jobs,
        threads,
        readers,
        listeners,
        reported,
        log,
        rows=rows[honest],
        consulted=consulted,
        today=today,
    )


def _open(threads: Threads, *, met: Meetings, workers: Workers, clients: Clients, jobs: Jobs, today: Today) -> I64:
    draws, ring = today.draws, today.world.ring
    client = jobs.client[met.job]
    keys = key(workers.key[met.worker], jobs.key[met.job])
    bad = jobs.true_tactic[met.job] != Kind.NONE
    wait = ring.lure_delay_days * draws.exponential(Purpose.LURE_DELAY, keys)
    later = bad & (jobs.true_pace[met.job] == Pace.AFTER_CONTRACT)
    wait += later * today.world.hiring.first_look_days * ring.hires_first_wait_factor
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
        answered=np.inf,
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
    return schedule.amount_for(np.round(net + hiring.net_entry_markup * (bid - net)), format)


def _talk(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    readers: Desk,
    listeners: Listeners,
    reported: PairSet,
    log: Log,
    *,
    rows: I64,
    consulted: Bool,
    today: Today,
) -> None:
    """Honest pairs: who wants to speak calls, swaps contacts, applies, or writes. consulted: (n,) began so."""
    if len(rows) == 0:
        return
    draws, talking = today.draws, today.world.talking
    worker, client = threads.worker[rows], threads.client[rows]
    job, keys, time = threads.job[rows], threads.key[rows], threads.opened[rows]
    wishes = _wish(workers, clients, jobs, threads, rows=rows, consulted=consulted, today=today)
    asks, called, waits, outlet, proposes = wishes.asks, wishes.calls, wishes.waits, wishes.outlet, wishes.proposes
    names = proposes | asks & ~called & (outlet >= 0)  # a contact, in the message
    arrived, gone = _write(
        workers, clients, threads, readers, log, rows=rows, names=names, broken=jobs.true_violation[job], today=today
    )

    answered = arrived & ~gone
    elsewhere = proposes & answered
    clients.revealed[client[names & arrived]] = True
    heard = listened(listeners, log, keys=keys, watched=wishes.monitored, today=today)
    left = np.where(heard, talking.monitored_swap_factor, 1.0)
    leaked = called & (draws.uniform(Purpose.CALL_SWAPS, keys) < talking.swaps_contact_in_call * left)
    talk = np.where(called, Talk.IN_HOUSE, np.where(elsewhere, Talk.ELSEWHERE, Talk.TEXT))
    threads.talk[rows], threads.swapped[rows] = talk, elsewhere | leaked
    talked = talk != Talk.TEXT
    named = np.where(elsewhere, outlet, NO_OUTLET)[talked]
    log.add(Talked(time[talked], worker[talked], client[talked], job[talked], talk[talked], named))
    to = asks & (talked | names & answered)
    ask_applicants(workers, clients, threads, reported, log, rows=rows[to], time=time[to], today=today)
    _exchange(workers, threads, log, rows=rows, leaked=leaked, elsewhere=elsewhere)
    lost = (
        (wishes.wants & ~talked | asks & ~to)
        & ~waits
        & (draws.uniform(Purpose.UNSPOKEN, keys) < talking.gives_up_unspoken)
        | elsewhere & (draws.uniform(Purpose.OUTSIDE_LOST, keys) < talking.outside_contact_lost)
        | ~arrived & ~names
        | gone
    )
    threads.state[rows[lost]] = ThreadState.DROPPED


def _dares(workers: Workers, worker: I64, keys: U64, today: Today) -> Bool:
    """(n,) which of these workers would swap contacts with a client."""
    luck = today.draws.uniform(Purpose.SWAPS, keys)
    return choose.swaps_contact(workers.true_caution[worker], luck, today.world.talking)


def _wish(
    workers: Workers, clients: Clients, jobs: Jobs, threads: Threads, *, rows: I64, consulted: Bool, today: Today
) -> Wishes:
    """Wishes of honest pairs, as far as the client has time: it turns to the most promising of a day first.

    A worker who has asked a question has its time already. Who means to deal outside asks where nobody listens (L-15).
    """
    draws, talking = today.draws, today.world.talking
    worker, client, job, keys = threads.worker[rows], threads.client[rows], threads.job[rows], threads.key[rows]
    may = permits(client=client, worker=worker, stage=Stage.BEFORE, clients=clients, workers=workers, today=today)
    paper = choose.on_paper(threads.true_fit[rows], threads.polish[rows], talking)
    good = paper > talking.shortlist_fit
    asks = good & means_to_ask(clients, client=client, keys=keys, again=False, today=today)
    wants = good & choose.wants_talk(jobs.true_talk[job], draws.uniform(Purpose.WANTS_TALK, keys), talking)
    quiet = may.call & ~(asks & may.monitored)
    speaks = wants | asks & quiet
    new = speaks & ~consulted
    speaks[new] = attend(jobs, job=job[new], rank=-paper[new], today=today)
    wants &= speaks
    luck = draws.uniform(Purpose.CALLS, keys)
    calls = speaks & choose.takes_call(quiet, may.monitored, talking.call_uptake, luck, talking)
    looks = wants & ~(calls & (draws.uniform(Purpose.SETTLES, keys) < talking.call_settles))  # for a tool outside
    waits = _apply(threads, rows=rows, may=looks & may.outside_contact, clients=clients, today=today)
    seeks = (looks | asks & ~calls) & ~waits & ~clients.true_discreet[client]
    outlet = np.full(len(rows), NO_OUTLET)
    outlet[seeks] = reach(
        keys=keys[seeks], worker=workers.key[worker[seeks]], client=clients.key[client[seeks]], today=today
    )
    proposes = looks & (outlet >= 0) & _dares(workers, worker, keys, today)
    return Wishes(asks, wants, calls, calls & may.monitored, waits, outlet, proposes)


def _apply(threads: Threads, *, rows: I64, may: Bool, clients: Clients, today: Today) -> Bool:
    """Let some pairs that may, and are in no hurry, ask the office for contact outside → (n,) those who wait."""
    draws, world, client, keys = today.draws, today.world, threads.client[rows], threads.key[rows]
    asks = draws.uniform(Purpose.APPLIES, keys) < choose.applies(clients.true_direct[client], world.talking)
    promised, luck = np.full(len(rows), today.platform.communication.answer_days), draws.uniform(Purpose.AWAITS, keys)
    waits = may & asks & ~gives_up(promised * 24, clients.true_hurry[client], luck, world.reviewing)
    threads.asks[rows] = waits
    return waits


def _write(
    workers: Workers,
    clients: Clients,
    threads: Threads,
    readers: Desk,
    log: Log,
    *,
    rows: I64,
    names: Bool,
    broken: I64,
    today: Today,
) -> tuple[Bool, Bool]:
    """Every pair exchanges a message, some sign special terms → (n,) have all arrived, (n,) is it over between them?

    names: (n,) does the message name a contact outside? broken: (n,) Kind whose rule the job breaks.
    """
    draws, keys = today.draws, threads.key[rows]
    text = message_texts(keys=keys, proposes=names, broken=broken, today=today)
    message = _letters(rows=rows, text=text, channel=Channel.MESSAGE, threads=threads)
    sent = delivered(workers, clients, readers, log, letters=message, today=today)
    arrived, gone = sent.arrived, sent.gone
    signs = np.flatnonzero(draws.uniform(Purpose.NDA, keys) < today.world.talking.signs_nda)
    misuses = clients.true_misuses[threads.client[rows[signs]]]
    text, misuse = terms_texts(keys=keys[signs], misuses=misuses, today=today)
    terms = _letters(rows=rows[signs], text=text, channel=Channel.NDA, threads=threads, misuse=misuse)
    sent = delivered(workers, clients, readers, log, letters=terms, today=today)
    arrived[signs] &= sent.arrived
    gone[signs] |= sent.gone | ~sent.arrived
    return arrived, gone


def _exchange(workers: Workers, threads: Threads, log: Log, *, rows: I64, leaked: Bool, elsewhere: Bool) -> None:
    """Note whose contacts are swapped now, and how: on the call, which comes first, to talk, to deal, by pressure."""
    swapped = threads.swapped[rows]
    ways = [leaked, elsewhere, threads.agreed[rows]]
    how = np.select(ways, [Swap.CALL, Swap.TEXT, Swap.AGREED], Swap.PRESSED)[swapped]
    rows = rows[swapped]
    worker = threads.worker[rows]
    tally(workers.swaps, worker)
    log.add(ContactSwapped(threads.opened[rows], worker, threads.client[rows], threads.job[rows], how))


def _letters(*, rows: I64, text: I64, channel: Channel, threads: Threads, misuse: Bool | bool = False) -> Letters:
    """Honest texts of the clients of these threads. misuse: (n,) special terms that hold something else."""
    return honest_letters(
        key=threads.key[rows],
        client=threads.client[rows],
        worker=threads.worker[rows],
        job=threads.job[rows],
        time=threads.opened[rows],
        channel=channel,
        text=text,
        misuse=misuse,
    )
