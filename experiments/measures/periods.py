"""When a run is measured, and who is counted: the windows, the active workers and the cohort of postings.

The first quarter of a run fills the market and is not measured. What happens to people is counted in consecutive
windows of 30 days from there; what becomes of a job is counted over the jobs posted in the second and third quarter,
so that the last quarter is left for them to complete.
"""

from collections.abc import Callable
from functools import cached_property
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from experiments.measures.networks import Cascades, Harmful, cascades, harmful, recruitment
from policies.records import Format, Kind
from sim.state.codes import ClientType
from sim.state.events import ClientJoined, Posted, Session
from sim.state.log import Events

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Rows = NDArray[np.int32]

WINDOW_DAYS = 30
DISHONEST = (ClientType.RING, ClientType.MARKETER)
PROJECTS = (Format.FIXED, Format.HOURLY)  # the formats that are contracted one worker at a time


class Periods:
    """A log and its measured parts, each cut out once and read by many metrics.

    A mask by job is (jobs + 1,) bool. Its last one stands for job -1, repeat business, and is never set, so that a mask
    takes any column of jobs.
    """

    def __init__(self, events: Events) -> None:
        start, end = events.days // 4, 3 * events.days // 4
        self.days, self.whole, self.start = events.days, events, start
        self.measured = events.between(start, np.inf)  # everything from the end of the first quarter on
        self.cohort = events.between(start, end)  # the jobs posted here are followed to their end
        self.windows = [events.between(*window) for window in windows(events.days)]
        self.active = [distinct(window[Session].worker) for window in self.windows]  # workers with a session

    def mean(self, measure: Callable[[Events], SupportsFloat]) -> float:
        """`measure` of each window, averaged; NaN when one window has no answer."""
        return float(np.mean([float(measure(window)) for window in self.windows]))

    def per_active_worker(self, count: Callable[[Events], SupportsFloat], each: int = 1) -> float:
        """`count` of each window ÷ its workers with a session × `each`, averaged; NaN when nobody came in one."""
        return float(
            np.mean(
                [each * ratio(count(window), active) for window, active in zip(self.windows, self.active, strict=True)]
            )
        )

    @cached_property
    def jobs(self) -> int:
        """How many jobs were ever posted: the length of a table by job."""
        return int(self.whole[Posted].job.max(initial=-1)) + 1

    @cached_property
    def honest(self) -> Bools:
        """The honest jobs of the cohort, a mask by job: no schemes of rings. It is work, though some breaks a rule."""
        return self._posted(self.cohort[Posted].tactic == Kind.NONE)

    @cached_property
    def projects(self) -> Bools:
        """The honest project jobs of the cohort, a mask by job."""
        return self.honest & self._posted(np.isin(self.cohort[Posted].format, PROJECTS))

    @cached_property
    def tasks(self) -> Bools:
        """All task jobs, a mask by job. Whatever else is contracted is a project, and so is repeat business."""
        posted, members = self.whole[Posted], np.zeros(self.jobs + 1, np.bool_)
        members[posted.job] = posted.format == Format.TASK
        return members

    @cached_property
    def breaking(self) -> Bools:
        """All violating jobs, a mask by job: schemes of rings, bait included, and what else breaks a rule."""
        posted, members = self.whole[Posted], np.zeros(self.jobs + 1, np.bool_)
        members[posted.job] = posted.violation != Kind.NONE
        return members

    @cached_property
    def violating(self) -> Bools:
        """The violating jobs of the cohort, whoever posted them, a mask by job."""
        return self._posted(self.cohort[Posted].violation != Kind.NONE)

    @cached_property
    def lawful(self) -> Bools:
        """The jobs of the cohort that break no rule, a mask by job."""
        return self._posted(self.cohort[Posted].violation == Kind.NONE)

    @cached_property
    def trees(self) -> Cascades:
        """Who recruited whom, over the whole run."""
        return cascades(recruitment(self.whole))

    @cached_property
    def clusters(self) -> Harmful:
        """Accounts of bad actors that hang together and whom they harmed, over the whole run."""
        return harmful(self.whole)

    def honest_clients(self, clients: Rows) -> Bools:
        """(n,) is this client neither a ring's account nor a small marketer?

        Low-paying and careless clients are honest too, and so are those who break a rule unwittingly.
        """
        joined = self.whole[ClientJoined]
        return ~np.isin(clients, joined.client[np.isin(joined.type, DISHONEST)])

    def _posted(self, chosen: Bools) -> Bools:
        members = np.zeros(self.jobs + 1, np.bool_)
        members[self.cohort[Posted].job[chosen]] = True
        return members


def windows(days: int) -> list[tuple[int, int]]:
    """The measured windows of a run, [first day, day after the last): whole ones, or the one there is room for."""
    start = days // 4
    whole = [(day, day + WINDOW_DAYS) for day in range(start, days - WINDOW_DAYS + 1, WINDOW_DAYS)]
    return whole or [(start, days)]


def ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    """part ÷ whole, NaN of nothing."""
    return float(part) / float(whole) if float(whole) else float("nan")


def mean(values: Floats | Bools) -> float:
    """The mean, NaN of nothing."""
    return float(values.mean()) if len(values) else float("nan")


def distinct(rows: Rows) -> int:
    """How many different rows these are."""
    return int(np.count_nonzero(np.bincount(rows)))


def first_times(rows: Rows, times: Floats, size: int) -> Floats:
    """(size,) the earliest time of each row, inf where there is none."""
    first = np.full(size, np.inf)
    np.minimum.at(first, rows, times)
    return first


def median_wait(waits: Floats, over: Bools) -> float:
    """Kaplan–Meier median of (n,) waits; those not yet `over` are right-censored. NaN where fewer than half get so far.

    `scipy.stats.ecdf` says the same, but takes longer to import than a small run to simulate.
    """
    moments, at = np.unique(waits, return_inverse=True)
    ended, begun = np.bincount(at, over), np.bincount(at)
    waiting = len(waits) - np.cumsum(begun) + begun
    reached = moments[np.cumprod((waiting - ended) / waiting) <= 0.5 + 1e-12]
    return float(reached[0]) if len(reached) else float("nan")
