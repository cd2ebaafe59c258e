"""Everything in its time: no effect before its cause, and nobody acts once restricted or gone."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.state.log import Event, Events
from sim.state.trade import JobState
from tests.sim.small import CALLS, DAYS, LEARNING, Life, always, first, live

ACTS = (  # what an account does itself, or has done to its postings when they appear
    Event.POSTED, Event.PUBLISHED, Event.SCOUTED, Event.TALKED, Event.CONTACTED, Event.LED_AWAY, Event.STOPPED,
    Event.HIRED, Event.DIRECT, Event.ESCROWED, Event.PAID, Event.COMPLETED,
)
BY_RINGS = (Event.CONTACTED, Event.LED_AWAY, Event.WARNED, Event.HARMED)


def moments(events: Events, kind: Event) -> dict[tuple[int, int], float]:
    """(worker, job) → when this happened between them."""
    found = events.of(kind)
    found = found.where(found.job >= 0)
    return dict(zip(zip(found.worker.tolist(), found.job.tolist(), strict=True), found.time.tolist(), strict=True))


def earliest(events: Events, *kinds: Event) -> dict[tuple[int, int], float]:
    """(worker, client) → when something of these kinds first happened between them."""
    found = events.of(*kinds)
    backwards = zip(found.worker[::-1].tolist(), found.client[::-1].tolist(), found.time[::-1].tolist(), strict=True)
    return {(worker, client): time for worker, client, time in backwards}


def since(events: Events, kind: Event, clients: int) -> NDArray[np.float64]:
    """(clients,) when this happened to each client, inf for never."""
    when = np.full(clients, np.inf)
    found = events.of(kind)
    when[found.client] = found.time
    return when


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.name)
def test_a_restricted_account_acts_no_more(life: Life, kind: Event) -> None:
    restricted = since(life.events, Event.RESTRICTED, len(life.market.clients))
    assert np.isfinite(restricted).any()
    acts = life.events.of(kind)
    assert (acts.time <= restricted[acts.client]).all()


def test_an_account_is_restricted_once_and_for_good(life: Life) -> None:
    restricted = life.events.of(Event.RESTRICTED).client
    assert sorted(restricted.tolist()) == np.flatnonzero(life.market.clients.restricted).tolist()


def test_a_restricted_account_has_nothing_on_show_or_waiting(life: Life) -> None:
    jobs, clients = life.market.jobs, life.market.clients
    states = jobs.state[clients.restricted[jobs.client]]
    assert len(states) > 0
    assert not np.isin(states, (JobState.OPEN, JobState.WAITING)).any()


@pytest.mark.parametrize("kind", [Event.POSTED, Event.PUBLISHED, Event.SCOUTED, Event.HIRED, Event.DIRECT],
                         ids=lambda kind: kind.name)
def test_a_client_who_left_is_gone(strained: Life, kind: Event) -> None:
    left = since(strained.events, Event.CLIENT_LEFT, len(strained.market.clients))
    assert np.isfinite(left).any()
    acts = strained.events.of(kind)
    assert (acts.time <= left[acts.client]).all()


def test_a_client_who_left_has_nothing_on_show_or_waiting(strained: Life) -> None:
    jobs, clients = strained.market.jobs, strained.market.clients
    states = jobs.state[clients.left[jobs.client]]
    assert (states == JobState.CLOSED).any()
    assert not np.isin(states, (JobState.OPEN, JobState.WAITING)).any()


def test_a_ring_that_quits_takes_all_its_accounts_along() -> None:
    costly = replace(LEARNING, ring=Organising(overhead=1e6, entry=0.0))
    market = live(costly, always(CALLS), days=49, seed=1)
    events, clients = market.log.finish(49), market.clients
    quits = events.of(Event.RING)
    assert not market.rings
    assert (quits.how == 1).sum() == len(market.books)
    assert (clients.left | clients.restricted)[clients.true_ring >= 0].all()
    assert not np.isin(market.jobs.state[market.jobs.true_what > 0], (JobState.OPEN, JobState.WAITING)).any()
    acts = events.of(*ACTS)
    assert (acts.time <= since(events, Event.CLIENT_LEFT, len(clients))[acts.client]).all()


def test_lures_and_harm_come_from_rings_alone(life: Life) -> None:
    events = life.events.of(*BY_RINGS)
    assert len(events) > 0
    assert (life.market.clients.true_ring[events.client] >= 0).all()
    assert (events.what > 0).all()


def test_a_lure_that_was_stopped_reached_nobody(life: Life) -> None:
    stopped, reached = (
        {(worker, client, time) for worker, client, time in zip(
            found.worker.tolist(), found.client.tolist(), found.time.tolist(), strict=True)}
        for found in (life.events.of(Event.STOPPED), life.events.of(Event.CONTACTED)))
    assert stopped
    assert stopped.isdisjoint(reached)


def test_whoever_is_led_away_was_reached_before(life: Life) -> None:
    reached, led = earliest(life.events, Event.CONTACTED), earliest(life.events, Event.LED_AWAY)
    assert led
    assert [pair for pair, time in led.items() if reached[pair] > time] == []


def test_whoever_is_harmed_was_led_away_or_hired_before(life: Life) -> None:
    before = earliest(life.events, Event.LED_AWAY, Event.HIRED)
    harmed = earliest(life.events, Event.HARMED)
    assert harmed
    assert [pair for pair, time in harmed.items() if before[pair] > time] == []


def test_a_job_is_posted_published_applied_for_hired_and_completed_in_this_order(life: Life) -> None:
    jobs = len(life.market.jobs)
    order = (Event.POSTED, Event.PUBLISHED, Event.APPLIED, Event.HIRED, Event.COMPLETED)
    for earlier, later in pairwise(first(life.events, kind, jobs) for kind in order):
        came = np.isfinite(later)
        assert came.any()
        assert (earlier[came] <= later[came]).all()


@pytest.mark.parametrize("later", [
    Event.SUSPENDED, Event.TAKEN_DOWN, Event.SCOUTED, Event.OPENED, Event.VIEWS, Event.CONTACTED])
def test_nothing_happens_to_a_job_before_it_appears(life: Life, later: Event) -> None:
    jobs = len(life.market.jobs)
    appears = first(life.events, Event.POSTED if later == Event.SUSPENDED else Event.PUBLISHED, jobs)
    came = first(life.events, later, jobs)
    assert (appears[np.isfinite(came)] <= came[np.isfinite(came)]).all()


@pytest.mark.parametrize(("earlier", "later"), [
    (Event.APPLIED, Event.TALKED), (Event.APPLIED, Event.HIRED), (Event.HIRED, Event.COMPLETED),
    (Event.HIRED, Event.ENDED), (Event.HIRED, Event.SILENT)])
def test_a_pair_meets_deals_and_parts_in_this_order(life: Life, earlier: Event, later: Event) -> None:
    before, after = moments(life.events, earlier), moments(life.events, later)
    assert after
    assert [pair for pair, time in after.items() if before[pair] > time] == []


def test_nobody_falls_silent_in_a_contract_that_is_over(life: Life) -> None:
    silent, completed = moments(life.events, Event.SILENT), moments(life.events, Event.COMPLETED)
    assert silent
    assert [pair for pair in silent.keys() & completed.keys() if silent[pair] > completed[pair]] == []


def test_a_worker_who_left_comes_no_more(strained: Life) -> None:
    gone = np.full(len(strained.market.workers), np.inf)
    left = strained.events.of(Event.WORKER_LEFT)
    gone[left.worker] = left.time
    assert len(left) > 0
    assert np.flatnonzero(np.isfinite(gone)).tolist() == np.flatnonzero(strained.market.workers.left).tolist()
    for kind in (Event.SESSION, Event.HIRED, Event.SURVEYED):
        acts = strained.events.of(kind)
        assert (acts.time <= gone[acts.worker]).all()


def test_a_posting_is_either_published_or_suspended(life: Life) -> None:
    published, suspended = (life.events.of(kind).job for kind in (Event.PUBLISHED, Event.SUSPENDED))
    assert len(np.unique(np.r_[published, suspended])) == len(published) + len(suspended)
    states = life.market.jobs.state
    assert (states[suspended] == JobState.SUSPENDED).all()
    assert not np.isin(states[published], (JobState.WAITING, JobState.SUSPENDED)).any()


def test_the_publication_lag_is_the_time_from_posting_to_appearing(life: Life) -> None:
    published = life.events.of(Event.PUBLISHED)
    posted = first(life.events, Event.POSTED, len(life.market.jobs))
    assert published.value == pytest.approx(24 * (published.time - posted[published.job]))


def test_every_moment_lies_in_the_run_and_what_is_planned_beyond_it_is_little(life: Life) -> None:
    times = life.events.time
    assert times.min() >= -1
    beyond = life.events.where(times > DAYS)
    assert set(beyond.kind.tolist()) <= {Event.APPLIED, Event.TALKED, Event.STOPPED}  # a scout that is read later
    assert len(beyond) < 10
