"""When a run is measured, and who is counted: the windows, the active workers and the cohort of postings.

The first quarter of a run fills the market and is not measured. What happens to people is counted in consecutive
windows of 30 days from there; what becomes of a job is counted over the jobs posted in the second and third quarter,
so that the last quarter is left for them to complete.
"""

from collections.abc import Callable, Iterable
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from policies.records import Format
from sim.state.log import Event, Events

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

WINDOW_DAYS = 30
PROJECTS = (Format.FIXED, Format.HOURLY)  # the formats that are contracted one worker at a time


def within(events: Events, start: float, end: float) -> Events:
    """The events with start ≤ time < end, in days (a view: the log is in order of time)."""
    first, last = np.searchsorted(events.time, (start, end))
    part = slice(int(first), int(last))
    return Events(events.time[part], events.kind[part], events.worker[part], events.client[part], events.job[part],
                  events.what[part], events.how[part], events.value[part], events.days)


def measured(events: Events) -> Events:
    """Everything from the end of the first quarter on."""
    return within(events, events.days // 4, np.inf)


def windows(days: int) -> list[tuple[int, int]]:
    """The measured windows of a run, [first day, day after the last): whole ones, or the one there is room for."""
    start = days // 4
    whole = [(day, day + WINDOW_DAYS) for day in range(start, days - WINDOW_DAYS + 1, WINDOW_DAYS)]
    return whole or [(start, days)]


def mean_over_windows(events: Events, measure: Callable[[Events], float]) -> float:
    """`measure` of each window, averaged; NaN when one window has no answer."""
    return float(np.mean([measure(within(events, *window)) for window in windows(events.days)]))


def ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    """part ÷ whole, NaN of nothing."""
    return float(part) / float(whole) if float(whole) else float("nan")


def mean(values: Floats) -> float:
    """The mean, NaN of nothing."""
    return float(values.mean()) if len(values) else float("nan")


def distinct(rows: NDArray[np.int32]) -> int:
    """How many different rows these are; -1 is nobody."""
    return int(np.count_nonzero(np.bincount(rows[rows >= 0])))


def active_workers(events: Events) -> int:
    """Distinct workers with a session."""
    return distinct(events.of(Event.SESSION).worker)


def workers_per_10k(events: Events, kind: Event) -> float:
    """Distinct workers with such an event ÷ active workers × 10,000, mean over windows."""
    return mean_over_windows(
        events, lambda part: 10_000 * ratio(distinct(part.of(kind).worker), active_workers(part)))


def per_window(events: Events, kind: Event) -> float:
    """Σ value of such events, mean over windows."""
    return mean_over_windows(events, lambda part: float(part.of(kind).value.sum()))


def cohort(events: Events, *, violating: bool = False, formats: Iterable[Format] = Format) -> Bools:
    """The jobs followed to their end: posted in [days/4, 3·days/4), honest ones unless `violating`. (jobs,) bool."""
    posted = within(events, events.days // 4, 3 * events.days // 4).of(Event.POSTED)
    chosen = ((posted.what > 0) == violating) & np.isin(posted.how, list(formats))
    members = np.zeros(int(events.job.max(initial=-1)) + 1, np.bool_)
    members[posted.job[chosen]] = True
    return members


def of_jobs(events: Events, kind: Event, jobs: Bools) -> Events:
    """The events of this kind that belong to these jobs (a mask over job rows)."""
    found = events.of(kind)
    found = found.where(found.job >= 0)
    return found.where(jobs[found.job])


def first_times(rows: NDArray[np.int32], times: Floats, size: int) -> Floats:
    """(size,) the earliest time of each row, inf where there is none."""
    first = np.full(size, np.inf)
    np.minimum.at(first, rows, times)
    return first
