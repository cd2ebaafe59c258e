"""What a sweep would take: its runs are counted, those that are kept too, and none is carried out."""

from collections.abc import Iterable

import numpy as np

from experiments.questions.sweep.forecast_result import Basis, Forecast
from experiments.questions.sweep.question import Question
from experiments.runs.keeping import Keeping
from experiments.runs.worlds import Worlds
from experiments.store.upkeep import seconds_of, usual_seconds

BEGUN, WHOLE = 0.2, 1.2  # assumed seconds: of any run, and of the rest of one of so many workers and days
WORKERS, DAYS = 20_000, 120


def forecast(asked: Question, seeds: Iterable[int], *, worlds: Worlds, keeping: Keeping, jobs: int) -> Forecast:
    """Raises BadInput where plausible worlds cannot be used, files.Unusable where the store cannot be read."""
    seeds = tuple(seeds)
    keys = list(dict.fromkeys(run.key for run in asked.runs(seeds, worlds)))
    kept = seconds_of(keeping.store, keys) if keeping.store else {}
    if keeping.rerun_failed:
        kept = {key: seconds for key, seconds in kept.items() if seconds is not None}
    each, basis = _each(asked, keeping, [seconds for seconds in kept.values() if seconds is not None])
    return Forecast(
        len(asked.places),
        asked.design.count or len(asked.places),
        len(asked.regimes),
        len(seeds),
        len(keys),
        len(kept),
        each,
        basis,
        jobs,
    )


def _each(asked: Question, keeping: Keeping, kept: list[float]) -> tuple[float, Basis]:
    """Seconds a run, and whose they are."""
    if kept:
        return float(np.mean(kept)), "of these runs that are kept"
    scenarios = asked.scenarios
    names = sorted({scenario.name for scenario in scenarios})
    usual = usual_seconds(keeping.store, names, scenarios[0].days) if keeping.store else None
    if usual is not None:
        return usual, "of kept runs of these scenarios and this length"
    sizes = [scenario.world.workers / WORKERS * scenario.days / DAYS for scenario in scenarios]
    return BEGUN + WHOLE * float(np.mean(sizes)), "assumed"
