"""Handovers from one system to the next within a day: frozen batches of (n,) columns."""

from dataclasses import dataclass

import numpy as np

from sim.arrays import F64, I64, U64, Bool
from sim.state.codes import Dealing
from sim.state.wheel import Wheel


@dataclass(frozen=True, slots=True, eq=False)
class Schemes:
    """Purposes of (n,) jobs."""

    tactic: I64  # Kind, Kind.NONE for an honest job
    channel: I64
    level: I64
    pace: I64
    pay: I64


@dataclass(frozen=True, slots=True, eq=False)
class Storefront:
    """Jobs on show: (k,) columns in one order, and the lists behind each filter."""

    job: I64  # job rows
    key: U64  # of the jobs
    client: I64
    published: F64
    true_price: F64  # yen, what the market would pay
    take_home: F64  # yen that a worker takes home of the fee, 1 at least
    verified: Bool  # carries the mark
    certified: Bool
    rule: Bool  # the order-rule mark
    rate: F64  # completion rate on the page, NaN where none
    alert: Bool
    quote: F64  # NaN where none
    list: Wheel  # behind each filter a shelf a list of its categories
    tasks: Wheel  # behind each filter a shelf a list of tasks
    shelf: I64  # (filters,) the first shelf of each in the list, as in FILTERS; filters that let all pass share theirs
    task_shelf: I64  # (filters,) likewise, among tasks


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """(n,) workers who met a job today: who answered it, or who only read a page."""

    worker: I64
    job: I64
    time: F64
    origin: I64  # Origin
    fit: F64


@dataclass(frozen=True, slots=True, eq=False)
class Approaches:
    """(n,) scouts that ring accounts write to workers."""

    key: U64
    worker: I64
    job: I64
    time: F64


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """(n,) texts of clients on their way to workers."""

    key: U64
    client: I64
    worker: I64
    job: I64
    time: F64
    channel: I64
    stage: I64
    tactic: I64  # Kind that it lures to; of honest ones NONE, or OFF_PURPOSE for special terms that hold something else
    text: I64  # code


@dataclass(frozen=True, slots=True, eq=False)
class Delivered:
    """Fates of (n,) honest texts."""

    arrived: Bool
    gone: Bool  # the client has given this worker up, or left for good; or a warning has put the worker off
    time: F64  # when they arrived


@dataclass(frozen=True, slots=True, eq=False)
class Lures(Letters):
    """(n,) attempts to lure. A call has the text -1."""

    watched: Bool  # a call that somebody may listen to
    permitted: Bool  # the office has granted the pair contact outside


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """(n,) lures that arrived, and what came of them."""

    worker: I64
    job: I64
    chance: F64  # of being led away
    led: Bool
    recognised: Bool


@dataclass(frozen=True, slots=True, eq=False)
class Reports:
    """(n,) reports of users."""

    worker: I64
    client: I64
    job: I64
    time: F64
    tactic: I64  # Kind, Kind.NONE where no ring is behind it
    text: I64  # code of what it points at, -1 for a call


@dataclass(frozen=True, slots=True, eq=False)
class Harms:
    """(n,) workers whom bad actors harmed today, or an honest client who does not pay a deal outside."""

    worker: I64
    client: I64
    job: I64
    tactic: I64  # Kind
    harm: I64  # Harm
    yen: F64  # lost by the worker
    time: F64
    first: Bool  # the first step of an affair


@dataclass(frozen=True, slots=True, eq=False)
class Deals:
    """(n,) contracts that pairs agree on."""

    key: U64
    worker: I64
    client: I64
    job: I64
    nth: I64  # 0 for a job's hire, 1… for repeat business of the pair
    tactic: I64  # Kind
    format: I64
    amount: F64  # yen
    fit: F64
    swapped: Bool  # outside contacts were exchanged before
    when: F64


@dataclass(frozen=True, slots=True, eq=False)
class Dealings:
    """(n,) dealings of workers with clients that came to something today, lived through or heard of."""

    worker: I64
    client: I64
    what: I64  # Dealing
    weight: F64  # dealings that it counts for

    @property
    def bad(self) -> F64:
        """(n,) 1 where it went badly, else 0."""
        return np.asarray(self.what != Dealing.PAID, np.float64)

    @property
    def trouble(self) -> float:
        """Share that went badly, each as much as it counts for; 0 without any."""
        return float(np.average(self.bad, weights=self.weight)) if len(self.what) else 0.0
