"""Carries out a comparison: two scenarios, the same seeds, the same people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from experiments.measures.channels import pooled
from experiments.questions.compare.answer import Answer, headlines
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import deciding
from experiments.runs.batch import Batch, carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import FIXED, Worlds
from experiments.verdicts.differences import by_path, differences
from scenarios import Scenario


def compare(
    baseline: Scenario,
    candidate: Scenario,
    seeds: Iterable[int] = range(32),
    *,
    engine: Engine = SERIAL,
    names: tuple[str, str] | None = None,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    on_done: Callable[[], object] = lambda: None,
    work: Work[Measurements] = MEASUREMENTS,
) -> tuple[Comparison | None, tuple[Failure, ...]]:
    """Both scenarios with every seed → what differs, and the runs that crashed.

    A seed that crashed on either side is left out of both; with fewer than two seeds left there is no comparison.
    `names` and `changes` are what the sides were asked for by, for whoever reads the result.
    """
    found, failures = answer(
        [(baseline, candidate)], seeds, engine=engine, names=names, changes=changes, on_done=on_done, work=work
    )
    return (found.comparisons[0] if found else None), failures


def answer(
    regimes: Sequence[tuple[Scenario, Scenario]],
    seeds: Iterable[int] = range(32),
    *,
    worlds: Worlds = FIXED,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    names: tuple[str, str] | None = None,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    on_done: Callable[[], object] = lambda: None,
    work: Work[Measurements] = MEASUREMENTS,
) -> tuple[Answer | None, tuple[Failure, ...]]:
    """Two scenarios as they are in each regime, all with every seed → what differs, and the runs that crashed.

    A seed that crashed anywhere is left out everywhere, so that all regimes speak of the same worlds. Raises BadInput
    where plausible worlds cannot be used, or are too few, files.Unusable where the store fails.
    """
    sides = [
        Side(name, scenario, tuple(laid))
        for pair in regimes
        for name, scenario, laid in zip(names or [each.name for each in pair], pair, changes, strict=True)
    ]
    evidence, seeds = worlds.evidence(), tuple(seeds)
    worlds.check(regimes[0][0], len(seeds))
    batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=on_done)
    if len(batch.seeds) < 2:
        return None, batch.failures
    homes = worlds.homes(sides[0].scenario, batch.seeds.ran)
    places = [(side, side + 1) for side in range(0, len(sides), 2)]
    return Answer(
        tuple(decided(compared(batch, *both, homes), batch, both, worlds) for both in places), evidence
    ), batch.failures


def decided(found: Comparison, batch: Batch[Measurements], places: tuple[int, int], worlds: Worlds) -> Comparison:
    """The comparison of two sides of a batch, with what decides its headlines: nothing that one world shows."""
    if worlds.file is None:
        return found
    before, after = (batch.sides[place].scenario for place in places)
    names, numbers = worlds.numbers(before, batch.seeds.ran)
    told = {}
    for name in headlines(before, after):
        first, second = ([run.metrics[name] for run in batch.results[place]] for place in places)
        told[name] = deciding(names, numbers, np.subtract(second, first))
    return replace(found, deciding=told)


def compared(
    batch: Batch[Measurements], baseline: int, candidate: int, homes: tuple[int, ...] | None = None
) -> Comparison:
    """Two sides of a batch beside one another. homes: as `Comparison` has it."""
    before, after = batch.results[baseline], batch.results[candidate]
    runs = tuple(run.metrics for run in before), tuple(run.metrics for run in after)
    found = differences(*runs)
    equal = all(each.exact for each in found)
    return Comparison(
        (batch.sides[baseline], batch.sides[candidate]),
        batch.seeds,
        found,
        (pooled(run.lures for run in before), pooled(run.lures for run in after)),
        by_path([run.paths for run in before], [run.paths for run in after], equal=equal),
        batch.seconds_per_run,
        runs=runs,
        homes=homes,
    )
