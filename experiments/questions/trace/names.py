"""Names that clients and postings have in every world: what their permanent keys are made of, read off a log.

Rows differ between two worlds as soon as one more account is opened in one of them, names do not: c17 is honest client
17, r3.2 account 2 of ring 3, c17/4 posting 4 of client 17, all counted from 0. A worker's row is its number, and so its
name in every world.
"""

from dataclasses import dataclass

import numpy as np

from sim.arrays import Ints, within
from sim.state.events import AccountOpened, ClientJoined, Posted
from sim.state.log import Events


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Who every client and what every posting of a log is. A row that the log does not know, such as -1, has none."""

    ring: Ints  # (clients,) whose account it is, -1 for nobody's
    number: Ints  # (clients,) how many of that ring, or of nobody's, came before
    client: Ints  # (jobs,) row of whoever posted it, -1 where the log does not say
    nth: Ints  # (jobs,) how many postings of its client came before

    def of_client(self, row: int) -> str:
        """What a client is called."""
        if not 0 <= row < len(self.ring):
            return "?"
        ring, number = int(self.ring[row]), int(self.number[row])
        return f"c{number}" if ring < 0 else f"r{ring}.{number}"

    def of_job(self, row: int) -> str:
        """What a posting is called."""
        if not 0 <= row < len(self.client):
            return "?"
        return f"{self.of_client(int(self.client[row]))}/{int(self.nth[row])}"

    def clients_in(self, other: "Names", rows: Ints) -> Ints:
        """(n,) rows of clients → their rows in another log, -1 for those that are not there."""
        return _translated(rows, _codes(self.ring, self.number), _codes(other.ring, other.number))

    def jobs_in(self, other: "Names", rows: Ints) -> Ints:
        """(n,) rows of postings → their rows in another log, -1 for those that are not there."""
        clients = self.clients_in(other, self.client)
        return _translated(rows, _codes(clients, self.nth), _codes(other.client, other.nth))


def names(events: Events) -> Names:
    """The names of a log."""
    joined, opened, posted = events[ClientJoined], events[AccountOpened], events[Posted]
    ring = np.full(int(joined.client.max(initial=-1)) + 1, -1)
    owned = opened.client < len(ring)
    ring[opened.client[owned]] = opened.ring[owned]
    client = np.full(int(posted.job.max(initial=-1)) + 1, -1)
    client[posted.job] = posted.client
    return Names(ring, _earlier(ring), client, _earlier(client))


def _earlier(groups: Ints) -> Ints:
    """(n,) how many before it are of the same group."""
    order = np.argsort(groups, kind="stable")
    count = np.empty(len(groups), np.int64)
    count[order] = within(np.unique(groups, return_counts=True)[1])
    return count


def _codes(of: Ints, number: Ints) -> Ints:
    return np.asarray(of, np.int64) << 32 | number


def _translated(rows: Ints, own: Ints, other: Ints) -> Ints:
    """(n,) rows of a table with these codes → rows of another one, -1 for none."""
    found = np.full(len(rows), -1)
    known = (rows >= 0) & (rows < len(own))
    if len(other) and known.any():
        order = np.argsort(other)
        at = np.minimum(np.searchsorted(other[order], own[rows[known]]), len(other) - 1)
        row = order[at]
        found[known] = np.where(other[row] == own[rows[known]], row, -1)
    return found
