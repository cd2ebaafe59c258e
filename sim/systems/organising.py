"""Organising: rings open accounts, replace lost ones, buy what workers sell, and quit when it no longer pays."""

from collections.abc import Mapping, MutableMapping

import numpy as np

from policies.platform import Identity
from sim.arrays import I64
from sim.rings.business import papers_cost
from sim.rings.habits import Habits
from sim.rings.rings import Books, Ring
from sim.rings.tactics import Papers
from sim.state.draws import Purpose
from sim.state.log import ClientType, Event, Log, Reason
from sim.state.people import Clients, Workers
from sim.state.population import add_ring_accounts
from sim.state.trade import Jobs, JobState, Threads
from sim.systems.arrivals import pressed
from sim.today import Today

CHANGED_HANDS = 4  # Event.RESTRICTED: after the reasons of a ruling (policies.records.Rulings)
OPENED, BOUGHT, REPLACED = range(3)  # Event.ACCOUNT: how an account came about


def organising(
    rings: MutableMapping[int, Ring],
    books: Books,
    habits: Habits,
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    for_sale: list[int],
    log: Log,
    *,
    today: Today,
) -> None:
    """Rings that do not pay quit, and are in `rings` no more; the others replace the accounts whose time has come."""
    books.profit *= today.world.ring.fading
    books.profit[[ring.number for ring in rings.values()]] -= today.world.ring.overhead
    _quit(rings, clients, jobs, threads, log, today)
    _offers(workers, for_sale, log, today)
    wanted = [(ring, count) for ring in rings.values() if (count := ring.accounts_to_open(today.day))]
    open_accounts(wanted, books, habits, workers, clients, for_sale, log, how=REPLACED, today=today)


def open_accounts(
    wanted: list[tuple[Ring, int]],
    books: Books,
    habits: Habits,
    workers: Workers,
    clients: Clients,
    for_sale: list[int],
    log: Log,
    *,
    how: int,
    today: Today,
) -> None:
    """Open that many accounts for each ring, with the papers it has come to prefer.

    for_sale: worker rows whose accounts can be had; taken in the order in which they were sold.
    """
    if not wanted:
        return
    draws, bad = today.draws, today.world.ring
    counts = np.array([count for _, count in wanted])
    ring = np.repeat([owner.number for owner, _ in wanted], counts)
    nth = np.concatenate([owner.opened + np.arange(count) for owner, count in wanted])
    handle = np.repeat(np.array([owner.handle for owner, _ in wanted], np.uint64), counts)
    for owner, count in wanted:
        owner.opened += count
    papers = habits.papers.choose(ring, draws.uniform(Purpose.PAPERS, ring, nth))
    seller = _buy(papers, for_sale)
    papers = np.where((papers == Papers.BOUGHT) & (seller < 0), Papers.NEW, papers)

    rows = add_ring_accounts(
        clients,
        ring,
        nth,
        handle,
        papers,
        workers,
        seller,
        today.day,
        today.world,
        today.platform.order_rules.items,
        draws,
    )
    bought = seller >= 0
    extra = papers_cost(papers, today.world.posting.price, bad)
    founders = today.day < 0  # whatever theirs cost is long spent
    books.book(ring, -(bad.account_cost + extra) * (not founders))
    if today.world.rings == "adapting" and not founders:
        habits.papers.learn(ring, papers, -extra / bad.yen_gain)
    log.add(Event.CLIENT_JOINED, today.day, client=rows, what=ClientType.RING, how=clients.verified[rows])
    came = np.where(bought, BOUGHT, how)
    log.add(Event.ACCOUNT, today.day, client=rows, what=ClientType.RING, how=came, value=ring)
    found = _check_holders(clients, log, rows[bought], today.platform.identity, today)
    count_losses({owner.number: owner for owner, _ in wanted}, clients, found, today=today)


def _offers(workers: Workers, for_sale: list[int], log: Log, today: Today) -> None:
    """A few workers under pressure look for a buyer of their account by themselves (M-15)."""
    if today.day % 7 or today.world.population.ring_share == 0:
        return
    chance = today.world.luring.sells_unasked * 7 / 30 * pressed(workers, slice(None), today)
    sellers = np.flatnonzero(~workers.left & (today.draws.uniform(Purpose.OFFERS, today.day, workers.key) < chance))
    sell(workers, for_sale, log, sellers, today.day)


def sell(workers: Workers, for_sale: list[int], log: Log, sellers: I64, time: float) -> None:
    """These workers (distinct rows) sell their accounts and are gone; the accounts wait for a buyer."""
    workers.left[sellers] = True
    for_sale.extend(sellers.tolist())
    log.add(Event.WORKER_LEFT, time, worker=sellers, how=Reason.SOLD)


def _buy(papers: I64, for_sale: list[int]) -> I64:
    """(n,) worker rows whose accounts are bought, -1 for none: first come, first served."""
    seller = np.full(len(papers), -1)
    buyers = np.flatnonzero(papers == Papers.BOUGHT)[: len(for_sale)]
    seller[buyers] = for_sale[: len(buyers)]
    del for_sale[: len(buyers)]
    return seller


def _check_holders(clients: Clients, log: Log, rows: I64, identity: Identity, today: Today) -> I64:
    """Accounts that change hands are found out where holders are checked anew (M-16) → client rows restricted."""
    if not identity.checks_holder:
        return rows[:0]
    found = rows[today.draws.uniform(Purpose.HOLDER_CHECK, clients.key[rows]) < today.world.overseeing.holder_recall]
    clients.restricted[found] = True
    log.add(Event.RESTRICTED, today.day, client=found, what=ClientType.RING, how=CHANGED_HANDS)
    return found


def _quit(
    rings: MutableMapping[int, Ring], clients: Clients, jobs: Jobs, threads: Threads, log: Log, today: Today
) -> None:
    """They leave with all their accounts: what is on show or waits is withdrawn, who was to be lured is not."""
    gone = [ring for ring in rings.values() if ring.quitting]
    if not gone:
        return
    numbers = np.array([ring.number for ring in gone])
    accounts = np.flatnonzero(np.isin(clients.true_ring, numbers) & ~clients.left & ~clients.restricted)
    clients.left[accounts] = True
    jobs.state[jobs.live() & np.isin(jobs.client, accounts)] = JobState.CLOSED
    threads.true_lure_at[np.isin(threads.client, accounts)] = np.inf
    log.add(Event.RING, today.day, how=1, value=numbers)
    log.add(Event.CLIENT_LEFT, today.day, client=accounts, what=ClientType.RING, how=Reason.UNPROFITABLE)
    for ring in gone:
        ring.remove()
        del rings[ring.number]


def count_losses(rings: Mapping[int, Ring], clients: Clients, restricted: I64, *, today: Today) -> None:
    """Rings whose accounts were restricted decide whether and when to replace them."""
    bad = restricted[clients.true_ring[restricted] >= 0]
    habits, draws = today.world.ring, today.draws
    replaced = draws.uniform(Purpose.REENTRY, clients.key[bad]) < habits.reentry
    back = today.day + 1 + habits.reentry_days * 2 * draws.uniform(Purpose.REENTRY_DAYS, clients.key[bad])
    for owner in np.unique(clients.true_ring[bad]).tolist():  # over rings, not people
        if owner in rings:
            rings[owner].lost(back[(clients.true_ring[bad] == owner) & replaced].tolist())
