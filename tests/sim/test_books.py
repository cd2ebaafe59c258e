"""The books of a run balance: money, seats, contracts, records, rows and their keys."""

import numpy as np
import pytest

from sim.state.batch import picked
from sim.state.codes import ContractState
from sim.state.events import Completed, Ended, Event, Hired, Recorded
from sim.state.table import Table
from tests.sim.small import DAYS, Life


def test_every_yen_in_escrow_is_paid_or_refunded_or_still_there(life: Life) -> None:
    contracts = life.tables.contracts
    still = contracts.amount[contracts.state == ContractState.RUNNING].sum()
    assert still > 0
    paid, refunded = life.events[Completed].amount.sum(), life.events[Ended].refund.sum()
    assert paid > 0
    assert refunded > 0
    assert life.events[Hired].amount.sum() == paid + refunded + still


def test_every_contract_ends_once_or_runs(life: Life) -> None:
    events, contracts = life.events, life.tables.contracts
    running = contracts.amount[contracts.state == ContractState.RUNNING]
    over = np.concatenate([events[Completed].amount, events[Ended].refund])
    assert np.sort(events[Hired].amount).tolist() == np.sort(np.concatenate([over, running])).tolist()


def test_nobody_is_hired_twice_for_a_seat(life: Life) -> None:
    jobs, hired = life.tables.jobs, life.events[Hired]
    hired = picked(hired, hired.job >= 0)
    assert np.bincount(hired.job, minlength=len(jobs)).tolist() == jobs.taken.tolist()
    assert (jobs.taken <= jobs.seats).all()
    assert (jobs.taken > 1).any()  # tasks have many seats
    assert len(set(zip(hired.worker.tolist(), hired.job.tolist(), strict=True))) == len(hired)


def test_a_worker_runs_as_many_contracts_as_it_has(life: Life) -> None:
    contracts, workers = life.tables.contracts, life.tables.workers
    running = contracts.worker[contracts.state == ContractState.RUNNING]
    assert np.bincount(running, minlength=len(workers)).tolist() == workers.running.tolist()


def test_the_record_of_a_client_counts_its_contracts(life: Life) -> None:
    clients, before, completed = life.tables.clients, life.events[Recorded], life.events[Completed]
    accepted, ended = (np.zeros((len(clients), 3), np.int64) for _ in range(2))
    accepted[before.client, 0], ended[before.client, 0] = before.accepted, before.ended
    np.add.at(accepted, (completed.client, completed.format), 1)
    assert accepted.T.tolist() == [
        clients.accepted_fixed.tolist(),
        clients.accepted_hourly.tolist(),
        clients.accepted_task.tolist(),
    ]
    over = np.bincount(np.r_[completed.client, life.events[Ended].client], minlength=len(clients))
    now = clients.ended_fixed + clients.ended_hourly + clients.ended_task
    assert (now - ended.sum(axis=1)).tolist() == over.tolist()


@pytest.mark.parametrize("column", ["worker", "client", "job", "ring"])
def test_events_name_rows_that_exist(life: Life, column: str) -> None:
    table: Table = getattr(life.tables, f"{column}s")
    rows = np.concatenate(
        [getattr(life.events[kind], column) for kind in Event.__subclasses__() if column in kind.columns()]
    )
    assert rows.min() == (-1 if column == "job" else 0)  # repeat business belongs to no job
    assert 0 < rows.max() < len(table)


@pytest.mark.parametrize("table", ["workers", "clients", "jobs", "threads", "contracts", "affairs"])
def test_no_two_rows_share_a_key_and_so_their_luck(life: Life, table: str) -> None:
    keys = getattr(life.tables, table).key
    assert len(keys) > 0
    assert len(np.unique(keys)) == len(keys)


def test_the_market_listens_to_mesa(production: Life) -> None:
    table, t = production.market.datacollector.get_model_vars_dataframe(), production.tables
    assert len(table) == DAYS
    assert table.iloc[-1].to_dict() == {
        "workers": np.count_nonzero(~t.workers.left),
        "jobs on show or waiting": np.count_nonzero(t.jobs.live()),
        "contracts running": np.count_nonzero(t.contracts.state == ContractState.RUNNING),
        "rings in business": np.count_nonzero(~t.rings.left),
        "accounts restricted": np.count_nonzero(t.clients.restricted),
    }
