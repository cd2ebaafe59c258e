"""Search: sessions read the list, open job pages, apply, do tasks, answer surveys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from policies.display import Place
from policies.platform import Platform
from policies.records import Channel, Format, Kind
from sim.acts.uptake import filters
from sim.arrays import F64
from sim.choices.workers import FILTERS
from sim.kinds import CATEGORIES
from sim.state.codes import Origin
from sim.state.events import Applied, Opened, Session, Surveyed, Viewed
from sim.state.handover import Meetings, Storefront
from sim.state.log import Events, Log
from sim.state.people import Workers
from sim.state.trade import Jobs, PairSet
from sim.state.wheel import Wheel
from sim.systems.search import search
from sim.systems.storefront import storefront
from sim.today import Today
from sim.words.lexicon import lexicon
from sim.world import World
from tests.sim import hand
from tests.sim.plain import PLAIN
from tests.sim.small import PRODUCTION

NUMBERS = PLAIN.search
EVENING = round(3 + 20 / 24, 9)
NIGHT = 3.999
HAIR = 1e-7
FIT = NUMBERS.fit_pull * 0.205  # appeal of a page that pays what is wanted, to middling people at home: they fit 0.705
EVERYWHERE: frozenset[Place] = frozenset({"list", "job", "profile"})


@dataclass(slots=True, eq=False)
class Day:
    """What came of a day of search."""

    applied: Meetings
    questions: Meetings
    read: Meetings
    events: Events
    jobs: Jobs
    seen: PairSet


def looks(number: int = 1, **search: Any) -> World:
    """A world in which a session reads so many rows of the list."""
    return hand.world(search={"rows_read": number} | search)


def posted(count: int, **columns: Any) -> Jobs:
    """Jobs that each stand alone in the category of their number, and pay just what workers want: 800 yen of 1,000."""
    usual: dict[str, Any] = {"category": np.arange(count), "true_price": 800.0}
    return hand.jobs(count, **usual | columns)


def seekers(count: int, **columns: Any) -> Workers:
    """Workers at home each in the category of its number; none of them a newcomer."""
    usual: dict[str, Any] = {"home": np.arange(count), "experience": 3}
    return hand.workers(count, **usual | columns)


def front(jobs: Jobs, lists: dict[str, list[int]] | None = None, **columns: Any) -> Storefront:
    """All these jobs on show, the last first, each with one place in its list, in order of their rows.

    Tasks stand in a list of their own, projects in that of their category, behind each filter.

    lists: by filter, the job rows that it lets through, all where nothing is said; columns: by job row, without marks,
    rates and quotes where nothing is said.
    """
    n = len(jobs)
    row = np.arange(n)[::-1]
    usual: dict[str, Any] = {
        "verified": False,
        "certified": False,
        "rule": False,
        "alert": False,
        "rate": np.nan,
        "quote": np.nan,
        "published": jobs.published,
        "true_price": jobs.true_price,
        "take_home": 800.0,
    }
    full: dict[str, Any] = {
        name: np.broadcast_to(np.asarray(value), n)[row] for name, value in (usual | columns).items()
    }
    bits = ((row + 1) / (n + 1) * 2.0**64).astype(np.uint64)
    task = jobs.format[row] == Format.TASK
    through = [np.isin(row, (lists or {}).get(name, row)) for name in FILTERS]
    projects = [np.flatnonzero(~task & passes) for passes in through]
    tasks = [np.flatnonzero(task & passes) for passes in through]
    return Storefront(
        job=row,
        key=jobs.key[row],
        client=jobs.client[row],
        list=Wheel.joined([Wheel.of(jobs.category[row[at]], bits[at], at, len(CATEGORIES)) for at in projects]),
        tasks=Wheel.joined([Wheel.of(np.zeros(len(at), np.int64), bits[at], at) for at in tasks]),
        shelf=np.arange(len(FILTERS)) * len(CATEGORIES),
        task_shelf=np.arange(len(FILTERS)),
        **full,
    )


def day(platform: Platform = PRODUCTION, world: World | None = None, **dealt: Any) -> Today:
    """A day on which everybody has a session at 20:00 and reads one row at home, whose page it opens."""
    return hand.day(
        platform=platform,
        world=world or looks(),
        **{"SESSION": 0.0, "LOOK_AT_HOME": 0.0, "APPLY": 0.99, "PROFILE": 0.99} | dealt,
    )


def searched(
    today: Today, workers: Workers, jobs: Jobs, show: Storefront | None = None, seen: PairSet | None = None
) -> Day:
    log, seen, clients = Log(), seen or PairSet(), hand.clients(len(jobs))
    applied, questions, read = search(workers, jobs, seen, log, front=show or front(jobs), clients=clients, today=today)
    return Day(applied, questions, read, hand.told(log), jobs, seen)


def chance(log_odds: ArrayLike) -> F64:
    return 1 / (1 + np.exp(-np.asarray(log_odds, np.float64)))


def just(purpose: str, log_odds: list[float], live: Callable[..., Day], rows: Callable[[Day], list[int]]) -> None:
    """Does each of these rows act with just this log-odds? All do when luck is a hair below it, nobody a hair above."""
    everybody = list(range(len(log_odds)))
    assert rows(live(**{purpose: chance(log_odds) - HAIR})) == everybody
    assert rows(live(**{purpose: chance(log_odds) + HAIR})) == []


def answers(appeals: list[float], live: Callable[..., Day]) -> None:
    """Each worker reads the page of the job of its number alone, and applies as such an appeal makes it."""
    odds = [NUMBERS.apply_base + NUMBERS.page_appeal_weight * appeal for appeal in appeals]
    just("APPLY", odds, live, lambda result: result.applied.worker.tolist())


def beside(count: int, **columns: Any) -> Jobs:
    """For each of so many workers two jobs in its category: one with these columns, and after it a usual one."""
    usual: dict[str, Any] = {"true_price": 800.0}
    pairs = {name: np.ravel([(one, usual[name]) for one in np.broadcast_to(of, count)]) for name, of in columns.items()}
    return posted(2 * count, category=np.repeat(np.arange(count), 2), **pairs)


def marked(count: int, **marks: Any) -> dict[str, Any]:
    """Columns of a storefront in which of two jobs the first has these marks."""
    none: dict[str, Any] = {"rate": np.nan, "quote": np.nan, "take_home": 800.0}
    return {
        name: np.ravel([(of, none.get(name, False)) for of in np.broadcast_to(all_, count)])
        for name, all_ in marks.items()
    }


def opens(promises: list[float], live: Callable[..., Day]) -> None:
    """Each worker sees a job beside a usual one, and opens one page: the first one's as its promise has it."""
    count = len(promises)
    places = (np.arange(2 * count).reshape(-1, 2) + 0.5) / (2 * count + 1)
    usual = -np.log(-np.log(0.5))
    for hair, opened in ((HAIR, 0), (-HAIR, 1)):
        just_so = np.exp(-np.exp(np.asarray(promises) - usual - hair))
        luck = np.ravel([(one, 0.5) for one in just_so])
        result = live(world=looks(2, pages_opened=1), LOOK=places, OPEN=luck)
        assert sorted(result.events[Opened].job.tolist()) == [2 * number + opened for number in range(count)]


def test_a_worker_has_sessions_by_its_habit_and_its_trust() -> None:
    workers = seekers(
        5,
        true_activity=[0.375, 0.375, 0.375, 0.1875, 0.375],
        true_trust=hand.TRUST * np.array([0.5, 0.5, 1.0, 1.0, 1.0]),
        left=np.arange(5) == 4,
    )
    today = day(SESSION=[0.187, 0.1875, 0.374, 0.187, 0.0], SESSION_HOUR=[0.0, -1.0, 1.0])
    luck = hand.asked(today)
    result = searched(today, workers, posted(5))
    assert hand.rows(result.events, Session, "time worker") == [(3.0, 3), (round(3 + 16 / 24, 9), 2), (EVENING, 0)]
    assert sorted(result.events[Opened].job.tolist()) == [0, 2, 3]
    assert luck["SESSION"] == [3, workers.key.tolist()]
    assert luck["SESSION_HOUR"] == [3, workers.key[[0, 2, 3]].tolist()]


def test_most_rows_are_of_the_home_category_others_of_the_second() -> None:
    workers, jobs, share = seekers(2, second=[2, 3]), posted(4), NUMBERS.home_category_share
    at_home = [[share - 0.01, share, 0.0], [share, share, 0.99]]
    today = day(world=looks(3), LOOK_AT_HOME=at_home)
    luck = hand.asked(today)
    result = searched(today, workers, jobs)
    assert jobs.views.tolist() == [2, 0, 1, 3]
    assert sorted(hand.rows(result.events, Viewed, "time client job tactic rows")) == [
        (NIGHT, 0, 0, Kind.NONE, 2),
        (NIGHT, 2, 2, Kind.NONE, 1),
        (NIGHT, 3, 3, Kind.NONE, 3),
    ]
    keys = [3, [[key] for key in workers.key.tolist()], [[0, 1, 2]]]
    assert luck["LOOK"] == luck["LOOK_AT_HOME"] == keys


def test_however_many_have_a_session_each_reads_the_list_once() -> None:
    jobs, crowd = posted(1, published=3.75), 2 * 2048 + 2
    early = np.arange(crowd) == crowd - 1
    result = searched(day(SESSION_HOUR=np.where(early, -1.0, 0.0)), hand.workers(crowd, home=0), jobs)
    assert jobs.views.tolist() == [crowd - 1]
    assert result.events[Opened].pages.tolist() == [crowd - 1]
    assert sorted(result.events[Session].worker.tolist()) == list(range(crowd))


def test_every_worker_reads_the_list_that_its_filter_lets_through() -> None:
    jobs = posted(5, category=0)
    lists = {name: [number] for number, name in enumerate(FILTERS)}
    workers = seekers(5, home=0, filter=[3, 0, 2, 1, 3])
    result = searched(day(world=looks(2), APPLY=0.99), workers, jobs, front(jobs, lists))
    assert jobs.views.tolist() == [2, 2, 2, 4, 0]
    assert sorted(result.events[Viewed].job.tolist()) == [0, 1, 2, 3]


@pytest.mark.parametrize(("net_entry", "eased"), [(True, 0.5), (False, 0.0)])
def test_a_filter_and_take_home_entry_ease_applications(net_entry: bool, eased: float) -> None:
    """The third filters for what nobody offers: its list is everybody's."""
    platform = hand.platform(fee_schedule={"net_entry": net_entry})
    world = looks(filter_ease=0.25, net_entry_ease=0.5)
    shelf = np.array([0, 1, 0, 0]) * len(CATEGORIES)

    def live(**luck: Any) -> Day:
        jobs, workers = posted(3, category=0, key=[1, 1, 1]), seekers(3, home=0, filter=[0, 1, 2])
        return searched(day(platform, world, **luck), workers, jobs, replace(front(jobs), shelf=shelf))

    odds = NUMBERS.apply_base + NUMBERS.page_appeal_weight * FIT + eased
    for more, who in ((0.25, {1}), (0.0, {0, 1, 2})):
        result = live(APPLY=float(chance(odds + more)) - HAIR)
        assert set(result.applied.worker.tolist()) == who


def test_a_posting_that_appears_after_the_session_is_not_seen_in_it() -> None:
    jobs = posted(3, published=[3 + 20 / 24, 3 + 20.01 / 24, 3 + 15.9 / 24])
    result = searched(day(SESSION_HOUR=[0.0, 0.0, -1.0]), seekers(3), jobs)
    assert jobs.views.tolist() == [1, 0, 1]
    assert sorted(result.events[Opened].job.tolist()) == [0, 2]


def test_a_session_opens_the_best_pages_and_applies_once_at_most() -> None:
    jobs = posted(5, category=0)
    luck = [[0.1, 0.9, 0.5, 0.7, 0.3], [0.9, 0.8, 0.1, 0.2, 0.3]]
    today = day(
        world=looks(5, pages_opened=2),
        LOOK=[(np.arange(5) + 0.5) / 6] * 2,
        OPEN=np.ravel(luck),
        CHOICE=[0.2, 0.3, 0.6, 0.5],
        APPLY=0.0,
    )
    result = searched(today, seekers(2, home=0), jobs)
    assert jobs.views.tolist() == [2] * 5
    assert sorted(hand.rows(result.events, Opened, "time client job tactic pages")) == [
        (NIGHT, 0, 0, Kind.NONE, 1),
        (NIGHT, 1, 1, Kind.NONE, 2),
        (NIGHT, 3, 3, Kind.NONE, 1),
    ]
    assert (result.applied.worker.tolist(), result.applied.job.tolist()) == ([0, 1], [3, 0])


def test_what_stands_in_the_list_decides_which_page_is_opened() -> None:
    columns = {"verified": [1, 0, 0, 0, 1], "certified": [0, 1, 0, 0, 1], "rule": [0, 0, 1, 0, 1]}
    marks: dict[str, Any] = {name: np.array(column, np.bool_) for name, column in columns.items()}
    in_list = hand.platform(display={"verified": EVERYWHERE, "rule_mark": EVERYWHERE, "completion_rate": EVERYWHERE})
    verified, certified, rule = NUMBERS.verified_pull, NUMBERS.certified_pull, NUMBERS.order_rule_pull

    def live(**luck: Any) -> Day:
        jobs = beside(5)
        show = front(jobs, **marked(5, rate=[0.95, 0.85, 0.75, np.nan, 1.0], **marks))
        return searched(day(in_list, **luck), seekers(5), jobs, show)

    without = NUMBERS.no_completion_rate_pull  # as the usual job has it
    opens(
        [
            verified + NUMBERS.completion_rate_pull * 0.1 - without,
            certified - without,
            rule - NUMBERS.completion_rate_pull * 0.1 - without,
            0.0,
            verified + certified + rule + NUMBERS.completion_rate_pull * 0.15 - without,
        ],
        live,
    )


def test_a_mark_draws_each_worker_as_it_has_come_to_value_it() -> None:
    pull = NUMBERS.verified_pull + NUMBERS.certified_pull + NUMBERS.order_rule_pull

    def live(**luck: Any) -> Day:
        jobs, all_ = beside(4), hand.platform(display={"verified": EVERYWHERE, "rule_mark": EVERYWHERE})
        workers = seekers(
            4,
            true_worth_verified=[1.0, 0.5, 1.0, 1.0],
            true_worth_certified=[1.0, 1.0, -0.5, 1.0],
            true_worth_rule=[1.0, 1.0, 1.0, 0.0],
        )
        marks = marked(4, verified=True, certified=True, rule=True)
        return searched(day(all_, **luck), workers, jobs, front(jobs, **marks))

    opens(
        [pull, pull - NUMBERS.verified_pull / 2, pull - NUMBERS.certified_pull * 1.5, pull - NUMBERS.order_rule_pull],
        live,
    )


def test_who_finds_nothing_new_behind_its_filter_gives_it_up() -> None:
    jobs, seen = posted(3, category=0), PairSet()
    world = hand.world(search={"rows_read": 1, "filter_patience": 3})
    lists = {"certified": [], "verified": [0]}
    workers = seekers(4, home=0, filter=[3, 3, 1, 3], fruitless=[1, 2, 2, 2])
    today = day(world=world, SESSION=[0.0, 0.0, 0.0, 0.99])
    searched(today, workers, jobs, front(jobs, lists), seen)
    assert workers.fruitless.tolist() == [2, 3, 0, 2]
    assert workers.filter.tolist() == [3, FILTERS.index("none"), 1, 3]


def test_nobody_gives_up_a_filter_that_is_not_offered_yet() -> None:
    jobs, world = posted(1, category=0), hand.world(search={"rows_read": 1, "filter_patience": 1})
    workers, seen = seekers(1, home=0, filter=3), PairSet()
    seen.add(np.array([0]), np.array([0]))
    show = replace(front(jobs), shelf=np.zeros(len(FILTERS), np.int64))
    searched(day(world=world), workers, jobs, show, seen)
    assert (workers.filter.tolist(), workers.fruitless.tolist()) == ([3], [0])


def test_who_finds_nothing_new_behind_the_advice_follows_it_no_more() -> None:
    jobs = posted(3, category=0)
    followed = hand.platform(completion_rate={"followers": 0.06})
    workers = seekers(3, home=0, filter=[0, 1, 0], true_doubt=[0.01, 0.01, 0.07], fruitless=2)
    today = day(followed, hand.world(search={"rows_read": 1, "filter_patience": 3}))
    searched(today, workers, jobs, front(jobs, {"none": [], "advice": []}))
    assert filters(np.arange(3), workers=workers, today=today).tolist() == [FILTERS.index("none")] * 3
    assert workers.true_doubt.tolist() == pytest.approx([1.0, 1.0, 0.07])  # who has no filter gives none up
    assert workers.fruitless.tolist() == [3, 3, 0]


def test_behind_the_advice_one_applies_more_easily() -> None:
    shelf = np.array([0, 0, 1, 0]) * len(CATEGORIES)
    followed = hand.platform(completion_rate={"followers": 0.06}, fee_schedule={"net_entry": False})
    odds = NUMBERS.apply_base + NUMBERS.page_appeal_weight * FIT + 0.25
    jobs, workers = posted(2, category=0, key=[1, 1]), seekers(2, home=0, true_doubt=[0.01, 0.07])
    luck = {"APPLY": float(chance(odds)) - HAIR}
    result = searched(day(followed, looks(filter_ease=0.25), **luck), workers, jobs, replace(front(jobs), shelf=shelf))
    assert result.applied.worker.tolist() == [0]


def test_marks_that_do_not_stand_in_the_list_open_no_page() -> None:
    elsewhere: frozenset[Place] = frozenset({"job", "profile"})
    display = hand.platform(display={"verified": elsewhere, "certified": elsewhere})

    def live(**luck: Any) -> Day:
        jobs = beside(2)
        marks = marked(2, verified=True, certified=True, rule=True, rate=[0.1, np.nan], alert=True, quote=1.0)
        return searched(day(display, PROFILE=0.0, **luck), seekers(2), jobs, front(jobs, **marks))

    opens([0.0, 0.0], live)


def test_where_no_client_has_a_rate_its_lack_says_nothing() -> None:
    on_page = hand.platform(display={"completion_rate": frozenset({"job"})})
    answers([FIT, FIT], lambda **luck: searched(day(on_page, **luck), seekers(2), posted(2)))


def test_take_home_against_what_the_worker_wants_decides_too() -> None:
    pull = NUMBERS.fee_pull

    def live(**luck: Any) -> Day:
        jobs = beside(3, true_price=[800.0, 400.0, 800.0])
        show = front(jobs, **marked(3, take_home=[1600.0, 800.0, 1.0]))
        return searched(day(**luck), seekers(3, reserve=[1.0, 1.0, 0.5]), jobs, show)

    opens([pull * np.log(2), pull * np.log(2), pull * np.log(1 / 800)], live)


def test_pages_are_luck_of_the_pair_applying_of_the_day() -> None:
    workers, jobs, today = seekers(2, home=[1, 0]), posted(2), day()
    luck = hand.asked(today)
    searched(today, workers, jobs)
    pair = [workers.key.tolist(), jobs.key[[1, 0]].tolist()]
    assert luck["OPEN"] == luck["CHOICE"] == luck["PROFILE"] == luck["FIT"] == luck["SURVEY"] == pair
    assert luck["APPLY"] == [3, workers.key.tolist()]


def test_the_more_pages_draw_the_rather_one_applies_to_the_best() -> None:
    def live(**luck: Any) -> Day:
        jobs = posted(2, category=0, true_need=[0.5, 0.75])
        return searched(day(world=looks(2), LOOK=[[0.1, 0.5]], **luck), seekers(1, home=0), jobs)

    lesser = FIT - NUMBERS.fit_pull * 0.125
    together = np.log(np.exp(FIT) + np.exp(lesser))
    just(
        "APPLY",
        [NUMBERS.apply_base + NUMBERS.page_appeal_weight * together],
        live,
        lambda result: result.applied.worker.tolist(),
    )
    assert live(APPLY=0.0).applied.job.tolist() == [0]
    taste = -np.log(-np.log(0.5))
    for hair, job in ((-HAIR, 0), (HAIR, 1)):
        luck = np.exp(-np.exp(-(taste + FIT - lesser + hair)))
        assert live(APPLY=0.0, CHOICE=[0.5, luck]).applied.job.tolist() == [job]


def test_who_has_spent_its_weekly_effort_reads_without_applying() -> None:
    """Four applications a week; each unfinished contract leaves no time for one and a half of them."""
    world = looks(applications_per_week=4.0, applications_less_per_contract=1.5)
    columns: dict[str, Any] = {"applied": [3, 4, 1, 2, 0], "running": [0, 0, 1, 1, 2]}
    workers = seekers(5, **columns)
    result = searched(day(world=world, APPLY=0.0), workers, posted(5))
    assert result.applied.worker.tolist() == [0, 2, 4]
    assert sorted(result.events[Opened].job.tolist()) == [0, 1, 2, 3, 4]
    assert workers.applied.tolist() == [4, 4, 2, 2, 1]
    workers = seekers(5, **columns)
    monday = hand.day(7, world=world, SESSION=0.0, LOOK_AT_HOME=0.0, APPLY=0.0, PROFILE=0.99)
    assert searched(monday, workers, posted(5)).applied.worker.tolist() == [0, 1, 2, 3, 4]
    assert workers.applied.tolist() == [1, 1, 1, 1, 1]


def test_a_page_is_read_once_for_ever() -> None:
    jobs, seen = posted(3, category=0, client=[2, 0, 1], true_tactic=[Kind.NONE, Kind.MLM, Kind.NONE]), PairSet()
    seen.add(np.array([1]), np.array([0]))
    today = day(world=looks(3), LOOK=[[0.1, 0.1, 0.4], [0.1, 0.4, 0.6]], APPLY=0.0, CHOICE=[0.5, 0.6, 0.6, 0.5])
    result = searched(today, seekers(2, home=0), jobs, seen=seen)
    assert jobs.views.tolist() == [3, 2, 1]
    assert sorted(hand.rows(result.events, Opened, "time client job tactic pages")) == [
        (NIGHT, 0, 1, Kind.MLM, 2),
        (NIGHT, 1, 2, Kind.NONE, 1),
        (NIGHT, 2, 0, Kind.NONE, 1),
    ]
    assert result.applied.worker.tolist() == [0, 1]
    assert result.applied.job.tolist() == [1, 1]
    today = day(world=looks(3), LOOK=[[0.1, 0.1, 0.4], [0.1, 0.4, 0.6]], APPLY=0.0)
    again = searched(today, seekers(2, home=0), jobs, seen=seen)
    assert len(again.applied.job) == len(again.events[Opened]) == 0
    assert seen.unmet(np.array([0, 1, 0]), np.array([1, 2, 2])).tolist() == [False, False, True]


def test_who_applies_is_told_with_the_job_and_meets_its_client() -> None:
    jobs = posted(2, client=[1, 0], applied=[0, 5], true_tactic=[Kind.MLM, Kind.NONE])
    workers = seekers(3, home=[1, 0, 1], true_skill=[0.5, 0.5, 1.0])
    result = searched(day(APPLY=0.0, SESSION_HOUR=[0.0, -1.0, -2.0]), workers, jobs)
    afternoon, noon = round(3 + 16 / 24, 9), round(3 + 12 / 24, 9)
    assert hand.rows(result.events, Applied, "time worker client job tactic") == [
        (noon, 2, 0, 1, Kind.NONE),
        (afternoon, 1, 1, 0, Kind.MLM),
        (EVENING, 0, 0, 1, Kind.NONE),
    ]
    assert jobs.applied.tolist() == [1, 7]
    assert result.applied.worker.tolist() == [0, 1, 2]
    assert result.applied.job.tolist() == [1, 0, 1]
    assert result.applied.time == pytest.approx([EVENING, afternoon, noon])
    assert result.applied.origin.tolist() == [Origin.APPLICATION] * 3
    assert result.applied.fit == pytest.approx([0.705, 0.705, 0.78])
    assert len(result.read.job) == 0


def test_pay_draws_newcomers_only_where_a_quote_or_alert_stands() -> None:
    pull, blind = NUMBERS.fee_pull * np.log(2), 1 - NUMBERS.newcomer_fee_blindness

    def live(display: dict[str, Any] | None = None, **luck: Any) -> Day:
        jobs = posted(4)
        show = front(jobs, quote=[np.nan, np.nan, 1000.0, np.nan], alert=np.arange(4) == 3)
        workers = seekers(4, reserve=0.5, experience=[1, 0, 0, 0])
        return searched(day(hand.platform(display=display), **luck), workers, jobs, show)

    on_pages = {"quote": frozenset({"job"})}
    answers(
        [FIT + pull, FIT + blind * pull, FIT + pull, FIT + pull + NUMBERS.alert_push],
        lambda **luck: live(on_pages, **luck),
    )
    unseen = {"quote": frozenset({"order"}), "fee_alert": frozenset()}
    answers([FIT + pull] + [FIT + blind * pull] * 3, lambda **luck: live(unseen, **luck))


def test_a_newcomer_with_the_table_of_rates_knows_quoted_work() -> None:
    pull, blind = NUMBERS.fee_pull * np.log(2), 1 - NUMBERS.newcomer_fee_blindness
    assert NUMBERS.looks_up_rates == 0.15

    def live(display: dict[str, Any] | None = None, **luck: Any) -> Day:
        jobs = posted(4)
        show = front(jobs, quote=[np.nan, 1000.0, 1000.0, 1000.0])
        workers = seekers(4, reserve=0.5, experience=[0, 0, 0, 1])
        looking = [0.0, 0.15 - HAIR, 0.15, 0.15]
        return searched(day(hand.platform(display=display), LOOKS_UP=looking, **luck), workers, jobs, show)

    answers([FIT + blind * pull, FIT + pull, FIT + blind * pull, FIT + pull], live)
    no_table = {"quote": frozenset({"order"})}
    answers([FIT + blind * pull] * 3 + [FIT + pull], lambda **luck: live(no_table, **luck))


def test_the_careful_pass_over_a_fee_too_good_to_be_true() -> None:
    fine = NUMBERS.too_good_from

    def live(**luck: Any) -> Day:
        workers = seekers(4, true_caution=[0.25, 0.75, 0.75, 0.75], experience=[1, 1, 1, 0])
        return searched(day(**luck), workers, posted(4, fee=800 * fine * np.array([2, 2, 1, 2])))

    push, blind = NUMBERS.too_good * np.log(2), 1 - NUMBERS.newcomer_fee_blindness
    assert push < -1
    answers([FIT + 0.25 * push, FIT + 0.75 * push, FIT, FIT + blind * 0.75 * push], live)


def test_a_page_that_many_have_applied_to_before_draws_fewer() -> None:
    def live(**luck: Any) -> Day:
        return searched(day(**luck), seekers(3), posted(3, applied=[0, 1, 6]))

    answers([FIT, FIT + NUMBERS.crowd_push * np.log(2), FIT + NUMBERS.crowd_push * np.log(7)], live)


def test_a_text_that_betrays_its_lure_puts_off_the_cautious() -> None:
    plain = int(lexicon().open_postings([Kind.MLM], [0], [0.5])[0])
    cue = NUMBERS.lure_cue_push * lexicon().betrays[plain]
    assert cue < -0.5

    def live(**luck: Any) -> Day:
        return searched(day(**luck), seekers(3, true_caution=[0.25, 0.75, 0.75]), posted(3, text=[plain, plain, 0]))

    answers([FIT + cue * 0.25, FIT + cue * 0.75, FIT], live)


def test_marks_on_the_job_page_draw_applications() -> None:
    def live(**luck: Any) -> Day:
        jobs = posted(5)
        show = front(
            jobs,
            verified=np.arange(5) == 0,
            certified=np.arange(5) == 1,
            rule=np.arange(5) == 2,
            rate=[np.nan, 0.95, 0.85, np.nan, 0.75],
        )
        return searched(day(**luck), seekers(5), jobs, show)

    answers(
        [
            FIT + NUMBERS.verified_pull + NUMBERS.no_completion_rate_pull,
            FIT + NUMBERS.certified_pull + NUMBERS.completion_rate_pull * 0.1,
            FIT + NUMBERS.order_rule_pull,
            FIT + NUMBERS.no_completion_rate_pull,
            FIT - NUMBERS.completion_rate_pull * 0.1,
        ],
        live,
    )


each_mark = pytest.mark.parametrize(
    ("mark", "place", "effect"),
    [
        ("verified", "verified", NUMBERS.verified_pull),
        ("alert", "fee_alert", NUMBERS.alert_push),
        ("rate", "completion_rate", NUMBERS.completion_rate_pull * 0.15),
    ],
)


@each_mark
def test_marks_on_the_profile_alone_are_seen_by_its_visitors(mark: str, place: str, effect: float) -> None:
    aside = frozenset() if mark == "alert" else frozenset({"list"})  # no alert can stand in the list
    platform, visit = hand.platform(display={place: aside | {"profile"}}), NUMBERS.profile_visits
    shown: dict[str, Any] = {mark: 1.0 if mark == "rate" else True}

    def live(**luck: Any) -> Day:
        jobs = posted(2)
        show = front(jobs, **shown)
        return searched(day(platform, **{"PROFILE": [visit - 0.01, visit]} | luck), seekers(2), jobs, show)

    answers([FIT + effect, FIT], live)
    nowhere = hand.platform(display={place: aside})

    def blind(**luck: Any) -> Day:
        jobs = posted(1)
        show = front(jobs, **shown)
        return searched(day(nowhere, **{"PROFILE": 0.0} | luck), seekers(1), jobs, show)

    answers([FIT], blind)


def test_a_project_takes_applications_always_and_a_task_while_seats_last() -> None:
    jobs = posted(
        3, category=[0, 15, 15], format=[Format.FIXED, Format.TASK, Format.TASK], seats=[1, 2, 2], taken=[1, 1, 2]
    )
    result = searched(day(world=TASKS, APPLY=0.0, TASK_LOOK=where(1, 2, of=3), TAKES_TASK=0.0), seekers(1), jobs)
    assert result.applied.job.tolist() == [0, 1]
    assert jobs.applied.tolist() == [1, 1, 0]


def test_who_only_reads_a_luring_posting_is_lured_by_it() -> None:
    jobs = posted(
        4,
        true_tactic=[Kind.MLM, Kind.MLM, Kind.NONE, Kind.AFFILIATE],
        client=[3, 2, 1, 0],
        true_channel=[Channel.POSTING, Channel.MESSAGE, Channel.POSTING, Channel.POSTING],
    )
    result = searched(day(APPLY=[0.99, 0.99, 0.99, 0.0]), seekers(4), jobs)
    assert (result.read.worker.tolist(), result.read.job.tolist()) == ([0], [0])
    assert result.read.time == pytest.approx([EVENING])
    assert result.read.origin.tolist() == [Origin.APPLICATION]
    assert result.read.fit == pytest.approx([0.705])
    assert result.applied.job.tolist() == [3]


def test_a_few_readers_say_whether_the_fee_is_fair() -> None:
    share = NUMBERS.survey_answers
    jobs = posted(5, fee=[750.0, 749.0, 749.0, 749.0, 751.0], true_price=1000.0, client=[4, 3, 2, 1, 0])
    today = day(SURVEY=[share, share - 0.001, share - 0.001, 0.99, 0.0])
    luck = hand.asked(today)
    workers = seekers(6, home=[0, 2, 1, 0, 3, 4], left=np.arange(6) == 0)
    result = searched(today, workers, jobs)
    assert jobs.unfair.tolist() == [0, 1, 0, 0, 0]
    assert jobs.fair.tolist() == [1, 0, 0, 0, 1]
    assert hand.rows(result.events, Surveyed, "time worker client job unfair") == [
        (EVENING, 2, 3, 1, True),
        (EVENING, 3, 4, 0, False),
        (EVENING, 5, 0, 4, False),
    ]
    assert luck["SURVEY_VIEW"] == [workers.key[[2, 3, 5]].tolist(), jobs.key[[1, 0, 4]].tolist()]


def test_people_differ_in_fairness_and_all_answers_count() -> None:
    jobs = posted(1, fee=1000.0, true_price=1000.0, fair=7, unfair=2)
    view = np.log(0.75) / 0.3
    today = day(SURVEY=0.0, SURVEY_VIEW=[view - 0.001, view + 0.001, -2.0, 0.0, 0.0])
    result = searched(today, seekers(5, home=0), jobs)
    assert (jobs.fair.tolist(), jobs.unfair.tolist()) == ([10], [4])
    assert result.events[Surveyed].unfair.tolist() == [True, False, True, False, False]


def test_where_there_is_no_survey_nobody_answers() -> None:
    jobs = posted(1)
    result = searched(day(hand.platform(fee_survey={"open": False}), SURVEY=0.0), seekers(1), jobs)
    assert (jobs.fair.tolist(), len(result.events[Surveyed])) == ([0], 0)


def test_sessions_keep_the_hours_of_the_world() -> None:
    """18:00, and one spread of three hours before it."""
    early = hand.world(search={"peak_hour": 18.0, "peak_hour_spread": 3.0})
    result = searched(day(world=early, SESSION_HOUR=[0.0, -1.0]), seekers(2), posted(2))
    assert result.events[Session].time.tolist() == pytest.approx([3 + 15 / 24, 3 + 18 / 24])


def test_some_ask_a_question_first_where_work_needs_talk() -> None:
    share = NUMBERS.consults
    jobs = posted(4, client=[3, 2, 1, 0], true_talk=[0.5, 0.5, 1.0, 0.25])
    today = day(CONSULTS=[share - HAIR, share, 2 * share - HAIR, share / 2], SESSION_HOUR=[0.0, 0.0, -1.0, 0.0])
    luck, workers = hand.asked(today), seekers(4)
    result = searched(today, workers, jobs)
    assert (result.questions.worker.tolist(), result.questions.job.tolist()) == ([0, 2], [0, 2])
    assert result.questions.time == pytest.approx([EVENING, 3 + 16 / 24])
    assert result.questions.origin.tolist() == [Origin.CONSULTATION] * 2
    assert result.questions.fit == pytest.approx([0.705, 0.705])
    assert len(result.applied.job) == len(result.events[Applied]) == len(result.read.job) == 0
    assert jobs.applied.tolist() == [0] * 4  # nobody has applied yet
    assert workers.applied.tolist() == [NUMBERS.consult_effort, 0, NUMBERS.consult_effort, 0]
    assert luck["CONSULTS"] == [workers.key.tolist(), jobs.key.tolist()]


def test_a_session_asks_about_the_page_it_likes_best() -> None:
    jobs = posted(2, category=0)
    today = day(world=looks(2), LOOK=[[0.1, 0.5]], CONSULTS=0.0)
    result = searched(today, seekers(1), jobs, front(jobs, take_home=[800.0, 900.0]))
    assert sorted(result.events[Opened].job.tolist()) == [0, 1]
    assert result.questions.job.tolist() == [1]


def test_applicants_and_the_tired_ask_nothing_nor_about_tasks_or_lures() -> None:
    kind, channel = np.full(6, Kind.NONE), np.full(6, Channel.MESSAGE)
    kind[3:5], channel[3] = Kind.MLM, Channel.POSTING
    form = [Format.FIXED, Format.FIXED, Format.TASK, Format.FIXED, Format.HOURLY, Format.FIXED]
    jobs = posted(6, true_tactic=kind, true_channel=channel, format=form)
    workers = seekers(6, applied=[0, 8, 0, 0, 0, 7])
    assert NUMBERS.applications_per_week == 8
    luck: dict[str, Any] = {"CONSULTS": 0.0, "APPLY": [0.0, *[0.99] * 4], "TASK_LOOK": 0.1, "TAKES_TASK": 0.99}
    result = searched(day(world=TASKS, **luck), workers, jobs)
    assert jobs.views.tolist() == [1, 1, 6, 1, 1, 1]
    assert result.applied.job.tolist() == [0]
    assert result.questions.job.tolist() == [4, 5]
    assert result.read.job.tolist() == [3]


# ------------------------------------------------------------------------------------------------ the list of tasks

TASKS = looks(1, task_looks=2, task_base=0.5)
PAID_AS_WANTED = float(chance(0.5))  # that one who looks does a task which pays what is wanted


def tasks(count: int = 2, **columns: Any) -> Jobs:
    """Tasks of ten seats."""
    return posted(count, **{"category": 15, "format": Format.TASK, "seats": 10} | columns)


def where(*jobs: int, of: int) -> list[float]:
    """Luck with which a look lands on each of these tasks, all of which are on the wheel in order of their rows."""
    return [(job + 0.5) / (of + 1) for job in jobs]


def test_a_session_does_some_tasks_without_an_application() -> None:
    luck = PAID_AS_WANTED + np.array([-HAIR, HAIR, -HAIR, HAIR])
    today, workers = day(world=TASKS, TASK_LOOK=[where(0, 1, of=2)] * 2, TAKES_TASK=luck), seekers(2)
    result = searched(today, workers, tasks())
    assert list(zip(result.applied.worker, result.applied.job, result.applied.origin, strict=True)) == [
        (0, 0, Origin.TASK),
        (1, 0, Origin.TASK),
    ]
    assert result.applied.time == pytest.approx([EVENING, EVENING])
    assert workers.applied.tolist() == [0, 0]
    assert len(result.events[Applied]) == 0
    assert hand.rows(result.events, Opened, "time job pages") == [(NIGHT, 1, 2), (NIGHT, 0, 2)]
    assert (result.jobs.views.tolist(), result.jobs.applied.tolist()) == ([2, 2], [2, 0])


def test_everybody_who_opens_the_page_of_a_rule_breaker_meets_it() -> None:
    """Worker 1 reads a lawful posting; 3 applies; the postings of 0 and 3 break a rule, and no ring is behind them."""
    jobs = posted(4, true_violation=[Kind.OFF_PLATFORM, Kind.NONE, Kind.NONE, Kind.MLM])
    result = searched(day(APPLY=[0.99, 0.99, 0.99, 0.0]), seekers(4), jobs)
    assert (result.read.worker.tolist(), result.read.job.tolist()) == ([0, 3], [0, 3])
    assert result.applied.job.tolist() == [3]


def test_everybody_who_looks_at_a_task_that_breaks_a_rule_meets_it() -> None:
    """Worker 1 is at home in the category of tasks: 0.55 + 0.15 × 0.5 + 0.08, and 0.08 less for worker 0."""
    jobs = tasks(true_violation=[Kind.NONE, Kind.MLM])
    luck = PAID_AS_WANTED + np.array([HAIR, -HAIR, HAIR, HAIR])
    today = day(world=TASKS, TASK_LOOK=[where(0, 1, of=2)] * 2, TAKES_TASK=luck)
    result = searched(today, seekers(2, home=[0, 15]), jobs)
    assert result.applied.fit == pytest.approx([0.625])
    assert result.read.fit == pytest.approx([0.625, 0.705])
    assert (result.applied.worker.tolist(), result.applied.job.tolist()) == ([0], [1])
    assert (result.read.worker.tolist(), result.read.job.tolist()) == ([0, 1], [1, 1])


def test_who_wanted_a_full_luring_task_is_lured_all_the_same() -> None:
    jobs = tasks(1, taken=10, true_tactic=Kind.MLM, true_channel=Channel.POSTING)
    luck = PAID_AS_WANTED + np.array([-HAIR, HAIR])
    result = searched(day(world=TASKS, TASK_LOOK=0.1, TAKES_TASK=luck), seekers(2), jobs)
    assert (len(result.applied.job), result.read.worker.tolist()) == (0, [0, 1])


def test_who_does_no_tasks_never_looks_at_one() -> None:
    world = looks(1, task_looks=2, task_base=0.5, does_tasks=0.25)
    today = day(world=world, DOES_TASKS=[0.26, 0.24], TASK_LOOK=0.1, TAKES_TASK=0.0)
    luck = hand.asked(today)
    workers = seekers(2)
    result = searched(today, workers, tasks(1))
    assert (result.applied.worker.tolist(), result.jobs.views.tolist()) == ([1], [1])
    assert luck["DOES_TASKS"] == [workers.key.tolist()]


def test_who_has_met_a_task_never_looks_at_it_again() -> None:
    seen = PairSet()
    seen.add(np.array([0]), np.array([1]))
    today = day(world=TASKS, TASK_LOOK=[where(1, 0, of=2), where(0, 0, of=2)], TAKES_TASK=0.0)
    result = searched(today, seekers(2), tasks(), seen=seen)
    assert list(zip(result.applied.worker, result.applied.job, strict=True)) == [(0, 0), (1, 0)]
    assert result.jobs.views.tolist() == [2, 0]
    again = day(world=TASKS, TASK_LOOK=[where(0, 1, of=2), where(0, 1, of=2)], TAKES_TASK=0.0)
    late = searched(again, seekers(2), result.jobs, seen=result.seen)
    assert list(zip(late.applied.worker, late.applied.job, strict=True)) == [(1, 1)]


def test_seats_of_one_task_do_not_count_for_another() -> None:
    today = day(world=TASKS, SESSION_HOUR=[0.5, 0.25], TASK_LOOK=[where(0, 1, of=2)] * 2, TAKES_TASK=0.0)
    result = searched(today, seekers(2), tasks(2, taken=[9, 8]))
    pairs = zip(result.applied.worker.tolist(), result.applied.job.tolist(), strict=True)
    assert sorted(pairs) == [(0, 1), (1, 0), (1, 1)]


def test_a_task_that_pays_more_is_done_more_often() -> None:
    jobs = tasks()
    better = float(chance(0.5 + NUMBERS.fee_pull * np.log(2.0)))
    luck = np.array([better - HAIR, PAID_AS_WANTED + HAIR])
    show = front(jobs, take_home=[1_600.0, 800.0])
    result = searched(day(world=TASKS, TASK_LOOK=where(0, 1, of=2), TAKES_TASK=luck), seekers(1), jobs, show)
    assert result.applied.job.tolist() == [0]


def test_who_only_looks_around_reads_and_takes_no_work() -> None:
    jobs = posted(2, category=[0, 15], format=[Format.FIXED, Format.TASK], seats=[1, 10])
    luck: dict[str, Any] = {"APPLY": 0.0, "CONSULTS": 0.0, "TASK_LOOK": where(1, 1, of=2), "TAKES_TASK": 0.0}
    result = searched(day(world=TASKS, **luck), seekers(1, true_visits=True), jobs)
    assert sorted(result.events[Opened].job.tolist()) == [0, 1]
    assert len(result.applied.worker) == len(result.questions.worker) == 0


def test_a_new_task_keeps_a_filter_and_a_known_one_does_not() -> None:
    """Both have found nothing new in two sessions; there is one task behind their filter, and no job."""
    jobs, seen, world = tasks(2), PairSet(), looks(1, task_looks=2, filter_patience=3)
    seen.add(np.array([1]), np.array([0]))
    workers, show = seekers(2, filter=3, fruitless=2), front(jobs, {"certified": [0]})
    searched(day(world=world), workers, jobs, show, seen)
    assert workers.fruitless.tolist() == [0, 3]
    assert workers.filter.tolist() == [3, FILTERS.index("none")]


# --------------------------------------------------------------------------------------------------------- trades


def test_in_a_larger_market_a_worker_finds_only_its_trade() -> None:
    """Twice the market: two trades, with a worker, a task, and a job of each category in each."""
    sections = {"rows_read": 2, "pages_opened": 2, "task_looks": 1}
    world = hand.world(clients=round(2 * NUMBERS.trade_clients), search=sections)
    jobs = hand.jobs(6, category=[0, 0, 5, 5, 9, 9], format=[0, 0, 0, 0, Format.TASK, Format.TASK], published=2.0)
    posts = [0.2, 0.8, 0.3, 0.7, 0.4, 0.6]  # of the clients
    shown = storefront(
        jobs=jobs,
        clients=hand.clients(6),
        quotes=np.full((16, len(Format)), np.nan),
        today=day(world=world, TRADE=posts),
    )
    today = day(world=world, TRADE=[0.1, 0.9], LOOK_AT_HOME=[[0.0, 0.99]] * 2, TAKES_TASK=0.99)
    result = searched(today, seekers(2, home=0, second=5), jobs, shown)
    met = {divmod(code, 1 << 32) for code in result.seen.codes.tolist()}
    assert met == {(0, 0), (0, 2), (0, 4), (1, 1), (1, 3), (1, 5)}
