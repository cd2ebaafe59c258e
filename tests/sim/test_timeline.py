"""Everything in its time: no effect before its cause, and nobody acts once restricted or gone."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from policies.records import Format, Kind
from sim.state.events import (
    Applied,
    Completed,
    Contacted,
    ContactSwapped,
    DealtDirect,
    Event,
    Harmed,
    Hired,
    LedAway,
    Posted,
    Published,
    Recruited,
    Restricted,
    Scouted,
    Session,
    Stopped,
    Surveyed,
    Talked,
    Warned,
    WorkerLeft,
)
from sim.state.log import Events
from tests.sim.small import DAYS, Life, first

ACTS = (  # what an account does itself, or has done to its postings when they appear
    Posted,
    Published,
    Scouted,
    Talked,
    ContactSwapped,
    Contacted,
    LedAway,
    Stopped,
    Hired,
    DealtDirect,
    Completed,
)
BY_RINGS = (Contacted, LedAway, Harmed)

Pair = tuple[int, int]


def meetings(events: Events, kind: type[Event], other: str) -> Iterator[tuple[Pair, float]]:
    """Who met, (worker, job or client), and when, in order of time."""
    rows: Any = events[kind]
    pairs = zip(rows.worker.tolist(), getattr(rows, other).tolist(), strict=True)
    return zip(pairs, rows.time.tolist(), strict=True)


def projects(life: Life) -> NDArray[np.bool_]:
    """(jobs,) is it applied for? Tasks are done at once."""
    return life.tables.jobs.format[: len(life.tables.jobs)] != Format.TASK


def earliest(events: Events, *kinds: type[Event]) -> dict[Pair, float]:
    """(worker, client) → when something of these kinds first happened between them."""
    when: dict[Pair, float] = {}
    for kind in kinds:
        for pair, time in meetings(events, kind, "client"):
            when[pair] = min(time, when.get(pair, np.inf))
    return when


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.__name__)
def test_a_restricted_account_acts_no_more(life: Life, kind: type[Event]) -> None:
    restricted = first(life.events, Restricted, len(life.tables.clients), "client")
    assert np.isfinite(restricted).any()
    acts: Any = life.events[kind]
    assert len(acts) > 0 or kind is DealtDirect  # where calls are open, hardly anybody deals outside
    read_by = 0.25 if kind in (Contacted, LedAway) else 0.0  # a text that was sent before, and then had to be read
    assert (acts.time <= restricted[acts.client] + read_by).all()


def test_an_account_is_restricted_once_and_for_good(life: Life) -> None:
    restricted = life.events[Restricted].client
    assert sorted(restricted.tolist()) == np.flatnonzero(life.tables.clients.restricted).tolist()


def test_lures_and_harm_come_from_rings_alone(life: Life) -> None:
    for kind in BY_RINGS:
        rows: Any = life.events[kind]
        assert len(rows) > 0
        unpaid = (rows.tactic == Kind.DIRECT_DEALING) & (kind is Harmed)  # by whom one dealt with outside
        assert ((life.tables.clients.true_ring[rows.client] >= 0) | unpaid).all()
        assert (rows.tactic != Kind.NONE).all()


def test_whoever_is_led_away_was_reached_before(life: Life) -> None:
    reached, led = earliest(life.events, Contacted), earliest(life.events, LedAway)
    assert led
    assert [pair for pair, time in led.items() if reached[pair] > time] == []


def test_whoever_is_harmed_was_led_away_hired_recruited_or_dealt_outside_before(life: Life) -> None:
    before, recruited = earliest(life.events, LedAway, Hired, DealtDirect), life.events[Recruited]
    friends: dict[int, float] = dict(zip(recruited.recruit.tolist(), recruited.time.tolist(), strict=True))
    harmed = earliest(life.events, Harmed)
    assert harmed
    assert [pair for pair, time in harmed.items() if before.get(pair, friends.get(pair[0], float(np.inf))) > time] == []


def test_a_job_is_posted_published_filled_and_completed_in_order(life: Life) -> None:
    jobs = len(life.tables.jobs)
    order: tuple[type[Event], ...] = (Posted, Published, Applied, Hired, Completed)
    for earlier, later in pairwise(first(life.events, kind, jobs) for kind in order):
        came = np.isfinite(later) & projects(life)
        assert came.any()
        assert (earlier[came] <= later[came]).all()


def test_a_worker_who_left_comes_no_more(strained: Life) -> None:
    workers = strained.tables.workers
    gone = first(strained.events, WorkerLeft, len(workers), "worker")
    assert np.isfinite(gone).any()
    assert np.flatnonzero(np.isfinite(gone)).tolist() == np.flatnonzero(workers.left).tolist()
    for kind in (Session, Hired, Surveyed):
        acts: Any = strained.events[kind]
        assert (acts.time <= gone[acts.worker]).all()


def test_every_moment_lies_in_the_run_or_little_beyond(life: Life) -> None:
    assert len(life.events.between(-np.inf, -1)) == 0
    beyond = life.events.between(np.nextafter(DAYS, np.inf), np.inf)
    read_later = (Applied, Talked, ContactSwapped, Stopped, Contacted, Warned)  # than they were written
    assert len(beyond) == sum(len(beyond[kind]) for kind in read_later) < 10
