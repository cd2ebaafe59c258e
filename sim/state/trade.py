"""Jobs, threads, contracts and what happens out of sight: one row each, never deleted."""

from enum import IntEnum

import numpy as np

from sim.arrays import F64, I64, U64, Bool
from sim.state.table import Table


class JobState(IntEnum):
    """Where a job stands."""

    WAITING = 0  # screening has not let it through yet
    OPEN = 1
    FILLED = 2
    CLOSED = 3  # expired or withdrawn
    SUSPENDED = 4  # never published
    REMOVED = 5  # taken down after publication


class ThreadState(IntEnum):
    """Where a conversation stands."""

    OPEN = 0
    HIRED = 1
    DECLINED = 2
    DROPPED = 3  # one side gave up
    LED_AWAY = 4
    DIRECT = 5  # the pair deals outside the service


class Origin(IntEnum):
    """What began a thread (L-22)."""

    APPLICATION = 0
    SCOUT = 1
    TASK = 2


class ContractState(IntEnum):
    """Where a contract stands."""

    RUNNING = 0
    DELIVERED = 1
    ACCEPTED = 2
    ENDED = 3


class Jobs(Table):
    """Postings, from draft to close."""

    key: U64
    client: I64
    category: I64
    format: I64  # Format
    fee: F64  # yen a seat, contract amount
    true_price: F64  # yen, what the market would pay
    seats: I64
    taken: I64  # seats hired
    true_what: I64  # 0 honest, 1 + Kind for a ring's
    true_channel: I64  # Channel a ring lures on with this job
    true_level: I64  # obfuscation 0…4 of its texts
    true_pace: I64  # Pace: when it lures
    true_need: F64  # 0…1 how demanding the work is
    true_talk: F64  # 0…1 how much it needs talking through
    text: I64  # code into the lexicon
    created: F64
    judged: F64  # when screening is done with it
    condemned: Bool  # and whether it is suspended then
    published: F64  # inf until published
    closes: F64
    decides: F64  # when the client next looks at its applications
    state: I64  # JobState
    views: I64  # rows of the search list
    applied: I64
    fair: I64
    unfair: I64

    def live(self) -> Bool:
        """(jobs,) which are on show, or wait to be."""
        return (self.state == JobState.OPEN) | (self.state == JobState.WAITING)


class Threads(Table):
    """Conversations between a worker and a client about a job."""

    key: U64
    worker: I64
    client: I64
    job: I64
    opened: F64
    bid: F64  # yen, contract amount
    true_fit: F64
    paper: F64  # standard normal: how much better or worse the application reads than its fit
    talk: I64  # Talk
    swapped: Bool  # outside contacts were exchanged
    true_lure_at: F64  # when the ring will lure, inf for never
    state: I64  # ThreadState


class Contracts(Table):
    """Agreements with money in escrow."""

    key: U64
    worker: I64
    client: I64
    job: I64
    nth: I64  # 0 for a job's hire, 1… for repeat business of the pair
    format: I64
    amount: F64  # yen in escrow
    started: F64
    due: F64  # when the work will be delivered if nobody falls silent
    true_fit: F64
    swapped: Bool  # the pair has exchanged outside contacts
    speaks: Bool  # the pair calls in-house while it works
    next_at: F64  # when the pair has more work, inf for never
    silent_since: F64  # inf while both answer
    silent_worker: Bool  # it is the worker who is silent
    requests: I64  # reminders asked for
    state: I64  # ContractState


class Affairs(Table):
    """What goes on out of sight after a worker was led away."""

    key: U64
    worker: I64
    client: I64
    job: I64
    true_what: I64  # 1 + Kind
    step: I64  # 0 led away, 1 first loss
    next_at: F64  # when it goes on, inf when over


class Seen:
    """Pairs of worker and job that already met, as a sorted array that grows by merging."""

    def __init__(self) -> None:
        self._codes = np.zeros(0, np.int64)

    def fresh(self, workers: I64, jobs: I64) -> Bool:
        """(n,) has this pair not met before? Repeats within the batch are fresh once."""
        codes = (jobs << 32) | workers
        at = np.searchsorted(self._codes, codes)
        known = np.zeros(len(codes), np.bool_)
        inside = at < len(self._codes)
        known[inside] = self._codes[at[inside]] == codes[inside]
        first = np.zeros(len(codes), np.bool_)
        first[np.unique(codes, return_index=True)[1]] = True
        return first & ~known

    def add(self, workers: I64, jobs: I64) -> None:
        """Remember (n,) pairs."""
        codes = np.sort((jobs << 32) | workers)
        self._codes = np.insert(self._codes, np.searchsorted(self._codes, codes), codes)
