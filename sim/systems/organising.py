"""Organising: rings quit when it no longer pays, pay their way, change contacts and replace lost accounts."""

import numpy as np

from sim.acts.opening import open_accounts
from sim.acts.readings import pressed
from sim.acts.selling import give_up, offer
from sim.arrays import I64, Bool, rows_where
from sim.choices.churn import MONTH
from sim.rings.business import outstanding
from sim.rings.rings import Rings
from sim.state.codes import ClientType, JobState, Opening, Reason
from sim.state.events import ClientLeft, RingLeft
from sim.state.log import Log
from sim.state.people import Clients, Shown, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Jobs, Offers, Threads
from sim.today import Today

OFFER_DAYS = 7  # between two days on which workers look for a buyer


def organising(
    rings: Rings,
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    affairs: Affairs,
    shown: Shown,
    offers: Offers,
    log: Log,
    *,
    today: Today,
) -> None:
    """Rings quit, or stop; the others replace the accounts whose time has come. Workers look for buyers."""
    rings.profit *= today.world.ring.profit_memory
    rings.profit[rings.in_business()] -= today.world.ring.overhead
    quitting = rings.quitting & ~rings.left
    for leaving, reason in (
        (quitting, Reason.UNPROFITABLE),
        (rings.stopping & ~rings.left & ~quitting, Reason.STOPPED),
    ):
        _leave(rings, clients, jobs, threads, log, gone=np.flatnonzero(leaving), reason=reason, today=today)
    _change_contacts(rings, clients, affairs, shown, today=today)
    give_up(workers, offers, today=today)
    if today.every(OFFER_DAYS):
        _offers(workers, offers, clients=clients, today=today)
    open_accounts(
        rings, workers, clients, offers, log, counts=rings.replacements(today.day), how=Opening.REPLACED, today=today
    )


def _leave(
    rings: Rings, clients: Clients, jobs: Jobs, threads: Threads, log: Log, *, gone: I64, reason: Reason, today: Today
) -> None:
    """Let these rings leave with all their accounts: what is on show or waits is withdrawn, and nobody is lured."""
    if len(gone) == 0:
        return
    rings.left[gone] = True
    accounts = np.flatnonzero(np.isin(clients.true_ring, gone) & ~clients.left & ~clients.restricted)
    clients.left[accounts] = True
    live = jobs.live()
    jobs.state[live[np.isin(jobs.client[live], accounts)]] = JobState.CLOSED
    threads.true_lure_at[np.isin(threads.client, accounts)] = np.inf
    log.add(RingLeft(today.day, gone))
    log.add(ClientLeft(today.day, accounts, ClientType.RING, reason))


def _change_contacts(rings: Rings, clients: Clients, affairs: Affairs, shown: Shown, *, today: Today) -> None:
    """Accounts whose contact is given up take a new one, and lose some of those whom they had.

    What the office has seen of the old one stays on file.
    """
    business = today.world.ring
    ring, old, new = rings.contacts.change(~rings.left, today.draws)
    if len(ring) == 0:
        return
    rings.book(ring, np.full(len(ring), -business.contact_cost))
    order = np.argsort(old)
    theirs = np.flatnonzero(np.isin(clients.handle, old))
    seen = theirs[clients.revealed[theirs]]
    shown.add(client=seen, contact=clients.handle[seen])
    clients.handle[theirs] = new[order][np.searchsorted(old[order], clients.handle[theirs])]
    clients.revealed[theirs] = False

    over = np.flatnonzero((affairs.next_at < np.inf) & np.isin(affairs.client, theirs))
    lost = over[today.draws.uniform(Purpose.LOST_CONTACT, today.day, affairs.key[over]) < business.lost_on_change]
    affairs.next_at[lost] = np.inf
    leads = lost[affairs.job[lost] >= 0]  # recruits of victims are on nobody's books
    worth = outstanding(affairs.true_tactic[leads], affairs.step[leads], today.world.luring)
    rings.book(clients.true_ring[affairs.client[leads]], -worth)


def _offers(workers: Workers, offers: Offers, *, clients: Clients, today: Today) -> None:
    """A few workers under pressure look for a buyer of their account by themselves (M-15)."""
    if today.world.population.ring_share == 0:
        return
    weekly = today.world.selling.sells_unasked * OFFER_DAYS / MONTH

    def looks(part: slice) -> Bool:
        luck = today.draws.uniform(Purpose.OFFERS, today.day, workers.key[part])
        free = ~workers.left[part] & ~workers.true_offers[part]
        return free & (luck < weekly * pressed(rows=part, workers=workers, today=today))

    offer(workers, offers, sellers=rows_where(len(workers), looks), clients=clients, today=today)
