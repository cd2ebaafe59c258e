"""Trusting: what befalls people moves their trust in the platform, and the caution of workers, each time.

Each counts: what happens to somebody twice takes a share twice, one after the other, in one call or in several.
"""

import numpy as np

from sim.arrays import F64, I64, Reals
from sim.compiled import shares
from sim.state.people import Clients, Workers


def lose(people: Workers | Clients, rows: I64, share: Reals | float, times: Reals | float = 1.0) -> None:
    """Take a share of their trust from these (n,) rows, of which one may stand several times.

    share: one, or (n,); times: how often, or what part of once, one number or (n,). Accounts of rings feel nothing.
    """
    shares.leave(people.true_trust, rows, _left(people, rows, share, times))


def win(people: Workers | Clients, rows: I64, share: Reals | float, times: Reals | float = 1.0) -> None:
    """Give these (n,) rows a share of the trust that they miss; as `lose` does."""
    shares.fill(people.true_trust, rows, _left(people, rows, share, times))


def alarm(workers: Workers, rows: I64, share: Reals | float) -> None:
    """Move the caution of these (n,) rows a share of the way to full; as `lose` does."""
    shares.fill(workers.true_caution, rows, _left(workers, rows, share, 1.0))


def _left(people: Workers | Clients, rows: I64, share: Reals | float, times: Reals | float) -> F64:
    """(n,) what each leaves of a whole; all of it where a ring's account is."""
    left = np.full(len(rows), (1.0 - share) ** times)
    return np.where(people.true_ring[rows] < 0, left, 1.0) if isinstance(people, Clients) else left
