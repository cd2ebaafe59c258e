"""Trusting: each thing that happens to somebody counts, one after the other."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.acts.trusting import alarm, lose, win
from sim.arrays import I64
from sim.state.people import Clients, Workers
from tests.sim import hand

People = Workers | Clients
PEOPLE = [hand.workers, hand.clients]


def rows(*numbers: int) -> I64:
    return np.array(numbers, np.int64)


def trust(people: People) -> Any:
    return pytest.approx(people.true_trust.tolist())


@pytest.mark.parametrize("some", PEOPLE)
def test_a_quarter_of_the_trust_is_lost_and_nobody_else_loses_any(some: Callable[..., People]) -> None:
    people = some(3, true_trust=0.8)
    lose(people, rows(1), 0.25)
    assert trust(people) == [0.8, 0.6, 0.8]


@pytest.mark.parametrize("some", PEOPLE)
def test_what_happens_twice_takes_a_share_twice_in_any_way(some: Callable[..., People]) -> None:
    once, twice = some(2, true_trust=0.8), some(2, true_trust=0.8)
    lose(once, rows(1, 0, 1), 0.25)
    lose(twice, rows(1), 0.25)
    lose(twice, rows(0, 1), 0.25)
    assert trust(once) == [0.6, 0.45]  # 0.8 → 0.6 → 0.45
    assert trust(twice) == [0.6, 0.45]


def test_two_halves_of_once_take_as_much_as_once() -> None:
    people = hand.workers(4, true_trust=0.8)
    lose(people, rows(0, 1, 1, 2, 3), 0.75, np.array([0.5, 0.5, 0.5, 2.0, 0.0]))
    assert trust(people) == [0.4, 0.2, 0.05, 0.8]  # left of 0.8: a half; a half of a half; 1/16; all


def test_a_part_of_once_may_be_the_same_for_all() -> None:
    people = hand.clients(2, true_trust=0.8)
    lose(people, rows(0, 1), 0.75, 0.5)
    win(people, rows(1), 0.75, 0.5)
    assert trust(people) == [0.4, 0.7]  # 0.6 is missing, of which a half is won


@pytest.mark.parametrize("some", PEOPLE)
def test_trust_is_won_of_what_is_missing(some: Callable[..., People]) -> None:
    once, twice = some(3, true_trust=0.2), some(3, true_trust=0.2)
    win(once, rows(2, 0, 2), 0.5)
    win(twice, rows(2), 0.5)
    win(twice, rows(2, 0), 0.5)
    assert trust(once) == [0.6, 0.2, 0.8]  # 0.8 is missing, 0.4, 0.2
    assert trust(twice) == [0.6, 0.2, 0.8]


def test_each_may_have_a_share_of_its_own() -> None:
    people = hand.workers(3, true_trust=0.8)
    lose(people, rows(0, 2, 0), np.array([0.5, 0.25, 0.75]))
    assert trust(people) == [0.1, 0.8, 0.6]  # 0.8 · 0.5 · 0.25
    win(people, rows(0, 1, 0), np.array([0.5, 0.25, 0.2]), np.array([1.0, 1.0, 0.0]))
    assert trust(people) == [0.55, 0.85, 0.6]


def test_accounts_of_rings_feel_nothing() -> None:
    clients = hand.clients(3, true_trust=0.5, true_ring=[0, -1, 7])
    lose(clients, rows(0, 1, 2, 2), np.array([0.5, 0.2, 0.5, 0.5]))
    assert clients.true_trust.tolist() == [0.5, 0.4, 0.5]
    win(clients, rows(0, 1, 2, 2), 0.5, np.array([1.0, 1.0, 1.0, 2.0]))
    assert clients.true_trust.tolist() == [0.5, 0.7, 0.5]


def test_columns_are_as_wide_as_before() -> None:
    workers, clients, share = hand.workers(2), hand.clients(2), np.array([0.5], np.float64)
    for people in (workers, clients):
        lose(people, rows(0), share)
        win(people, rows(0), share)
    alarm(workers, rows(0), share)
    assert [column.dtype.name for column in (workers.true_trust, workers.true_caution)] == ["float32", "float32"]
    assert clients.true_trust.dtype.name == "float64"


def test_on_a_day_on_which_nothing_happens_nothing_moves() -> None:
    workers, clients, none = hand.workers(2, true_trust=0.3), hand.clients(2, true_trust=0.3), rows()
    for people in (workers, clients):
        before = people.true_trust.tolist()
        lose(people, none, 0.5)
        lose(people, none, np.zeros(0), np.zeros(0))
        win(people, none, 0.5)
        win(people, none, np.zeros(0), np.zeros(0))
        win(people, rows(0, 1), 0.5, 0.0)
        assert people.true_trust.tolist() == before
    alarm(workers, none, 0.5)
    assert workers.true_caution.tolist() == [0.5, 0.5]


def test_each_alarm_goes_a_share_of_the_way_to_full_caution() -> None:
    workers = hand.workers(3, true_caution=[0.2, 0.5, 0.6], true_trust=0.5)
    alarm(workers, rows(0, 2, 0), 0.5)
    assert workers.true_caution.tolist() == pytest.approx([0.8, 0.5, 0.8])
    alarm(workers, rows(1, 1), np.array([0.2, 0.5]))
    assert workers.true_caution.tolist() == pytest.approx([0.8, 0.8, 0.8])  # 0.5 is missing, 0.4, 0.2
    assert workers.true_trust.tolist() == [0.5] * 3
