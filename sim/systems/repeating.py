"""Repeating: pairs that have more work make another contract, or agree to deal outside."""

import numpy as np

from policies.records import Channel, Kind, Stage
from sim.acts.asking import ask
from sim.acts.dealing import deal_outside
from sim.acts.reaching import reach
from sim.acts.signing import sign
from sim.acts.watching import delivered
from sim.acts.writing import honest_letters, message_texts
from sim.arrays import F64, I64, Bool
from sim.choices import talking
from sim.state.codes import Swap
from sim.state.desk import Desk
from sim.state.draws import key
from sim.state.events import ContactSwapped
from sim.state.handover import Deals
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Contracts
from sim.today import Today

NOBODYS = -1  # job of a deal that belongs to no posting


def repeating(
    workers: Workers, clients: Clients, contracts: Contracts, affairs: Affairs, readers: Desk, log: Log, *, today: Today
) -> None:
    """The pairs whose time has come, if both are still there."""
    rows = np.flatnonzero(contracts.next_at < today.day + 1)
    when = np.maximum(contracts.next_at[rows], today.day)
    contracts.next_at[rows] = np.inf
    worker, client = contracts.worker[rows], contracts.client[rows]
    there = ~clients.restricted[client] & ~clients.left[client] & ~workers.left[worker]
    rows, when = rows[there], when[there]
    direct, coerced = _ask(workers, clients, contracts, readers, log, rows=rows, when=when, today=today)
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
    log: Log,
    *,
    rows: I64,
    when: F64,
    today: Today,
) -> tuple[Bool, Bool]:
    """Some clients ask: outside, who has the worker's contact, in a message else → (n,) agreed, (n,) or pressed to."""
    worker, client, keys = contracts.worker[rows], contracts.client[rows], key(contracts.key[rows], 1)
    luck = today.draws.uniform(Purpose.ASKS_OUTSIDE, keys)
    asks = talking.asks_outside(clients.true_direct[client], True, luck, today.world.talking)
    known = contracts.swapped[rows]
    writes = np.flatnonzero(asks & ~known)
    outlet = reach(
        keys=keys[writes], worker=workers.key[worker[writes]], client=clients.key[client[writes]], today=today
    )
    asks[writes[outlet < 0]] = False
    writes = writes[outlet >= 0]
    letters = honest_letters(
        key=keys[writes],
        client=client[writes],
        worker=worker[writes],
        job=np.full(len(writes), NOBODYS),
        time=when[writes],
        channel=Channel.MESSAGE,
        text=message_texts(
            keys=keys[writes],
            proposes=np.ones(len(writes), np.bool_),
            broken=np.full(len(writes), int(Kind.NONE)),
            today=today,
        ),
        stage=Stage.AFTER,
    )
    sent = delivered(workers, clients, readers, log, letters=letters, today=today)
    asks[writes] &= sent.arrived & ~sent.gone
    clients.revealed[client[writes[sent.arrived]]] = True
    agreed, coerced = np.zeros((2, len(rows)), np.bool_)
    n = np.count_nonzero(asks)
    agreed[asks], coerced[asks] = ask(
        workers,
        clients,
        log,
        keys=keys[asks],
        worker=worker[asks],
        client=client[asks],
        job=np.full(n, NOBODYS),
        time=when[asks],
        watched=~known[asks] & today.platform.message_watch.standing_warning,
        heard=np.zeros(n, np.bool_),
        spoken=known[asks],
        permitted=np.zeros(n, np.bool_),
        today=today,
    )
    new = (agreed | coerced) & ~known
    np.add.at(workers.swaps, worker[new], 1)
    how = np.full(np.count_nonzero(new), int(Swap.AGREED))
    log.add(ContactSwapped(when[new], worker[new], client[new], np.full(len(how), NOBODYS), how))
    return agreed, coerced
