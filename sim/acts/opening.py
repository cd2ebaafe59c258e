"""Opening: rings come by accounts, by registering or by buying them from workers; found-out ones are lost again."""

import numpy as np

from policies.records import Ground
from sim.acts.selling import buy, lose_own
from sim.arrays import F64, I64
from sim.compiled.groups import within
from sim.rings.bandit import Gains
from sim.rings.business import eagerness, papers_cost
from sim.rings.rings import Rings
from sim.rings.tactics import Papers
from sim.state.codes import ClientType, Opening
from sim.state.draws import pick
from sim.state.events import AccountOpened, ClientJoined, Recorded, Restricted, RingEntered
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.population import add_ring_accounts
from sim.state.purposes import Purpose
from sim.state.trade import Offers
from sim.today import Today


def enter(
    rings: Rings, workers: Workers, clients: Clients, offers: Offers, log: Log, *, sizes: I64, today: Today
) -> None:
    """New rings with so many accounts each, (n,), which they open at once."""
    numbers = rings.enter(sizes, today.world, today.day, today.draws)
    log.add(RingEntered(today.day, numbers))
    counts = np.zeros(len(rings), np.int64)
    counts[numbers] = sizes
    open_accounts(rings, workers, clients, offers, log, counts=counts, how=Opening.OPENED, today=today)


def open_accounts(
    rings: Rings,
    workers: Workers,
    clients: Clients,
    offers: Offers,
    log: Log,
    *,
    counts: I64,
    how: Opening,
    today: Today,
) -> None:
    """Open (rings,) `counts` accounts for each ring, with the papers it has come to prefer, as far as there are any."""
    if not counts.any():
        return
    draws, bad = today.draws, today.world.ring
    ring = np.repeat(np.arange(len(rings)), counts)
    nth = rings.opened[ring] + within(counts)
    rings.opened += counts
    papers = _choose_papers(rings, ring, draws.uniform(Purpose.PAPERS, ring, nth), offers=offers, today=today)
    seller, price = _buy(offers, log, papers=papers, today=today)
    papers = np.where((papers == Papers.BOUGHT) & (seller < 0), Papers.NEW, papers)
    rows = add_ring_accounts(
        clients, ring, nth, rings.contacts.of(ring, nth), papers, workers, seller, today.day, today.world, draws
    )
    if today.day >= 0:  # whatever the accounts of the first day cost is long spent
        extra = papers_cost(papers, today.world.posting.market_price, bad) + price
        rings.book(ring, -(bad.account_cost + extra))
        cost = -extra / bad.yen_per_gain
        rings.learn(rings.habits.papers, Gains(ring, papers, cost, cost))
    log.add(ClientJoined(today.day, rows, ClientType.RING, clients.verified[rows]))
    known = rows[clients.ended_fixed[rows] > 0]
    log.add(Recorded(today.day, known, clients.accepted_fixed[known], clients.ended_fixed[known]))
    log.add(AccountOpened(today.day, rows, ring, np.where(seller >= 0, Opening.BOUGHT, how)))
    _check_holders(rings, workers, clients, log, rows[seller >= 0], today)


def lose_accounts(rings: Rings, workers: Workers, log: Log, *, restricted: I64, clients: Clients, today: Today) -> None:
    """Rings whose accounts (client rows) were restricted decide when to replace them.

    They also give up some of the contacts that these handed out. Workers who had sold such an account lose their own.
    """
    bad = restricted[clients.true_ring[restricted] >= 0]
    numbers, draws = today.world.ring, today.draws
    back = today.day + 1 + numbers.reentry_days * 2 * draws.uniform(Purpose.REENTRY_DAYS, clients.key[bad])
    rings.lose(clients.true_ring[bad], back)
    given_up = draws.uniform(Purpose.GIVES_UP_CONTACT, clients.key[bad]) < numbers.changes_contact
    rings.contacts.give_up(clients.handle[bad[given_up]])
    sellers = clients.true_seller[bad]
    lose_own(workers, log, sellers=sellers[sellers >= 0], today=today)


def _choose_papers(rings: Rings, ring: I64, u: F64, *, offers: Offers, today: Today) -> I64:
    """(n,) Papers that these rings want: bought ones the more, the cheaper the cheapest on the market is."""
    chance, business = rings.habits.papers.probabilities(ring), today.world.ring
    cheapest = offers.ask.min(initial=np.inf)
    chance[:, Papers.BOUGHT] *= eagerness(cheapest, business)
    return pick(np.cumsum(chance / chance.sum(axis=1, keepdims=True), axis=1), u)


def _buy(offers: Offers, log: Log, *, papers: I64, today: Today) -> tuple[I64, F64]:
    """(n,) worker rows whose accounts are bought, -1 for none, and what each costs. The first has the cheapest."""
    seller, price = np.full(len(papers), -1), np.zeros(len(papers))
    buyers = np.flatnonzero(papers == Papers.BOUGHT)[: len(offers)]
    seller[buyers], price[buyers] = buy(offers, log, wanted=len(buyers), today=today)
    return seller, price


def _check_holders(rings: Rings, workers: Workers, clients: Clients, log: Log, rows: I64, today: Today) -> None:
    """Accounts that change hands are found out where holders are checked anew (M-16), and restricted."""
    if not today.platform.identity.checks_holder:
        return
    detected = rows[today.draws.uniform(Purpose.HOLDER_CHECK, clients.key[rows]) < today.world.overseeing.holder_recall]
    clients.restricted[detected] = True
    log.add(Restricted(today.day, detected, ClientType.RING, Ground.CHANGED_HANDS))
    lose_accounts(rings, workers, log, restricted=detected, clients=clients, today=today)
