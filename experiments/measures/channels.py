"""Through which channel bad actors reach workers, over time."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policies.records import Channel
from sim.state.log import Event, Events


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """Contacts of bad actors by block of days and channel."""

    block_days: int
    counts: NDArray[np.int64]  # (blocks, channels) contacts

    @property
    def shares(self) -> NDArray[np.float64]:
        """(blocks, channels) share of the block's contacts, NaN for a block without any."""
        shares = np.full(self.counts.shape, np.nan)
        total = self.counts.sum(1, keepdims=True)
        np.divide(self.counts, total, out=shares, where=total > 0)
        return shares

    @property
    def names(self) -> tuple[str, ...]:
        """The channels, as they are printed."""
        return tuple(channel.name.lower() for channel in Channel)

    def label(self, block: int) -> str:
        """The days of a block, the first of a run being day 1."""
        return f"days {block * self.block_days + 1}–{(block + 1) * self.block_days}"


def contacts_by_channel(events: Events, block_days: int = 30) -> Channels:
    """CONTACTED by Channel in blocks of days from the start of the run; the last block may be short."""
    contacts = events.of(Event.CONTACTED)
    blocks = max(1, -(-events.days // block_days))
    block = np.minimum(contacts.time // block_days, blocks - 1).astype(np.int64)
    flat = np.bincount(block * len(Channel) + contacts.how, minlength=blocks * len(Channel))
    return Channels(block_days, flat.reshape(blocks, len(Channel)))


def pooled(parts: Iterable[Channels]) -> Channels:
    """The contacts of several runs together."""
    parts = list(parts)
    return Channels(parts[0].block_days, np.sum([part.counts for part in parts], 0))
