"""Befriending: who joins today knows somebody who is here already, and friends of that friend."""

import numpy as np

from sim.state.acquaintances import Acquaintances
from sim.state.people import Workers
from sim.state.purposes import Purpose
from sim.today import Today


def befriending(acquaintances: Acquaintances, *, workers: Workers, today: Today) -> None:
    """Newcomers tie themselves to people of before today (Jackson & Rogers 2007: strangers, and friends of friends).

    Half of what the world says people have; the other half comes from who joins later. Who is picked and has left is
    nobody's friend.
    """
    vine, draws = today.world.grapevine, today.draws
    ties, here = vine.friends // 2, int(np.searchsorted(workers.joined, today.day))
    newcomers = np.arange(here, len(workers))
    if ties == 0 or here == 0 or len(newcomers) == 0:
        return
    nth, keys = np.repeat(np.arange(ties), len(newcomers)), np.tile(workers.key[newcomers], ties)
    anybody = (draws.uniform(Purpose.BEFRIENDS, nth, keys) * here).astype(np.int64)

    first = anybody[: len(newcomers)]
    friends = acquaintances.friends_of(first)
    begin, end = (np.tile(np.searchsorted(friends[0], np.arange(len(first)) + step), ties) for step in (0, 1))
    count = end - begin
    turn = (draws.uniform(Purpose.FRIEND_OF, keys) * count).astype(np.int64)
    far = (draws.uniform(Purpose.FAR, nth, keys) < vine.far_ties) | (nth == 0) | (nth > count)
    chosen = anybody
    chosen[~far] = friends[1][(begin + (turn + nth) % np.maximum(count, 1))[~far]]
    known = ~workers.left[chosen]
    acquaintances.tie(np.tile(newcomers, ties)[known], chosen[known])
