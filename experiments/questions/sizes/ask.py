"""Run one scenario as it stands and for more than a year, and hold its sizes against public figures."""

from collections.abc import Callable, Sequence

from experiments.measures.volumes import LEAST_DAYS
from experiments.questions.run.ask import over_seeds
from experiments.questions.sizes.figures import SIZES
from experiments.questions.sizes.result import Sized, Sizes
from experiments.runs.batch import Batch, carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.works import ALL_SIZES, Work
from experiments.verdicts.marketplace import scale
from scenarios import Scenario

MONTHS = range(4)  # seeds of runs as long as the scenario: fixed, since a table must not depend on who makes it
YEARS = range(2)  # seeds of runs of more than a year
RUNS = len(MONTHS) + len(YEARS)


def ask_sizes(
    scenario: Scenario,
    *,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    name: str | None = None,
    changes: Sequence[str] = (),
    on_done: Callable[[], object] = lambda: None,
    work: Work[dict[str, float]] = ALL_SIZES,
) -> tuple[Sizes | None, tuple[Failure, ...]]:
    """Return the sizes of a scenario (None if every run of a month or of a year crashed), and the runs that crashed."""

    def of(run: Scenario, seeds: range) -> Batch[dict[str, float]]:
        sides = [Side(name or scenario.name, run, tuple(changes))]
        return carry_out(sides, seeds, work, keeping=keeping, engine=engine, on_done=on_done)

    batches = {"month": of(scenario, MONTHS), "year": of(scenario.lasting(LEAST_DAYS), YEARS)}
    failures = tuple(failure for batch in batches.values() for failure in batch.failures)
    if not all(batch.results[0] for batch in batches.values()):
        return None, failures
    times = scale(scenario.world.workers)

    return Sizes(
        batches["month"].sides[0],
        batches["month"].seeds,
        batches["year"].seeds,
        times,
        tuple(
            Sized(
                size,
                over_seeds(
                    [run[size.name] * (times if size.whole else 1) for run in batches[size.span].results[0]], size.unit
                ),
            )
            for size in SIZES
        ),
    ), failures
