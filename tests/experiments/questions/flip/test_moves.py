"""The nearest world with another answer: which moves are tried, how far, and what fresh luck says."""

import pytest

from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.flip.moves import Move, moves, nearest, signs_to_find
from experiments.verdicts.differences import Difference
from scenarios import load
from scenarios.space import space
from sim.world import World
from tests.experiments.questions.flip.hand import told

AROUND = space(load("production").world)
DECIDING = Deciding(256, (Decider("ring.lures_by_call", 0.6), Decider("luring.listener_recall", -0.3)), 0.2)
BY_CALL = AROUND.dimensions[AROUND.names.index("ring.lures_by_call")]
RECALL = AROUND.names.index("luring.listener_recall")


def way(world: World) -> float:
    """How much of its way to the high end planned calls have gone, below 0 towards the low end."""
    return float(2 * AROUND.where(world)[AROUND.names.index("ring.lures_by_call")] - 1)


def test_what_the_central_world_does_not_show_is_looked_for() -> None:
    assert signs_to_find(told(3)) == (-1,)
    assert signs_to_find(told(-3)) == (1,)
    assert signs_to_find(told(0.5)) == (1, -1)


def test_a_move_goes_where_the_difference_gets_the_sign_alone_and_together() -> None:
    at = AROUND.names.index("ring.lures_by_call")
    assert moves(AROUND, DECIDING, 1) == (Move(((at, 1),)), Move(((RECALL, 0),)), Move(((at, 1), (RECALL, 0))))
    assert moves(AROUND, DECIDING, -1) == (Move(((at, 0),)), Move(((RECALL, 1),)), Move(((at, 0), (RECALL, 1))))
    assert moves(AROUND, Deciding(9, (), 0.0), 1) == ()


def test_an_interval_that_touches_zero_has_no_sign() -> None:
    assert signs_to_find(told(1.0)) == signs_to_find(told(-1.0)) == (1, -1)
    assert signs_to_find(told(1.25)) == (-1,)
    assert signs_to_find(told(-1.25)) == (1,)


def test_deciding_numbers_are_moved_or_else_the_strongest() -> None:
    at = AROUND.names.index("ring.lures_by_call")
    assert moves(AROUND, Deciding(256, DECIDING.strongest, 0.4), 1) == (Move(((at, 1),)),)
    by_luck = Deciding(256, DECIDING.strongest, 0.9)
    assert moves(AROUND, by_luck, 1) == moves(AROUND, DECIDING, 1)


def test_three_numbers_are_moved_each_alone_then_all_of_them() -> None:
    named = ("ring.lures_by_call", "luring.listener_recall", "ring.hires_first_wait_factor", "ring.stops")
    result = moves(AROUND, Deciding(256, tuple(Decider(name, 0.5) for name in named), 0.2), 1)
    assert [[AROUND.names[at] for at, _ in move.ends] for move in result] == [
        *([name] for name in named[:3]),
        list(named[:3]),
    ]


def test_of_two_moves_as_near_as_each_other_the_first_is_told() -> None:
    calls, _, both = moves(AROUND, DECIDING, 1)
    result = nearest(AROUND, (calls, both), 1, lambda world: told(2 if way(world) > 0.49 else 0), lambda world: told(2))
    assert result.nearest is not None
    assert result.nearest.way == 0.5
    assert [each.name for each in result.nearest.moved] == ["ring.lures_by_call"]


def test_a_number_already_at_its_end_is_not_moved() -> None:
    lowest = space(load("production", ["world.ring.lures_by_call=0.05"]).world)
    alone = Deciding(9, DECIDING.strongest[:1], 0.1)
    assert moves(lowest, alone, -1) == ()
    assert len(moves(lowest, alone, 1)) == 1


def test_a_move_takes_all_its_numbers_the_same_share_of_their_way() -> None:
    both = moves(AROUND, DECIDING, 1)[2]
    point = both.point(len(AROUND), 0.5)
    assert point[AROUND.names.index("ring.lures_by_call")] == 0.75
    assert point[RECALL] == 0.25
    assert sorted(set(point.tolist())) == [0.25, 0.5, 0.75]
    calls, recall = both.moved(AROUND, 1.0)
    assert (calls.name, calls.start, calls.end) == ("ring.lures_by_call", 0.17, 0.5)
    assert (recall.start > recall.end, recall.end) == (True, AROUND.dimensions[RECALL].low)


def test_a_move_is_halved_to_an_eighth_and_repeated_with_fresh_luck() -> None:
    fresh: list[float] = []

    def again(world: World) -> Difference:
        fresh.append(way(world))
        return told(2.0)

    result = nearest(AROUND, moves(AROUND, DECIDING, 1)[:1], 1, lambda world: told(10 * way(world) - 3), again)
    assert [probe.way for probe in result.probes] == [1.0, 0.5, 0.25, 0.375]
    assert result.nearest is not None
    assert result.nearest.way == 0.5  # 10 · 0.5 − 3 = 2 ± 1; at 0.375 the interval holds 0
    assert fresh == [pytest.approx(0.5, abs=1e-4)]
    assert result.nearest.moved[0].end == BY_CALL.value(0.75)
    assert result.holds


def test_the_move_that_needs_the_smallest_share_is_the_nearest() -> None:
    def ask(world: World) -> Difference:
        recall = 1 - 2 * float(AROUND.where(world)[RECALL])
        return told(10 * way(world) + 20 * recall - 3)

    calls, recall, both = moves(AROUND, DECIDING, 1)
    result = nearest(AROUND, (calls, recall), 1, ask, ask)
    assert result.nearest is not None
    assert result.nearest.way == 0.25  # watch recall alone: 20 · 0.25 − 3 = 2, planned calls alone: 0.5, as above
    assert [each.name for each in result.nearest.moved] == ["luring.listener_recall"]
    result = nearest(AROUND, (calls, recall, both), 1, ask, ask)
    assert result.nearest is not None
    assert result.nearest.way == 0.15625  # both: 30 · 0.15625 − 3 = 1.7
    assert [each.name for each in result.nearest.moved] == ["ring.lures_by_call", "luring.listener_recall"]
    assert [probe.way for probe in result.probes[-4:]] == [0.25, 0.125, 0.1875, 0.15625]  # from the nearest so far


def test_a_move_must_hold_with_fresh_luck_and_may_be_missing() -> None:
    one = moves(AROUND, DECIDING, 1)[:1]
    assert not nearest(AROUND, one, 1, lambda world: told(5), lambda world: told(0.5)).holds
    nothing = nearest(AROUND, one, 1, lambda world: told(0.5), lambda world: told(9))
    assert (nothing.nearest, nothing.again, nothing.holds) == (None, None, False)
    assert len(nothing.probes) == 1
