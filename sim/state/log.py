"""The log: one append-only event table. Everything measured about a run is read from here and from nothing else."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Event(IntEnum):
    """What happened. Beside each: the columns it fills (all have `time`; unnamed ones are -1 or 0).

    `what` of a job, client or contact is 1 + Kind of a bad actor's tactic, 0 for honest.
    """

    SESSION = 0  # worker
    WORKER_JOINED = 1  # worker
    WORKER_LEFT = 2  # worker, how: Reason
    CLIENT_JOINED = 3  # client, what: ClientType, how: 1 verified
    CLIENT_LEFT = 4  # client, what: ClientType, how: Reason
    POSTED = 5  # client, job, what: 0 honest or 1 + Kind, how: Format, value: fee yen
    PRICED = 6  # client, job, what, how: category, value: fee ÷ true market price
    SCREENED = 7  # client, job, what, how: Action of the machine, value: score
    SUSPENDED = 8  # client, job, what: time is the verdict's
    PUBLISHED = 9  # client, job, what, value: publication lag in hours; time is the publication moment
    TAKEN_DOWN = 10  # client, job, what, value: hours since publication; how: 1 if nobody had viewed it
    VIEWS = 11  # client, job, what, value: rows of the search list that showed the job this day
    OPENED = 12  # client, job, what, value: job pages opened this day
    APPLIED = 13  # worker, client, job, what
    SCOUTED = 14  # worker, client, job, what
    TALKED = 15  # worker, client, job, how: Talk
    CONTACTED = 16  # worker, client, job, what: 1 + Kind, how: Channel, value: Stage; a bad actor reached this worker
    WARNED = 17  # worker, client, job, what, how: Channel; a warning stood beside a text
    STOPPED = 18  # worker, client, job, what, how: Channel; a text was blocked and did not reach its reader
    LED_AWAY = 19  # worker, client, job, what, how: Channel, value: Stage
    HARMED = 20  # worker, client, job, what, how: Harm, value: yen
    REPORTED = 21  # worker, client, job, what: 0 when the reported account is honest
    RESTRICTED = 22  # client, what: ClientType, how: reason of the ruling, 4 where the account changed hands
    HIRED = 23  # worker, client, job, what, how: Format, value: contract yen
    DIRECT = 24  # worker, client, job, value: yen of a deal that honest pairs made off the service
    ESCROWED = 25  # worker, client, job, value: yen
    PAID = 26  # worker, client, job, value: yen that left escrow for worker and fee
    RECEIVED = 27  # worker, client, job, value: yen the worker received
    FEE = 28  # worker, client, job, value: yen the platform kept
    REFUNDED = 29  # worker, client, job, value: yen that left escrow back to the client
    COMPLETED = 30  # worker, client, job, what: how many seats the job has, how: Format, value: true fit 0…1
    ENDED = 31  # worker, client, job, how: Reason; a contract that ended without acceptance
    SILENT = 32  # worker, client, job, how: 0 client, 1 worker fell silent
    REMINDED = 33  # worker, client, job, how: 0 granted, else the reason of the denial
    RATED = 34  # worker, client, job, value: stars
    SURVEYED = 35  # worker, client, job, how: 1 not fair
    STAFF = 36  # how: 0 screening, 1 message watch, 2 enforcement; value: hours worked
    FIT = 37  # worker, job, value: true fit of a sampled pair (for match_efficiency)
    ACCOUNT = 38  # client, what: ClientType, how: 0 opened, 1 bought, 2 re-registered; value: its ring's number
    RECRUITED = 39  # worker: who recruits, client: who was recruited (a row of workers, not of clients)
    RING = 40  # how: 0 entered, 1 left, 2 changed tactic; what: 1 + Kind; value: ring's number
    RECORD = 41  # client, what: project contracts accepted, how: ended, of before the first day
    SCHEMED = (
        42  # client, job, what: 1 + Kind, how: Channel on which a ring means to lure with a job; time is the draft's
    )


class ClientType(IntEnum):
    """What a client is. Only nature knows."""

    HONEST = 0
    LOW_PAYING = 1
    CARELESS = 2
    RING = 3


class Harm(IntEnum):
    """How a worker was harmed off the platform or by unpaid work."""

    MONEY = 0
    DATA = 1
    ACCOUNT = 2
    UNPAID_WORK = 3
    COMPLICITY = 4


class Talk(IntEnum):
    """How an honest pair talked before the contract."""

    TEXT = 0
    IN_HOUSE = 1
    ELSEWHERE = 2


class Reason(IntEnum):
    """Why somebody left or a contract ended."""

    SUSPENDED = 0  # an honest posting was suspended
    HARM = 1
    UNPAID = 2
    CLIENT_SILENT = 3
    WORKER_SILENT = 4
    RESTRICTED = 5
    REFUSED = 6  # delivered, not accepted
    UNPROFITABLE = 7
    SOLD = 8  # sold its account


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """A finished log, in order of time: (events,) columns, and how long the run was."""

    time: NDArray[np.float64]  # days since the start
    kind: NDArray[np.int16]
    worker: NDArray[np.int32]  # row, -1 for none
    client: NDArray[np.int32]
    job: NDArray[np.int32]
    what: NDArray[np.int16]
    how: NDArray[np.int16]
    value: NDArray[np.float64]
    days: int

    def of(self, *kinds: Event) -> "Events":
        """The events of these kinds, in order."""
        mask = np.isin(self.kind, kinds) if len(kinds) > 1 else self.kind == kinds[0]
        return self.where(mask)

    def where(self, mask: NDArray[np.bool_]) -> "Events":
        """The events under a (events,) mask, in order."""
        return Events(
            self.time[mask],
            self.kind[mask],
            self.worker[mask],
            self.client[mask],
            self.job[mask],
            self.what[mask],
            self.how[mask],
            self.value[mask],
            self.days,
        )

    def __len__(self) -> int:
        return len(self.time)


class Log:
    """Takes events in batches while the run goes on; `finish` gives the table."""

    COLUMNS = (
        ("time", np.float64),
        ("worker", np.int32),
        ("client", np.int32),
        ("job", np.int32),
        ("what", np.int16),
        ("how", np.int16),
        ("value", np.float64),
    )

    def __init__(self) -> None:
        self._batches: list[tuple[int, int, tuple[ArrayLike, ...]]] = []

    def add(
        self,
        kind: Event,
        time: ArrayLike,
        worker: ArrayLike = -1,
        client: ArrayLike = -1,
        job: ArrayLike = -1,
        what: ArrayLike = 0,
        how: ArrayLike = 0,
        value: ArrayLike = 0.0,
    ) -> None:
        """Append n events; each argument is a scalar or (n,). The longest decides n.

        Columns are kept as handed over: never change an array in place after logging it (a view of a table column is).
        """
        columns = (time, worker, client, job, what, how, value)
        n = max(np.size(column) if np.ndim(column) else 1 for column in columns)
        if any(np.ndim(column) and np.size(column) == 0 for column in columns):
            return
        self._batches.append((kind, n, columns))

    def finish(self, days: int) -> Events:
        """The whole log as one table, sorted by time (stable: same moments keep the order of writing)."""
        sizes = [n for _, n, _ in self._batches]
        total = sum(sizes)
        kind = np.repeat(np.array([k for k, _, _ in self._batches], np.int16), sizes)
        table: dict[str, NDArray[np.generic]] = {}
        for position, (name, dtype) in enumerate(self.COLUMNS):
            column = np.empty(total, dtype)
            at = 0
            for _, n, columns in self._batches:
                column[at : at + n] = columns[position]
                at += n
            table[name] = column
        order = np.argsort(table["time"], kind="stable")
        return Events(kind=kind[order], days=days, **{name: column[order] for name, column in table.items()})  # type: ignore[arg-type]
