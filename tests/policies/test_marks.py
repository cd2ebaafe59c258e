"""What is shown about a client: identity, completion rate, certification, the order-rule mark."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.certification import Certification
from policies.completion_rate import CompletionRate
from policies.display import Display
from policies.identity import Identity, Required
from policies.order_rules import OrderRules
from policies.records import ClientRecords
from tests.policies import hand
from tests.policies.hand import by_format

BOTH = np.array([False, True])


LANCERS = Certification(min_orders=10, min_yen=300_000.0, min_rating=4.8, min_ratings=5)


def client(
    orders: int = 20, ended: int = 20, yen: float = 400_000.0, rating: float = 4.9, ratings: int = 10, **columns: Any
) -> ClientRecords:
    """A client that meets every criterion, but for what a test says; its orders are fixed-price projects."""
    return hand.clients(
        accepted=by_format(fixed=orders),
        ended=by_format(fixed=ended),
        accepted_yen=yen,
        rating_mean=rating,
        ratings=ratings,
        **columns,
    )


def rate(accepted: list[int], ended: list[int], **rule: Any) -> float:
    """The completion rate that is shown of one client."""
    return float(CompletionRate(**rule).rates(np.array([accepted]), np.array([ended]))[0])


def certified(one: ClientRecords, rule: Certification | None = None) -> bool:
    return bool((rule or LANCERS).review(one)[0])


@pytest.mark.parametrize(
    ("required", "post", "write"),
    [
        ("none", [True, True], [True, True]),
        ("write_first", [True, True], [False, True]),
        ("post", [False, True], [False, True]),
    ],
)
def test_each_step_asks_more_of_the_unverified(required: Required, post: list[bool], write: list[bool]) -> None:
    rule = Identity(required=required)
    assert rule.may_post(BOTH).tolist() == post
    assert rule.may_write_first(BOTH).tolist() == write


def test_only_the_verified_carry_the_mark_and_nobody_where_there_is_none() -> None:
    assert Identity().shown(BOTH).tolist() == [False, True]
    assert Identity(mark=False).shown(BOTH).tolist() == [False, False]


def test_a_client_with_no_contract_shows_no_rate_rather_than_zero() -> None:
    assert np.isnan(rate(by_format(), by_format(), min_contracts=1))


def test_fixed_and_hourly_contracts_count_together_and_tasks_do_not() -> None:
    assert rate(by_format(fixed=4, hourly=5, task=90), by_format(fixed=4, hourly=6, task=900)) == 0.9
    assert np.isnan(rate(by_format(task=50), by_format(task=50)))


def test_a_client_that_meets_every_criterion_is_certified() -> None:
    assert certified(client())


def test_a_marketplace_may_certify_without_identity() -> None:
    assert certified(client(verified=False), Certification(needs_identity=False))


@given(st.integers(0, 30), st.floats(0, 10**6), st.floats(1, 5), st.integers(0, 9))
def test_a_better_record_never_loses_the_badge(orders: int, yen: float, rating: float, ratings: int) -> None:
    base = client(orders, 30, yen, rating, ratings)
    better = replace(
        base,
        accepted=np.minimum(base.accepted + 1, base.ended),
        accepted_yen=base.accepted_yen + 1,
        rating_mean=np.minimum(base.rating_mean + 0.1, 5),
        ratings=base.ratings + 1,
    )
    assert certified(better) >= certified(base)


def test_only_a_client_that_ticks_every_item_carries_the_mark() -> None:
    assert OrderRules(items=3).marks(np.array([0, 2, 3])).tolist() == [False, False, True]


def test_a_step_of_identity_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^required: 'all' is unknown, must be one of 'none', 'post', 'write_first'"):
        Identity(required="all")  # type: ignore[arg-type]


def test_a_rate_is_shown_from_three_ended_projects_on() -> None:
    assert np.isnan([rate(by_format(fixed=ended), by_format(fixed=ended)) for ended in (1, 2)]).all()
    assert rate(by_format(fixed=2), by_format(fixed=2, hourly=1)) == 2 / 3
    assert rate(by_format(fixed=1), by_format(fixed=1), min_contracts=1) == 1.0


def test_a_rate_over_more_contracts_than_ended_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^accepted: 3 of 2 ended contracts, must be at most all of them$"):
        rate(by_format(fixed=3), by_format(fixed=2, hourly=9))


@pytest.mark.parametrize(
    "short",
    [
        {"orders": 9, "ended": 9},
        {"yen": float(np.nextafter(300_000.0, 0.0))},
        {"rating": 4.79},
        {"ratings": 4},
        {"rating": np.nan},
        {"ended": 23},  # 20 of them: 0.87
        {"verified": False},
        {"upheld": 1},
        {"restricted": True},
    ],
)
def test_each_criterion_alone_can_cost_the_badge(short: dict[str, Any]) -> None:
    assert not certified(client(**short))


@pytest.mark.parametrize("just", [{"orders": 10, "ended": 10}, {"yen": 300_000.0}, {"rating": 4.8}, {"ratings": 5}])
def test_a_criterion_is_met_from_its_number_on(just: dict[str, Any]) -> None:
    assert certified(client(**just))


def test_a_criterion_that_asks_nothing_is_met_by_everybody() -> None:
    fresh = client(orders=0, ended=0, yen=0.0, rating=np.nan, ratings=0)
    nothing = Certification(min_orders=0, min_yen=0.0, min_rating=1.0, min_ratings=0, min_completion_rate=0.0)
    assert certified(fresh, nothing)
    assert not certified(fresh, replace(nothing, min_orders=1))


def test_a_client_of_tasks_alone_has_orders_and_no_completion_rate() -> None:
    tasks = replace(client(), accepted=np.array([by_format(task=20)]), ended=np.array([by_format(task=20)]))
    assert not certified(tasks)
    assert certified(tasks, Certification(min_completion_rate=0.0))


def test_one_finished_project_beside_four_tasks_is_a_completion_rate_of_one() -> None:
    paid = np.array([by_format(fixed=1, task=4)])
    mixed = replace(client(), accepted=paid, ended=paid)
    assert certified(mixed, Certification(min_orders=5))
    half = replace(mixed, ended=np.array([by_format(fixed=2, task=4)]))
    assert not certified(half, Certification(min_orders=5, min_completion_rate=0.51))
    assert certified(half, Certification(min_orders=5, min_completion_rate=0.5))


def test_a_mark_can_stand_only_where_somebody_reads_it() -> None:
    with pytest.raises(ValueError, match=r"^quote: 'list' is unknown, must be one of 'job', 'order', 'table'$"):
        Display(quote=frozenset({"list"}))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^filters: 'certifed' is unknown, must be one of 'certified', 'verified'$"):
        Display(filters=frozenset({"certifed"}))  # type: ignore[arg-type]
