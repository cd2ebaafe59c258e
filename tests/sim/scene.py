"""A scene: the tables of a hand-made day, and what its log holds once a system has run."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from sim.state.events import Event
from sim.state.ledger import Ledger
from sim.state.log import Events, Log
from sim.state.people import Clients, Workers
from sim.state.trade import Affairs, Contracts, Jobs, Offers, PairSet, Sales, Threads
from sim.today import Today
from tests.sim import hand
from tests.sim.letters import Watch


@dataclass(eq=False)
class Scene:
    """Eight workers, clients and jobs as usual on day 3, and nothing between them, but for the tables that are given.

    A system runs on its tables and its log; what happened is read afterwards.
    """

    workers: Workers = field(default_factory=partial(hand.workers, 8))
    clients: Clients = field(default_factory=partial(hand.clients, 8))
    jobs: Jobs = field(default_factory=partial(hand.jobs, 8))
    threads: Threads = field(default_factory=partial(Threads, 16))
    contracts: Contracts = field(default_factory=partial(Contracts, 16))
    sales: Sales = field(default_factory=partial(Sales, 16))
    affairs: Affairs = field(default_factory=partial(Affairs, 16))
    offers: Offers = field(default_factory=partial(Offers, 16))
    reported: PairSet = field(default_factory=PairSet)
    ledger: Ledger = field(default_factory=Ledger)
    today: Today = field(default_factory=partial(hand.day, 3))
    watch: Watch = field(default_factory=Watch)
    log: Log = field(default_factory=Log)

    @cached_property
    def events(self) -> Events:
        """What the log holds; nothing can be added to it after that."""
        return hand.told(self.log)

    def rows(self, kind: type[Event], names: str) -> list[tuple[Any, ...]]:
        """Events of a kind in order of time, each with the fields that are named, apart by spaces."""
        return hand.rows(self.events, kind, names)
