"""Storefront: what the search list and the job pages show today."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from policies.completion_rate import Off as NoRate
from policies.display import Filter, Place
from policies.identity import Off as NoIdentity
from policies.records import Format
from sim.arrays import F64, I64
from sim.choices.workers import FILTERS
from sim.state.codes import JobState
from sim.state.draws import Draws
from sim.state.handover import Storefront
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.state.wheel import Wheel
from sim.systems.storefront import storefront
from sim.today import Today
from tests.sim import hand
from tests.sim.plain import PLAIN

FRESH = PLAIN.search.freshness
UNQUOTED = np.full((16, len(Format)), np.nan)
ALL: frozenset[Filter] = frozenset({"verified", "certified"})


def shown(
    jobs: Jobs, *, clients: Clients | None = None, quotes: F64 = UNQUOTED, today: Today | None = None
) -> Storefront:
    """What stands in the front of day 3."""
    return storefront(jobs=jobs, clients=clients or hand.clients(len(jobs)), quotes=quotes, today=today or hand.day())


def passing(front: Storefront, name: str) -> list[int]:
    """The positions that a filter lets through."""
    return np.unique(hand.listed(front, name)).tolist()


def recorded(count: int, **columns: Any) -> Clients:
    """Clients of whom 9 of 10 project contracts were accepted."""
    usual = {
        "accepted_fixed": 5,
        "accepted_hourly": 4,
        "accepted_task": 70,
        "ended_fixed": 6,
        "ended_hourly": 4,
        "ended_task": 99,
    }
    return hand.clients(count, **usual | columns)


def test_jobs_open_at_some_moment_of_the_day_are_on_show() -> None:
    jobs = hand.jobs(
        6,
        published=[3.99, 4.0, 2.0, 2.0, 2.0, 2.0],
        closes=[12.0, 12.0, 3.01, 3.0, 12.0, 12.0],
        state=[JobState.OPEN] * 4 + [JobState.FILLED, JobState.WAITING],
        client=[5, 4, 3, 2, 1, 0],
    )
    front = shown(jobs)
    assert front.job.tolist() == [0, 2]
    assert front.client.tolist() == [5, 3]
    assert passing(front, "none") == [0, 1]


def test_a_job_bears_the_marks_of_its_client() -> None:
    clients = recorded(
        3,
        verified=[True, False, True],
        certified=[False, True, True],
        true_ticks=[1.0, 0.9, 1.0],
        accepted_hourly=[0, 4, 3],
    )
    front = shown(hand.jobs(2, client=[1, 2]), clients=clients)
    assert front.verified.tolist() == [False, True]
    assert front.certified.tolist() == [True, True]
    assert front.rule.tolist() == [False, True]
    assert front.rate == pytest.approx([0.9, 0.8])


def test_where_verification_is_not_shown_nobody_bears_its_mark() -> None:
    hidden = hand.platform(identity={"mark": False})
    front = shown(hand.jobs(1), clients=hand.clients(1, verified=True), today=hand.day(platform=hidden))
    assert front.verified.tolist() == [False]


def test_a_job_is_held_against_its_own_quote() -> None:
    quotes = UNQUOTED.copy()
    quotes[2, Format.FIXED], quotes[2, Format.HOURLY], quotes[0, Format.HOURLY] = 3000.0, 1000.0, 9000.0
    jobs = hand.jobs(4, category=[0, 2, 2, 2], format=[0, 0, Format.HOURLY, 0], fee=[1.0, 1499.0, 1000.0, 1500.0])
    front = shown(jobs, quotes=quotes)
    assert front.quote.tolist() == pytest.approx([np.nan, 3000.0, 1000.0, 3000.0], nan_ok=True)
    assert front.alert.tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("age", "arcs"),
    [(-0.9, 8), (0.0, 8), (FRESH * np.log(7 / 6.501), 8), (FRESH * np.log(7 / 6.499), 7), (FRESH, 4), (10 * FRESH, 1)],
)
def test_the_fresher_a_job_the_more_places_up_to_eight(age: float, arcs: int) -> None:
    front = shown(hand.jobs(1, published=3.0 - age), clients=recorded(1, verified=True))
    assert [len(hand.listed(front, name)) for name in FILTERS] == [arcs] * len(FILTERS)


def test_the_places_of_a_job_are_luck_that_it_keeps() -> None:
    jobs, today = hand.jobs(2, category=[3, 1], published=[3.0, 3.0 - 10 * FRESH]), hand.day()
    luck = hand.asked(today)
    front = shown(jobs, today=today)
    assert luck["ARC"] == [[jobs.key[0]] * 8 + [jobs.key[1]], [*range(8), 0]]
    bits = Draws(0).bits(Purpose.ARC, jobs.key[:, None], np.arange(8)[None, :])
    assert front.list.points[:9].tolist() == [bits[1, 0], *np.sort(bits[0]).tolist()]
    assert front.list.owner[:9].tolist() == [1] + [0] * 8


def test_a_look_lands_on_the_job_whose_place_comes_next() -> None:
    jobs = hand.jobs(3, category=[1, 1, 2], published=3.0 - 10 * FRESH, state=JobState.OPEN)
    front = shown(jobs, today=hand.day(ARC=[0.3, 0.6, 0.5]))
    category, at = np.array([1, 1, 1, 2, 0]), np.array([0.2, 0.5, 0.7, 0.9, 0.1])
    assert front.list.look(category, (at * 2.0**64).astype(np.uint64)).tolist() == [0, 1, 0, 2, -1]


FOUR = {"verified": [True, True, False, False], "certified": [True, False, True, False]}


def filtered(display: dict[str, Any], accepted: int | I64 = 5) -> dict[str, list[int]]:
    """Filter → the positions, of four clients with all pairs of marks, that it lets through."""
    clients = recorded(4, accepted_fixed=accepted, **FOUR)
    front = shown(hand.jobs(4), clients=clients, today=hand.day(platform=hand.platform(display=display)))
    return {name: passing(front, name) for name in FILTERS}


def test_a_filter_lets_through_who_bears_its_mark() -> None:
    assert filtered({"filters": ALL}) == {
        "none": [0, 1, 2, 3],
        "verified": [0, 1],
        "advice": [0, 1],
        "certified": [0, 2],
    }


@pytest.mark.parametrize(
    ("offered", "verified", "certified"),
    [({"verified"}, [0, 1], [0, 1, 2, 3]), ({"certified"}, [0, 1, 2, 3], [0, 2]), ((), [0, 1, 2, 3], [0, 1, 2, 3])],
)
def test_whoever_filters_for_what_is_not_offered_searches_without_that_filter(
    offered: set[Filter], verified: list[int], certified: list[int]
) -> None:
    result = filtered({"filters": frozenset(offered)})
    assert result == {"none": [0, 1, 2, 3], "verified": verified, "advice": verified, "certified": certified}


def test_whoever_filters_for_what_no_client_carries_searches_without_that_filter() -> None:
    today = hand.day(platform=hand.platform(display={"filters": ALL}))
    jobs, other, both = hand.jobs(2), np.arange(3) == 2, [0, 1]
    for clients, verified, certified in (
        (recorded(3), both, both),
        (recorded(3, verified=other), [], both),
        (recorded(3, certified=other), both, []),
    ):
        front = shown(jobs, clients=clients, today=today)
        assert [passing(front, name) for name in FILTERS] == [both, verified, verified, certified]


def test_of_the_advice_stands_what_the_platform_has() -> None:
    clients = recorded(4, accepted_fixed=[5, 5, 1, 1], verified=[True, False, True, False])
    for rule, advice in (({"identity": NoIdentity()}, [0, 1]), ({"completion_rate": NoRate()}, [0, 2])):
        front = shown(hand.jobs(4), clients=clients, today=hand.day(platform=hand.platform(**rule)))
        assert passing(front, "advice") == advice


def test_who_follows_the_advice_wants_a_verified_client_with_the_advised_rate() -> None:
    display: dict[str, Any] = {"filters": ALL}
    assert filtered(display, np.array([4, 5, 5, 5]))["advice"] == [1]
    nowhere: frozenset[Place] = frozenset()
    assert filtered(display | {"completion_rate": nowhere}, np.array([4, 5, 5, 5]))["advice"] == [0, 1]


def test_a_rate_short_of_the_advised_one_does_not_pass() -> None:
    clients = hand.clients(3, verified=True, accepted_fixed=[900, 899, 950], ended_fixed=1000)
    assert passing(shown(hand.jobs(3), clients=clients), "advice") == [0, 2]
    strict = hand.day(platform=hand.platform(completion_rate={"advised": 0.95}))
    assert passing(shown(hand.jobs(3), clients=clients, today=strict), "advice") == [2]


def test_without_a_rate_nobody_passes_unless_nobody_has_one() -> None:
    one, none = (hand.clients(2, verified=True, accepted_fixed=[rated, 0], ended_fixed=[rated, 0]) for rated in (9, 0))
    assert passing(shown(hand.jobs(2), clients=one), "advice") == [0]
    assert passing(shown(hand.jobs(2), clients=none), "advice") == [0, 1]


def test_a_job_shows_its_time_and_take_home_against_the_market() -> None:
    jobs = hand.jobs(
        4,
        fee=[9.0, 300_000.0, 300_000.0, 0.0],
        format=[0, 0, Format.TASK, 0],
        published=[1.0, 2.5, 3.5, 2.0],
        true_price=[7.0, 800.0, 900.0, 500.0],
        state=[JobState.CLOSED] + [JobState.OPEN] * 3,
    )
    front = shown(jobs)
    assert front.take_home.tolist() == [80_000.0 + 90_000.0 + 95_000.0, 240_000.0, 1.0]
    assert front.true_price.tolist() == [800.0, 900.0, 500.0]
    assert front.published.tolist() == [2.5, 3.5, 2.0]


def test_tasks_of_all_categories_stand_in_their_own_list() -> None:
    jobs = hand.jobs(4, format=[Format.FIXED, Format.TASK, Format.TASK, Format.HOURLY], category=[0, 0, 7, 0])
    front = shown(jobs)
    for name in FILTERS:
        assert passing(front, name) == [0, 3]
    assert set(front.tasks.owner.tolist()) == {1, 2}
    assert set(front.tasks.look(np.zeros(99, np.int64), Draws(1).bits(Purpose.TASK_LOOK, np.arange(99)))) == {1, 2}


def test_a_quote_is_higher_for_a_larger_job() -> None:
    quotes = UNQUOTED.copy()
    quotes[0, Format.FIXED] = 1_000.0
    front = shown(hand.jobs(2, size=[1.0, 3.0], fee=1_000.0), quotes=quotes)
    assert front.quote.tolist() == [1_000.0, 3_000.0]
    assert front.alert.tolist() == [False, True]  # below half of it


def in_a_market_of(trades: float, **dealt: Any) -> Today:
    """A day in a market of so many times the clients for whom each category has one list."""
    return hand.day(world=hand.world(clients=round(trades * PLAIN.search.trade_clients)), **dealt)


def by_list(front: Storefront, wheel: Wheel) -> list[list[int]]:
    """The jobs of each list that nobody filters."""
    lists = [sorted(wheel.owner[first:end].tolist()) for first, end in pairwise(wheel.starts.tolist())]
    assert front.shelf.tolist() == [0] * len(FILTERS)
    return lists


def test_in_a_market_four_times_larger_each_category_has_four_lists() -> None:
    columns: dict[str, Any] = {"client": [2, 2, 0, 1, 0], "category": [1, 1, 1, 0, 0], "published": 3.0 - 10 * FRESH}
    jobs, today = hand.jobs(5, **columns), in_a_market_of(4, TRADE=[0.76, 0.76, 0.24, 0.5, 0.24])
    luck, clients = hand.asked(today), hand.clients(3)
    front = shown(jobs, clients=clients, today=today)
    assert by_list(front, front.list) == [[4], [], [3], [], [2], [], [], [0, 1]] + [[]] * 56
    assert luck["TRADE"] == [clients.key[[2, 2, 0, 1, 0]].tolist()]


def test_tasks_stand_in_as_many_lists_as_one_category() -> None:
    jobs = hand.jobs(3, format=Format.TASK, category=[0, 9, 9], published=3.0 - 10 * FRESH)
    for trades, lists in ((0.1, [[0, 1, 2]]), (1, [[0, 1, 2]]), (2, [[0, 2], [1]])):
        front = shown(jobs, today=in_a_market_of(trades, TRADE=[0.49, 0.5, 0.0]))
        assert by_list(front, front.tasks) == lists


def test_a_filter_leaves_each_trade_its_list() -> None:
    today = hand.day(
        platform=hand.platform(display={"filters": ALL}),
        world=hand.world(clients=round(2 * PLAIN.search.trade_clients)),
        TRADE=[0.1, 0.9, 0.9],
    )
    jobs = hand.jobs(3, category=0, published=3.0 - 10 * FRESH)
    front = shown(jobs, clients=recorded(3, verified=[True, False, True]), today=today)
    first = front.shelf[FILTERS.index("verified")]
    assert front.list.look(first + np.array([0, 1]), np.zeros(2, np.uint64)).tolist() == [0, 2]


def tasks_behind(front: Storefront, name: str) -> list[int]:
    """The positions of the tasks that a filter lets through, in a market with one list of them."""
    shelf = front.task_shelf[FILTERS.index(name)]
    return np.unique(front.tasks.owner[slice(*front.tasks.starts[[shelf, shelf + 1]])]).tolist()


def test_a_filter_lets_through_the_tasks_of_who_bears_its_mark() -> None:
    """Of a project and a task each of clients with all pairs of marks."""
    clients = recorded(4, accepted_fixed=[4, 5, 5, 5], verified=[True, True, False, False], certified=FOUR["certified"])
    jobs = hand.jobs(8, client=np.arange(8) // 2, format=[Format.FIXED, Format.TASK] * 4)
    front = shown(jobs, clients=clients, today=hand.day(platform=hand.platform(display={"filters": ALL})))
    expected = {"none": [1, 3, 5, 7], "verified": [1, 3], "advice": [3], "certified": [1, 5]}
    assert {name: tasks_behind(front, name) for name in FILTERS} == expected
