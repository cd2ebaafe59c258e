"""The books of a run balance: money, seats, contracts, accounts, the order of events."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.state.log import Event, Events
from sim.state.table import Table
from sim.state.trade import ContractState, JobState
from tests.sim.small import DAYS, Life, first

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


def test_every_yen_in_escrow_is_paid_or_refunded_or_still_there(life: Life) -> None:
    contracts = life.market.contracts
    still = contracts.amount[contracts.state == ContractState.RUNNING].sum()
    assert still > 0
    escrowed, paid, refunded = (
        life.events.of(kind).value.sum() for kind in (Event.ESCROWED, Event.PAID, Event.REFUNDED))
    assert paid > 0
    assert refunded > 0
    assert escrowed == paid + refunded + still


def test_what_a_client_pays_the_worker_receives_but_for_the_fee(life: Life) -> None:
    paid, received, fee = (life.events.of(kind) for kind in (Event.PAID, Event.RECEIVED, Event.FEE))
    assert np.array_equal(paid.value, received.value + fee.value)
    assert np.array_equal(paid.worker, received.worker)
    assert (fee.value > 0).any()
    assert (received.value >= 0).all()


def test_every_contract_is_escrowed_once_and_ends_once_or_runs(life: Life) -> None:
    events, contracts = life.events, life.market.contracts
    hired, escrowed = events.of(Event.HIRED), events.of(Event.ESCROWED)
    assert np.array_equal(hired.value, escrowed.value)
    assert len(hired) == len(contracts)
    states = {state: int(np.count_nonzero(contracts.state == state)) for state in ContractState}
    assert states[ContractState.ACCEPTED] == len(events.of(Event.PAID)) == len(events.of(Event.COMPLETED))
    assert states[ContractState.ENDED] == len(events.of(Event.REFUNDED)) == len(events.of(Event.ENDED))
    assert states[ContractState.ACCEPTED] + states[ContractState.ENDED] + states[ContractState.RUNNING] == len(hired)


def test_nobody_is_hired_twice_for_a_seat(life: Life) -> None:
    jobs, hired = life.market.jobs, life.events.of(Event.HIRED)
    hired = hired.where(hired.job >= 0)
    assert np.bincount(hired.job, minlength=len(jobs)).tolist() == jobs.taken.tolist()
    assert (jobs.taken <= jobs.seats).all()
    assert (jobs.taken > 1).any()  # tasks have many seats
    assert len(set(zip(hired.worker.tolist(), hired.job.tolist(), strict=True))) == len(hired)


def test_a_worker_runs_as_many_contracts_as_it_has_and_takes_no_more_than_it_can(life: Life) -> None:
    contracts, workers = life.market.contracts, life.market.workers
    running = contracts.worker[contracts.state == ContractState.RUNNING]
    assert np.bincount(running, minlength=len(workers)).tolist() == workers.running.tolist()


def test_the_record_of_a_client_counts_its_contracts(life: Life) -> None:
    clients, events = life.market.clients, life.events
    before = events.of(Event.RECORD)
    accepted, ended = (np.zeros((len(clients), 3), np.int64) for _ in range(2))
    accepted[before.client, 0], ended[before.client, 0] = before.what, before.how
    completed = events.of(Event.COMPLETED)
    np.add.at(accepted, (completed.client, completed.how), 1)
    assert accepted.T.tolist() == [
        clients.accepted_fixed.tolist(), clients.accepted_hourly.tolist(), clients.accepted_task.tolist()]
    over = np.bincount(np.r_[completed.client, events.of(Event.ENDED).client], minlength=len(clients))
    now = clients.ended_fixed + clients.ended_hourly + clients.ended_task
    assert (now - ended.sum(axis=1)).tolist() == over.tolist()


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


def test_lures_and_harm_come_from_rings_alone(life: Life) -> None:
    events = life.events.of(*BY_RINGS)
    assert len(events) > 0
    assert (life.market.clients.true_ring[events.client] >= 0).all()
    assert (events.what > 0).all()


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


@pytest.mark.parametrize("column", ["worker", "client", "job"])
def test_events_name_rows_that_exist(life: Life, column: str) -> None:
    rows = getattr(life.events, column)
    table: Table = getattr(life.market, f"{column}s")
    assert rows.min() == -1
    assert 0 < rows.max() < len(table)


@pytest.mark.parametrize("table", ["workers", "clients", "jobs", "threads", "contracts", "affairs"])
def test_no_two_rows_share_a_key_and_so_their_luck(life: Life, table: str) -> None:
    keys = getattr(life.market, table).key
    assert len(keys) > 0
    assert len(np.unique(keys)) == len(keys)


def test_those_who_join_during_the_run_bring_no_record(life: Life) -> None:
    workers, clients = life.market.workers, life.market.clients
    joined = life.events.of(Event.WORKER_JOINED).worker
    assert joined.tolist() == np.flatnonzero(workers.joined >= 0).tolist()
    hired = life.events.of(Event.COMPLETED).worker
    assert not workers.experience[np.setdiff1d(joined, hired)].any()
    paid = life.events.of(Event.PAID).client
    fresh = np.setdiff1d(np.flatnonzero(clients.joined >= 0), paid)
    assert len(fresh) > 0
    assert not clients.accepted_yen[fresh].any()


def test_the_market_listens_to_mesa(production: Life) -> None:
    table = production.market.datacollector.get_model_vars_dataframe()
    assert table["jobs"].tolist()[-1] == len(production.market.jobs)
    assert len(table) == DAYS


