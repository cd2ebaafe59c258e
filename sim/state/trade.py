"""Jobs, threads, contracts, sales and what happens out of sight: one row each."""

import numpy as np

from sim.arrays import F64, I64, U64, Bool, paired
from sim.compiled import pairs
from sim.state.codes import JobState
from sim.state.table import Table


class Jobs(Table):
    """Postings, from draft to close. Kept as long as the run lasts: the log names their rows."""

    key: U64
    client: I64
    category: I64
    format: I64  # Format
    fee: F64  # yen a seat, contract amount
    true_price: F64  # yen, what the market would pay
    size: F64  # how much work it is, against the usual one of its category and format
    seats: I64
    taken: I64  # seats hired
    true_tactic: I64  # Kind that a ring is after, Kind.NONE for a job that means what it says
    true_violation: I64  # Kind whose rule it breaks, a ring's or not, Kind.NONE for a lawful job
    true_channel: I64  # Channel a ring lures on with this job
    true_level: I64  # obfuscation of its texts, 0…4, or 5: the bait that rings invent
    true_pace: I64  # Pace: when it lures
    true_pay: I64  # Pay: what it promises
    true_permit: I64  # Permit: whether its account asks the office before it lures
    true_volume: I64  # Volume: how many jobs its account posts at the time
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
    talked: I64  # applicants and askers to whom its client has given its time
    mended: Bool  # the survey has moved its fee
    fair: I64
    unfair: I64
    reporters: I64  # distinct users who reported it, since it was last cleared
    reported_at: F64  # the latest such report
    read_at: F64  # when a case reader looks at it, inf for never

    def __init__(self, capacity: int = 1024) -> None:
        super().__init__(capacity)
        self._first = 0  # no row before this one is live any more

    def waiting(self) -> I64:
        """Rows that wait to be on show."""
        return self._among(JobState.WAITING)

    def on_show(self) -> I64:
        """Rows that are open."""
        return self._among(JobState.OPEN)

    def live(self) -> I64:
        """Rows on show, or waiting to be."""
        return self._among(JobState.WAITING, JobState.OPEN)

    def rest(self) -> int:
        """Note up to which row nothing is live any more, so that nobody looks there → the first that is."""
        live = self.live()
        self._first = int(live[0]) if len(live) else len(self)
        return self._first

    def _among(self, *states: JobState) -> I64:
        now = self.state[self._first :]
        return self._first + np.flatnonzero(np.logical_or.reduce([now == state for state in states]))


class Threads(Table):
    """Conversations between a worker and a client about a job, for as long as something may come of them."""

    key: U64
    worker: I64
    client: I64
    job: I64
    opened: F64
    bid: F64  # yen, contract amount
    true_fit: F64
    polish: F64  # standard normal: how much better or worse the application reads than its fit
    talk: I64  # Talk
    swapped: Bool  # outside contacts were exchanged
    asks: Bool  # they have asked the office for contact outside, and wait
    permitted: Bool  # the office grants it
    answered: F64  # when it says so or refuses, inf while nobody has read it
    agreed: Bool  # the two have agreed to deal outside
    coerced: Bool  # or the worker has been pressed to, and has yielded
    true_lure_at: F64  # when the ring will lure, inf for never
    state: I64  # ThreadState


class Contracts(Table):
    """Agreements with money in escrow, until nothing more may come of them."""

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

    def posting(self, rows: I64) -> I64:
        """(n,) the job that these contracts were made for, -1 for repeat business, which belongs to no posting."""
        return np.where(self.nth[rows] == 0, self.job[rows], -1)


class Sales(Table):
    """Contracts that were completed and paid: what the rate guide knows."""

    category: I64
    format: I64
    amount: F64  # yen
    started: F64  # inf: of before the first day, never forgotten


class Offers(Table):
    """Accounts of workers that can be bought (M-15)."""

    worker: I64
    ask: F64  # yen
    since: F64

    def cheapest(self, count: int) -> I64:
        """Rows of the so many cheapest, cheapest first; of equals the one that has waited longest."""
        return np.argsort(self.ask, kind="stable")[:count]

    def forget(self, rows: I64) -> None:
        """Take these rows off the market."""
        stay = np.ones(len(self), np.bool_)
        stay[rows] = False
        self.keep(stay)


class Affairs(Table):
    """Affairs: what goes on out of sight after a worker was led away, until it is over."""

    key: U64
    worker: I64
    client: I64
    job: I64
    true_tactic: I64  # Kind
    step: I64  # 0 led away, 1 first loss
    owed: F64  # yen of work outside that an honest client will not pay, 0 where a ring is at work
    next_at: F64  # when it goes on, inf when over


class PairSet:
    """Pairs that already met (a worker and a job, a user and an account), sorted by the one, then the other."""

    def __init__(self) -> None:
        self._buffer, self._size = np.zeros(1024, np.int64), 0

    @property
    def codes(self) -> I64:
        """(pairs,) ascending: the one in the upper half, the other in the lower. A view until more are added."""
        return self._buffer[: self._size]

    def unmet(self, one: I64, other: I64) -> Bool:
        """(n,) has this pair not met before? Repeats within the batch are unmet once."""
        codes = paired(one, other)
        return pairs.strangers(self.codes, codes, np.argsort(codes, kind="stable"))

    def add(self, one: I64, other: I64) -> None:
        """Remember (n,) pairs."""
        size = self._size + len(one)
        if size > len(self._buffer):
            self._buffer = np.concatenate([self.codes, np.zeros(size // 8 + len(one), np.int64)])
        pairs.put_in(self._buffer, self._size, np.sort(paired(one, other)))
        self._size = size

    def forget(self, before: int) -> None:
        """Forget every pair whose other is a lower row."""
        self._size = pairs.keep_from(self.codes, before)
