"""Organising: what rings do before the day begins, and what they take note of at its end."""

from collections.abc import Mapping

import numpy as np

from sim.behaviour.population import add_ring_accounts
from sim.behaviour.rings import Ring
from sim.state.draws import Purpose
from sim.state.log import ClientType, Event, Log
from sim.state.people import Clients
from sim.state.table import I64
from sim.today import Today


def organising(rings: Mapping[int, Ring], clients: Clients, log: Log, *, today: Today) -> None:
    """Each ring replaces the accounts whose time has come."""
    wanted = [(ring, ring.accounts_to_open(today.day)) for ring in rings.values()]
    open_accounts([(ring, count) for ring, count in wanted if count], clients, log, how=2, today=today)


def open_accounts(wanted: list[tuple[Ring, int]], clients: Clients, log: Log, *, how: int, today: Today) -> None:
    """Open that many accounts for each ring. how: 0 for a first one, 2 for one that replaces a lost one."""
    if not wanted:
        return
    counts = np.array([count for _, count in wanted])
    ring = np.repeat([ring.number for ring, _ in wanted], counts)
    nth = np.concatenate([ring.opened + np.arange(count) for ring, count in wanted])
    handle = np.repeat(np.array([ring.handle for ring, _ in wanted], np.uint64), counts)
    for owner, count in wanted:
        owner.opened += count
    rows = add_ring_accounts(
        clients, ring, nth, handle, today.day, today.world, today.platform.order_rules.items, today.draws
    )
    log.add(Event.CLIENT_JOINED, today.day, client=rows, what=ClientType.RING, how=clients.verified[rows])
    log.add(Event.ACCOUNT, today.day, client=rows, what=ClientType.RING, how=how)


def count_losses(rings: dict[int, Ring], clients: Clients, restricted: I64, *, today: Today) -> None:
    """Rings whose accounts were restricted today decide whether and when to replace them."""
    bad = restricted[clients.true_ring[restricted] >= 0]
    habits, draws = today.world.ring, today.draws
    replaced = draws.uniform(Purpose.REENTRY, clients.key[bad]) < habits.reentry
    back = today.day + 1 + habits.reentry_days * 2 * draws.uniform(Purpose.REENTRY_DAYS, clients.key[bad])
    for owner in np.unique(clients.true_ring[bad]).tolist():  # over rings, not people
        mine = (clients.true_ring[bad] == owner) & replaced
        rings[owner].lost(back[mine].tolist())
