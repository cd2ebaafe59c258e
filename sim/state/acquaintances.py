"""Acquaintances: who knows whom, a small world along which word of harm, caution and recruits travel.

After Watts & Strogatz (Nature 393, 1998): a round in a shuffled order in which everybody knows the nearest neighbours,
and a share of the ties leads far away instead. Friends of friends are often friends, yet everybody is a few steps off.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.state.draws import mix

if TYPE_CHECKING:
    import networkx

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Acquaintances:
    """Ties between n people, in compressed sparse rows; every tie stands in both rows, nobody knows themselves."""

    start: Ints  # (n + 1,) friends of person i stand at start[i]:start[i + 1]
    friend: NDArray[np.int32]  # (2 × ties,) ascending within a row

    def __len__(self) -> int:
        """How many people."""
        return len(self.start) - 1

    def friends_of(self, rows: NDArray[np.integer]) -> tuple[Ints, NDArray[np.int32]]:
        """Everybody whom these people know, flattened.

        rows  (m,) people
        →     (pairs,) index into `rows`, ascending, and (pairs,) the friend
        """
        first = self.start[rows]
        count = self.start[np.asarray(rows) + 1] - first
        source = np.repeat(np.arange(len(rows)), count)
        within = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
        return source, self.friend[first[source] + within]

    def to_networkx(self) -> "networkx.Graph":
        """The same ties as a networkx graph, for a closer look at a small one."""
        import networkx

        graph = networkx.Graph()
        graph.add_nodes_from(range(len(self)))
        source, friend = self.friends_of(np.arange(len(self)))
        graph.add_edges_from(zip(source.tolist(), friend.tolist(), strict=True))
        return graph


def build(keys: NDArray[np.uint64], degree: int, rewire: float, salt: int) -> Acquaintances:
    """Tie n people together; the same keys, numbers and salt give the same ties.

    keys    (n,) permanent keys, distinct
    degree  friends a person has on average (an odd number is rounded down; fewer where n is small or ties coincide)
    rewire  0…1, share of ties that lead far away
    salt    separates this network from others over the same people; a 64-bit word

    Errors: ValueError if `degree` is negative or `rewire` is no share.
    """
    if degree < 0 or not 0 <= rewire <= 1:
        raise ValueError(f"degree must be 0 or more and rewire a share; got {degree} and {rewire}")
    n, reach = len(keys), min(degree // 2, len(keys) // 2)
    luck = mix(keys ^ np.uint64(salt))
    order = np.argsort(luck, kind="stable")
    luck = luck[order]
    pairs = np.empty((2, reach, n), np.int64)  # a tie from either side, as row × n + friend
    for step in range(1, reach + 1):
        bits = mix(luck ^ np.uint64(step))
        far = 1 + (_unit(mix(bits)) * (n - 1)).astype(np.int64)
        ahead = np.where(_unit(bits) < rewire, far, step)
        friend = order[(np.arange(n) + ahead) % n]
        pairs[0, step - 1] = order * n + friend
        pairs[1, step - 1] = friend * n + order
    return _rows(pairs.reshape(-1), n)


def _rows(pairs: Ints, n: int) -> Acquaintances:
    """Compressed rows of (ties,) row × n + friend; a tie told twice counts once. Sorts `pairs` in place."""
    pairs.sort()
    if len(pairs):
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    start = np.searchsorted(pairs, np.arange(n + 1) * n)
    return Acquaintances(start, (pairs % max(n, 1)).astype(np.int32))


def _unit(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    return np.asarray((bits >> np.uint64(11)) * 2.0**-53, np.float64)
