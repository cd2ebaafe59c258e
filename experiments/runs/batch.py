"""Carries out scenarios × seeds, and sorts what went through from what crashed."""

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
from experiments.runs.worlds import FIXED, Worlds


@dataclass(frozen=True, slots=True, eq=False)
class Batch[T]:
    """What came of it. A seed that crashed on one side counts on none."""

    sides: tuple[Side, ...]
    seeds: Seeds
    results: tuple[tuple[T, ...], ...]  # of each side, by seed
    failures: tuple[Failure, ...]
    seconds_per_run: float


def carry_out[T](
    sides: Sequence[Side],
    seeds: Iterable[int],
    work: Callable[[Run], T],
    *,
    worlds: Worlds = FIXED,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    on_done: Callable[[], object] = lambda: None,
) -> Batch[T]:
    """`work` on every side with every seed. Raises BadInput where plausible worlds cannot be used, files.Unusable."""
    asked = tuple(seeds)
    runs = plan([side.scenario for side in sides], asked, worlds)
    outcomes = keeping.outcomes(runs, work, engine=engine, on_done=on_done)
    return gathered(sides, asked, list(batched(zip(runs, outcomes, strict=True), len(sides))), worlds)


def gathered[T](
    sides: Sequence[Side], asked: tuple[int, ...], rows: Sequence[Sequence[tuple[Run, Outcome[T]]]], worlds: Worlds
) -> Batch[T]:
    """What came of runs, a row a seed and in it a run a side, sorted into what counts and what crashed."""
    failures = tuple(
        Failure(side.name, run.seed, outcome.error)
        for row in rows
        for side, (run, outcome) in zip(sides, row, strict=True)
        if outcome.error
    )
    crashed = {failure.seed for failure in failures}
    ran = tuple(seed for seed in asked if seed not in crashed)
    columns = list(zip(*(row for row in rows if row[0][0].seed not in crashed), strict=True)) or [()] * len(sides)
    return Batch(
        tuple(
            replace(side, worlds=worlds.name, keys=tuple(run.key for run, _ in column))
            for side, column in zip(sides, columns, strict=True)
        ),
        Seeds(asked, ran),
        tuple(tuple(outcome.result for _, outcome in column if outcome.result is not None) for column in columns),
        failures,
        float(np.mean([outcome.seconds for row in rows for _, outcome in row if not outcome.error] or np.nan)),
    )
