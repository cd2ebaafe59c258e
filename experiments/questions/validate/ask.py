"""Run one scenario with several seeds and compare it with the facts of the reports."""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from experiments.measures.validity import FACTS, Fact
from experiments.questions.validate.result import Validation
from experiments.runs.batch import carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.works import ALL_FACTS, Work
from experiments.verdicts.intervals import Interval, mean_interval
from scenarios import Scenario


def validate(
    scenario: Scenario,
    seeds: Iterable[int],
    *,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    name: str | None = None,
    changes: Sequence[str] = (),
    on_done: Callable[[], object] = lambda: None,
    work: Work[dict[str, float]] = ALL_FACTS,
) -> tuple[Validation | None, tuple[Failure, ...]]:
    """Run the scenario with every seed; return its facts (None if every run crashed), and the runs that crashed."""
    sides = [Side(name or scenario.name, scenario, tuple(changes))]
    batch = carry_out(sides, seeds, work, keeping=keeping, engine=engine, on_done=on_done)
    [side], [results] = batch.sides, batch.results
    if not results:
        return None, batch.failures
    return Validation(
        side,
        batch.seeds,
        tuple((fact, over_runs(fact, [run[fact.name] for run in results])) for fact in FACTS),
        batch.seconds_per_run,
    ), batch.failures


def over_runs(fact: Fact, values: Sequence[float]) -> Interval:
    """Return the mean of a fact over runs and its 95 % interval, taken on its scale. NaN is a run without the fact.

    Runs that agree leave an interval no width, 0 in all of them included.
    """
    numbers = np.array(values, np.float64)
    numbers = numbers[np.isfinite(numbers)]
    if len(numbers) > 1 and not np.ptp(numbers):
        return Interval(*[float(numbers[0])] * 3)
    there = mean_interval(fact.scaled(numbers))
    mean, low, high = (float(fact.unscaled(each)) for each in (there.mean, there.low, there.high))
    least, most = numbers.min(initial=math.inf), numbers.max(initial=-math.inf)
    return Interval(min(max(mean, float(least)), float(most)), low, high)  # to the scale and back costs a last digit
