"""Troubles with project contracts, counted as in surveys of workers.

There are two surveys. That of the marketplace, early April 2020, is about effects of the pandemic until then: two
months of a run correspond to it. Its answers separate clients who cannot be reached from pay that was not received, so
a silent client is no answer to the second. The other survey asks freelancers whether they were ever left unpaid, and
does not separate these: here, workers with several projects, in the whole run, which knows nothing of earlier years.
Other readings stand beside each fact. Neither survey says whether workers without a project were included, so each
share is also computed for all workers with a session.
"""

from collections.abc import Callable

import numpy as np

from experiments.measures.periods import WINDOW_DAYS, Periods, Rows, distinct, ratio
from sim.state.codes import Reason
from sim.state.events import Completed, Ended, FellSilent, Hired, Session
from sim.state.log import Events

SURVEYED_DAYS = 2 * WINDOW_DAYS
REGULAR = 3  # ended projects that make a worker a regular freelancer: assumed
UNPAID = (
    Reason.REFUSED,
    Reason.CLIENT_SILENT,
    Reason.RESTRICTED,
)  # ends of a contract that are not the fault of the worker

Those = Callable[[Periods, Events], Rows]  # worker rows of a part of the log, each as often as it happened


def ghosted(periods: Periods, part: Events) -> Rows:
    """Workers of projects whose client FellSilent."""
    silent = part[FellSilent]
    return silent.worker[~silent.by_worker & ~periods.tasks[silent.job]]


def unpaid(periods: Periods, part: Events) -> Rows:
    """Workers of projects that Ended because the client refused, was silent for good or was restricted."""
    ended = part[Ended]
    return ended.worker[np.isin(ended.reason, UNPAID) & ~periods.tasks[ended.job]]


def refused(periods: Periods, part: Events) -> Rows:
    """Workers of projects that Ended because the client refused the delivery."""
    ended = part[Ended]
    return ended.worker[(ended.reason == Reason.REFUSED) & ~periods.tasks[ended.job]]


def project_workers(periods: Periods, part: Events) -> Rows:
    """Workers with an event of a project: Hired, FellSilent, Completed or Ended."""
    of_projects = (
        events.worker[~periods.tasks[events.job]]
        for events in (part[Hired], part[FellSilent], part[Completed], part[Ended])
    )
    return np.concatenate(list(of_projects))


def unreachable_in_60_days(periods: Periods) -> float:
    """Project workers whose client FellSilent ÷ project workers, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), ghosted, project_workers)


def unreachable_of_active(periods: Periods) -> float:
    """Project workers whose client FellSilent ÷ workers with a session, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), ghosted, _active)


def unpaid_in_60_days(periods: Periods) -> float:
    """Project workers with one Ended because refused ÷ project workers, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), refused, project_workers)


def unpaid_or_left_in_60_days(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ project workers, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), unpaid, project_workers)


def unpaid_of_active(periods: Periods) -> float:
    """Project workers with one Ended because refused ÷ workers with a session, distinct, in 60 days as above."""
    return _share(periods, _surveyed(periods), refused, _active)


def unpaid_ever(periods: Periods) -> float:
    """Workers with one project Ended unpaid ÷ workers, both of those for whom 3 projects ended, in the whole run."""
    of_projects = [part.worker[~periods.tasks[part.job]] for part in (periods.whole[Completed], periods.whole[Ended])]
    worker, ended = np.unique(np.concatenate(of_projects), return_counts=True)
    regular = worker[ended >= REGULAR]
    return ratio(np.count_nonzero(np.isin(regular, unpaid(periods, periods.whole))), len(regular))


def unpaid_ever_of_all(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ project workers, distinct, in the whole run."""
    return _share(periods, periods.whole, unpaid, project_workers)


def unpaid_ever_of_active(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ workers with a session, distinct, in the whole run."""
    return _share(periods, periods.whole, unpaid, _active)


def _surveyed(periods: Periods) -> Events:
    return periods.whole.between(periods.start, periods.start + SURVEYED_DAYS)


def _active(periods: Periods, part: Events) -> Rows:
    return part[Session].worker


def _share(periods: Periods, part: Events, those: Those, base: Those) -> float:
    return ratio(distinct(those(periods, part)), distinct(base(periods, part)))
