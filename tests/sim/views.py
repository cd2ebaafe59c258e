"""What the platform sees of a market, what it does not, and a rule that remembers what it was asked."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

import numpy as np

from policies import records
from policies.platform import Platform
from policies.text import Texts
from sim import observe
from sim.arrays import I64
from sim.state.table import Table
from sim.tables import Tables
from sim.words.lexicon import lexicon
from tests.sim.small import DAYS, PRODUCTION

DATE = 18_475  # days since 1970-01-01
LEVERS = [lever.name for lever in fields(Platform) if lever.name != "display"]
RECORDS: tuple[type[Any], ...] = tuple(
    value for value in vars(records).values() if isinstance(value, type) and is_dataclass(value)
)


def _texts(t: Tables, rows: I64) -> tuple[Texts, records.Findings]:
    text = Texts(t.jobs.text[rows], lexicon().vocabulary)
    return text, PRODUCTION.guidelines.findings(
        text, np.zeros(len(rows), np.int64), DATE, np.zeros(len(rows), np.bool_)
    )


def _postings(t: Tables) -> records.Postings:
    rows = np.arange(len(t.jobs))
    return observe.postings(t.jobs, t.clients, rows, *_texts(t, rows), t.quotes[t.jobs.category, t.jobs.format])


def _messages(t: Tables) -> records.Messages:
    rows, zero = np.arange(len(t.jobs)), np.zeros(len(t.jobs), np.int64)
    return observe.messages(t.clients, t.jobs.client[rows], *_texts(t, rows), zero, zero)


def _pairs(t: Tables) -> records.Pairs:
    client, worker, n = t.threads.client, t.threads.worker, len(t.threads)
    return observe.pairs(t.clients, t.workers, client, worker, np.zeros(n, np.int64), np.zeros(n))


def _cases(t: Tables) -> records.Cases:
    n = len(t.clients)
    return observe.cases(t.clients, np.arange(n), np.zeros(n, np.int64), np.zeros(n, np.bool_), np.ones(n, np.bool_))


def _reminders(t: Tables) -> records.ReminderRequests:
    return observe.reminder_requests(t.contracts, np.flatnonzero(t.contracts.silent_since < np.inf), float(DAYS))


VIEWS: dict[str, Callable[[Tables], Any]] = {
    "postings": _postings,
    "messages": _messages,
    "accepted": lambda t: observe.accepted(t.clients),
    "ended": lambda t: observe.ended(t.clients),
    "client_records": lambda t: observe.client_records(t.clients, float(DAYS)),
    "completed_contracts": lambda t: observe.completed_contracts(t.sales),
    "reminder_requests": _reminders,
    "pairs": _pairs,
    "cases": _cases,
    "worker_records": lambda t: observe.worker_records(t.workers, slice(None), DATE),
}


def arrays(value: Any) -> Iterator[np.ndarray]:
    """Every array in a record, however deep."""
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for column in fields(value):
            yield from arrays(getattr(value, column.name))


def hidden(t: Tables) -> dict[str, np.ndarray]:
    """Every column that only nature knows, and all that rings have learned and booked."""
    tables = [getattr(t, field.name) for field in fields(t)]
    columns = {
        f"{type(table).__name__}.{name}": getattr(table, name)
        for table in tables
        if isinstance(table, Table)
        for name in table.columns()
        if name.startswith("true_")
    }
    habits = t.rings.habits
    wont = {f"habits.{choice.name}": getattr(habits, choice.name).log_weight for choice in fields(habits)}
    return columns | wont | {"Rings.profit": t.rings.profit}


def moved_by_another_truth(view: Callable[[Tables], Any], t: Tables) -> tuple[set[str], bool]:
    """Shuffle all that is hidden, look, and put it back → (what was moved, was the view another?)."""
    before = [array.copy() for array in arrays(view(t))]
    copies = {name: column.copy() for name, column in hidden(t).items()}
    shuffle = np.random.default_rng(1)
    try:
        for column in hidden(t).values():
            column[:] = shuffle.permutation(column)
        after = [array.copy() for array in arrays(view(t))]
        moved = {name for name, column in hidden(t).items() if not np.array_equal(column, copies[name], equal_nan=True)}
    finally:
        for name, column in hidden(t).items():
            column[:] = copies[name]
    assert all(array.size for array in before)
    same = all(np.array_equal(one, other, equal_nan=True) for one, other in zip(before, after, strict=True))
    return moved, not same


class Call(NamedTuple):
    """What a rule was asked: the method, and the arguments in its order."""

    method: str
    arguments: tuple[Any, ...]


class Recorder:
    """A rule that decides as another does and keeps what it was asked."""

    def __init__(self, rule: object) -> None:
        self._rule = rule
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> Any:
        answer = getattr(self._rule, name)
        if not callable(answer):
            return answer

        def ask(*arguments: Any) -> Any:
            self.calls.append(Call(name, deepcopy(arguments)))
            return answer(*arguments)

        return ask
