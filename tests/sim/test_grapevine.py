"""What travels between people and what it leaves in them: pressure, warnings worn thin, harm, word of it, recruits."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.records import Floats, Kind, WorkerRecords
from sim.arrays import F64, I64
from sim.choices.grapevine import Grapevine
from sim.choices.learning import Learning
from sim.choices.luring import Luring, fade
from sim.choices.people import Population, pressure
from sim.course import simulate
from sim.market import Market
from sim.rings.business import Organising
from sim.state.batch import picked
from sim.state.codes import Dealing
from sim.state.events import Harmed, LedAway, Recruited, Warned
from sim.state.handover import Dealings, Harms, Reached
from sim.systems.grapevine import grapevine
from sim.systems.learning import learning
from tests.sim.batches import harms
from tests.sim.schemes import of_one_mind
from tests.sim.small import DAYS, PRODUCTION, START, Life, always, changed, small

NOBODY, NEVER = np.zeros(0, np.int64), np.zeros(0, np.bool_)
LARGE: dict[str, Any] = {"workers": 18_000, "clients": 2_400}  # and as much more staff
STAFFED = changed(
    PRODUCTION, screening={"checkers": 6, "reviewers": 6}, message_watch={"readers": 6}, enforcement={"case_readers": 2}
)
CLIENTS = 7  # who do harm
SPREADING = replace(  # every harm comes soon, every friend is asked
    small(ring_share=0.25),
    ring=Organising(post_rate=0.1),
    luring=Luring(led_away_base=0.4, first_loss_share=1.0, loss_step_days=2.0),
    grapevine=Grapevine(recruits=1.0, asks_friends=0.0),
)
AS_IS = Grapevine()
SHARES = st.floats(0, 1)


def day(on: date) -> int:
    return (on - date(1970, 1, 1)).days


def quiet(vine: Grapevine = AS_IS) -> Market:
    """A market on its first morning."""
    return Market(replace(small(caution_acquired=0.0), grapevine=vine), always(PRODUCTION), start=START, seed=1)


def harmed(workers: I64, kind: Kind = Kind.UPFRONT_PAYMENT) -> Harms:
    """These workers lost money in the first step of an affair, each to one of a few clients."""
    client = workers % CLIENTS
    return harms(len(workers), worker=workers, client=client, job=0, tactic=int(kind), yen=20_000.0, time=0.5)


def tell(market: Market, news: Harms) -> None:
    t = market.tables
    told = Dealings(news.worker, news.client, np.full(len(news.worker), int(Dealing.HARM)), np.ones(len(news.worker)))
    grapevine(
        t.workers, t.affairs, t.log, acquaintances=t.acquaintances, dealings=told, harms=news, today=market.today(0)
    )


@pytest.fixture(scope="module")
def course() -> dict[date, float]:
    """Pressure on a worker of 0.4 at rest, over 2020."""
    days = [date(2020, 1, 1) + timedelta(n) for n in range(366)]
    half = np.array([0.4])
    return {on: float(pressure(half, np.zeros(1), day(on), Population())[0]) for on in days}


def test_the_income_shock_peaks_in_the_middle_of_april_2020(course: dict[date, float]) -> None:
    assert max(course, key=lambda on: course[on]) == date(2020, 4, 15)
    assert course[date(2020, 4, 15)] == pytest.approx(0.4 * (1 + Population().shock))


def test_there_is_no_shock_before_march_and_from_then_on_it_grows_until_the_peak(course: dict[date, float]) -> None:
    assert {pressure for on, pressure in course.items() if on <= date(2020, 3, 1)} == {0.4}
    rising = [pressure for on, pressure in course.items() if date(2020, 3, 1) <= on <= date(2020, 4, 15)]
    assert (np.diff(rising) > 0).all()


def test_the_shock_has_halved_sixty_days_after_its_peak_and_never_ends_quite(course: dict[date, float]) -> None:
    added = {on: pressure - 0.4 for on, pressure in course.items()}
    assert added[date(2020, 4, 15) + timedelta(60)] == pytest.approx(added[date(2020, 4, 15)] / 2)
    assert 0 < added[date(2020, 12, 31)] < added[date(2020, 4, 15)] / 8


@given(base=SHARES, relief=SHARES, more=SHARES, on=st.dates(date(2020, 1, 1), date(2021, 12, 31)))
def test_relief_lowers_pressure_and_pressure_stays_a_share(base: float, relief: float, more: float, on: date) -> None:
    def under(relief: float) -> float:
        return float(pressure(np.array([base]), np.array([relief]), day(on), Population())[0])

    assert 0 <= under(max(relief, more)) <= under(min(relief, more)) <= 1
    assert under(1.0) == 0


@dataclass(frozen=True, slots=True)
class Relief:
    """Takes the same share of the pressure off everybody."""

    share: float

    def relief(self, workers: WorkerRecords) -> Floats:
        return np.full(len(workers.guardian), self.share)


def test_relief_that_reaches_everybody_keeps_some_from_following_a_lure() -> None:
    world = replace(small(ring_share=0.25), **LARGE, luring=Luring(led_away_base=0.4, pressure_weight=0.9))

    def led(share: float) -> int:
        rollout = always(replace(STAFFED, support=Relief(share)))
        return len(simulate(world, rollout, start=START, days=12, seed=1)[LedAway])

    assert led(0.9) < 0.7 * led(0.0)


@given(seen=st.integers(0, 60), habituation=st.floats(0.5, 10))
def test_a_warning_works_half_as_much_after_every_habituation(seen: int, habituation: float) -> None:
    def left(warned: float) -> float:
        return float(fade(np.array([warned]), Luring(habituation=habituation))[0])

    assert left(0) == 1
    assert left(seen + habituation) == pytest.approx(left(seen) / 2)


@cache
def led_though_warned(already: int) -> tuple[int, int]:
    """(lures under a warning, workers led away by them) where everybody has seen so many warnings before."""
    world = replace(
        small(ring_share=0.25), **LARGE, luring=Luring(warning_effect=0.4, notice_effect=0.3, led_away_base=0.4)
    )
    market = Market(world, always(STAFFED), start=START, seed=1)
    market.tables.workers.warned[:] = already
    for _ in range(16):
        market.step()
    events = market.tables.log.finish(16)
    under = set(pairs(events[Warned]))
    return len(under), len(under & set(pairs(events[LedAway])))


def pairs(events: Warned | LedAway) -> list[tuple[int, int]]:
    """(worker, job)"""
    return list(zip(events.worker.tolist(), events.job.tolist(), strict=True))


def test_warnings_work_less_on_those_who_have_seen_many() -> None:
    warned, led = led_though_warned(0)
    warned_often, led_though_often = led_though_warned(100)
    assert led_though_often / warned_often > 1.2 * led / warned


def test_every_warning_that_stood_beside_a_text_is_remembered(production: Life) -> None:
    warned, workers = production.events[Warned], production.tables.workers
    assert len(warned) > 0
    seen = np.bincount(warned.worker, minlength=len(workers))
    assert workers.warned.tolist() == seen.tolist()


def after_harm(market: Market, hurt: I64) -> tuple[F64, F64]:
    """What a day on which these workers were harmed, and nothing else happened, adds to (caution, trust) of each."""
    t, workers = market.tables, market.tables.workers
    before = workers.true_caution.astype(np.float64), workers.true_trust.astype(np.float64)
    nothing = Reached(NOBODY, NOBODY, np.zeros(0), NEVER, NEVER)
    learning(workers, reached=nothing, harms=harmed(hurt), cheated=NOBODY, contracts=t.contracts, today=market.today(0))
    return workers.true_caution - before[0], workers.true_trust - before[1]


def test_the_harmed_grow_careful_and_trust_less_and_nobody_else_does() -> None:
    hurt = np.array([3, 50, 700])
    caution, trust = after_harm(quiet(), hurt)
    assert (caution[hurt] > 0).all()
    assert trust[hurt] == pytest.approx(-Learning().trust_lost_harm * Population().worker_trust)
    assert not np.delete(caution, hurt).any()
    assert not np.delete(trust, hurt).any()


def test_every_harm_is_counted() -> None:
    market = quiet()
    after_harm(market, np.array([9, 9]))
    assert market.tables.workers.harmed[9] == 2
    after_harm(market, np.array([9]))
    assert market.tables.workers.harmed[9] == 3


def test_friends_who_are_told_of_a_harm_grow_careful_and_strangers_do_not() -> None:
    market = quiet(Grapevine(tells_friends=1.0))
    workers, victims = market.tables.workers, np.array([5, 1000])
    before = workers.true_caution.copy()
    tell(market, harmed(victims))
    friends = np.unique(market.tables.acquaintances.friends_of(victims)[1])
    changed = np.flatnonzero(workers.true_caution != before)
    assert changed.tolist() == friends.tolist()
    assert (workers.true_caution[friends] > before[friends]).all()
    assert (workers.true_caution[friends] <= 1).all()
    assert (workers.true_trust[friends] < 1).all()


def test_about_as_many_friends_are_told_as_the_world_says() -> None:
    market = quiet(Grapevine(tells_friends=0.3))
    before = market.tables.workers.true_caution.copy()
    victims = np.arange(0, 3000, 40)
    tell(market, harmed(victims))
    told = np.count_nonzero(market.tables.workers.true_caution != before)
    assert told == pytest.approx(0.3 * len(market.tables.acquaintances.friends_of(victims)[1]), rel=0.2)


def test_where_nobody_tells_nobody_hears() -> None:
    market = quiet(Grapevine(tells_friends=0.0))
    workers = market.tables.workers
    before = workers.true_caution.copy(), workers.true_trust.copy()
    tell(market, harmed(np.arange(200)))
    assert np.array_equal(workers.true_caution, before[0])
    assert np.array_equal(workers.true_trust, before[1])


def test_a_harm_of_any_other_kind_recruits_nobody() -> None:
    market = quiet(Grapevine(recruits=1.0, friend_factor=4.0))
    for kind in Kind:
        if kind not in {Kind.MLM, Kind.NONE}:
            tell(market, harmed(np.arange(100), kind))
    assert len(market.tables.affairs) == 0
    tell(market, harmed(np.arange(100), Kind.MLM))
    assert len(market.tables.affairs) > 0


@pytest.fixture(scope="module")
def spreading() -> Life:
    """Rings that do nothing but MLM, among people who try to recruit all their friends."""
    market = of_one_mind(SPREADING, Kind.MLM, days=DAYS)
    return Life(market, market.tables.log.finish(DAYS), PRODUCTION)


def victims(life: Life) -> dict[int, float]:
    """MLM victims, and when the harm first came to them."""
    harm = picked(life.events[Harmed], life.events[Harmed].tactic == Kind.MLM)
    return dict(zip(harm.worker[::-1].tolist(), harm.time[::-1].tolist(), strict=True))


def test_only_mlm_victims_recruit_and_not_before_they_are(spreading: Life) -> None:
    recruited = spreading.events[Recruited]
    when = victims(spreading)
    assert len(recruited) > 10
    assert set(recruited.worker.tolist()) <= set(when)
    assert all(when[worker] <= time for worker, time in zip(recruited.worker.tolist(), recruited.time, strict=True))


def test_a_recruit_is_an_acquaintance_of_the_recruiter(spreading: Life) -> None:
    recruited = spreading.events[Recruited]
    who, friend = spreading.tables.acquaintances.friends_of(recruited.worker)
    known = set(zip(recruited.worker[who].tolist(), friend.tolist(), strict=True))
    assert set(zip(recruited.worker.tolist(), recruited.recruit.tolist(), strict=True)) <= known


def test_recruits_recruit_in_their_turn(spreading: Life) -> None:
    recruited = spreading.events[Recruited]
    assert np.isin(recruited.worker, recruited.recruit).any()


def test_a_recruit_meets_the_ring_of_the_recruiter_and_no_job() -> None:
    market = quiet(Grapevine(recruits=1.0, friend_factor=4.0))
    tell(market, harmed(np.arange(100), Kind.MLM))
    affairs, recruited = market.tables.affairs, market.tables.log.finish(1)[Recruited]
    assert len(affairs) > 10
    assert affairs.worker.tolist() == recruited.recruit.tolist()
    assert affairs.client.tolist() == (recruited.worker % CLIENTS).tolist()
    assert set(affairs.true_tactic.tolist()) == {Kind.MLM}
    assert set(affairs.job.tolist()) == {-1}


def test_recruits_are_harmed_as_their_recruiters_were_and_by_a_ring(spreading: Life) -> None:
    harm = picked(spreading.events[Harmed], spreading.events[Harmed].job < 0)
    assert len(harm) > 0
    assert np.isin(harm.worker, spreading.events[Recruited].recruit).all()
    assert (harm.tactic == Kind.MLM).all()
    assert (spreading.tables.clients.true_ring[harm.client] >= 0).all()


def test_nobody_is_drawn_in_twice() -> None:
    market = quiet(Grapevine(recruits=1.0, friend_factor=4.0))
    for _ in range(2):  # the luck of a pair is the same whenever they meet
        tell(market, harmed(np.arange(1_000), Kind.MLM))
    recruited = market.tables.log.finish(1)[Recruited].recruit
    assert len(recruited) > 100
    assert len(np.unique(recruited)) == len(recruited)


@pytest.mark.parametrize("kind", [Kind.UPFRONT_PAYMENT, Kind.LIST_BUILDING])
def test_without_an_mlm_victim_nobody_is_recruited(kind: Kind) -> None:
    events = of_one_mind(SPREADING, kind, days=20).tables.log.finish(20)
    assert len(events[Harmed]) > 0
    assert len(events[Recruited]) == 0
