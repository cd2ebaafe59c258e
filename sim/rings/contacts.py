"""Contacts: the few outside addresses that each ring has in use, and how it gives one up for another."""

import numpy as np

from sim.arrays import I64, U64, Bool
from sim.rings.habits import handles
from sim.state.draws import Draws


class Contacts:
    """The contacts of every ring, so many each, among which its accounts take turns."""

    def __init__(self, number: int) -> None:
        self.in_use: U64 = np.zeros((0, number), np.uint64)  # (rings, contacts)
        self._had: I64 = np.zeros(0, np.int64)  # (rings,) contacts so far
        self._given_up: U64 = np.zeros(0, np.uint64)

    def join(self, rings: I64, draws: Draws) -> None:
        """New rings of these (n,) numbers, with contacts of their own."""
        count = self.in_use.shape[1]
        first = handles(rings[:, None], np.arange(count)[None, :], draws)
        self.in_use = np.concatenate([self.in_use, first])
        self._had = np.append(self._had, np.full(len(rings), count))

    def of(self, ring: I64, nth: I64) -> U64:
        """(n,) rings, (n,) how many accounts each had before → (n,) the contact that this account hands out."""
        return self.in_use[ring, nth % self.in_use.shape[1]]

    def give_up(self, contact: U64) -> None:
        """(n,) contacts that their ring means to change."""
        self._given_up = np.append(self._given_up, contact)

    def change(self, able: Bool, draws: Draws) -> tuple[I64, U64, U64]:
        """Replace what was given up since the last time, of (rings,) able rings → whose, the old ones, the new."""
        wanted = np.isin(self.in_use, self._given_up) & able[:, None]
        self._given_up = self._given_up[:0]
        ring, place = np.nonzero(wanted)
        old = self.in_use[ring, place]
        if len(ring) == 0:
            return ring, old, old
        nth = np.cumsum(wanted, axis=1)[ring, place] - 1
        new = handles(ring, self._had[ring] + nth, draws)
        self.in_use[ring, place] = new
        self._had += wanted.sum(axis=1)
        return ring, old, new
