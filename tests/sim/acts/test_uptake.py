"""Uptake: whose filter is the advice's today, and which items of the order-rule check are ticked today."""

from typing import Any

import numpy as np
import pytest

from policies.completion_rate import Off as NoRate
from policies.order_rules import Off as NoCheck
from policies.platform import Platform
from sim.acts.uptake import filters, ticked
from sim.choices.workers import FILTERS
from sim.state.people import Clients, Workers
from sim.today import Today
from tests.sim import hand
from tests.sim.small import PRODUCTION

ITEMS = PRODUCTION.order_rules.items
UNADVISED = hand.platform(completion_rate={"advises": False})
ADVISED = hand.platform(completion_rate={"followers": 0.06})
CHECK = hand.platform(order_rules={"adopters": 0.45})


def used(workers: Workers, today: Today) -> list[str]:
    """The filter of each worker."""
    return [FILTERS[place] for place in filters(np.arange(len(workers)), workers=workers, today=today)]


def items(clients: Clients, today: Today) -> list[int]:
    """Items that each client has ticked."""
    return ticked(np.arange(len(clients)), clients=clients, today=today).tolist()


def since(day: int, before: Platform, after: Platform, now: int) -> Today:
    """A day under a platform that came on another day."""
    return hand.day(now, platform=after, history=((0, before), (day, after)))


def seekers(**columns: Any) -> Workers:
    """Four workers: two who will follow the advice, at once and after two weeks, one who doubts it, one who gave up."""
    usual: dict[str, Any] = {"joined": -1.0, "true_doubt": [0.01, 0.05, 0.07, 1.0], "true_delay": [0.0, 14.0, 0, 0]}
    return hand.workers(4, **usual | columns)


def test_who_will_follow_advice_that_has_stood_for_long_does() -> None:
    assert used(seekers(), hand.day(0, platform=ADVISED)) == ["advice", "advice", "none", "none"]


@pytest.mark.parametrize(
    ("now", "first", "second"),
    [(9, "none", "none"), (10, "advice", "none"), (23, "advice", "none"), (24, "advice", "advice")],
)
def test_nobody_follows_before_the_advice_is_given(now: int, first: str, second: str) -> None:
    today = since(10, UNADVISED, ADVISED, now) if now >= 10 else hand.day(now, platform=UNADVISED)
    assert used(seekers(), today) == [first, second, "none", "none"]


def test_a_newcomer_follows_from_the_day_it_joins() -> None:
    workers = seekers(joined=[11.0, 11.0, 11.0, 11.0])
    assert used(workers, since(10, UNADVISED, ADVISED, 11)) == ["advice", "advice", "none", "none"]


def test_the_advice_takes_the_place_of_a_workers_own_filter() -> None:
    own = seekers(filter=[FILTERS.index(name) for name in ("verified", "certified", "certified", "verified")])
    assert used(own, hand.day(3, platform=UNADVISED)) == ["verified", "certified", "certified", "verified"]
    assert used(own, hand.day(3, platform=ADVISED)) == ["advice", "advice", "certified", "verified"]


@pytest.mark.parametrize("rule", [NoRate(), {"advises": False}, {"followers": 0.0}])
def test_where_no_advice_is_given_nobody_follows_it(rule: Any) -> None:
    silent = hand.platform(completion_rate=rule)
    assert used(seekers(), hand.day(3, platform=silent)) == ["none"] * 4
    assert used(seekers(), since(1, ADVISED, silent, 30)) == ["none"] * 4


def askers(**columns: Any) -> Clients:
    """Four clients who tick half of a check: two take one seriously, at once and after two weeks, and two do not."""
    usual: dict[str, Any] = {"true_doubt": [0.1, 0.44, 0.46, 1.0], "true_delay": [0.0, 14.0, 14.0, 0.0]}
    return hand.clients(4, **usual | {"true_ticks": 0.5} | columns)


def test_who_takes_a_check_seriously_has_ticked_all_of_an_old_one() -> None:
    assert items(askers(), hand.day(0, platform=CHECK)) == [ITEMS, ITEMS, ITEMS // 2, ITEMS // 2]


@pytest.mark.parametrize(
    ("now", "all_", "part"), [(10, [ITEMS, 0], [0, ITEMS // 2]), (24, [ITEMS, ITEMS], [ITEMS // 2, ITEMS // 2])]
)
def test_a_check_is_ticked_by_each_from_its_own_day_on(now: int, all_: list[int], part: list[int]) -> None:
    assert items(askers(), since(10, hand.platform(order_rules=NoCheck()), CHECK, now)) == [*all_, *part]


def test_a_rings_account_ticks_as_its_ring_decides() -> None:
    rings = askers(true_ticks=[1.0, 1.0, 0.5, 0.0], true_doubt=1.0)
    for adopters in (0.0, 0.45, 1.0):
        today = hand.day(0, platform=hand.platform(order_rules={"adopters": adopters}))
        assert items(rings, today) == [ITEMS, ITEMS, ITEMS // 2, 0]


def test_without_a_check_there_is_nothing_to_tick() -> None:
    assert items(askers(), hand.day(3, platform=hand.platform(order_rules=NoCheck()))) == [0] * 4
