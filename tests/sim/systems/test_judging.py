"""Judging: marks are worth what workers find in their carriers: they deal with them, and hear of others' dealings."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from policies.order_rules import Off as NoCheck
from sim.state.codes import Dealing
from sim.state.handover import Dealings
from sim.state.people import Clients, Workers
from sim.systems.judging import judging
from sim.today import Today
from tests.sim import hand

SILENT = {
    "dealings_heard_of": 0.0,
    "mark_promise": 0.25,
    "mark_learning_rate": 0.5,
}  # nothing is said in rooms and reviews


def world(**learning: float) -> Any:
    return hand.world(learning=SILENT | learning)


def dealings(bad: list[bool], **columns: ArrayLike) -> Dealings:
    """Of each worker with the client of its number."""
    row = np.arange(len(bad))
    whole = {"worker": row, "client": row, "weight": np.ones(len(bad))} | {
        name: np.asarray(column) for name, column in columns.items()
    }
    return Dealings(what=np.where(bad, Dealing.SEEN_THROUGH, Dealing.PAID), **whole)


def judged(
    workers: Workers,
    events: Dealings,
    *,
    clients: Clients | None = None,
    heard: Dealings | None = None,
    today: Today | None = None,
) -> Workers:
    judging(
        workers,
        dealings=events,
        clients=clients if clients is not None else hand.clients(6, certified=True),
        heard=heard or dealings([]),
        today=today or hand.day(3, world=world()),
    )
    return workers


def test_a_mark_loses_by_a_cheat_and_keeps_by_payment() -> None:
    """Expecting 25 % trouble: a bad dealing says (0.25 − 1) / 0.25 = −3, a good one 1; half of the way from 1."""
    workers = judged(hand.workers(3, true_trouble=0.25), dealings([True, False]))
    assert workers.true_worth_certified.tolist() == pytest.approx([-1.0, 1.0, 1.0])
    assert workers.true_worth_verified.tolist() == workers.true_worth_rule.tolist() == [1.0, 1.0, 1.0]
    assert workers.true_trouble.tolist() == pytest.approx([0.625, 0.125, 0.25])


def test_each_mark_is_judged_by_dealings_with_its_carriers() -> None:
    clients = hand.clients(
        4, verified=[True, False, False, False], certified=[False, True, False, False], true_ticks=[0.0, 0.0, 1.0, 0.9]
    )
    workers = judged(hand.workers(4, true_trouble=0.25), dealings([True] * 4), clients=clients)
    assert workers.true_worth_verified.tolist() == pytest.approx([-1.0, 1.0, 1.0, 1.0])
    assert workers.true_worth_certified.tolist() == pytest.approx([1.0, -1.0, 1.0, 1.0])
    assert workers.true_worth_rule.tolist() == pytest.approx([1.0, 1.0, -1.0, 1.0])
    assert workers.true_trouble.tolist() == pytest.approx([0.625] * 4)


def test_the_mark_of_a_new_check_is_judged_by_those_who_ticked() -> None:
    clients = hand.clients(2, true_ticks=1.0, true_delay=[1.0, 2.0])
    history = ((0, hand.platform(order_rules=NoCheck())), (2, hand.platform()))
    today = hand.day(3, world=world(), history=history)
    workers = judged(hand.workers(2, true_trouble=0.25), dealings([True] * 2), clients=clients, today=today)
    assert workers.true_worth_rule.tolist() == pytest.approx([-1.0, 1.0])


def test_a_mark_that_stands_nowhere_is_not_judged() -> None:
    nowhere = hand.platform(display={"certified": frozenset()})
    today = hand.day(3, platform=nowhere, world=world())
    workers = judged(hand.workers(2), dealings([True, True]), today=today)
    assert workers.true_worth_certified.tolist() == [1.0, 1.0]


def test_a_dealing_that_counts_for_half_says_and_moves_less() -> None:
    """Bad for half, good for one: (−3 · 0.5 + 1) / 1.5 = −1/3, and 1 − 0.5^1.5 of the way there from 1."""
    workers = judged(
        hand.workers(1, true_trouble=0.25), dealings([True, False], worker=[0, 0], weight=np.array([0.5, 1.0]))
    )
    moved = 1 - 0.5**1.5
    assert workers.true_worth_certified.tolist() == pytest.approx([1 - moved * 4 / 3])
    assert workers.true_trouble.tolist() == pytest.approx([0.25 + moved * (1 / 3 - 0.25)])


def test_talk_in_rooms_is_of_dealings_as_much_as_they_count_for() -> None:
    """Bad for a quarter, good for one: trouble 0.2, and a mark that keeps (0.25 − 0.2) / 0.25 = 0.2 of its promise."""
    workers = hand.workers(3, true_trouble=0.25, true_activity=[0.0, 0.0, 1.0])
    events = dealings([True, False], weight=np.array([0.25, 1.0]))
    judged(workers, events, today=hand.day(3, world=world(dealings_heard_of=1.0)))
    assert workers.true_trouble[2] == pytest.approx(0.25 + 0.5 * (0.2 - 0.25))
    assert workers.true_worth_certified[2] == pytest.approx(1 + 0.5 * (0.2 - 1))


def test_friends_judge_by_a_dealing_they_hear_of_as_their_own() -> None:
    workers = hand.workers(3, true_trouble=0.25)
    judged(workers, dealings([True], worker=[1]), heard=dealings([True, False], worker=[0, 1], client=[1, 1]))
    assert workers.true_trouble.tolist() == pytest.approx([0.625, 0.25 + 0.75 * 0.25, 0.25])
    assert workers.true_worth_certified.tolist() == pytest.approx([-1.0, 1 - 0.75 * 2, 1.0])


def test_rooms_say_what_happened_not_how_often_it_was_retold() -> None:
    """One good and one bad dealing: (1 − 3) / 2 = −1, however many friends heard of the bad one."""
    workers = hand.workers(6, true_trouble=0.25, true_activity=[0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    events = dealings([True, False])
    heard = dealings([True, True], worker=[2, 3], client=[0, 0])
    judged(workers, events, heard=heard, today=hand.day(3, world=world(dealings_heard_of=1.0)))
    assert workers.true_worth_certified[5] == pytest.approx(1 - 0.5 * 2)


def test_who_comes_often_hears_of_carriers_and_who_left_does_not() -> None:
    """Two dealings a session, one session a day: 1 − 0.5² of the way to −3, or of half the way where trust is half."""
    workers = hand.workers(
        4,
        true_trouble=0.25,
        true_activity=[1.0, 1.0, 0.0, 1.0],
        true_trust=hand.TRUST * np.array([1.0, 0.5, 1.0, 1.0]),
        left=[0, 0, 0, 1],
    )
    today = hand.day(3, world=world(dealings_heard_of=2.0))
    judged(workers, dealings([True], worker=[2]), today=today)
    assert workers.true_worth_certified.tolist() == pytest.approx([1 - 0.75 * 4, 1 - 0.5 * 4, -1.0, 1.0])
    assert workers.true_trouble[[0, 1, 3]].tolist() == pytest.approx([0.25 + 0.75 * 0.75, 0.625, 0.25])


def test_of_marks_that_nobody_dealt_with_nothing_is_said() -> None:
    workers = hand.workers(1, true_trouble=0.25, true_activity=1.0)
    today = hand.day(3, world=world(dealings_heard_of=2.0))
    judged(workers, dealings([True]), clients=hand.clients(6), today=today)
    assert workers.true_worth_certified.tolist() == [1.0]
    judged(workers, dealings([]), today=today)
    assert workers.true_worth_certified.tolist() == [1.0]
