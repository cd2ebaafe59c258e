"""Befriending: newcomers know somebody who was here, and friends of that friend."""

from typing import Any

import numpy as np
import pytest

from sim.state.acquaintances import Acquaintances
from sim.state.people import Workers
from sim.systems.befriending import befriending
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import acquainted

THREE = hand.world(grapevine={"friends": 6, "far_ties": 0.25})  # ties that a newcomer brings
CLOSE: dict[str, Any] = {"FAR": 0.25}  # as many lead far as the world says, and not these


def joined(
    workers: Workers, ties: list[tuple[int, int]], *, people: int | None = None, today: Today
) -> list[tuple[int, int]]:
    """The ties that are new, as (who came, whom it knows)."""
    known: Acquaintances = acquainted(people or int(np.count_nonzero(workers.joined < today.day)), ties)
    befriending(known, workers=workers, today=today)
    source, friend = known.friends_of(np.arange(len(workers)))
    pairs = list(zip(source.tolist(), friend.tolist(), strict=True))
    assert sorted(pairs) == sorted((other, one) for one, other in pairs)
    return [pair for pair in pairs if workers.joined[pair[0]] >= today.day]


def arrived(before: int, today: int, **columns: Any) -> Workers:
    return hand.workers(before + today, joined=[-1.0] * before + [3.0] * today, **columns)


def test_a_newcomer_knows_one_worker_and_two_friends_of_that_one() -> None:
    """Of eight people the one at half, 4; of its friends 1, 2, 6, 7 those after the one at 0.3, which is 2: 6 and 7."""
    today = hand.day(3, world=THREE, FRIEND_OF=0.3, **CLOSE)
    known = joined(arrived(8, 1), [(4, 7), (4, 1), (2, 4), (4, 6), (0, 3)], today=today)
    assert known == [(8, 4), (8, 6), (8, 7)]


def test_some_ties_and_those_that_a_friend_lacks_lead_to_anybody() -> None:
    anybody = [0.5, 0.0, 0.99]  # the first friend, and whom else chance names: 4, 0, 7
    far = hand.day(3, world=THREE, BEFRIENDS=anybody, FAR=[0.9, 0.249, 0.25], FRIEND_OF=0.0)
    assert joined(arrived(8, 1), [(4, 1), (4, 2), (4, 3)], today=far) == [(8, 0), (8, 3), (8, 4)]
    few = hand.day(3, world=THREE, BEFRIENDS=anybody, FRIEND_OF=0.0, **CLOSE)
    assert joined(arrived(8, 1), [(4, 1)], today=few) == [(8, 1), (8, 4), (8, 7)]
    assert joined(arrived(8, 1), [], today=few) == [(8, 0), (8, 4), (8, 7)]


def test_who_has_left_is_nobodys_friend() -> None:
    today = hand.day(3, world=THREE, FRIEND_OF=0.0, **CLOSE)
    gone = arrived(8, 1, left=[False] * 6 + [True] + [False] * 2)
    assert joined(gone, [(4, 6), (4, 1), (4, 2)], today=today) == [(8, 2), (8, 4)]


def test_newcomers_of_one_day_do_not_know_each_other() -> None:
    today = hand.day(3, world=THREE, BEFRIENDS=0.999, **CLOSE)
    draws, workers = hand.asked(today), arrived(2, 2)
    assert joined(workers, [(0, 1)], today=today) == [(2, 0), (2, 1), (3, 0), (3, 1)]
    nth, keys = draws["BEFRIENDS"]
    assert nth == [0, 0, 1, 1, 2, 2]
    assert keys == workers.key[[2, 3] * 3].tolist()
    assert draws["FAR"] == draws["BEFRIENDS"]
    assert draws["FRIEND_OF"] == [keys]


def test_later_newcomers_find_friends_among_earlier_ones() -> None:
    workers = hand.workers(4, joined=[-1.0, -1.0, 2.0, 3.0])
    today = hand.day(3, world=hand.world(grapevine={"friends": 2}), BEFRIENDS=0.9)
    assert joined(workers, [(0, 1)], people=2, today=today) == [(3, 2)]


@pytest.mark.parametrize("friends", [0, 1])
def test_where_people_know_nobody_newcomers_do_not_either(friends: int) -> None:
    today = hand.day(3, world=hand.world(grapevine={"friends": friends}))
    assert joined(arrived(4, 2), [], today=today) == []


def test_on_a_day_without_newcomers_and_in_an_empty_market_nothing_happens() -> None:
    assert joined(arrived(4, 0), [(0, 1)], today=hand.day(3, world=THREE)) == []
    assert joined(arrived(0, 2), [], today=hand.day(3, world=THREE)) == []
