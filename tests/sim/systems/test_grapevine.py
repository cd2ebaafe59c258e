"""Grapevine: word of harm makes friends careful, and those who were drawn into MLM try to draw in friends."""

from typing import Any

import numpy as np
import pytest

from policies.records import Kind
from sim.state.draws import key
from sim.state.events import Recruited
from sim.state.handover import Harms
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Affairs
from sim.systems.grapevine import grapevine
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import acquainted, harms, lines

CALM = hand.world(population={"shock": 0.0})  # pressure is as it stands in the table
VINE = CALM.grapevine
FAR = 1.0  # nobody hears, nobody is asked


def word(
    workers: Workers, hurt: Harms, ties: list[tuple[int, int]], *, people: int | None = None, today: Today
) -> tuple[Log, Affairs]:
    log, affairs = Log(), Affairs(16)
    grapevine(workers, affairs, log, acquaintances=acquainted(people or len(workers), ties), harms=hurt, today=today)
    return log, affairs


def recruits(log: Log) -> list[tuple[Any, ...]]:
    return hand.rows(hand.told(log), Recruited)


def careful(caution: float) -> float:
    return caution + (1 - caution) * VINE.caution


def test_friends_who_hear_of_a_harm_grow_more_careful_and_trust_less_and_others_do_not() -> None:
    workers = hand.workers(5, true_caution=[0.75, 0.25, 0.5, 0.125, 0.5], true_trust=0.5)
    hurt = harms(1, worker=[2], client=[4], job=[4], tactic=[Kind.PROXY_LISTING], first=False)
    today = hand.day(TELLS=[VINE.tells - 0.001, VINE.tells, VINE.tells - 0.001], ASKS_FRIEND=FAR)
    word(workers, hurt, [(2, 0), (2, 1), (2, 3), (3, 4)], today=today)
    assert workers.true_caution.tolist() == pytest.approx([careful(0.75), 0.25, 0.5, careful(0.125), 0.5])
    assert workers.true_trust.tolist() == pytest.approx([0.5 * (1 - VINE.trust), 0.5, 0.5, 0.5 * (1 - VINE.trust), 0.5])


def test_who_hears_of_two_harms_on_one_day_is_moved_once() -> None:
    workers = hand.workers(4, true_trust=0.5)
    hurt = harms(3, worker=[0, 1, 0])
    word(workers, hurt, [(0, 3), (1, 3), (1, 2)], today=hand.day(TELLS=0.0, ASKS_FRIEND=FAR))
    assert workers.true_caution.tolist() == pytest.approx([0.5, 0.5, careful(0.5), careful(0.5)])
    assert workers.true_trust.tolist() == pytest.approx([0.5, 0.5, 0.5 * (1 - VINE.trust), 0.5 * (1 - VINE.trust)])


def test_a_friend_is_told_by_the_luck_of_the_day_and_the_pair_teller_first() -> None:
    workers, today = hand.workers(5), hand.day(6, ASKS_FRIEND=FAR)
    asked = hand.asked(today)
    word(workers, harms(3, worker=[3, 1, 3]), [(3, 4), (1, 0), (1, 2)], today=today)
    tellers, friends = asked["TELLS"][1:]
    assert asked["TELLS"][0] == 6
    assert tellers == workers.key[[1, 1, 3]].tolist()
    assert friends == workers.key[[0, 2, 4]].tolist()


def test_an_mlm_victim_draws_in_a_friend_who_is_under_pressure_and_careless() -> None:
    workers = hand.workers(4, true_pressure=[0.0, 0.5, 0.5, 0.5], true_caution=[0.5, 0.5, 0.5, 0.75])
    hurt = harms(1, worker=[0], client=[7], job=[3], time=3.75)
    follow = VINE.follows * 0.5 * 0.5
    today = hand.day(
        world=CALM,
        TELLS=FAR,
        FOLLOWS_FRIEND=[follow - 0.001, follow, follow / 2],
        RECRUIT_WAIT=2.0,
        ASKS_FRIEND=VINE.recruits - 0.001,
    )
    log, affairs = word(workers, hurt, [(0, 1), (0, 2), (0, 3)], today=today)
    assert recruits(log) == [(3.75, 0, 1)]
    pair = key(workers.key[[0]], workers.key[[1]]).tolist()
    assert lines(affairs, "key", "worker", "client", "job", "true_tactic", "step", "next_at") == [
        (pair[0], 1, 7, -1, Kind.MLM, 0, 3.75 + CALM.luring.step_days * 2.0)
    ]


def test_friends_who_are_not_asked_are_not_drawn_in() -> None:
    workers, today = (
        hand.workers(4),
        hand.day(
            world=hand.world(grapevine={"recruits": 0.4}),
            TELLS=FAR,
            FOLLOWS_FRIEND=0.0,
            ASKS_FRIEND=[0.4, 0.399, 0.401],
        ),
    )
    log, affairs = word(workers, harms(1), [(0, 1), (0, 2), (0, 3)], today=today)
    assert recruits(log) == [(3.25, 0, 2)]
    assert lines(affairs, "worker", "next_at") == [(2, 3.25 + CALM.luring.step_days)]


@pytest.mark.parametrize("vine", [{"tells": 0.51}, {"recruits": 0.51}, {"follows": 0.52}], ids=str)
def test_by_middling_luck_what_more_than_half_do_happens(vine: dict[str, float]) -> None:
    luck: dict[str, Any] = {"TELLS": 0.0, "ASKS_FRIEND": 0.0, "FOLLOWS_FRIEND": 0.0}
    del luck[{"tells": "TELLS", "recruits": "ASKS_FRIEND", "follows": "FOLLOWS_FRIEND"}[next(iter(vine))]]
    workers = hand.workers(2, true_caution=0.0, true_pressure=1.0)
    log, _ = word(
        workers, harms(1), [(0, 1)], today=hand.day(world=hand.world(grapevine=vine | {"caution": 0.01}), **luck)
    )
    assert recruits(log) == [(3.25, 0, 1)]
    assert workers.true_trust[1] < 1


def test_who_was_told_of_the_harm_is_harder_to_draw_in() -> None:
    workers = hand.workers(3)
    told, untold = VINE.follows * 0.5 * (1 - careful(0.5)), VINE.follows * 0.5 * 0.5
    today = hand.day(world=CALM, TELLS=[0.0, 1.0], ASKS_FRIEND=0.0, FOLLOWS_FRIEND=(told + untold) / 2)
    log, _ = word(workers, harms(1), [(0, 1), (0, 2)], today=today)
    assert recruits(log) == [(3.25, 0, 2)]


def test_only_the_first_harm_of_mlm_makes_a_recruiter() -> None:
    workers = hand.workers(8)
    hurt = harms(
        4,
        worker=[3, 2, 1, 0],
        tactic=[Kind.UNPAID_TRIAL, Kind.OFF_PLATFORM, Kind.MLM, Kind.MLM],
        first=[True, True, False, True],
        client=[4, 5, 6, 7],
        time=[3.0, 3.25, 3.5, 3.75],
    )
    log, affairs = word(
        workers, hurt, [(0, 4), (1, 5), (2, 6), (3, 7)], today=hand.day(ASKS_FRIEND=0.0, FOLLOWS_FRIEND=0.0)
    )
    assert recruits(log) == [(3.75, 0, 4)]
    assert affairs.client.tolist() == [7]


def test_each_recruit_is_handed_to_the_ring_that_harmed_the_recruiter() -> None:
    workers = hand.workers(4)
    hurt = harms(2, worker=[3, 1], client=[6, 5], time=[3.5, 3.75])
    today = hand.day(ASKS_FRIEND=0.0, FOLLOWS_FRIEND=0.0, RECRUIT_WAIT=[1.0, 3.0])
    asked = hand.asked(today)
    log, affairs = word(workers, hurt, [(3, 2), (1, 0)], today=today)
    assert recruits(log) == [(3.5, 3, 2), (3.75, 1, 0)]
    days = CALM.luring.step_days
    assert lines(affairs, "worker", "client", "next_at") == [(2, 6, 3.5 + days), (0, 5, 3.75 + 3 * days)]
    pairs = key(workers.key[[3, 1]], workers.key[[2, 0]]).tolist()
    assert asked["ASKS_FRIEND"] == asked["FOLLOWS_FRIEND"] == asked["RECRUIT_WAIT"] == [pairs]


def test_newcomers_know_nobody_so_they_neither_tell_nor_recruit() -> None:
    workers = hand.workers(3, true_trust=1.0)
    hurt = harms(2, worker=[2, 1])  # worker 2 joined after the ties were made
    log, affairs = word(
        workers, hurt, [(0, 1)], people=2, today=hand.day(TELLS=0.0, ASKS_FRIEND=0.0, FOLLOWS_FRIEND=0.0)
    )
    assert workers.true_trust.tolist() == pytest.approx([1 - VINE.trust, 1.0, 1.0])
    assert recruits(log) == [(3.25, 1, 0)]
    assert len(affairs) == 1


def test_on_a_day_without_harm_nothing_travels() -> None:
    workers = hand.workers(2, true_trust=1.0)
    log, affairs = word(workers, harms(0), [(0, 1)], today=hand.day(TELLS=0.0))
    assert np.array_equal(workers.true_trust, [1.0, 1.0])
    assert len(affairs) == len(hand.told(log)) == 0
