"""Everything in its time: no effect before its cause, and nobody acts once restricted or gone."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from policies.records import Format, Kind
from sim.rings.business import Organising
from sim.state.codes import JobState
from sim.state.events import (
    Applied,
    ClientLeft,
    Completed,
    Contacted,
    ContactSwapped,
    DealtDirect,
    Ended,
    Event,
    FellSilent,
    Harmed,
    Hired,
    LedAway,
    Opened,
    Paid,
    Posted,
    Published,
    Recruited,
    Restricted,
    RingLeft,
    Scouted,
    Session,
    Stopped,
    Surveyed,
    Suspended,
    TakenDown,
    Talked,
    Viewed,
    Warned,
    WorkerLeft,
)
from sim.state.log import Events
from tests.sim.small import CALLS, DAYS, LEARNING, STRAINED, TROUBLED, Life, always, first, live

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
    Paid,
    Completed,
)
BY_RINGS = (Contacted, LedAway, Harmed)

Pair = tuple[int, int]


def meetings(events: Events, kind: type[Event], other: str) -> Iterator[tuple[Pair, float]]:
    """Who met, (worker, job or client), and when, in order of time."""
    found: Any = events[kind]
    pairs = zip(found.worker.tolist(), getattr(found, other).tolist(), strict=True)
    return zip(pairs, found.time.tolist(), strict=True)


def moments(events: Events, kind: type[Event]) -> dict[Pair, float]:
    """(worker, job) → when this happened between them; nothing of repeat business."""
    return {pair: time for pair, time in meetings(events, kind, "job") if pair[1] >= 0}


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


def test_a_restricted_account_has_nothing_on_show_or_waiting(life: Life) -> None:
    jobs, clients = life.tables.jobs, life.tables.clients
    states = jobs.state[clients.restricted[jobs.client]]
    assert len(states) > 0
    assert not np.isin(states, (JobState.OPEN, JobState.WAITING)).any()


@pytest.mark.parametrize("kind", [Posted, Published, Scouted, Hired, DealtDirect], ids=lambda kind: kind.__name__)
def test_a_client_who_left_is_gone(strained: Life, kind: type[Event]) -> None:
    left = first(strained.events, ClientLeft, len(strained.tables.clients), "client")
    assert np.isfinite(left).any()
    acts: Any = strained.events[kind]
    assert (acts.time <= left[acts.client]).all()


def test_a_client_who_left_has_nothing_on_show_or_waiting() -> None:
    tables = live(replace(TROUBLED, clients=1_200), always(STRAINED), days=30, seed=1).tables
    jobs, clients = tables.jobs, tables.clients
    states = jobs.state[clients.left[jobs.client]]
    assert (states == JobState.CLOSED).any()
    assert not np.isin(states, (JobState.OPEN, JobState.WAITING)).any()


def test_a_ring_that_quits_takes_all_its_accounts_along() -> None:
    costly = replace(LEARNING, ring=Organising(overhead=1e6, new_rings=0.0))
    market = live(costly, always(CALLS), days=49, seed=1)
    t = market.tables
    events, clients = t.log.finish(49), t.clients
    assert len(t.rings.in_business()) == 0
    assert np.sort(events[RingLeft].ring).tolist() == list(range(len(t.rings)))
    assert (clients.left | clients.restricted)[clients.true_ring >= 0].all()
    assert (t.jobs.true_tactic[t.jobs.live()] == Kind.NONE).all()
    left = first(events, ClientLeft, len(clients), "client")
    for kind in ACTS:
        acts: Any = events[kind]
        theirs = clients.true_ring[acts.client] >= 0  # others who leave still pay for work that is done
        assert (acts.time <= left[acts.client])[theirs].all()


def test_lures_and_harm_come_from_rings_alone(life: Life) -> None:
    for kind in BY_RINGS:
        found: Any = life.events[kind]
        assert len(found) > 0
        unpaid = (found.tactic == Kind.DIRECT_DEALING) & (kind is Harmed)  # by whom one dealt with outside
        assert ((life.tables.clients.true_ring[found.client] >= 0) | unpaid).all()
        assert (found.tactic != Kind.NONE).all()


def test_warnings_stand_beside_lures_of_rings_and_beside_honest_texts_and_each_says_which(life: Life) -> None:
    warned, jobs = life.events[Warned], life.tables.jobs
    honest = warned.tactic == Kind.NONE  # as some texts about a ring's job are, which contracts before it lures
    misused = warned.tactic == Kind.OFF_PURPOSE  # special terms, of honest clients
    assert (honest | misused | (warned.tactic == jobs.true_tactic[warned.job])).all()
    assert (jobs.true_tactic[warned.job[misused]] == Kind.NONE).all()
    assert 0 < np.count_nonzero(honest) < len(warned)


def test_a_lure_that_was_stopped_reached_nobody(life: Life) -> None:
    stopped, reached = (set(meetings(life.events, kind, "client")) for kind in (Stopped, Contacted))
    assert stopped
    assert stopped.isdisjoint(reached)


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


def test_a_job_is_posted_published_applied_for_hired_and_completed_in_this_order(life: Life) -> None:
    jobs = len(life.tables.jobs)
    order: tuple[type[Event], ...] = (Posted, Published, Applied, Hired, Completed)
    for earlier, later in pairwise(first(life.events, kind, jobs) for kind in order):
        came = np.isfinite(later) & projects(life)
        assert came.any()
        assert (earlier[came] <= later[came]).all()


@pytest.mark.parametrize("later", [Suspended, TakenDown, Scouted, Opened, Viewed, Contacted])
def test_nothing_happens_to_a_job_before_it_appears(life: Life, later: type[Event]) -> None:
    jobs = len(life.tables.jobs)
    appears = first(life.events, Posted if later is Suspended else Published, jobs)
    came = first(life.events, later, jobs)
    assert (appears[np.isfinite(came)] <= came[np.isfinite(came)]).all()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Applied, Talked),
        (Applied, ContactSwapped),
        (Applied, Hired),
        (Hired, Completed),
        (Hired, Ended),
        (Hired, FellSilent),
    ],
)
def test_a_pair_meets_deals_and_parts_in_this_order(life: Life, earlier: type[Event], later: type[Event]) -> None:
    before, after = moments(life.events, earlier), moments(life.events, later)
    assert after
    if earlier is Applied:
        after = {pair: time for pair, time in after.items() if projects(life)[pair[1]]}
    assert [pair for pair, time in after.items() if before[pair] > time] == []


def test_nobody_falls_silent_in_a_contract_that_is_over(life: Life) -> None:
    silent, completed = moments(life.events, FellSilent), moments(life.events, Completed)
    assert silent
    assert [pair for pair in silent.keys() & completed.keys() if silent[pair] > completed[pair]] == []


def test_a_worker_who_left_comes_no_more(strained: Life) -> None:
    workers = strained.tables.workers
    gone = first(strained.events, WorkerLeft, len(workers), "worker")
    assert np.isfinite(gone).any()
    assert np.flatnonzero(np.isfinite(gone)).tolist() == np.flatnonzero(workers.left).tolist()
    for kind in (Session, Hired, Surveyed):
        acts: Any = strained.events[kind]
        assert (acts.time <= gone[acts.worker]).all()


def test_a_posting_is_either_published_or_suspended(life: Life) -> None:
    published, suspended = life.events[Published].job, life.events[Suspended].job
    assert len(np.unique(np.r_[published, suspended])) == len(published) + len(suspended)
    states = life.tables.jobs.state
    assert (states[suspended] == JobState.SUSPENDED).all()
    assert not np.isin(states[published], (JobState.WAITING, JobState.SUSPENDED)).any()


def test_the_publication_lag_is_the_time_from_posting_to_appearing(life: Life) -> None:
    published, posted = life.events[Published], first(life.events, Posted, len(life.tables.jobs))
    assert published.lag == pytest.approx(24 * (published.time - posted[published.job]))


def test_every_moment_lies_in_the_run_and_what_is_planned_beyond_it_is_little(life: Life) -> None:
    assert len(life.events.between(-np.inf, -1)) == 0
    beyond = life.events.between(np.nextafter(DAYS, np.inf), np.inf)
    read_later = (Applied, Talked, ContactSwapped, Stopped, Contacted, Warned)  # than they were written
    assert len(beyond) == sum(len(beyond[kind]) for kind in read_later) < 10
