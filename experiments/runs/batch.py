"""Batches of runs: execute scenarios × seeds, and separate results from crashes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from typing import TypedDict, Unpack

import numpy as np

from experiments.runs.engine import Outcome
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run, plan
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Seeds, Side
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, Worlds

type Finished[T] = tuple[Run, Outcome[T]]


class Means(TypedDict, total=False):
    """Means of a question: store, engine, and the function to call after each run."""

    keeping: Keeping
    engine: Engine
    on_done: Callable[[], object]


@dataclass(frozen=True, slots=True, eq=False)
class Batch[T]:
    """Results of a batch. A seed that crashed on one side counts on none."""

    sides: tuple[Side, ...]
    seeds: Seeds
    results: tuple[tuple[T, ...], ...]  # of each side, by seed
    failures: tuple[Failure, ...]
    seconds_per_run: float


def carry_out[T](
    sides: Sequence[Side], seeds: Iterable[int], work: Work[T], *, worlds: Worlds = FIXED, **means: Unpack[Means]
) -> Batch[T]:
    """Do `work` on every side with every seed. Raise BadInput where plausible worlds cannot be used; files.Unusable."""
    requested = tuple(seeds)
    rows = in_rows(plan([side.scenario for side in sides], requested, worlds), len(sides), work, **means)
    return separated(sides, requested, rows, worlds)


def in_rows[T](runs: Sequence[Run], wide: int, work: Work[T], **means: Unpack[Means]) -> list[tuple[Finished[T], ...]]:
    """Do `work` on every run; return them with their outcomes, in rows of `wide`."""
    outcomes = means.get("keeping", UNKEPT).outcomes(
        runs, work, engine=means.get("engine", SERIAL), on_done=means.get("on_done", lambda: None)
    )
    return list(batched(zip(runs, outcomes, strict=True), wide))


def separated[T](
    sides: Sequence[Side], requested: tuple[int, ...], rows: Sequence[Sequence[Finished[T]]], worlds: Worlds
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
