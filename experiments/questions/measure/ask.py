"""Measure one scenario over several seeds: its metrics, the facts of the reports in it, or its sizes."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypedDict, Unpack

from experiments.measures.volumes import LEAST_DAYS
from experiments.questions.measure.facts import Validation
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Sizes
from experiments.runs.batch import Batch, carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import ALL_FACTS, ALL_SIZES, MEASUREMENTS, Work
from scenarios import Scenario

MONTHS = range(4)  # seeds of runs as long as the scenario: fixed, since a table must not depend on who makes it
YEARS = range(2)  # seeds of runs of more than a year
RUNS = len(MONTHS) + len(YEARS)


class How(TypedDict, total=False):
    """Options of a measurement: engine and store; name and changes of the scenario, as the user gave them."""

    keeping: Keeping
    engine: Engine
    name: str
    changes: Sequence[str]
    on_done: Callable[[], object]


def metrics(
    scenario: Scenario, seeds: Iterable[int], *, work: Work[Measurements] = MEASUREMENTS, **how: Unpack[How]
) -> tuple[Summary | None, tuple[Failure, ...]]:
    """Run every seed; return the metrics (None if every run crashed), and the runs that crashed."""
    batch = _carried_out(scenario, seeds, work, how)
    return (Summary.of(batch) if batch.results[0] else None), batch.failures


def facts(
    scenario: Scenario, seeds: Iterable[int], *, work: Work[dict[str, float]] = ALL_FACTS, **how: Unpack[How]
) -> tuple[Validation | None, tuple[Failure, ...]]:
    """Run every seed; return the facts (None if every run crashed), and the runs that crashed."""
    batch = _carried_out(scenario, seeds, work, how)
    return (Validation.of(batch) if batch.results[0] else None), batch.failures


def sizes(
    scenario: Scenario, *, work: Work[dict[str, float]] = ALL_SIZES, **how: Unpack[How]
) -> tuple[Sizes | None, tuple[Failure, ...]]:
    """Run as long as the scenario, and more than a year; return the sizes, and the runs that crashed.

    There are none where every run of a month, or every one of a year, crashed.
    """
    months = _carried_out(scenario, MONTHS, work, how)
    years = _carried_out(scenario.lasting(LEAST_DAYS), YEARS, work, how)
    whole = months.results[0] and years.results[0]
    return (Sizes.of(months, years) if whole else None), (*months.failures, *years.failures)


def _carried_out[T](scenario: Scenario, seeds: Iterable[int], work: Work[T], how: How) -> Batch[T]:
    side = Side(how.get("name", scenario.name), scenario, tuple(how.get("changes", ())))
    return carry_out(
        [side],
        seeds,
        work,
        keeping=how.get("keeping", UNKEPT),
        engine=how.get("engine", SERIAL),
        on_done=how.get("on_done", lambda: None),
    )
