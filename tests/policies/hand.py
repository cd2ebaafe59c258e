"""Records made by hand: usual values for every column, and a test names those that it is about.

A value stands for every row, a list has one for each: `pairs(stage=[Stage.BEFORE, Stage.DURING], ticket=0.3)`.
"""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from policies.columns import Record, columns
from policies.dates import days
from policies.records import Cases, ClientRecords, Format, Pairs, ReminderRequests, Stage, WorkerRecords


def by_format(fixed: int = 0, hourly: int = 0, task: int = 0) -> list[int]:
    """A number of contracts of each format."""
    return [fixed, hourly, task]


def clients(**given: ArrayLike) -> ClientRecords:
    """Clients that are new, verified and blameless; every contract that ended was accepted, but for those given."""
    usual: dict[str, ArrayLike] = {
        "accepted": by_format(),
        "ended": given.get("accepted", by_format()),
        "accepted_yen": 0.0,
        "rating_mean": np.nan,
        "ratings": 0,
        "verified": True,
        "upheld": 0,
        "restricted": False,
        "account_age_days": 0.0,
    }
    return ClientRecords(**_columns(ClientRecords, usual | given))


def pairs(**given: ArrayLike) -> Pairs:
    """Pairs before a contract, both verified, with a lot in the middle."""
    usual: dict[str, ArrayLike] = {
        "stage": Stage.BEFORE,
        "client_verified": True,
        "worker_verified": True,
        "ticket": 0.5,
    }
    return Pairs(**_columns(Pairs, usual | given))


def requests(**given: ArrayLike) -> ReminderRequests:
    """First requests during a fixed contract, after five days of silence."""
    usual: dict[str, ArrayLike] = {"format": Format.FIXED, "stage": Stage.DURING, "silent_days": 5.0, "earlier": 0}
    return ReminderRequests(**_columns(ReminderRequests, usual | given))


def cases(**given: ArrayLike) -> Cases:
    """Cases that nothing points at and nobody has read."""
    usual: dict[str, ArrayLike] = {
        "reporters": 0,
        "findings": 0,
        "confirmed": False,
        "reviewed": False,
        "linked": 0,
        "verified": False,
    }
    return Cases(**_columns(Cases, usual | given))


def workers(on: date, **given: ArrayLike) -> WorkerRecords:
    """Workers on a date who are entitled to nothing, and hear of everything."""
    usual: dict[str, ArrayLike] = {"guardian": False, "main_income": False, "reached": 1.0}
    return WorkerRecords(days(on), **_columns(WorkerRecords, usual | given))


def _columns(kind: type[Record], values: dict[str, ArrayLike]) -> dict[str, Any]:
    """The columns of a record, each with as many rows as the longest of them."""
    record: type = kind
    tables = {
        name: np.atleast_2d(value) if columns(record)[name].width else np.atleast_1d(value)
        for name, value in values.items()
    }
    rows = max(map(len, tables.values()))
    return {name: np.broadcast_to(table, (rows, *table.shape[1:])) for name, table in tables.items()}
