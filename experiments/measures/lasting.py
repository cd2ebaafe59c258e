"""Lasting gains: value at the end of a run, after people have adapted to a change."""

import numpy as np

from experiments.measures.metrics import Metric
from experiments.measures.periods import Periods, ratio
from policies.records import Kind
from sim.state.events import Completed, Posted


def late_value_per_posting(periods: Periods) -> float:
    """Σ over Completed contracts of (true fit ÷ seats) ÷ jobs Posted, both in the last window alone; honest jobs.

    Most contracts completed in a window were posted before it, so this is a rate of the market, not an outcome of jobs.
    """
    part, posted = periods.windows[-1], periods.whole[Posted]
    honest = np.zeros(periods.jobs + 1, np.bool_)
    honest[posted.job] = posted.tactic == Kind.NONE
    done = part[Completed]
    counted = honest[done.job]
    return ratio((done.fit[counted] / done.seats[counted]).sum(), np.count_nonzero(honest[part[Posted].job]))


LATE_VALUE = Metric(late_value_per_posting, "matching quality", "fit per job", "up")
