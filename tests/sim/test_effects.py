"""Which way a policy may move the market: stricter is never laxer, watched never worse.

Rings are frozen and luck is paired by seed. In a few people's lives it may go either way, for whoever is spared today
may be met tomorrow; so numbers are those of a large market, in which a few days hold as much as weeks of a small one.
"""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from policies import message_watch
from policies.platform import Platform
from policies.records import Channel, Format, Kind
from sim.choices.churn import Churn
from sim.choices.hiring import Hiring
from sim.choices.luring import Luring
from sim.choices.people import Population
from sim.choices.posting import Posting
from sim.choices.reviewing import Reviewing
from sim.choices.searching import Search
from sim.choices.talking import Talking
from sim.choices.working import Working
from sim.course import simulate
from sim.rings.business import Organising
from sim.state.batch import picked
from sim.state.codes import Harm, JobState
from sim.state.events import (
    AccountOpened,
    Applied,
    Contacted,
    DealtDirect,
    Event,
    Harmed,
    Hired,
    LedAway,
    Opened,
    Posted,
    Published,
    Recruited,
    Reported,
    Session,
    Viewed,
    Warned,
)
from sim.state.log import Events
from sim.systems.posting import posting
from sim.systems.publication import publication
from sim.world import World
from tests.sim.small import CALLS, DAYS, PRODUCTION, START, always, changed, live, small

pytestmark = pytest.mark.nightly(
    reason="markets of some size; each mechanism has its hand-worked case in tests/sim/systems and tests/sim/acts"
)

SEEDS = range(1, 5)
SCALE = 8  # a market this many times as large
DAYS_AT_SCALE = 15
DAY = 6  # desks know by then how much work comes to them
WORLD = replace(
    small(ring_share=0.25, verified_ring=0.8),
    ring=Organising(lures_by_posting=0.2, lures_by_nda=0.1, lures_by_call=0.4),
)
LARGE = replace(WORLD, workers=SCALE * WORLD.workers, clients=SCALE * WORLD.clients)
STRICT = {"review_at": 0.05, "suspend_at": 0.3}
LENIENT = {"review_at": 0.95, "suspend_at": 0.99}
SLOW = {"review_at": 0.05, "review_minutes": 240.0}
FEW, MANY = 300, 900  # reviewers who cannot keep up with that, and who can
ROUNDING = 1e-9  # days
TIRELESS = 1e9  # so many times their time, and still as attentive as at first

CALLED = changed(PRODUCTION, communication={"call": "before_contract"})
PLATFORMS = {
    "production": PRODUCTION,
    "strict": changed(PRODUCTION, screening=STRICT),
    "lenient": changed(PRODUCTION, screening=LENIENT),
    "slow": changed(PRODUCTION, screening=SLOW | {"reviewers": FEW}),
    "slow, more reviewers": changed(PRODUCTION, screening=SLOW | {"reviewers": MANY}),
    "no checkers": changed(PRODUCTION, screening={"checkers": 0}),
    "calls": CALLED,
    "watched calls": changed(CALLED, communication={"monitored_share": 1.0}),
    "no watch": replace(PRODUCTION, message_watch=message_watch.Off()),
}


@cache
def life(platform: str) -> Events:
    """A life in the large market under a platform."""
    return simulate(LARGE, always(PLATFORMS[platform]), start=START, days=DAYS_AT_SCALE, seed=2)


def violating(platform: str) -> int:
    """Violating postings published."""
    return int((life(platform)[Published].tactic != Kind.NONE).sum())


def workers(platform: str, kind: type[Contacted | LedAway | Harmed]) -> int:
    """Distinct workers to whom this happened."""
    return len(np.unique(life(platform)[kind].worker))


def lags(platform: str) -> NDArray[np.float64]:
    """Hours from posting to publication."""
    return life(platform)[Published].lag


def one_day(platform: Platform, seed: int, before: Platform) -> NDArray[np.float64]:
    """(jobs,) moments at which the postings of a day leave desks where nobody tires or hurries, inf if suspended.

    before: the platform of the days before, whose work the desks know and may have left over.
    """
    calm = Reviewing(tiring_load=TIRELESS, least_glance=1.0)
    world = replace(WORLD, population=Population(post_rate=0.5), reviewing=calm)
    market = live(world, ((0, before), (DAY, platform)), days=DAY, seed=seed)
    t, today = market.tables, market.today(DAY)
    drafted = posting(t.clients, t.jobs, t.log, rings=t.rings, quotes=t.quotes, today=today)
    publication(t.clients, t.jobs, t.checkers, t.reviewers, t.log, drafted=drafted, quotes=t.quotes, today=today)
    return np.where(t.jobs.condemned[drafted], np.inf, t.jobs.judged[drafted])


def test_stricter_screening_lets_fewer_violating_postings_through() -> None:
    assert violating("strict") < violating("production") < violating("lenient")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("minutes", [20.0, 240.0])
def test_where_nobody_tires_stricter_screening_publishes_no_job_that_laxer_screening_suspends_nor_any_earlier(
    seed: int, minutes: float
) -> None:
    usual = changed(PRODUCTION, screening={"review_minutes": minutes})
    strict, production, lenient = (
        one_day(changed(usual, screening=screening), seed, usual) for screening in (STRICT, {}, LENIENT)
    )
    assert len(lenient) > 50
    assert np.isfinite(strict).any()
    assert (strict >= production - ROUNDING).all()
    assert (production >= lenient - ROUNDING).all()
    assert (strict > lenient + ROUNDING).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nobody_hurries_more_reviewers_publish_no_job_later(seed: int) -> None:
    overrun = changed(PRODUCTION, screening=SLOW)
    few, many = (
        one_day(changed(overrun, screening={"reviewers": reviewers}), seed, overrun) for reviewers in (400, 1_200)
    )
    assert (many <= few + ROUNDING).all()
    assert (many < few - ROUNDING).any()


def test_more_reviewers_shorten_the_lag_of_a_run() -> None:
    slow, relieved, quick = (
        np.quantile(lags(platform), 0.9) for platform in ("slow", "slow, more reviewers", "production")
    )
    assert quick < relieved < slow


def test_stricter_screening_does_not_shorten_the_lag_of_a_run() -> None:
    for middle in (np.mean, np.median):
        strict, production, lenient = (middle(lags(platform)) for platform in ("strict", "production", "lenient"))
        assert strict > production > lenient


def test_without_checkers_more_violating_postings_appear() -> None:
    assert violating("no checkers") > violating("production")


def test_watched_calls_are_no_worse_than_unwatched_ones() -> None:
    assert (life("calls")[Contacted].channel == Channel.CALL).any()
    for kind in (Contacted, LedAway, Harmed):
        assert workers("watched calls", kind) <= workers("calls", kind)
    assert workers("watched calls", Contacted) < workers("calls", Contacted)


def test_without_a_message_watch_no_fewer_are_reached_and_led_away() -> None:
    assert workers("no watch", Contacted) > workers("production", Contacted)
    assert workers("no watch", LedAway) > workers("production", LedAway)


def test_where_warnings_always_work_those_who_are_warned_are_rarely_led_away() -> None:
    def led(warning: float) -> float:
        luring = Luring(led_away_base=1.0, warning_effect=warning, notice_effect=0.0, habituation=1e9)
        events = simulate(replace(WORLD, luring=luring), always(PRODUCTION), start=START, days=20, seed=1)
        warned, gone = (
            set(zip(found.worker.tolist(), found.client.tolist(), found.time.tolist(), strict=True))
            for found in (events[Warned], events[LedAway])
        )
        assert len(warned) > 50
        return len(warned & gone) / len(warned)

    assert led(0.9) < 0.5 * led(0.0)


def test_rings_write_to_who_applied_and_where_workers_ask_first_to_who_only_asked() -> None:
    def askers(consults: float) -> int:
        """Pairs in which a ring wrote to a worker who never applied, nor did its task."""
        world = replace(WORLD, search=Search(consults=consults))
        events = simulate(world, always(PRODUCTION), start=START, days=12, seed=1)
        lures, applications, done = events[Contacted], events[Applied], events[Hired]
        done = picked(done, done.format == Format.TASK)  # a task takes no application
        written = np.isin(lures.channel, (Channel.MESSAGE, Channel.NDA))
        applied, tasks = (
            set(zip(kind.worker.tolist(), kind.job.tolist(), strict=True)) for kind in (applications, done)
        )
        return len(set(zip(lures.worker[written].tolist(), lures.job[written].tolist(), strict=True)) - applied - tasks)

    assert askers(0.0) == 0 < 10 < askers(0.5)


@pytest.mark.parametrize("rings", ["frozen", "adapting"])
def test_without_rings_there_is_no_exposure_and_no_harm_but_of_those_who_deal_outside(rings: str) -> None:
    talking = Talking(
        wants_to_talk=0.9, swaps_contact=0.7, asks_outside=0.9, unpaid_without_escrow=0.9
    )  # many deal outside, unpaid
    world = replace(small(ring_share=0.0), rings=rings, talking=talking)  # type: ignore[arg-type]
    events = simulate(world, always(CALLS), start=START, days=20, seed=1)
    assert len(events[Hired]) > 100
    never: tuple[type[Event], ...] = (Contacted, LedAway, Recruited, AccountOpened)
    assert [kind for kind in never if len(events[kind])] == []
    harmed, direct = events[Harmed], events[DealtDirect]
    pairs, deals = (set(zip(kind.worker.tolist(), kind.client.tolist(), strict=True)) for kind in (harmed, direct))
    assert set() < pairs <= deals
    assert set(harmed.harm.tolist()) <= {Harm.UNPAID_WORK}
    by_anybody: tuple[type[Any], ...] = (Posted, Published, Applied, Viewed, Reported)
    assert all((events[kind].tactic == Kind.NONE).all() for kind in by_anybody)
    assert set(events[Warned].tactic.tolist()) <= {Kind.NONE, Kind.OFF_PURPOSE}


def rates(events: Events) -> NDArray[np.float64]:
    """Sessions a worker; pages, applications a session; hires, publications a posting; share of workers reached."""
    sessions, postings = events[Session], events[Posted]
    active = len(np.unique(sessions.worker))
    return np.array(
        [
            len(sessions) / active,
            events[Opened].pages.sum() / len(sessions),
            len(events[Applied]) / len(sessions),
            len(events[Hired]) / len(postings),
            len(events[Published]) / len(postings),
            len(np.unique(events[Contacted].worker)) / active,
        ]
    )


def test_a_market_twice_as_large_has_the_same_rates() -> None:
    """In a thick market, that is: where a worker's list holds far more jobs than the worker reads.

    A session that meets a job again does not open it again, so in thin markets rates grow with size; of that, 5 % may
    be left here. The rest is sampling: four standard errors, from the spread over seeds.
    """
    people = Population(ring_share=0.25, activity_median=0.1, activity_spread=1.0, post_rate=0.06, post_spread=0.5)
    two_categories = Posting(category_weight=(3.0, 2.0, *[0.0] * 14), task_seats=20.0, fewest_seats=2)
    world = World(
        workers=4000,
        clients=1200,
        rings="frozen",
        churn=Churn(dormant_workers=0.0, dormant_clients=0.0),
        population=people,
        posting=two_categories,
        search=Search(rows_read=4, task_looks=1),
        ring=Organising(accounts=4.0, task_bait=0.0, post_rate=0.08),
    )
    twice = replace(world, workers=8000, clients=2400)
    small_, large = (
        np.array([rates(simulate(size, always(PRODUCTION), start=START, days=15, seed=seed)) for seed in range(1, 11)])
        for size in (world, twice)
    )
    error = np.sqrt((small_.var(axis=0, ddof=1) + large.var(axis=0, ddof=1)) / len(small_)) / small_.mean(axis=0)
    assert (error < 0.06).all()  # else the test would say little
    assert (np.abs(large.mean(axis=0) / small_.mean(axis=0) - 1) < 0.05 + 4 * error).all()


@pytest.mark.parametrize("capacity", [1, 2])
def test_a_worker_takes_on_no_more_than_it_can(capacity: int) -> None:
    busy = replace(
        WORLD, hiring=Hiring(contracts_at_once=capacity, least_fit=0.0), working=Working(repeat=0.0, delivery_days=30.0)
    )
    running: list[int] = []
    live(
        busy, always(PRODUCTION), days=DAYS, seed=1, after=lambda market: running.extend(market.tables.workers.running)
    )
    assert max(running) == capacity


def test_a_posting_that_waits_at_a_desk_is_not_on_show() -> None:
    overrun = changed(PRODUCTION, screening={"check_at": 0.0, "review_at": 0.0, "review_minutes": 240.0})
    market = live(WORLD, always(overrun), days=10, seed=1)
    jobs = market.tables.jobs
    waiting = jobs.state == JobState.WAITING
    assert waiting.any()
    assert (jobs.judged[waiting] >= 10).all()
    assert (jobs.published[~waiting & np.isfinite(jobs.published)] < 10).all()
    assert not jobs.views[waiting].any()
    assert not (jobs.applied[waiting] | jobs.taken[waiting]).any()
