"""Grapevine: friends hear how dealings went, and those who were drawn into MLM try to draw in friends."""

from typing import Any

import numpy as np
import pytest

from policies.records import Kind
from sim.state.codes import Dealing
from sim.state.draws import key
from sim.state.events import Recruited
from sim.state.handover import Dealings, Harms
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Affairs
from sim.systems.grapevine import grapevine
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import acquainted, dealings, harms, lines

CALM = hand.world(population={"shock": 0.0})  # pressure is as it stands in the table
VINE, LEARNING, LURING = CALM.grapevine, CALM.learning, CALM.luring
FAR = 1.0  # nobody hears, nobody is asked
SECOND = VINE.second_hand


def word(
    workers: Workers,
    ties: list[tuple[int, int]],
    *,
    events: Dealings | None = None,
    hurt: Harms | None = None,
    today: Today,
) -> tuple[Dealings, Log, Affairs]:
    log, affairs = Log(), Affairs(16)
    heard = grapevine(
        workers,
        affairs,
        log,
        acquaintances=acquainted(len(workers), ties),
        dealings=events or dealings(0),
        harms=hurt or harms(0),
        today=today,
    )
    return heard, log, affairs


def recruited(
    workers: Workers, ties: list[tuple[int, int]], hurt: Harms, today: Today
) -> tuple[list[tuple[Any, ...]], Affairs]:
    _, log, affairs = word(workers, ties, hurt=hurt, today=today)
    return hand.rows(hand.told(log), Recruited, "time worker recruit"), affairs


def careful(caution: float, share: float) -> float:
    return caution + (1 - caution) * SECOND * share


def follow(pressure: float, caution: float) -> float:
    drive = 1 - LURING.pressure_weight + LURING.pressure_weight * pressure
    return LURING.led_away_base * drive * (1 - caution) * VINE.friend_factor


def test_friends_who_hear_of_a_harm_grow_careful_and_trust_less() -> None:
    workers = hand.workers(5, true_caution=[0.75, 0.25, 0.5, 0.125, 0.5], true_trust=0.5)
    today = hand.day(TELLS=[VINE.tells_friends - 0.001, VINE.tells_friends, VINE.tells_friends - 0.001])
    heard, _, _ = word(
        workers, [(2, 0), (2, 1), (2, 3), (3, 4)], events=dealings(1, worker=[2], client=[7]), today=today
    )
    more = LEARNING.caution_after_harm
    assert workers.true_caution.tolist() == pytest.approx([careful(0.75, more), 0.25, 0.5, careful(0.125, more), 0.5])
    less = 0.5 * (1 - SECOND * LEARNING.trust_lost_harm)
    assert workers.true_trust.tolist() == pytest.approx([less, 0.5, 0.5, less, 0.5])
    assert (heard.worker.tolist(), heard.client.tolist(), heard.what.tolist()) == ([0, 3], [7, 7], [Dealing.HARM] * 2)


def test_a_lure_seen_through_unpaid_work_and_paid_work_are_told_too() -> None:
    workers = hand.workers(6, true_trust=0.5)
    events = dealings(3, what=[Dealing.SEEN_THROUGH, Dealing.UNPAID, Dealing.PAID])
    word(workers, [(0, 3), (1, 4), (2, 5)], events=events, today=hand.day(TELLS=0.0))
    assert workers.true_caution[3:].tolist() == pytest.approx([careful(0.5, LEARNING.caution_after_warning), 0.5, 0.5])
    lost, won = SECOND * np.array([LEARNING.trust_lost_lure, LEARNING.trust_lost_unpaid]), SECOND * LEARNING.trust_gain
    assert workers.true_trust[3:].tolist() == pytest.approx([*(0.5 * (1 - lost)), 0.5 + 0.5 * won])


def test_of_part_of_a_dealing_a_friend_feels_a_part() -> None:
    workers = hand.workers(4, true_trust=0.5)
    events = dealings(2, what=[Dealing.UNPAID, Dealing.PAID], weight=[0.5, 0.25])
    heard, _, _ = word(workers, [(0, 2), (1, 3)], events=events, today=hand.day(TELLS=0.0))
    lost, won = 1 - SECOND * LEARNING.trust_lost_unpaid, 1 - SECOND * LEARNING.trust_gain
    assert workers.true_trust[2:].tolist() == pytest.approx([0.5 * lost**0.5, 1 - 0.5 * won**0.25])
    assert heard.weight.tolist() == [0.5, 0.25]


def test_all_that_somebody_hears_on_a_day_adds_up() -> None:
    workers = hand.workers(4, true_caution=0.5, true_trust=0.5)
    events = dealings(3, worker=[0, 1, 0], what=[Dealing.HARM, Dealing.HARM, Dealing.PAID])
    heard, _, _ = word(workers, [(0, 3), (1, 3), (1, 2)], events=events, today=hand.day(TELLS=0.0))
    once, lost = SECOND * LEARNING.caution_after_harm, SECOND * LEARNING.trust_lost_harm
    assert workers.true_caution.tolist() == pytest.approx([0.5, 0.5, 1 - 0.5 * (1 - once), 1 - 0.5 * (1 - once) ** 2])
    trust = 0.5 * (1 - lost) ** 2
    assert workers.true_trust[3] == pytest.approx(trust + (1 - trust) * SECOND * LEARNING.trust_gain)
    assert sorted(heard.worker.tolist()) == [2, 3, 3, 3]


def test_who_left_hears_nothing() -> None:
    workers = hand.workers(3, left=[False, True, False], true_trust=1.0)
    heard, _, _ = word(workers, [(0, 1), (0, 2)], events=dealings(1), today=hand.day(TELLS=0.0))
    assert heard.worker.tolist() == [2]
    assert workers.true_trust[1] == 1.0


def test_a_friend_hears_by_luck_of_the_day_and_pair() -> None:
    workers, today = hand.workers(5), hand.day(6)
    draws = hand.asked(today)
    word(workers, [(3, 4), (1, 0), (1, 2)], events=dealings(3, worker=[3, 1, 3]), today=today)
    assert draws["TELLS"] == [6, workers.key[[1, 1, 3]].tolist(), workers.key[[0, 2, 4]].tolist()]


def test_an_mlm_victim_draws_in_a_careless_friend_under_pressure() -> None:
    workers = hand.workers(4, true_pressure=[0.0, 0.5, 0.5, 0.5], true_caution=[0.5, 0.5, 0.5, 0.75])
    hurt = harms(1, worker=[0], client=[7], job=[3], time=3.75)
    chance = follow(0.5, 0.5)
    today = hand.day(
        world=CALM,
        FOLLOWS_FRIEND=[chance - 0.001, chance, chance / 2],
        RECRUIT_WAIT=2.0,
        ASKS_FRIEND=VINE.recruits - 0.001,
    )
    result, affairs = recruited(workers, [(0, 1), (0, 2), (0, 3)], hurt, today)
    assert result == [(3.75, 0, 1)]
    pair = key(workers.key[[0]], workers.key[[1]]).tolist()
    assert lines(affairs, "key worker client job true_tactic step next_at") == [
        (pair[0], 1, 7, -1, Kind.MLM, 0, 3.75 + LURING.loss_step_days * 2.0)
    ]


def test_friends_who_are_not_asked_or_have_left_are_not_drawn_in() -> None:
    workers = hand.workers(5, left=[False, False, False, False, True])
    luck = [0.4, 0.399, 0.401, 0.0]
    today = hand.day(world=hand.world(grapevine={"recruits": 0.4}), FOLLOWS_FRIEND=0.0, ASKS_FRIEND=luck)
    result, affairs = recruited(workers, [(0, 1), (0, 2), (0, 3), (0, 4)], harms(1), today)
    assert result == [(3.25, 0, 2)]
    assert lines(affairs, "worker next_at") == [(2, 3.25 + LURING.loss_step_days)]


def test_nobody_is_drawn_in_by_two_friends_or_again() -> None:
    workers = hand.workers(4, true_recruited=[False, False, False, True])
    today = hand.day(FOLLOWS_FRIEND=0.0, ASKS_FRIEND=0.0)
    result, affairs = recruited(workers, [(0, 2), (1, 2), (0, 3)], harms(2), today)
    assert result == [(3.25, 0, 2)]
    assert len(affairs) == 1
    assert workers.true_recruited.tolist() == [False, False, True, True]


@pytest.mark.parametrize(("tells", "hears"), [(0.51, True), (0.5, False)])
def test_by_middling_luck_a_friend_hears_where_more_than_half_are_told(tells: float, hears: bool) -> None:
    workers = hand.workers(2, true_trust=1.0)
    today = hand.day(world=hand.world(grapevine={"tells_friends": tells}))
    assert len(word(workers, [(0, 1)], events=dealings(1), today=today)[0].worker) == hears
    assert (workers.true_trust[1] < 1) == hears


def test_who_was_told_of_the_harm_is_harder_to_draw_in() -> None:
    workers = hand.workers(3)
    events, untold = follow(0.5, careful(0.5, LEARNING.caution_after_harm)), follow(0.5, 0.5)
    today = hand.day(world=CALM, TELLS=[0.0, 1.0], ASKS_FRIEND=0.0, FOLLOWS_FRIEND=(events + untold) / 2)
    _, log, _ = word(workers, [(0, 1), (0, 2)], events=dealings(1), hurt=harms(1), today=today)
    assert hand.rows(hand.told(log), Recruited, "time worker recruit") == [(3.25, 0, 2)]


def test_only_the_first_harm_of_mlm_makes_a_recruiter() -> None:
    hurt = harms(
        4,
        worker=[3, 2, 1, 0],
        tactic=[Kind.UNPAID_TRIAL, Kind.OFF_PLATFORM, Kind.MLM, Kind.MLM],
        first=[True, True, False, True],
        client=[4, 5, 6, 7],
        time=[3.0, 3.25, 3.5, 3.75],
    )
    today = hand.day(ASKS_FRIEND=0.0, FOLLOWS_FRIEND=0.0)
    result, affairs = recruited(hand.workers(8), [(0, 4), (1, 5), (2, 6), (3, 7)], hurt, today)
    assert result == [(3.75, 0, 4)]
    assert affairs.client.tolist() == [7]


def test_each_recruit_is_handed_to_the_ring_that_harmed_the_recruiter() -> None:
    workers = hand.workers(4)
    hurt = harms(2, worker=[3, 1], client=[6, 5], time=[3.5, 3.75])
    today = hand.day(ASKS_FRIEND=0.0, FOLLOWS_FRIEND=0.0, RECRUIT_WAIT=[1.0, 3.0])
    draws = hand.asked(today)
    result, affairs = recruited(workers, [(3, 2), (1, 0)], hurt, today)
    assert result == [(3.5, 3, 2), (3.75, 1, 0)]
    days = LURING.loss_step_days
    assert lines(affairs, "worker client next_at") == [(2, 6, 3.5 + days), (0, 5, 3.75 + 3 * days)]
    pairs = key(workers.key[[3, 1]], workers.key[[2, 0]]).tolist()
    assert draws["ASKS_FRIEND"] == draws["FOLLOWS_FRIEND"] == draws["RECRUIT_WAIT"] == [pairs]


def test_the_young_follow_a_friend_more_often() -> None:
    workers = hand.workers(3, age_band=[1, 0, 1])
    today = hand.day(world=CALM, ASKS_FRIEND=0.0, FOLLOWS_FRIEND=follow(0.5, 0.5) * (1 + LURING.young_factor) / 2)
    assert recruited(workers, [(0, 1), (0, 2)], harms(1), today)[0] == [(3.25, 0, 1)]
