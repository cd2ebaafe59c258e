"""Filling: how soon projects have a first hire."""

import numpy as np

from experiments.measures.periods import Periods, first_times, over_by
from policies.records import Bools, Floats
from sim.state.events import Hired, Published

HOURS = (6, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336)


def hire_waits(periods: Periods) -> tuple[Floats, Bools]:
    """Return (n,) hours from Published to the first Hired of honest project jobs of the cohort, and (n,) was one hired?

    Where nobody was, the hours until the run ends.
    """
    published, hired = periods.whole[Published], periods.whole[Hired]
    counted = periods.projects[published.job]
    filled = first_times(hired.job, hired.time, len(periods.projects))[published.job[counted]]
    return 24 * (np.minimum(filled, periods.days) - published.time[counted]), np.isfinite(filled)


def filled_within(periods: Periods) -> Floats:
    """Return (HOURS,) the Kaplan–Meier share of projects with a first hire so soon; honest project jobs of the cohort.

    NaN where none is published, and from the hour on that no project was followed for.
    """
    waits, hired = hire_waits(periods)
    return over_by(waits, hired, np.array(HOURS, np.float64))
