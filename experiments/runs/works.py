"""Work: results that can be requested of runs, and the way that a stored record holds each of them."""

from collections.abc import Callable
from dataclasses import dataclass

from experiments.runs import record, work
from experiments.runs.plan import Run
from experiments.runs.record import Record
from experiments.runs.work import Measurements


@dataclass(frozen=True, slots=True)
class Work[T]:
    """A result that is requested of runs.

    compute  executes a run: a function of a module, so that another process can import it
    read     takes the result from a stored record; None if records do not hold it, so that it is computed every time
    """

    compute: Callable[[Run], T]
    read: Callable[[Record], T] | None = None


MEASUREMENTS: Work[Measurements] = Work(work.measured, record.measurements)
ALL_METRICS: Work[dict[str, float]] = Work(work.metrics, record.metrics)
ALL_SIZES: Work[dict[str, float]] = Work(work.sizes, record.sizes)
ALL_FACTS: Work[dict[str, float]] = Work(work.facts, record.facts)
