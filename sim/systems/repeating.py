"""Repeating: pairs that have more work make another contract, or agree to deal outside."""

import numpy as np

from policies.records import Channel, Kind, Stage
from sim.acts.asking import ask, means_to_ask
from sim.acts.dealing import deal_outside
from sim.acts.reaching import reach
from sim.acts.signing import sign
from sim.acts.watching import delivered
from sim.acts.writing import honest_letters, message_texts
from sim.arrays import F64, I64, U64, Bool, tally
from sim.state.batch import picked
from sim.state.codes import Swap
from sim.state.desk import Desk
from sim.state.draws import key
from sim.state.events import ContactSwapped
from sim.state.handover import Deals
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Affairs, Contracts, PairSet
from sim.today import Today

NOBODYS = -1  # job of a deal that belongs to no posting


def repeating(
    workers: Workers,
    clients: Clients,
    contracts: Contracts,
    affairs: Affairs,
    readers: Desk,
    reported: PairSet,
    log: Log,
    *,
    today: Today,
) -> None:
    """The pairs whose time has come, if both are still there."""
    rows = np.flatnonzero(contracts.next_at < today.day + 1)
    when = np.maximum(contracts.next_at[rows], today.day)
    contracts.next_at[rows] = np.inf
    worker, client = contracts.worker[rows], contracts.client[rows]
    there = ~clients.restricted[client] & ~clients.left[client] & ~workers.left[worker]
    rows, when = rows[there], when[there]
    direct, coerced = _ask(workers, clients, contracts, readers, reported, log, rows=rows, when=when, today=today)
    direct |= coerced
    out, on = rows[direct], rows[~direct]
    deal_outside(
        affairs,
        log,
        keys=key(contracts.key[out], 1),
        worker=contracts.worker[out],
        client=contracts.client[out],
        job=np.full(len(out), NOBODYS),
        amount=contracts.amount[out],
        coerced=coerced[direct],
        when=when[direct],
        clients=clients,
        today=today,
    )
    deals = Deals(
        key=key(contracts.key[on], 1),
        worker=contracts.worker[on],
        client=contracts.client[on],
        job=contracts.job[on],
        nth=contracts.nth[on] + 1,
        tactic=np.full(len(on), int(Kind.NONE)),
        format=contracts.format[on],
        amount=contracts.amount[on],
        fit=contracts.true_fit[on],
        swapped=contracts.swapped[on],
        when=when[~direct],
    )
    sign(workers, contracts, log, deals=deals, clients=clients, today=today)


def _ask(
    workers: Workers,
    clients: Clients,
    contracts: Contracts,
    readers: Desk,
    reported: PairSet,
    log: Log,
    *,
    rows: I64,
    when: F64,
    today: Today,
) -> tuple[Bool, Bool]:
    """Some clients ask: outside, who has the worker's contact, in a message else → (n,) agreed, (n,) or pressed to."""
    client, known, keys = contracts.client[rows], contracts.swapped[rows], key(contracts.key[rows], 1)
    asks = means_to_ask(clients, client=client, keys=keys, again=True, today=today)
    writes = asks & ~known
    asks[writes] = _write(
        workers, clients, contracts, readers, log, rows=rows[writes], keys=keys[writes], when=when[writes], today=today
    )
    agree, yielding = np.zeros((2, len(rows)), np.bool_)
    n = np.count_nonzero(asks)
    agree[asks], yielding[asks] = ask(
        workers,
        clients,
        reported,
        log,
        keys=keys[asks],
        worker=contracts.worker[rows[asks]],
        client=client[asks],
        job=np.full(n, NOBODYS),
        time=when[asks],
        watched=~known[asks] & today.platform.message_watch.standing_warning,
        speak=known[asks],
        permitted=np.zeros(n, np.bool_),
        today=today,
    )
    new = (agree | yielding) & ~known
    worker, job = contracts.worker[rows[new]], np.full(np.count_nonzero(new), NOBODYS)
    tally(workers.swaps, worker)
    log.add(ContactSwapped(when[new], worker, client[new], job, np.full(len(job), int(Swap.AGREED))))
    return agree, yielding


def _write(
    workers: Workers,
    clients: Clients,
    contracts: Contracts,
    readers: Desk,
    log: Log,
    *,
    rows: I64,
    keys: U64,
    when: F64,
    today: Today,
) -> Bool:
    """Messages that name a contact, over an outlet that both use → (n,) which of them are answered."""
    if len(rows) == 0:
        return np.zeros(0, np.bool_)
    worker, client, n = contracts.worker[rows], contracts.client[rows], len(rows)
    letters = honest_letters(
        key=keys,
        client=client,
        worker=worker,
        job=np.full(n, NOBODYS),
        time=when,
        channel=Channel.MESSAGE,
        text=message_texts(keys=keys, proposes=np.ones(n, np.bool_), broken=np.full(n, int(Kind.NONE)), today=today),
        stage=Stage.AFTER,
    )
    outlet = reach(keys=keys, worker=workers.key[worker], client=clients.key[client], today=today)
    names = outlet >= 0
    sent = delivered(workers, clients, readers, log, letters=picked(letters, names), today=today)
    clients.revealed[client[names][sent.arrived]] = True
    names[names] = sent.arrived & ~sent.gone
    return names
