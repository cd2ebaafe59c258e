"""Common random numbers hold to the bit: what does not matter changes nothing, and nothing changes the past."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.platform import Platform
from policies.records import Format, Kind
from sim.course import Rollout
from sim.market import Market
from sim.state.codes import JobState
from sim.state.events import Event
from sim.state.log import Events
from tests.sim.luck import INERT, LATE, SHORT, WORLD, run, until
from tests.sim.small import CALLS, LIVELY, PRODUCTION, Life, always, changed, differences, lead, live


@pytest.fixture(scope="module")
def base() -> Events:
    return run(always(PRODUCTION))


def test_the_same_scenario_twice_is_the_same_run(production: Life) -> None:
    assert differences(production.events, lead(LIVELY, PRODUCTION).events) == []


def test_another_seed_is_another_run(base: Events) -> None:
    assert {"Session.time", "Session.worker", "Posted.fee"} <= set(differences(base, run(always(PRODUCTION), seed=2)))


@pytest.mark.parametrize("rollout", INERT.values(), ids=INERT.keys())
def test_an_inert_policy_changes_nothing(base: Events, rollout: Rollout) -> None:
    assert differences(base, run(rollout)) == []


def test_a_longer_run_begins_as_a_shorter_one(base: Events) -> None:
    assert differences(until(base, SHORT), until(run(always(PRODUCTION), 2 * SHORT), SHORT)) == []


@pytest.mark.parametrize(
    "platform",
    [
        CALLS,
        changed(PRODUCTION, screening={"check_at": 0.0, "review_at": 0.0}),
        changed(PRODUCTION, enforcement={"case_readers": 0}),
    ],
)
def test_a_policy_never_changes_what_was_before_it(base: Events, platform: Platform) -> None:
    later = run(((0, PRODUCTION), (LATE, platform)))
    assert differences(until(base, LATE), until(later, LATE)) == []


def test_a_job_that_nobody_ever_views_changes_nothing_for_anyone_else() -> None:
    nowhere = len(WORLD.posting.category_weight) - 1
    weights = (*WORLD.posting.category_weight[:nowhere], 0.0)  # nobody looks at this category
    search = replace(WORLD.search, trade_clients=WORLD.clients)  # and it shares its list with no other
    world = replace(WORLD, posting=replace(WORLD.posting, category_weight=weights), search=search)
    stray: list[int] = []

    def put_up(market: Market) -> None:
        if market.day == 3:
            stray.extend(_open_job(market, nowhere))

    one = live(world, always(PRODUCTION), days=SHORT, seed=1)
    other = live(world, always(PRODUCTION), days=SHORT, seed=1, after=put_up)
    assert other.tables.jobs.state[stray[0]] == JobState.OPEN
    without, beside = (market.tables.log.finish(SHORT) for market in (one, other))
    for kind in Event.__subclasses__():
        if "job" in kind.columns():
            rows: Any = beside[kind]
            assert not (rows.job == stray[0]).any()
            rows.job[rows.job > stray[0]] -= 1  # later jobs stand one row lower
    assert differences(without, beside) == []


def _open_job(market: Market, category: int) -> list[int]:
    """An honest job that is on show from now on, by a client who posts nothing else."""
    quiet = int(np.argmin(market.tables.clients.true_rate))
    return market.tables.jobs.add(
        key=1,
        client=quiet,
        category=category,
        format=Format.FIXED,
        fee=9e4,
        true_price=1e4,
        seats=1,
        true_tactic=Kind.NONE,
        true_violation=Kind.NONE,
        created=-99.0,
        published=float(market.day),
        closes=np.inf,
        decides=float(market.day),
        read_at=np.inf,
        state=JobState.OPEN,
    ).tolist()
