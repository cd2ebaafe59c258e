"""Carries out a comparison: two scenarios, the same seeds, the same people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from experiments.measures.channels import pooled
from experiments.measures.compare import Comparison, differences
from experiments.runs.engine import execute
from experiments.runs.plan import Run, plan
from experiments.runs.work import Measurements, measured
from scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that crashed."""

    scenario: str
    seed: int
    error: str


class Crashed(Exception):
    """A run crashed where every run counts; the message holds its traceback."""


def whole[T](found: T | None, failures: tuple[Failure, ...]) -> T:
    """What was found, when no run crashed on the way; otherwise raises Crashed."""
    for failure in failures:
        raise Crashed(f"{failure.scenario}, seed {failure.seed} crashed:\n{failure.error}")
    assert found is not None
    return found


def compare(baseline: Scenario, candidate: Scenario, seeds: Iterable[int] = range(32), *, jobs: int = 1,
            names: tuple[str, str] | None = None, on_done: Callable[[], object] = lambda: None,
            work: Callable[[Run], Measurements] = measured) -> tuple[Comparison | None, tuple[Failure, ...]]:
    """Both scenarios with every seed → what differs, and the runs that crashed.

    A seed that crashed on either side is left out of both; with fewer than two seeds left there is no comparison.
    """
    seeds = list(seeds)
    names = names or (baseline.name, candidate.name)
    outcomes = execute(plan((baseline, candidate), seeds), work, jobs=jobs, on_done=on_done)
    pairs = list(zip(seeds, outcomes[::2], outcomes[1::2], strict=True))
    failures = tuple(Failure(name, seed, outcome.error) for seed, *pair in pairs
                     for name, outcome in zip(names, pair, strict=True) if outcome.error)
    ran = [(seed, before.result, after.result) for seed, before, after in pairs if before.result and after.result]
    if len(ran) < 2:
        return None, failures
    before, after = [pair[1] for pair in ran], [pair[2] for pair in ran]
    return Comparison(
        *names, tuple(seed for seed, *_ in ran), baseline.start, baseline.days,
        world=" / ".join(dict.fromkeys((baseline.world_name, candidate.world_name))),
        rings=(baseline.world.rings, candidate.world.rings),
        differences=differences([run.metrics for run in before], [run.metrics for run in after]),
        lures=(pooled(run.lures for run in before), pooled(run.lures for run in after)),
        seconds_per_run=float(np.mean([outcome.seconds for outcome in outcomes if outcome.result])),
    ), failures
