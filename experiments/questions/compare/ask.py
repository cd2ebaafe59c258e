"""Run a comparison: two scenarios, the same seeds, the same people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np

from experiments.measures.channels import pooled
from experiments.measures.weeks import WEEKLY
from experiments.questions.compare.answer import Answer, headlines
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import deciding
from experiments.questions.compare.together import answered
from experiments.runs.batch import Batch, Means, carry_out
from experiments.runs.failures import Failure
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import FIXED, Worlds
from experiments.verdicts.differences import by_path, differences
from experiments.verdicts.looks import Look
from experiments.verdicts.pairs import gaps_by_world
from policies.records import Floats
from scenarios import Scenario


def compare(
    baseline: Scenario,
    candidate: Scenario,
    seeds: Iterable[int] = range(32),
    *,
    names: tuple[str, str] | None = None,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    work: Work[Measurements] = MEASUREMENTS,
    **means: Unpack[Means],
) -> tuple[Comparison | None, tuple[Failure, ...]]:
    """Run both scenarios with every seed; return their comparison, and the runs that crashed.

    A seed that crashed on either side is left out of both; with fewer than two seeds left there is no comparison.
    `names` and `changes` are those that the user gave for the sides; the result shows them.
    """
    result, failures = answer([(baseline, candidate)], seeds, names=names, changes=changes, work=work, **means)
    if result is None:
        return None, failures
    [comparison] = result.comparisons
    return comparison, failures


def answer(
    regimes: Sequence[tuple[Scenario, Scenario]],
    seeds: Iterable[int] = range(32),
    *,
    worlds: Worlds = FIXED,
    names: tuple[str, str] | None = None,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    sources: tuple[str, str] = ("", ""),
    look: Look = 1,
    work: Work[Measurements] = MEASUREMENTS,
    **means: Unpack[Means],
) -> tuple[Answer | None, tuple[Failure, ...]]:
    """Run two scenarios in each regime with every seed; return their comparisons, and the runs that crashed.

    regimes: baseline and candidate, as they are in each regime. A seed that crashed anywhere is left out everywhere, so
    that all regimes use the same worlds. More seeds than worlds ask each world with several lucks. look: at this
    question, as planned. Raises BadInput if plausible worlds cannot be used, and files.Unusable if the store fails.
    """
    sides = [
        Side(name, scenario, tuple(own), source=source)
        for pair in regimes
        for name, scenario, own, source in zip(
            names or [side.name for side in pair], pair, changes, sources, strict=True
        )
    ]
    evidence = worlds.evidence()

    import scipy.special  # noqa: F401 - the intervals need it at the end, and worker processes are not ready yet

    batch = carry_out(sides, seeds, work, worlds=worlds, **means)
    if len(batch.seeds) < 2:
        return None, batch.failures
    homes = worlds.homes(sides[0].scenario, batch.seeds.ran)
    places = [(side, side + 1) for side in range(0, len(sides), 2)]
    comparisons = [decided(compared(batch, *both, homes), batch, both, worlds) for both in places]
    return answered(comparisons, evidence, look), batch.failures


def decided(comparison: Comparison, batch: Batch[Measurements], places: tuple[int, int], worlds: Worlds) -> Comparison:
    """Return the comparison with the numbers that decide its headlines. One fixed world shows none."""
    if comparison.homes is None:
        return comparison
    before, after = (batch.sides[place].scenario for place in places)
    first = dict(zip(reversed(comparison.homes), reversed(batch.seeds.ran), strict=True))  # a seed of each world
    names, numbers = worlds.numbers(before, (seed for _, seed in sorted(first.items())))
    deciders = {
        name: deciding(names, numbers, gaps_by_world(*comparison.values(name), comparison.homes))
        for name in headlines(before, after)
    }
    return replace(comparison, deciding=deciders)


def compared(
    batch: Batch[Measurements], baseline: int, candidate: int, homes: tuple[int, ...] | None = None
) -> Comparison:
    """Return the comparison of two sides of a batch. homes: see `Comparison`."""
    before, after = batch.results[baseline], batch.results[candidate]
    runs = tuple(run.metrics for run in before), tuple(run.metrics for run in after)
    metric_differences = differences(*runs, homes=homes)
    equal = all(difference.exact for difference in metric_differences)
    return Comparison(
        (batch.sides[baseline], batch.sides[candidate]),
        batch.seeds,
        metric_differences,
        (pooled(run.lures for run in before), pooled(run.lures for run in after)),
        by_path([run.paths for run in before], [run.paths for run in after], homes, equal=equal),
        batch.seconds_per_run,
        runs=runs,
        weeks={name: (_by_week(before, name), _by_week(after, name)) for name in WEEKLY},
        filled=(np.array([run.filled for run in before]), np.array([run.filled for run in after])),
        homes=homes,
    )


def _by_week(runs: Sequence[Measurements], name: str) -> Floats:
    """Return (runs, weeks) one of WEEKLY."""
    return np.array([run.weeks.values[name] for run in runs])
