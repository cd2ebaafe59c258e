"""Run one scenario with several seeds."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from experiments.measures.channels import pooled
from experiments.measures.metrics import METRICS
from experiments.questions.run.result import Summary
from experiments.runs.batch import carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.verdicts.intervals import Interval, mean_interval
from experiments.verdicts.scales import of_level
from scenarios import Scenario


def run_scenario(
    scenario: Scenario,
    seeds: Iterable[int],
    *,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    name: str | None = None,
    changes: Sequence[str] = (),
    on_done: Callable[[], object] = lambda: None,
    work: Work[Measurements] = MEASUREMENTS,
) -> tuple[Summary | None, tuple[Failure, ...]]:
    """Run the scenario with every seed; return its metrics (None if every run crashed), and the runs that crashed.

    `name` and `changes` are those that the user gave; the result shows them.
    """
    sides = [Side(name or scenario.name, scenario, tuple(changes))]
    batch = carry_out(sides, seeds, work, keeping=keeping, engine=engine, on_done=on_done)
    [side], [results] = batch.sides, batch.results
    if not results:
        return None, batch.failures
    return Summary(
        side,
        batch.seeds,
        tuple((metric, over_seeds([run.metrics[metric.name] for run in results], metric.unit)) for metric in METRICS),
        pooled(run.lures for run in results),
        batch.seconds_per_run,
        tuple(run.metrics for run in results),
    ), batch.failures


def over_seeds(values: Sequence[float], unit: str = "") -> Interval:
    """Return the mean of one value per seed, with its interval. NaN is a seed without a number: it does not count."""
    numbers = np.array(values)
    return of_level(unit, mean_interval(numbers[np.isfinite(numbers)]))
