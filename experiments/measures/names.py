"""Names of clients: how the contracts that they had before the first day ended, and whom a name draws."""

import numpy as np

from experiments.measures.periods import Periods, ratio
from policies.records import Bools, Floats
from sim.state.events import Applied, Posted, Recorded

LEAST_RECORD = 3  # contracts ended before the first day, for a client with a name
GOOD, BAD = 0.95, 0.85  # share of them that ended well: a good name from the first on, a bad one below the second


def names(periods: Periods, size: int) -> Floats:
    """Return (size,) the share of contracts that ended well before the first day; NaN for fewer than LEAST_RECORD."""
    recorded = periods.whole[Recorded]
    rate = np.full(size, np.nan)
    known = (recorded.ended >= LEAST_RECORD) & (recorded.client < size)
    rate[recorded.client[known]] = recorded.accepted[known] / recorded.ended[known]
    return rate


def good_name_draws(periods: Periods) -> float:
    """Applications a posting of clients with a good name ÷ those a posting of clients with a bad one.

    Honest projects of the cohort. NaN where either has none.
    """
    posted, applied = periods.whole[Posted], periods.whole[Applied]
    client = np.zeros(periods.jobs + 1, np.int64)
    client[posted.job] = posted.client
    rate = names(periods, int(client.max(initial=-1)) + 1)[client]
    answers = np.bincount(applied.job[periods.projects[applied.job]], minlength=periods.jobs + 1)

    def a_posting(chosen: Bools) -> float:
        jobs = periods.projects & chosen
        return ratio(answers[jobs].sum(), np.count_nonzero(jobs))

    return ratio(a_posting(rate >= GOOD), a_posting(rate < BAD))
