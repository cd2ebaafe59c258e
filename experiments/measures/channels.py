"""Channels of lures over time: those that bad actors plan, and those on which they reach workers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.records import Channel
from sim.state.events import Contacted, Schemed
from sim.state.log import Events

BLOCK_DAYS = 30
NAMES = tuple(channel.name.lower() for channel in Channel)  # as printed


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """Lures of bad actors, counted by block of days and channel."""

    edges: tuple[int, ...]  # (blocks + 1,) the first day of each block, and the day after the last
    counts: NDArray[np.int64]  # (blocks, channels)

    @property
    def shares(self) -> NDArray[np.float64]:
        """(blocks, channels) share of the block, NaN for a block without any."""
        shares = np.full(self.counts.shape, np.nan)
        total = self.counts.sum(1, keepdims=True)
        np.divide(self.counts, total, out=shares, where=total > 0)
        return shares

    def days(self, block: int) -> str:
        """Return the days of a block as a text; the first day of a run is day 1."""
        return f"{self.edges[block] + 1}–{self.edges[block + 1]}"

    def as_json(self, start: date) -> dict[str, Any]:
        """Return plain data for `json.dumps`; the shares of an empty block are null."""
        return {
            "channels": list(NAMES),
            "blocks": [
                {
                    "from": (start + timedelta(self.edges[block])).isoformat(),
                    "days": self.days(block),
                    "shares": [None if np.isnan(share) else float(share) for share in shares],
                    "count": int(counts.sum()),
                }
                for block, (shares, counts) in enumerate(zip(self.shares, self.counts, strict=True))
            ],
        }


@dataclass(frozen=True, slots=True, eq=False)
class Lures:
    """Planned lures, and lures that reached workers."""

    planned: Channels  # jobs drafted to lure
    contacts: Channels  # workers reached; one who is reached twice counts twice


def lures(events: Events) -> Lures:
    """Count Schemed and Contacted by Channel, in blocks of 30 days from the start of the run."""
    edges = blocks(events.days)
    return Lures(_by_channel(events[Schemed], edges), _by_channel(events[Contacted], edges))


def blocks(days: int) -> tuple[int, ...]:
    """Return the edges of blocks of 30 days. A rest of half a block is a block; a shorter one joins the last."""
    count = max(1, (days + BLOCK_DAYS // 2) // BLOCK_DAYS)
    return *(BLOCK_DAYS * block for block in range(count)), days


def _by_channel(events: Schemed | Contacted, edges: tuple[int, ...]) -> Channels:
    counts = np.zeros((len(edges) - 1, len(Channel)), np.int64)
    np.add.at(counts, (np.searchsorted(edges[1:-1], events.time, "right"), events.channel), 1)
    return Channels(edges, counts)


def pooled(parts: Iterable[Lures]) -> Lures:
    """Return the sum of the lures of several runs of one length."""
    parts = list(parts)
    return Lures(_sum([part.planned for part in parts]), _sum([part.contacts for part in parts]))


def _sum(parts: list[Channels]) -> Channels:
    return Channels(parts[0].edges, np.sum([part.counts for part in parts], 0))
