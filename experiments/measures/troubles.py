"""What goes wrong with project contracts, as workers who are asked about it would count it.

Two surveys ask. The marketplace's own of early April 2020 speaks of what the pandemic had done to people by then, so
two months of a run stand for it. It offers as answers that somebody cannot be reached and that one was not paid, so
that being left in silence is no answer to the second. The other survey asks those who live by such work whether it ever
happened, and offers no such choice: here, whoever had several projects in the run, and ever in the run, which knows
nothing of the years before it. What is read otherwise stands beside it; neither survey says whether those who had no
project were asked too, so each share is also taken of all workers who came.
"""

from collections.abc import Callable

import numpy as np

from experiments.measures.periods import WINDOW_DAYS, Periods, Rows, distinct, ratio
from sim.state.codes import Reason
from sim.state.events import Completed, Ended, FellSilent, Hired, Session
from sim.state.log import Events

SURVEYED_DAYS = 2 * WINDOW_DAYS
REGULAR = 3  # projects that came to an end, from which on a worker is one who lives by them: assumed
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


def refused(periods: Periods, part: Events) -> Rows:
    """Workers of projects that Ended because the client refused what was delivered."""
    ended = part[Ended]
    return ended.worker[(ended.reason == Reason.REFUSED) & ~periods.tasks[ended.job]]


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
    """Project workers with one Ended because refused ÷ project workers, distinct, in the first 60 measured days."""
    return _share(periods, _surveyed(periods), refused, project_workers)


def unpaid_or_left_in_60_days(periods: Periods) -> float:
    """The same, also of those whose client was silent for good or restricted."""
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
    start = periods.days // 4
    return periods.whole.between(start, start + SURVEYED_DAYS)


def _active(periods: Periods, part: Events) -> Rows:
    return part[Session].worker


def _share(periods: Periods, part: Events, those: Those, of: Those) -> float:
    return ratio(distinct(those(periods, part)), distinct(of(periods, part)))
