"""What goes wrong with project contracts, as workers who are asked about it would count it.

Two surveys ask. The marketplace's own of early April 2020 speaks of what the pandemic had done to people by then, so
two months of a run stand for it. The other one asks whether it ever happened: here, ever in the run, which knows
nothing of the years before it. Neither says whether those who had no project were asked too, so each share is also
taken of all workers who came.
"""

from collections.abc import Callable

import numpy as np

from experiments.measures.periods import WINDOW_DAYS, Periods, Rows, distinct, ratio
from sim.state.codes import Reason
from sim.state.events import Completed, Ended, FellSilent, Hired, Session
from sim.state.log import Events

SURVEYED_DAYS = 2 * WINDOW_DAYS
UNPAID = (
    Reason.REFUSED,
    Reason.CLIENT_SILENT,
    Reason.RESTRICTED,
)  # ends of a contract for which a worker is not to blame

Those = Callable[[Periods, Events], Rows]  # worker rows of a part of the log, each as often as it happened


def ghosted(periods: Periods, part: Events) -> Rows:
    """Workers of projects whose client FellSilent."""
    silent = part[FellSilent]
    return silent.worker[~silent.by_worker & ~periods.tasks[silent.job]]


def unpaid(periods: Periods, part: Events) -> Rows:
    """Workers of projects that Ended because the client refused, was silent for good or was restricted."""
    ended = part[Ended]
    return ended.worker[np.isin(ended.reason, UNPAID) & ~periods.tasks[ended.job]]


def project_workers(periods: Periods, part: Events) -> Rows:
    """Workers with a project of which anything happens: Hired, FellSilent, Completed or Ended."""
    of_projects = (
        found.worker[~periods.tasks[found.job]]
        for found in (part[Hired], part[FellSilent], part[Completed], part[Ended])
    )
    return np.concatenate(list(of_projects))


def unreachable_in_60_days(periods: Periods) -> float:
    """Project workers whose client FellSilent ÷ project workers, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), ghosted, project_workers)


def unreachable_of_active(periods: Periods) -> float:
    """Project workers whose client FellSilent ÷ workers with a session, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), ghosted, _active)


def unpaid_in_60_days(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ project workers, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), unpaid, project_workers)


def unpaid_of_active(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ workers with a session, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), unpaid, _active)


def unpaid_ever(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ project workers, distinct, in the whole run."""
    return _share(periods, periods.whole, unpaid, project_workers)


def unpaid_ever_of_active(periods: Periods) -> float:
    """Project workers with one Ended unpaid ÷ workers with a session, distinct, in the whole run."""
    return _share(periods, periods.whole, unpaid, _active)


def _surveyed(periods: Periods) -> Events:
    start = periods.days // 4
    return periods.whole.between(start, start + SURVEYED_DAYS)


def _active(periods: Periods, part: Events) -> Rows:
    return part[Session].worker


def _share(periods: Periods, part: Events, those: Those, of: Those) -> float:
    return ratio(distinct(those(periods, part)), distinct(of(periods, part)))
