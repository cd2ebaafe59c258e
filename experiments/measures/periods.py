"""Measured periods of a run: the windows, the active workers and the cohort of postings.

The first quarter of a run fills the market and is not measured. Events of people are counted in consecutive windows of
30 days after it; outcomes of jobs are counted over the jobs posted in the second and third quarter, so that they have
the last quarter to complete.
"""

from collections.abc import Callable
from functools import cached_property
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from experiments.measures.networks import Cascades, Harmful, cascades, harmful, recruitment
from policies.records import PROJECTS, Bools, Floats, Format, Kind
from sim.state.codes import ClientType
from sim.state.events import (
    Applied,
    ClientJoined,
    ClientReturned,
    ContactSwapped,
    Hired,
    Posted,
    Scouted,
    Session,
    WorkerJoined,
    WorkerReturned,
)
from sim.state.log import Events

Rows = NDArray[np.int32]

WINDOW_DAYS = 30
DISHONEST = (ClientType.RING, ClientType.MARKETER)


class Periods:
    """A log and its measured parts, each selected once and read by many metrics.

    A mask by job is (jobs + 1,) bool. Its last entry is job -1, repeat business, and is never set, so that any column
    of jobs can index a mask.

    span  [first day, day after the last) that is measured instead, as one window; jobs posted in it are the cohort
    """

    def __init__(self, events: Events, span: tuple[int, int] | None = None) -> None:
        days = events.days
        start, end = span or (days // 4, 3 * days // 4)
        self.days, self.whole, self.start = days, events, start
        self.measured = events.between(start, end if span else np.inf)  # everything after the first quarter
        self.cohort = events.between(start, end)  # jobs that are posted here are followed to the end of the run
        self.windows = [events.between(*window) for window in ([span] if span else windows(days))]
        self.active = [distinct(window[Session].worker) for window in self.windows]  # workers with a session

    def mean(self, measure: Callable[[Events], SupportsFloat]) -> float:
        """Return the mean of `measure` over the windows; NaN if one window has no value."""
        return float(np.mean([float(measure(window)) for window in self.windows]))

    def per_active_worker(self, count: Callable[[Events], SupportsFloat], each: int = 1) -> float:
        """Return the mean over windows of `count` ÷ workers with a session × `each`; NaN if a window has no worker."""
        return float(
            np.mean(
                [each * ratio(count(window), active) for window, active in zip(self.windows, self.active, strict=True)]
            )
        )

    @cached_property
    def jobs(self) -> int:
        """Number of jobs posted in the run: the length of a table by job."""
        return int(self.whole[Posted].job.max(initial=-1)) + 1

    @cached_property
    def honest(self) -> Bools:
        """The honest jobs of the cohort, a mask by job: no schemes of rings. Some may break a rule."""
        return self._posted(self.cohort[Posted].tactic == Kind.NONE)

    @cached_property
    def projects(self) -> Bools:
        """The honest project jobs of the cohort, a mask by job."""
        return self.honest & self._posted(np.isin(self.cohort[Posted].format, PROJECTS))

    @cached_property
    def tasks(self) -> Bools:
        """Task jobs, a mask by job. All other contracts are projects, repeat business too."""
        posted, members = self.whole[Posted], np.zeros(self.jobs + 1, np.bool_)
        members[posted.job] = posted.format == Format.TASK
        return members

    @cached_property
    def breaking(self) -> Bools:
        """Violating jobs, a mask by job: schemes of rings with their bait, and all other jobs that break a rule."""
        posted, members = self.whole[Posted], np.zeros(self.jobs + 1, np.bool_)
        members[posted.job] = posted.violation != Kind.NONE
        return members

    @cached_property
    def violating(self) -> Bools:
        """The violating jobs of the cohort, of any client, a mask by job."""
        return self._posted(self.cohort[Posted].violation != Kind.NONE)

    @cached_property
    def lawful(self) -> Bools:
        """The jobs of the cohort that break no rule, a mask by job."""
        return self._posted(self.cohort[Posted].violation == Kind.NONE)

    @cached_property
    def trees(self) -> Cascades:
        """Trees of recruitment over the whole run."""
        return cascades(recruitment(self.whole))

    @cached_property
    def clusters(self) -> Harmful:
        """Clusters of linked accounts of bad actors and their victims, over the whole run."""
        return harmful(self.whole)

    def newcomers(self, joined: WorkerJoined | ClientJoined) -> Bools:
        """Return (n,) whether these joined for the first time, and are not back on an account that was dormant."""
        if isinstance(joined, WorkerJoined):
            return ~np.isin(joined.worker, self.whole[WorkerReturned].worker)
        return ~np.isin(joined.client, self.whole[ClientReturned].client)

    def pairs(self, events: Applied | ContactSwapped | Hired | Scouted, jobs: Bools) -> NDArray[np.int64]:
        """Return a number for each pair of worker and job in these events, for the jobs of a mask."""
        counted = jobs[events.job]
        return events.worker[counted].astype(np.int64) * self.jobs + events.job[counted]

    def honest_clients(self, clients: Rows) -> Bools:
        """Return (n,) whether this client is neither an account of a ring nor a small marketer.

        Low-paying and careless clients are honest too, and so are those who break a rule unwittingly.
        """
        joined = self.whole[ClientJoined]
        return ~np.isin(clients, joined.client[np.isin(joined.type, DISHONEST)])

    def _posted(self, chosen: Bools) -> Bools:
        members = np.zeros(self.jobs + 1, np.bool_)
        members[self.cohort[Posted].job[chosen]] = True
        return members


def windows(days: int) -> list[tuple[int, int]]:
    """Return the measured windows of a run, [first day, day after the last): whole ones, or a shorter one."""
    start = days // 4
    whole = [(day, day + WINDOW_DAYS) for day in range(start, days - WINDOW_DAYS + 1, WINDOW_DAYS)]
    return whole or [(start, days)]


def ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    """Return part ÷ whole, NaN for a whole of 0."""
    return float(part) / float(whole) if float(whole) else float("nan")


def mean(values: Floats | Bools) -> float:
    """Return the mean, NaN without values."""
    return float(values.mean()) if len(values) else float("nan")


def among(codes: NDArray[np.int64], members: NDArray[np.int64]) -> Bools:
    """Return (n,) whether each code is one of these members: `np.isin` takes forty times as long for many of both."""
    return places(codes, np.sort(members)) < len(members)


def places(own: NDArray[np.integer], known: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return (n,) the place of each among sorted codes, one beyond the last for an unknown one."""
    at = np.searchsorted(known, own)
    present = at < len(known)
    present[present] = known[at[present]] == own[present]
    return np.where(present, at, len(known))


def distinct(rows: Rows) -> int:
    """Return the number of distinct rows."""
    return int(np.count_nonzero(np.bincount(rows)))


def first_times(rows: Rows, times: Floats, size: int) -> Floats:
    """Return (size,) the earliest time of each row, inf without one."""
    first = np.full(size, np.inf)
    np.minimum.at(first, rows, times)
    return first


def median_wait(waits: Floats, over: Bools) -> float:
    """Kaplan–Meier median of (n,) waits; those not yet `over` are right-censored. NaN where fewer than half get so far.

    `scipy.stats.ecdf` gives the same, but its import takes longer than a small run.
    """
    moments, share = _waiting(waits, over)
    reached = moments[share <= 0.5 + 1e-12]
    return float(reached[0]) if len(reached) else float("nan")


def over_by(waits: Floats, over: Bools, times: Floats) -> Floats:
    """Kaplan–Meier share of (n,) waits that are over by each of (times,); NaN beyond the longest, and without any."""
    moments, share = _waiting(waits, over)
    ended = np.append(0.0, 1 - share)[np.searchsorted(moments, times, side="right")]
    return np.where(times <= waits.max(initial=-np.inf), ended, np.nan)


def _waiting(waits: Floats, over: Bools) -> tuple[Floats, Floats]:
    """(moments,) at which waits end or are censored, and the (moments,) share that still waits after each."""
    moments, at = np.unique(waits, return_inverse=True)
    ended, begun = np.bincount(at, over), np.bincount(at)
    waiting = len(waits) - np.cumsum(begun) + begun
    return moments, np.cumprod((waiting - ended) / waiting)
