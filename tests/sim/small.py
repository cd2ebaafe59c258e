"""Small worlds: a few thousand people, few of them dormant, so that a short run holds much."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.platform import Platform
from scenarios import load
from sim.choices.churn import Churn
from sim.choices.learning import Learning
from sim.choices.luring import Luring
from sim.choices.overseeing import Overseeing
from sim.choices.people import Population
from sim.choices.working import Working
from sim.course import Rollout
from sim.market import Market
from sim.state.events import Event
from sim.state.log import Events
from sim.tables import Tables
from sim.world import World

START = datetime.date(2020, 8, 1)
DAYS = 40  # of a life


def small(**numbers: Any) -> World:
    """3,000 workers and 400 clients, many of whom use their account; `numbers` of its population differ."""
    population = Population(**{"post_rate": 0.04, "ring_share": 0.05} | numbers)
    churn = Churn(dormant_workers=0.3, dormant_clients=0.3)
    return World(workers=3_000, clients=400, rings="frozen", population=population, churn=churn)


def changed(platform: Platform, **levers: dict[str, Any]) -> Platform:
    """The platform with these numbers of these levers changed."""
    return replace(platform, **{name: replace(getattr(platform, name), **numbers) for name, numbers in levers.items()})


PRODUCTION = changed(  # with staff of whom the part of a small world, so much livelier, keeps up with it
    load("production").rollout[0][1],
    screening={"checkers": 160, "reviewers": 400},
    message_watch={"readers": 240},
    enforcement={"case_readers": 300},
    communication={"listeners": 1_200},
)
CALLS = changed(PRODUCTION, communication={"call": "before_contract"})
STRAINED = changed(  # everything that can go wrong: calls open, desks overrun, accounts restricted left and right
    CALLS,
    screening={"review_at": 0.03, "suspend_at": 0.12, "reviewers": 1_500, "review_minutes": 240.0},
    enforcement={"findings_to_review": 1, "findings_to_restrict": 2, "linked_to_restrict": 2, "case_readers": 25},
)


LIVELY = replace(  # much repeat business, and readers who report what breaks a rule
    small(ring_share=0.25), working=Working(repeat=0.6, repeat_days=4.0), luring=Luring(reports_slips=0.1)
)
TROUBLED = replace(  # people fall silent, are reported, condemned, offended and fed up without much reason
    LIVELY,
    working=replace(LIVELY.working, worker_silence=0.1),  # of the few contracts there are, some fall silent
    overseeing=Overseeing(condemns_base=-1.1, insight_weight=0.0),
    luring=Luring(false_reports=0.05, reports_slips=0.1),
    learning=Learning(
        trust_lost_unpaid=0.9,
        trust_lost_harm=0.9,
        trust_lost_lure=0.5,
        trust_lost_stopped=0.9,
        trust_lost_unfilled=0.4,
        leaves_if_fed_up=1.0,
    ),
)
LEARNING = replace(LIVELY, rings="adapting")


def always(platform: Platform) -> Rollout:
    """This platform from the first day to the last."""
    return ((0, platform),)


def live(
    world: World, rollout: Rollout, *, days: int, seed: int, after: Callable[[Market], None] = lambda market: None
) -> Market:
    """A market that has lived so many days; `after` is called at the end of each."""
    market = Market(world, rollout, start=START, seed=seed)
    for _ in range(days):
        market.step()
        after(market)
    return market


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """A market at the end of its run, its log, and what it lived under."""

    market: Market
    events: Events
    platform: Platform

    @property
    def tables(self) -> Tables:
        """How the market stands at the end."""
        return self.market.tables


def lead(world: World, platform: Platform) -> Life:
    """A life of DAYS days in this world under this platform, with seed 1."""
    market = live(world, always(platform), days=DAYS, seed=1)
    return Life(market, market.tables.log.finish(DAYS), platform)


def differences(one: Events, other: Events) -> list[str]:
    """The columns in which two logs differ, in a bit or in length."""
    return list(_differing(one, other))


def differ(one: Events, other: Events) -> bool:
    """Do two logs differ in any of their columns?"""
    return any(_differing(one, other))


def _differing(one: Events, other: Events) -> Iterator[str]:
    for kind in Event.__subclasses__():
        before, after = one[kind], other[kind]
        for name in kind.columns():
            if not np.array_equal(getattr(before, name), getattr(after, name)):
                yield f"{kind.__name__}.{name}"


def first(events: Events, kind: type[Event], rows: int, of: str = "job") -> NDArray[np.float64]:
    """(rows,) when this first happened to each job (or what else the column `of` names), inf for never."""
    moment, table = np.full(rows, np.inf), events[kind]
    row = getattr(table, of)
    np.minimum.at(moment, row[row >= 0], table.time[row >= 0])
    return moment
