"""Weeks of a run, from the first day on: exposure, the queue of screening, the desks, fees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from experiments.measures.business import fee_yen, review_hours
from experiments.measures.fraud import exposed_per_10k
from experiments.measures.matching import publication_lag_p90
from experiments.measures.periods import Periods
from policies.records import Floats
from sim.state.log import Events

WEEK_DAYS = 7
WEEKLY: Mapping[str, Callable[[Periods], float]] = {
    measure.__name__: measure for measure in (exposed_per_10k, publication_lag_p90, review_hours, fee_yen)
}


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """Metrics within each whole week of a run: a worker who is exposed in two weeks counts in both.

    Sums are those of a week, and rates are of who was active in it.
    """

    values: Mapping[str, Floats]  # (weeks,) by name of WEEKLY; NaN where undefined


def weeks(events: Events) -> Weeks:
    """Measure each whole week of a log."""
    parts = whole_weeks(events)
    return Weeks({name: np.array([measure(part) for part in parts]) for name, measure in WEEKLY.items()})


def whole_weeks(events: Events) -> list[Periods]:
    """Return each whole week of a log, from the first day on."""
    return [Periods(events, (day, day + WEEK_DAYS)) for day in range(0, events.days - WEEK_DAYS + 1, WEEK_DAYS)]
