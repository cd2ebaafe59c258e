"""Rings: organised bad actors. They own accounts, keep books, come back, and quit."""

import numpy as np

from sim.arrays import F64, I64, Bool
from sim.choices.churn import MONTH
from sim.rings import habits
from sim.rings.bandit import Exp3S, Gains
from sim.rings.contacts import Contacts
from sim.rings.tempers import TEMPERS
from sim.state.draws import Draws, key
from sim.state.purposes import Purpose
from sim.state.table import Table
from sim.world import World


class Rings(Table):
    """One row a ring: its accounts, its books; beside the columns its contacts, and what rings are wont to do."""

    size: I64  # accounts it runs at once
    opened: I64  # accounts opened so far
    entered: F64  # day
    profit: F64  # yen taken less spent, older months fading
    place: F64  # today among the others: a ring hears of those that come after it
    quitting: Bool  # its books do not please it
    stopping: Bool  # for reasons of its own
    left: Bool

    def __init__(self, world: World, draws: Draws) -> None:
        super().__init__(256)
        self.habits = habits.starting(habits.first_mixes(np.arange(0), world, draws), world)
        self.temper = TEMPERS[world.rings]
        self.contacts = Contacts(world.ring.contacts)
        self._returning: I64 = np.zeros(0, np.int64)  # rings that lost an account and will replace it,
        self._back: F64 = np.zeros(0)  # and the moment when they do

    def enter(self, sizes: I64, world: World, day: int, draws: Draws) -> I64:
        """New rings with so many accounts each, none of them open yet, that hear of those in business → their rows."""
        numbers = len(self) + np.arange(len(sizes))
        self.habits.join(habits.first_mixes(numbers, world, draws), self.in_business())
        self.contacts.join(numbers, draws)
        return self.add(size=sizes, entered=day)

    def in_business(self) -> I64:
        """Rows of the rings that have not given up."""
        return np.flatnonzero(~self.left)

    def mingle(self, day: int, draws: Draws) -> None:
        """Take other places among one another. In the order of entry they would hear of rings of their own age."""
        self.place[:] = draws.uniform(Purpose.RING_PLACE, day, np.arange(len(self)))

    def tire(self, share: float, day: int, draws: Draws) -> None:
        """Let some rings stop today for reasons of their own, by the share that does so within a month."""
        luck = draws.uniform(Purpose.RING_STOPS, day, np.arange(len(self)))
        self.stopping[:] = luck < share / MONTH

    def learn(self, choice: Exp3S, gains: Gains) -> None:
        """Gains by one of their habits: what rings make of them is their temper's."""
        here = self.in_business()
        self.temper.learn(choice, gains, here[np.argsort(self.place[here], kind="stable")])

    def book(self, ring: I64, yen: F64) -> None:
        """(n,) takings (or costs, negative) of rings."""
        np.add.at(self.profit, ring, yen)

    def lose(self, ring: I64, back: F64) -> None:
        """(n,) accounts were lost that these rings replace at these moments."""
        self._returning = np.concatenate([self._returning, ring])
        self._back = np.concatenate([self._back, back])

    def replacements(self, day: int) -> I64:
        """(rings,) how many accounts each opens today in place of lost ones. Asked once a day."""
        due = self._back < day + 1
        counts = np.bincount(self._returning[due], minlength=len(self))
        self._returning, self._back = self._returning[~due], self._back[~due]
        return np.where(self.left, 0, counts)


def founders(world: World, draws: Draws) -> I64:
    """(rings,) accounts that each ring runs on the first day; together, on average, the ring share of the clients.

    A ring has one at least.

    A market too small for a whole ring has one in so many runs that no run's size decides how many there are.
    """
    rings = int(usual(world) + draws.uniform(Purpose.FOUNDERS, key(habits.RING, np.arange(1)))[0])
    accounts = round(rings * world.ring.accounts)
    if rings == 0:
        return np.zeros(0, np.int64)
    weight = np.cumsum(_weights(Purpose.RING_SIZE, np.arange(rings), world, draws))
    return np.maximum(1, np.diff(np.round(accounts * weight / weight[-1]).astype(np.int64), prepend=0))


def usual(world: World) -> float:
    """Return the mean number of rings on the first day."""
    return world.clients * world.population.ring_share / world.ring.accounts


def newcomers(already: int, pull: float, world: World, day: int, draws: Draws) -> I64:
    """(n,) accounts that each ring brings that enters today: as many rings, on average, as stop of the usual number.

    pull: 1 as the world is on the first day, less when few rings make a profit.
    """
    mean = np.array([pull * world.ring.stops / MONTH * usual(world)])
    numbers = already + np.arange(draws.poisson(mean, Purpose.NEW_RINGS, day)[0])
    size = world.ring.accounts * _weights(Purpose.RING_SIZE_LATER, numbers, world, draws)
    return np.maximum(1, np.round(size / (world.ring.even_size_weight + 1))).astype(np.int64)


def _weights(purpose: Purpose, rings: I64, world: World, draws: Draws) -> F64:
    """(n,) how large these rings are against one another: a part that all have alike, and one of luck, 1 on average."""
    return world.ring.even_size_weight + draws.exponential(purpose, key(habits.RING, rings))
