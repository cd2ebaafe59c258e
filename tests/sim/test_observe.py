"""What the platform sees: the records hold what the office has on file and nothing that only nature knows."""

import inspect
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from policies import records
from policies.platform import Platform
from policies.text import Texts
from sim import observe
from sim.market import Market
from sim.state.table import Table
from sim.state.trade import ContractState
from sim.words.lexicon import lexicon
from tests.sim.small import PRODUCTION, Life, always, live, small

LEVERS = [lever.name for lever in fields(Platform) if lever.name != "display"]
RECORDS: tuple[type[Any], ...] = tuple(
    value for value in vars(records).values() if isinstance(value, type) and is_dataclass(value))

Calls = dict[str, list[tuple[Any, ...]]]


def _texts(m: Market, rows: np.ndarray) -> tuple[Texts, records.Findings]:
    text = Texts(m.jobs.text[rows], lexicon().vocabulary)
    return text, PRODUCTION.guidelines.findings(text, np.zeros(len(rows), np.int64), 18_475)


def _postings(m: Market) -> records.Postings:
    rows = np.arange(len(m.jobs))
    return observe.postings(m.jobs, m.clients, rows, *_texts(m, rows), m.quotes[m.jobs.category, m.jobs.format])


def _messages(m: Market) -> records.Messages:
    rows, zero = np.arange(len(m.jobs)), np.zeros(len(m.jobs), np.int64)
    return observe.messages(m.clients, m.jobs.client[rows], *_texts(m, rows), zero, zero)


def _pairs(m: Market) -> records.Pairs:
    t = m.threads
    return observe.pairs(m.clients, m.workers, t.client, t.worker, np.zeros(len(t), np.int64), np.zeros(len(t)))


def _cases(m: Market) -> records.Cases:
    n = len(m.clients)
    return observe.cases(m.clients, np.arange(n), np.zeros(n, np.int64), np.zeros(n, np.bool_), np.ones(n, np.bool_))


def _reminders(m: Market) -> records.ReminderRequests:
    return observe.reminder_requests(m.contracts, np.flatnonzero(m.contracts.silent_since < np.inf), 30.0)


VIEWS: dict[str, Callable[[Market], Any]] = {
    "postings": _postings,
    "messages": _messages,
    "accepted": lambda m: observe.accepted(m.clients),
    "ended": lambda m: observe.ended(m.clients),
    "client_records": lambda m: observe.client_records(m.clients, 30.0),
    "completed_contracts": lambda m: observe.completed_contracts(m.contracts, m.jobs, 0.0),
    "reminder_requests": _reminders,
    "pairs": _pairs,
    "cases": _cases,
    "worker_records": lambda m: observe.worker_records(m.workers, 18_475),
    "archived": lambda m: observe.archived(*m.archive, observe.completed_contracts(m.contracts, m.jobs, 0.0)),
}


def arrays(value: Any) -> Iterator[np.ndarray]:
    """Every array in a record, however deep."""
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for column in fields(value):
            yield from arrays(getattr(value, column.name))


def hidden(m: Market) -> Iterator[tuple[str, np.ndarray]]:
    """Every column that only nature knows."""
    tables = [value for value in vars(m).values() if isinstance(value, Table)]
    for table in tables:
        for name in table.columns():
            if name.startswith("true_"):
                yield f"{type(table).__name__}.{name}", getattr(table, name)


def test_every_view_of_the_platform_is_looked_at_here() -> None:
    assert set(VIEWS) == {name for name, value in vars(observe).items()
                          if inspect.isfunction(value) and value.__module__ == observe.__name__}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_is_the_same_when_all_that_is_hidden_is_another(life: Life, view: Callable[[Market], Any]) -> None:
    market = life.market
    before = [array.copy() for array in arrays(view(market))]
    kept = {name: column.copy() for name, column in hidden(market)}
    shuffle = np.random.default_rng(1)
    try:
        for _, column in hidden(market):
            column[:] = shuffle.permutation(column)
        after = [array.copy() for array in arrays(view(market))]
        moved = [name for name, column in hidden(market) if not np.array_equal(column, kept[name])]
    finally:
        for name, column in hidden(market):
            column[:] = kept[name]
    assert len(moved) > 20
    assert all(array.size for array in before)
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_completed_contract_is_one_that_was_paid(life: Life) -> None:
    contracts = life.market.contracts
    seen = observe.completed_contracts(contracts, life.market.jobs, -np.inf)
    assert seen.amount.tolist() == contracts.amount[contracts.state == ContractState.ACCEPTED].tolist()


def test_a_client_without_ratings_has_no_mean_rating(life: Life) -> None:
    clients = life.market.clients
    seen = observe.client_records(clients, 40.0)
    assert np.array_equal(np.isnan(seen.rating_mean), clients.ratings == 0)
    rated = seen.rating_mean[clients.ratings > 0]
    assert ((rated >= 1) & (rated <= 5)).all()


class Recorder:
    """A rule that decides as another does and keeps what it was asked: the arguments of each call."""

    def __init__(self, rule: object) -> None:
        self._rule = rule
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        answer = getattr(self._rule, name)
        if not callable(answer):
            return answer

        def ask(*arguments: Any) -> Any:
            self.calls.append(deepcopy(arguments))
            return answer(*arguments)

        return ask


@pytest.fixture(scope="module")
def calls() -> Calls:
    recorders = {lever: Recorder(getattr(PRODUCTION, lever)) for lever in LEVERS}
    watched: dict[str, Any] = dict(recorders)
    live(small(ring_share=0.25, careless=0.5), always(replace(PRODUCTION, **watched)), days=20, seed=1)
    return {lever: recorder.calls for lever, recorder in recorders.items()}


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_is_asked_in_plain_arrays_texts_and_records(calls: Calls, lever: str) -> None:
    assert any(array.size for call in calls[lever] for argument in call for array in arrays(argument))
    assert {type(argument) for call in calls[lever] for argument in call} <= {np.ndarray, int, Texts, *RECORDS}


@pytest.mark.parametrize("lever", LEVERS)
def test_all_columns_of_a_question_have_the_same_rows(calls: Calls, lever: str) -> None:
    for call in calls[lever]:
        assert len({len(array) for argument in call for array in arrays(argument)}) == 1


@pytest.mark.parametrize("lever", LEVERS)
def test_a_record_holds_numbers_where_it_promises_them(calls: Calls, lever: str) -> None:
    may_be_missing = {"quote", "rating_mean"}
    for record in (argument for call in calls[lever] for argument in call if isinstance(argument, RECORDS)):
        for column in fields(record):
            values = getattr(record, column.name)
            if isinstance(values, np.ndarray) and column.name not in may_be_missing:
                assert np.isfinite(values).all(), column.name
