"""Repeating: pairs that have more work make another contract, or deal outside once they have each other's contacts."""

import numpy as np

from policies.records import Kind
from sim.acts.dealing import deal_outside
from sim.acts.signing import sign
from sim.choices import talking
from sim.state.draws import key
from sim.state.handover import Deals
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Contracts
from sim.today import Today

NOBODYS = -1  # job of a deal that belongs to no posting


def repeating(
    workers: Workers, contracts: Contracts, affairs: Affairs, log: Log, *, clients: Clients, today: Today
) -> None:
    """The pairs whose time has come, if both are still there."""
    rows = np.flatnonzero(contracts.next_at < today.day + 1)
    when = np.maximum(contracts.next_at[rows], today.day)
    contracts.next_at[rows] = np.inf
    worker, client = contracts.worker[rows], contracts.client[rows]
    there = ~clients.restricted[client] & ~clients.left[client] & ~workers.left[worker]
    rows, when = rows[there], when[there]
    likes = talking.goes_direct(
        clients.true_direct[contracts.client[rows]],
        True,
        today.platform.fee_schedule.net_entry,
        today.draws.uniform(Purpose.DIRECT_REPEAT, contracts.key[rows]),
        today.world.talking,
    )
    direct = contracts.swapped[rows] & likes
    out, on = rows[direct], rows[~direct]
    deal_outside(
        affairs,
        log,
        keys=key(contracts.key[out], 1),
        worker=contracts.worker[out],
        client=contracts.client[out],
        job=np.full(len(out), NOBODYS),
        amount=contracts.amount[out],
        coerced=np.zeros(len(out), np.bool_),
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
