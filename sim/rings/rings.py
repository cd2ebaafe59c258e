"""Rings: organised bad actors, the few agents that think. They own accounts, keep books, come back, and quit."""

from dataclasses import dataclass, field

import mesa
import numpy as np

from sim.arrays import F64, I64
from sim.choices.people import Population
from sim.rings.business import Rings
from sim.rings.habits import RING
from sim.state.draws import Draws, Purpose, key
from sim.world import World


@dataclass(slots=True, eq=False)
class Books:
    """What rings took and spent, (rings,) yen, older months fading."""

    profit: F64 = field(default_factory=lambda: np.zeros(0))
    entered: F64 = field(default_factory=lambda: np.zeros(0))  # day

    def __len__(self) -> int:
        """How many rings there have ever been."""
        return len(self.profit)

    def open(self, rings: int, day: int) -> None:
        """New rings begin with empty books."""
        self.profit = np.concatenate([self.profit, np.zeros(rings)])
        self.entered = np.concatenate([self.entered, np.full(rings, float(day))])

    def book(self, ring: I64, yen: F64) -> None:
        """(n,) takings (or costs, negative) of rings."""
        np.add.at(self.profit, ring, yen)


class Ring(mesa.Agent):
    """One organisation: a number, a contact it always hands out, accounts on the service."""

    def __init__(self, model: mesa.Model, number: int, handle: int, size: int) -> None:
        super().__init__(model)
        self.number = number
        self.handle = handle
        self.size = size  # accounts it runs at once
        self.opened = 0  # accounts opened so far
        self.returns: list[float] = []  # days on which a lost account is replaced
        self.quitting = False

    def review(self, books: Books, day: int, business: Rings) -> None:
        """Every few days, look at the books: a ring that does not pay quits."""
        looks = day % business.review_days == self.number % business.review_days
        if looks and day - books.entered[self.number] >= business.patience:
            self.quitting = bool(books.profit[self.number] < 0)

    def accounts_to_open(self, day: int) -> int:
        """How many accounts it opens today, because lost ones are due for replacement."""
        due = sum(moment < day + 1 for moment in self.returns)
        self.returns = [moment for moment in self.returns if moment >= day + 1]
        return due

    def lost(self, back: list[float]) -> None:
        """Accounts were restricted; those that will be replaced come back on these days."""
        self.returns += back


def founders(clients: int, population: Population, business: Rings, draws: Draws) -> I64:
    """How many accounts each ring runs on the first day, (rings,); together the ring share of `clients`."""
    accounts = round(clients * population.ring_share)
    rings = round(accounts / business.accounts)
    if rings == 0:
        return np.zeros(0, np.int64)
    weight = np.cumsum(business.uneven + draws.exponential(Purpose.RING_SIZE, key(RING, np.arange(rings))))
    return np.diff(np.round(accounts * weight / weight[-1]).astype(np.int64), prepend=0)


def newcomers(already: int, pull: float, world: World, day: int, draws: Draws) -> I64:
    """How many accounts each ring brings that enters today, (n,); none where the world has no rings.

    pull: 1 as the world is on the first day, less when few rings make a profit.
    """
    if world.population.ring_share == 0:
        return np.zeros(0, np.int64)
    mean = np.array([pull * world.ring.entry * world.clients / 1000])
    numbers = already + np.arange(draws.poisson(mean, Purpose.NEW_RINGS, day)[0])
    size = (world.ring.accounts - 1) * draws.exponential(Purpose.RING_SIZE_LATER, key(RING, numbers))
    return 1 + np.floor(size).astype(np.int64)
