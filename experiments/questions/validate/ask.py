"""Run one scenario with several seeds and compare it with the facts of the reports."""

from collections.abc import Callable, Iterable, Sequence

from experiments.measures.validity import FACTS
from experiments.questions.run.ask import over_seeds
from experiments.questions.validate.result import Validation
from experiments.runs.batch import carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.works import ALL_FACTS, Work
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
        tuple((fact, over_seeds([run[fact.name] for run in results], fact.unit)) for fact in FACTS),
        batch.seconds_per_run,
    ), batch.failures
