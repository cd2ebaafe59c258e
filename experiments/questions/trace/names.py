"""Names of clients and postings that are the same in every world; they come from the permanent keys in a log.

Rows differ between two worlds as soon as one world has one more account; names do not. c17 is honest client 17, r3.2 is
account 2 of ring 3, c17/4 is posting 4 of client 17, all counted from 0. The row of a worker is its number, and so its
name in every world.
"""

from dataclasses import dataclass

import numpy as np

from sim.arrays import Ints
from sim.state.events import AccountOpened, ClientJoined, Posted
from sim.state.log import Events


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of the clients and postings of a log. A row that is not in the log, such as -1, has none."""

    ring: Ints  # (clients,) the ring of the account, -1 for an honest client
    number: Ints  # (clients,) number within the ring, or among honest clients
    client: Ints  # (jobs,) row of its client, -1 if not in the log
    nth: Ints  # (jobs,) number among the postings of its client

    def of_client(self, row: int) -> str:
        """Return the name of a client."""
        if not 0 <= row < len(self.ring):
            return "?"
        ring, number = int(self.ring[row]), int(self.number[row])
        return f"c{number}" if ring < 0 else f"r{ring}.{number}"

    def of_job(self, row: int) -> str:
        """Return the name of a posting."""
        if not 0 <= row < len(self.client):
            return "?"
        return f"{self.of_client(int(self.client[row]))}/{int(self.nth[row])}"

    def clients_in(self, other: "Names", rows: Ints) -> Ints:
        """(n,) rows of clients → their rows in another log, -1 for those it does not have."""
        return _translated(rows, _codes(self.ring, self.number), _codes(other.ring, other.number))

    def jobs_in(self, other: "Names", rows: Ints) -> Ints:
        """(n,) rows of postings → their rows in another log, -1 for those it does not have."""
        clients = self.clients_in(other, self.client)
        return _translated(rows, _codes(clients, self.nth), _codes(other.client, other.nth))


def names(events: Events) -> Names:
    """Return the names of a log."""
    from sim.compiled.groups import earlier  # a process without a log needs no compiled loop

    joined, opened, posted = events[ClientJoined], events[AccountOpened], events[Posted]
    ring = np.full(int(joined.client.max(initial=-1)) + 1, -1)
    owned = opened.client < len(ring)
    ring[opened.client[owned]] = opened.ring[owned]
    client = np.full(int(posted.job.max(initial=-1)) + 1, -1)
    client[posted.job] = posted.client
    return Names(ring, earlier(ring), client, earlier(client))


def _codes(owner: Ints, number: Ints) -> Ints:
    return np.asarray(owner, np.int64) << 32 | number


def _translated(rows: Ints, own: Ints, other: Ints) -> Ints:
    """(n,) rows of a table with these codes → rows of another one, -1 for none."""
    translated = np.full(len(rows), -1)
    known = (rows >= 0) & (rows < len(own))
    if len(other) and known.any():
        order = np.argsort(other)
        at = np.minimum(np.searchsorted(other[order], own[rows[known]]), len(other) - 1)
        row = order[at]
        translated[known] = np.where(other[row] == own[rows[known]], row, -1)
    return translated
