"""Acquaintances: who knows whom, a small world along which word, advice and recruits travel.

After Watts & Strogatz (Nature 393, 1998): a round in a shuffled order in which everybody knows the nearest neighbours,
and a share of the ties leads far away instead. Friends of friends are often friends, yet everybody is a few steps off.
Who joins later brings ties along.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.arrays import distinct, paired, upper
from sim.compiled import ties
from sim.compiled.rounds import NONE, twice
from sim.state.draws import mix

if TYPE_CHECKING:
    import networkx

Ints = NDArray[np.int64]


@dataclass(slots=True, eq=False)
class Acquaintances:
    """Ties between people; every tie stands in both rows, nobody knows themselves.

    The ties of the n people of the first day are compressed sparse rows, which never change; later ones are words in
    order, of which some more can be put in every day.
    """

    start: NDArray[np.int32]  # (n + 1,) first friends of person i stand at start[i]:start[i + 1]
    friend: NDArray[np.int32]  # (2 × ties,) ascending within a row
    later: Ints = field(default_factory=lambda: np.zeros(0, np.int64))  # (2 × ties,) person in the upper half, friend

    def __len__(self) -> int:
        """Number of people on the first day."""
        return len(self.start) - 1

    def friends_of(self, rows: NDArray[np.integer]) -> tuple[Ints, NDArray[np.int32]]:
        """Everybody whom these people know, flattened.

        rows  (m,) people
        →     (pairs,) index into `rows`, ascending, and (pairs,) the friend, ascending for each
        """
        return ties.friends(np.asarray(rows, np.int64), self.start, self.friend, self.later)

    def tie(self, people: NDArray[np.integer], friends: NDArray[np.integer]) -> None:
        """Make pairs acquainted from now on. (m,) people who joined after the first day, (m,) whom each knows.

        No pair may be known already, but it may stand twice here.
        """
        one, other = np.asarray(people, np.int64), np.asarray(friends, np.int64)
        words = distinct(np.append(paired(one, other), paired(other, one)))
        self.later = np.insert(self.later, np.searchsorted(self.later, words), words)

    def to_networkx(self) -> "networkx.Graph":
        """The same ties as a networkx graph, for a closer look at a small one."""
        import networkx

        graph = networkx.Graph()
        people = max(len(self), int(upper(self.later).max(initial=-1)) + 1)
        graph.add_nodes_from(range(people))
        source, friend = self.friends_of(np.arange(people))
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
    order = np.argsort(luck)  # no two are equal
    luck, ring = luck[order], order.astype(np.int32)
    friends = np.empty((reach, n), np.int32)
    for step in range(1, reach + 1):
        strays, whither = twice(step, luck, NONE)
        far = 1 + (whither * (n - 1)).astype(np.int64)
        ahead = np.where(strays < rewire, far, step)
        friends[step - 1] = ring[(np.arange(n) + ahead) % n]
    return Acquaintances(*ties.rows(np.tile(ring, reach), friends.ravel(), n))
