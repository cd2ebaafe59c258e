"""The forecast of a sweep: counts its runs, and those that are stored, without running any."""

from collections.abc import Iterable

import numpy as np

from experiments.questions.sweep.forecast_result import Basis, Forecast
from experiments.questions.sweep.question import Question
from experiments.runs.cost import seconds
from experiments.runs.keeping import Keeping
from experiments.runs.worlds import Worlds
from experiments.store.upkeep import seconds_of, usual_seconds


def forecast(
    question: Question, seeds: Iterable[int], *, worlds: Worlds, keeping: Keeping, jobs: int | None
) -> Forecast:
    """Return the forecast of a sweep. jobs: runs at the same time, None if that is not known.

    Raises BadInput if plausible worlds cannot be used, files.Unusable if the store cannot be read.
    """
    seeds = tuple(seeds)
    keys = list(dict.fromkeys(run.key for run in question.runs(seeds, worlds)))
    stored = seconds_of(keeping.store, keys) if keeping.store else {}
    if keeping.rerun_failed:
        stored = {key: seconds for key, seconds in stored.items() if seconds is not None}
    seconds_per_run, basis = _seconds_per_run(
        question, keeping, [seconds for seconds in stored.values() if seconds is not None]
    )
    return Forecast(
        len(question.places),
        question.design.count or len(question.places),
        len(question.regimes),
        len(seeds),
        len(keys),
        len(stored),
        seconds_per_run,
        basis,
        jobs,
    )


def _seconds_per_run(question: Question, keeping: Keeping, stored: list[float]) -> tuple[float, Basis]:
    """Return the seconds for each run, and their basis."""
    if stored:
        return float(np.mean(stored)), "of these runs that are kept"
    scenarios = question.scenarios
    names = sorted({scenario.name for scenario in scenarios})
    usual = usual_seconds(keeping.store, names, scenarios[0].days) if keeping.store else None
    if usual is not None:
        return usual, "of kept runs of these scenarios and this length"
    return float(np.mean([seconds(scenario.world.workers, scenario.days) for scenario in scenarios])), "assumed"
