"""Rings: organised bad actors, the few agents that think. They own accounts, plan lures and come back after a ban."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa
import numpy as np

from policies.records import Channel, Kind
from sim.behaviour import params
from sim.state.draws import Draws, Purpose, key, pick
from sim.state.table import F64, I64, U64, Bool

if TYPE_CHECKING:
    from sim.market import Market

TACTICS: tuple[Kind, ...] = tuple(kind for kind in Kind if Kind.MLM <= kind <= Kind.OFF_PLATFORM)
RING = 4  # what a key is of


@dataclass(slots=True, eq=False)
class Plans:
    """What each ring means to do: one row a ring. Rings write their row; systems read them all at once."""

    tactics: F64  # (rings, tactics) cumulative weights
    channels: F64  # (rings, 3) cumulative weights of MESSAGE, NDA, CALL
    openly: F64  # (rings,) share of postings that lure in the text itself
    obfuscation: F64  # (rings,) mean level

    def tactic(self, ring: I64, u: F64) -> I64:
        """(n,) Kind of a lure."""
        return pick(self.tactics[ring], u)

    def level(self, ring: I64, u: F64) -> I64:
        """(n,) obfuscation 0…4 around the ring's mean."""
        return np.clip(np.floor(self.obfuscation[ring] - 1 + 3 * u), 0, 4).astype(np.int64)

    def channel(self, ring: I64, u: F64, answers: Bool) -> I64:
        """(n,) Channel of a lure; a call only where the worker picks up, else a message in its place."""
        chosen = np.array([Channel.MESSAGE, Channel.NDA, Channel.CALL])[pick(self.channels[ring], u)]
        return np.where((chosen == Channel.CALL) & ~answers, Channel.MESSAGE, chosen)


class Ring(mesa.Agent["Market"]):
    """One organisation: a number, a contact it always hands out, accounts on the service, and a habit of luring."""

    def __init__(self, model: "Market", number: int, handle: int, size: int) -> None:
        super().__init__(model)
        self.number = number
        self.handle = handle
        self.size = size  # accounts it runs at once
        self.opened = 0  # accounts opened so far
        self.returns: list[float] = []  # days on which a lost account is replaced

    def accounts_to_open(self, day: int) -> int:
        """How many accounts it opens today, because lost ones are due for replacement."""
        due = sum(moment < day + 1 for moment in self.returns)
        self.returns = [moment for moment in self.returns if moment >= day + 1]
        return due

    def lost(self, back: list[float]) -> None:
        """Accounts were restricted; those that will be replaced come back on these days."""
        self.returns += back


def joined(plans: Plans, more: Plans) -> Plans:
    """The plans of old and new rings, in order of number."""
    return Plans(*(np.concatenate([getattr(plans, name), getattr(more, name)]) for name in Plans.__slots__))


def founders(clients: int, population: params.Population, habits: params.Rings, draws: Draws) -> I64:
    """How many accounts each ring runs on the first day, (rings,); together the ring share of `clients`."""
    accounts = round(clients * population.ring_share)
    rings = round(accounts / habits.accounts)
    if rings == 0:
        return np.zeros(0, np.int64)
    weight = np.cumsum(0.3 + draws.exponential(Purpose.RING_SIZE, key(RING, np.arange(rings))))
    return np.diff(np.round(accounts * weight / weight[-1]).astype(np.int64), prepend=0)


def newcomers(already: int, world: params.World, day: int, draws: Draws) -> I64:
    """How many accounts each ring brings that enters today, (n,); none where the world has no rings."""
    if world.population.ring_share == 0:
        return np.zeros(0, np.int64)
    mean = np.array([world.ring.entry * world.clients / 1000])
    numbers = already + np.arange(draws.poisson(mean, Purpose.NEW_RINGS, day)[0])
    return 1 + np.floor(
        (world.ring.accounts - 1) * draws.exponential(Purpose.RING_SIZE_LATER, key(RING, numbers))
    ).astype(np.int64)


def plan(rings: I64, habits: params.Rings, draws: Draws) -> Plans:
    """The first plans of these (n,) rings: each favours a few tactics, all share the world's mix of channels."""
    keys = key(RING, rings)
    taste = draws.exponential(Purpose.RING_TASTE, keys[:, None], np.arange(len(TACTICS))[None, :]) ** 2
    channels = np.array([habits.by_message, habits.by_nda, habits.by_call])
    ones = np.ones(len(rings))
    return Plans(
        np.cumsum(taste, axis=1), np.outer(ones, np.cumsum(channels)), habits.openly * ones, habits.obfuscation * ones
    )


def handles(rings: I64, draws: Draws) -> U64:
    """(n,) the contact each ring hands out."""
    return draws.bits(Purpose.RING_HANDLE, key(RING, rings))
