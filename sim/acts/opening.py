"""Opening: rings come by accounts, by registering or by buying them from workers; found-out ones are lost again."""

import numpy as np

from policies.records import Ground
from sim.arrays import I64, within
from sim.rings.bandit import Gains
from sim.rings.business import papers_cost
from sim.rings.rings import Rings
from sim.rings.tactics import Papers
from sim.state.codes import ClientType, Opening
from sim.state.events import AccountOpened, ClientJoined, Recorded, Restricted, RingEntered
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.population import add_ring_accounts
from sim.state.purposes import Purpose
from sim.today import Today


def enter(
    rings: Rings, clients: Clients, for_sale: list[int], log: Log, *, sizes: I64, workers: Workers, today: Today
) -> None:
    """New rings with so many accounts each, (n,), which they open at once."""
    numbers = rings.enter(sizes, today.world, today.day, today.draws)
    log.add(RingEntered(today.day, numbers))
    counts = np.zeros(len(rings), np.int64)
    counts[numbers] = sizes
    open_accounts(rings, clients, for_sale, log, counts=counts, how=Opening.OPENED, workers=workers, today=today)


def open_accounts(
    rings: Rings,
    clients: Clients,
    for_sale: list[int],
    log: Log,
    *,
    counts: I64,
    how: Opening,
    workers: Workers,
    today: Today,
) -> None:
    """Open (rings,) `counts` accounts for each ring, with the papers it has come to prefer.

    for_sale: worker rows whose accounts can be had; taken in the order in which they were sold.
    """
    if not counts.any():
        return
    draws, bad = today.draws, today.world.ring
    ring = np.repeat(np.arange(len(rings)), counts)
    nth = rings.opened[ring] + within(counts)
    rings.opened += counts
    papers = rings.habits.papers.choose(ring, draws.uniform(Purpose.PAPERS, ring, nth))
    seller = _buy(for_sale, papers)
    papers = np.where((papers == Papers.BOUGHT) & (seller < 0), Papers.NEW, papers)
    rows = add_ring_accounts(
        clients, ring, nth, rings.contacts.of(ring, nth), papers, workers, seller, today.day, today.world, draws
    )
    if today.day >= 0:  # whatever the accounts of the first day cost is long spent
        extra = papers_cost(papers, today.world.posting.market_price, bad)
        rings.book(ring, -(bad.account_cost + extra))
        cost = -extra / bad.yen_per_gain
        rings.learn(rings.habits.papers, Gains(ring, papers, cost, cost))
    log.add(ClientJoined(today.day, rows, ClientType.RING, clients.verified[rows]))
    known = rows[clients.ended_fixed[rows] > 0]
    log.add(Recorded(today.day, known, clients.accepted_fixed[known], clients.ended_fixed[known]))
    log.add(AccountOpened(today.day, rows, ring, np.where(seller >= 0, Opening.BOUGHT, how)))
    _check_holders(rings, clients, log, rows[seller >= 0], today)


def lose_accounts(rings: Rings, *, restricted: I64, clients: Clients, today: Today) -> None:
    """Rings whose accounts (client rows) were restricted decide whether and when to replace them.

    They also give up some of the contacts that these handed out.
    """
    bad = restricted[clients.true_ring[restricted] >= 0]
    numbers, draws = today.world.ring, today.draws
    replaced = draws.uniform(Purpose.REENTRY, clients.key[bad]) < numbers.reentry
    back = today.day + 1 + numbers.reentry_days * 2 * draws.uniform(Purpose.REENTRY_DAYS, clients.key[bad])
    rings.lose(clients.true_ring[bad[replaced]], back[replaced])
    given_up = draws.uniform(Purpose.GIVES_UP_CONTACT, clients.key[bad]) < numbers.changes_contact
    rings.contacts.give_up(clients.handle[bad[given_up]])


def _buy(for_sale: list[int], papers: I64) -> I64:
    """(n,) worker rows whose accounts are bought, -1 for none: first come, first served."""
    seller = np.full(len(papers), -1)
    buyers = np.flatnonzero(papers == Papers.BOUGHT)[: len(for_sale)]
    seller[buyers] = for_sale[: len(buyers)]
    del for_sale[: len(buyers)]
    return seller


def _check_holders(rings: Rings, clients: Clients, log: Log, rows: I64, today: Today) -> None:
    """Accounts that change hands are found out where holders are checked anew (M-16), and restricted."""
    if not today.platform.identity.checks_holder:
        return
    detected = rows[today.draws.uniform(Purpose.HOLDER_CHECK, clients.key[rows]) < today.world.overseeing.holder_recall]
    clients.restricted[detected] = True
    log.add(Restricted(today.day, detected, ClientType.RING, Ground.CHANGED_HANDS))
    lose_accounts(rings, restricted=detected, clients=clients, today=today)
