"""Comings and goings: how long people stay, and what they came for."""

import math

import numpy as np
import pytest

from sim.choices.churn import MANY, Churn, client_stays, eager, hazard, needs_no_more, orders, visits, worker_stays

U = np.array([0.0, 0.5, 0.75])
HALF_YEARLY = Churn(worker_stops=1 - 0.5 ** (30 / 365))  # half of them are gone after a year


def test_a_hazard_leaves_what_it_says() -> None:
    assert math.exp(-hazard(0.3, 30) * 30) == pytest.approx(0.7)
    assert hazard(0.0, 30) == 0


def test_half_of_the_settled_are_gone_after_their_half_life() -> None:
    stays = worker_stays(np.zeros(3, np.bool_), U, HALF_YEARLY)
    assert stays == pytest.approx([0, 365, 730])


def test_newcomers_who_only_look_around_are_gone_soon() -> None:
    churn = Churn(worker_visits=0.8, visit_days=7.0, worker_stops=0.05)
    u = np.array([0.79, 0.8, 0.1])
    assert visits(u, False, churn).tolist() == [True, False, True]
    assert visits(u, True, churn).tolist() == [False, False, False]
    mean_stay = np.full(2, 1 - math.exp(-1))
    assert worker_stays(np.array([True, False]), mean_stay, churn) == pytest.approx([7.0, 1 / hazard(0.05, 30)])


def test_where_nobody_stops_everybody_stays_for_good() -> None:
    assert worker_stays(np.zeros(3, np.bool_), U, Churn(worker_stops=0.0)).tolist() == [np.inf] * 3
    assert client_stays(U, Churn(client_stops=0.0)).tolist() == [np.inf] * 3


def test_a_rate_too_small_for_a_column_is_none() -> None:
    """The stay at a share of 1e-180 a month would be no number of single precision; one of 1e-9 is."""
    assert worker_stays(np.zeros(3, np.bool_), U, Churn(worker_stops=1e-180)).tolist() == [np.inf] * 3
    rare = worker_stays(np.zeros(1, np.bool_), np.array([0.5]), Churn(worker_stops=1e-9))
    assert rare == pytest.approx(math.log(2) * 30e9)


def test_half_of_those_who_join_order_once() -> None:
    churn = Churn(orders_once=0.5)
    assert orders(np.array([0.49, 0.5]), False, churn).tolist() == [1, MANY]
    assert orders(np.array([0.49, 0.5]), True, churn).tolist() == [MANY, MANY]


def test_who_came_to_order_does_so_soon_or_sooner_still_by_habit() -> None:
    rate, new = np.array([0.01, 0.01, 0.5]), np.array([True, False, True])
    assert eager(rate, new, Churn(first_order_days=5.0)).tolist() == [0.2, 0.01, 0.5]
    assert eager(rate, new, Churn(first_order_days=0.0)).tolist() == rate.tolist()


def test_a_client_needs_no_more_once_its_time_or_need_is_over() -> None:
    until, ordered = np.array([2.9, 3.0, 9.0, 9.0, np.inf]), np.array([9, 9, 2, 2, MANY])
    posted = np.array([0, 0, 2, 1, 500])
    assert needs_no_more(until, ordered, posted, 3).tolist() == [True, False, True, False, False]
