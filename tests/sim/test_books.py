"""The books of a run balance: money, seats, contracts, records, rows and their keys."""

import numpy as np
import pytest

from sim.state.log import Event
from sim.state.table import Table
from sim.state.trade import ContractState
from tests.sim.small import DAYS, Life


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


def test_a_worker_runs_as_many_contracts_as_it_has(life: Life) -> None:
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


def test_every_suspended_posting_counts_against_its_client(life: Life) -> None:
    suspended = np.bincount(life.events.of(Event.SUSPENDED).client, minlength=len(life.market.clients))
    assert suspended.any()
    assert (life.market.clients.upheld >= suspended).all()


def test_the_census_asks_for_the_fit_that_contracts_have(life: Life) -> None:
    asked, contracts = life.events.of(Event.FIT), life.market.contracts
    pairs = zip(contracts.worker.tolist(), contracts.job.tolist(), strict=True)
    known = dict(zip(pairs, contracts.true_fit.tolist(), strict=True))
    fits = list(zip(asked.worker.tolist(), asked.job.tolist(), asked.value.tolist(), strict=True))
    assert fits
    assert [fit for worker, job, fit in fits if known.get((worker, job), fit) != fit] == []
    assert not life.market.jobs.true_what[asked.job].any()


@pytest.mark.parametrize("column", ["worker", "client", "job"])
def test_events_name_rows_that_exist(life: Life, column: str) -> None:
    rows = getattr(life.events.where(life.events.kind != Event.RECRUITED), column)
    table: Table = getattr(life.market, f"{column}s")
    assert rows.min() == -1
    assert 0 < rows.max() < len(table)


def test_a_recruit_is_another_worker(life: Life) -> None:
    recruited = life.events.of(Event.RECRUITED)
    assert (recruited.client != recruited.worker).all()
    assert (recruited.client < len(life.market.workers)).all()


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
