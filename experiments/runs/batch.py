"""Batches of runs: execute scenarios × seeds, and separate results from crashes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import batched

import numpy as np

from experiments.runs.engine import Outcome
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run, plan
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Seeds, Side
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, Worlds


@dataclass(frozen=True, slots=True, eq=False)
class Batch[T]:
    """Results of a batch. A seed that crashed on one side counts on none."""

    sides: tuple[Side, ...]
    seeds: Seeds
    results: tuple[tuple[T, ...], ...]  # of each side, by seed
    failures: tuple[Failure, ...]
    seconds_per_run: float


def carry_out[T](
    sides: Sequence[Side],
    seeds: Iterable[int],
    work: Work[T],
    *,
    worlds: Worlds = FIXED,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    on_done: Callable[[], object] = lambda: None,
) -> Batch[T]:
    """Do `work` on every side with every seed. Raise BadInput where plausible worlds cannot be used; files.Unusable."""
    requested = tuple(seeds)
    runs = plan([side.scenario for side in sides], requested, worlds)
    outcomes = keeping.outcomes(runs, work, engine=engine, on_done=on_done)
    return separated(sides, requested, list(batched(zip(runs, outcomes, strict=True), len(sides))), worlds)


def separated[T](
    sides: Sequence[Side], requested: tuple[int, ...], rows: Sequence[Sequence[tuple[Run, Outcome[T]]]], worlds: Worlds
) -> Batch[T]:
    """Separate results that count from crashes. rows: one for each seed, with one run for each side."""
    failures = tuple(
        Failure(side.name, run.seed, outcome.error)
        for row in rows
        for side, (run, outcome) in zip(sides, row, strict=True)
        if outcome.error
    )
    crashed = {failure.seed for failure in failures}
    ran = tuple(seed for seed in requested if seed not in crashed)
    columns = list(zip(*(row for row in rows if row[0][0].seed not in crashed), strict=True)) or [()] * len(sides)
    return Batch(
        tuple(
            replace(side, worlds=worlds.name, keys=tuple(run.key for run, _ in column))
            for side, column in zip(sides, columns, strict=True)
        ),
        Seeds(requested, ran),
        tuple(tuple(outcome.result for _, outcome in column if outcome.result is not None) for column in columns),
        failures,
        float(np.mean([outcome.seconds for row in rows for _, outcome in row if not outcome.error] or np.nan)),
    )
