"""Tempers: whether rings learn from what happens to them. Frozen is a temper as Off is a rule."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import numpy as np

from sim.arrays import F64, I64, Bool
from sim.rings.bandit import Exp3S, Gains
from sim.rings.business import Organising


class Books(Protocol):
    """Columns of all rings that a temper looks at."""

    entered: F64
    profit: F64
    quitting: Bool
    left: Bool

    def __len__(self) -> int:
        """Number of rings."""
        ...


class Temper(Protocol):
    """A way of rings to learn from experience, or not to."""

    def learn(self, choice: Exp3S, gains: Gains, active: I64) -> None:
        """Take in what rings gained by a choice themselves, and what the active ones hear of it."""
        ...

    def gives_up(self, rings: Books, day: int, numbers: Organising) -> Bool:
        """(rings,) which mean to quit, as their books stand today."""
        ...

    def pull(self, rings: Books, day: int, numbers: Organising) -> float:
        """Pull of the business on new rings: 1 as on the first day."""
        ...


class Frozen:
    """Rings that do for ever what they did on the first day: a policy's first effect."""

    def learn(self, choice: Exp3S, gains: Gains, active: I64) -> None:
        """Learn nothing."""

    def gives_up(self, rings: Books, day: int, numbers: Organising) -> Bool:
        """(rings,) all False: nobody gives up."""
        return np.zeros(len(rings), np.bool_)

    def pull(self, rings: Books, day: int, numbers: Organising) -> float:
        """Return 1: as many come as ever."""
        return 1.0


class Adapting:
    """Rings that learn what pays, quit when nothing does, and come in numbers when rings make a profit."""

    def learn(self, choice: Exp3S, gains: Gains, active: I64) -> None:
        """Learn as the bandit does."""
        choice.learn(gains, active)

    def gives_up(self, rings: Books, day: int, numbers: Organising) -> Bool:
        """Every few days, each on its own day, a ring looks at its books: one that does not pay will quit."""
        looks = np.arange(len(rings)) % numbers.review_days == day % numbers.review_days
        looks &= self._settled(rings, day, numbers)
        return np.where(looks, rings.profit < 0, rings.quitting)

    def pull(self, rings: Books, day: int, numbers: Organising) -> float:
        """The share of settled rings in profit, against a half. Some come also when all others have quit."""
        if day < numbers.patience:
            return 1.0
        profit, blind = rings.profit[self._settled(rings, day, numbers) & ~rings.left] > 0, numbers.blind_entry
        return blind + (1 - blind) * 2 * float(profit.mean() if len(profit) else 0.0)

    def _settled(self, rings: Books, day: int, numbers: Organising) -> Bool:
        return day - rings.entered >= numbers.patience


TEMPERS: Mapping[str, Temper] = MappingProxyType({"frozen": Frozen(), "adapting": Adapting()})
