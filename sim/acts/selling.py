"""Selling: workers offer their accounts, rings buy the cheapest, and who is found out loses its own (M-15, M-16)."""

import numpy as np

from sim.arrays import F64, I64
from sim.choices import selling as choose
from sim.state.codes import Reason
from sim.state.events import AccountSold, WorkerLeft
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Offers
from sim.today import Today


def offer(workers: Workers, offers: Offers, *, sellers: I64, clients: Clients, today: Today) -> None:
    """These workers (distinct rows) offer their accounts, each at its price. Who has left does not use its own."""
    if len(sellers) == 0:
        return
    bought = clients.true_seller >= 0
    known = choose.danger(int(np.count_nonzero(bought & clients.restricted)), int(np.count_nonzero(bought)))
    luck = today.draws.normal(Purpose.ASKS_PRICE, workers.key[sellers])
    ask = choose.asks(luck, workers.left[sellers], known, today.world.selling)
    workers.true_offers[sellers] = True
    offers.add(worker=sellers, ask=ask, since=today.day)


def give_up(workers: Workers, offers: Offers, *, today: Today) -> None:
    """Those who have found no buyer for too long keep their accounts, and may offer them again."""
    tired = np.flatnonzero(offers.since < today.day - today.world.selling.offer_days)
    workers.true_offers[offers.worker[tired]] = False
    offers.forget(tired)


def buy(offers: Offers, log: Log, *, wanted: int, today: Today) -> tuple[I64, F64]:
    """Rings take so many, the cheapest first → worker rows whose accounts they are, what each cost."""
    rows = offers.cheapest(wanted)
    worker, yen = offers.worker[rows], offers.ask[rows]
    offers.forget(rows)
    log.add(AccountSold(today.day, worker, yen))
    return worker, yen


def lose_own(workers: Workers, log: Log, *, sellers: I64, today: Today) -> None:
    """Workers whose sold accounts were found out have none any more (M-16)."""
    gone = sellers[~workers.left[sellers]]
    workers.left[gone] = True
    log.add(WorkerLeft(today.day + 1, gone, Reason.RESTRICTED))
