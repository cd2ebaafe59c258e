"""The questions of the command line, asked from Python: the same defaults, runs, store and mistakes."""

import os
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.api import asked as asking
from experiments.api import scenario as handles
from experiments.api.arguments import (
    Engine,
    File,
    Files,
    FirstSeed,
    Flag,
    Jobs,
    Natural,
    Pairs,
    Place,
    Positive,
    Regime,
    Rings,
    Runs,
    Text,
    Vary,
    Workers,
    WorldsName,
    checked,
)
from experiments.api.carrying import means, place, stoppable, watch, whole
from experiments.api.changes import flat, listed
from experiments.api.results import Compared, Gated, Ran, Swept, Traced
from experiments.api.scenario import Scenario
from experiments.defaults import CORES, ENGINE, PAIRS, RUNS, STORE, TRACED
from experiments.gate.peer import How
from experiments.gate.questions import of_revision, of_scenarios
from experiments.runs.engines import opened
from experiments.runs.paired import answer
from experiments.runs.single import run_scenario
from experiments.runs.tracing import look, traced
from experiments.runs.worlds import Worlds
from experiments.sweep.design import Design, Kind
from experiments.sweep.question import question
from experiments.sweep.sweep import sweep as sweep_of
from scenarios import BadInput, load
from scenarios.problems import problem


@checked
def run(
    scenario: handles.Asked,
    *,
    seeds: Runs = RUNS,
    first_seed: FirstSeed = 0,
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Ran:
    """Run one scenario with so many seeds and measure it. Raises as `compare` does."""
    side, these = handles.scenario(scenario), range(first_seed, first_seed + seeds)
    with means(store, rerun_failed, engine, jobs) as (kept, on), watch(progress)(seeds, "runs") as step:
        found, failures = run_scenario(
            side.loaded, these, keeping=kept, engine=on, name=side.name, changes=side.changes, on_done=step
        )
    return whole(Ran, found, failures)


@checked
def compare(
    baseline: handles.Asked,
    candidate: handles.Asked,
    *,
    seeds: Pairs = PAIRS,
    first_seed: FirstSeed = 0,
    rings: Rings = "both",
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Compared:
    """Compare two platforms on the same people, seed by seed.

    seeds         pairs of runs; decide before you look
    rings         bad actors that keep their habits ("frozen", the first day), that learn ("adapting"), or "both"
    worlds        "plausible", a world for each pair; "fixed", one world for all; or a file of `calibrate`
    store         where runs are kept, to be had again; None keeps nothing
    rerun_failed  runs that crashed are carried out again
    engine        what carries runs out: "processes", "serial" (this one), "dask", or "dask://HOST:PORT"
    jobs          runs carried out side by side
    progress      lines on standard error

    Raises BadInput; Crashed where runs crashed, with what the others found; Unusable where the store fails, Unready
    where the engine does.
    """
    posed, these = _posed(baseline, candidate, rings), range(first_seed, first_seed + seeds)
    regimes = [posed.sides(laid) for laid in posed.regimes]
    total = 2 * len(regimes) * seeds
    with means(store, rerun_failed, engine, jobs) as (kept, on), watch(progress)(total, "runs") as step:
        found, failures = answer(
            regimes,
            these,
            worlds=_worlds(worlds),
            keeping=kept,
            engine=on,
            names=posed.names,
            changes=posed.changes,
            on_done=step,
        )
    return whole(Compared, found, failures)


@checked
def sweep(
    baseline: handles.Asked,
    candidate: handles.Asked | None = None,
    *,
    vary: Vary = (),
    vary_both: Vary = (),
    design: Kind = "grid",
    points: Positive | None = None,
    design_seed: Natural = 0,
    seeds: Pairs = PAIRS,
    first_seed: FirstSeed = 0,
    rings: Rings = "both",
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
    **fields: Any,
) -> Swept:
    """Compare two platforms at many points of what is varied, as `compare` does it at each.

    vary       of the platform on the candidate alone, of the world on both sides: texts as on the command line, or a
               mapping of key to such a text ("0.5:0.9:5") or to values
    vary_both  the same, laid on both sides whatever it is
    design     all combinations, or so many `points` of a Latin hypercube or of Sobol's
    fields     what is varied, by the last part of a key as `Scenario.with_` has it: suspend_at=[0.6, 0.7]

    By default the candidate is the baseline, with what is varied. Raises as `compare` does.
    """
    first = handles.scenario(baseline)
    second = first if candidate is None else handles.scenario(candidate)
    posed, these = _posed(first, second, rings), range(first_seed, first_seed + seeds)
    question_ = question(
        posed.bases,
        [*_axes(vary), *_axes(fields)],
        _axes(vary_both),
        changes=posed.changes,
        names=posed.names,
        regimes=posed.regimes,
        design=Design(design, points, design_seed),
    )
    total = len(question_.scenarios) * seeds
    with means(store, rerun_failed, engine, jobs) as (kept, on), watch(progress)(total, "runs") as step:
        found, failures = sweep_of(question_, these, worlds=_worlds(worlds), keeping=kept, engine=on, on_done=step)
    return whole(Swept, found, failures)


@checked
def trace(
    baseline: handles.Asked,
    candidate: handles.Asked,
    *,
    metric: Text = "exposed_per_10k",
    seeds: Runs = TRACED,
    first_seed: FirstSeed = 0,
    rings: Regime = "frozen",
    worlds: WorldsName = "plausible",
    worst: Natural | None = None,
    workers: Workers = (),
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Traced:
    """Name who is behind a difference: newly exposed, spared, or exposed either way.

    worst    lives of those newly reached, the worst harm first; one by default
    workers  "seed/number" of each whose two lives are told whole

    Logs are not kept. Raises BadInput, Crashed and Unready.
    """
    posed, these = _posed(baseline, candidate, rings), range(first_seed, first_seed + seeds)
    looked = look(metric, worst, workers, first_seed)
    with opened(engine, jobs) as on, stoppable(kept=False), watch(progress)(seeds, "pairs") as step:
        found, failures = traced(
            posed.sides(posed.regimes[0]),
            these,
            look=looked,
            worlds=_worlds(worlds),
            engine=on,
            names=posed.names,
            changes=posed.changes,
            on_done=step,
        )
    return whole(Traced, found, failures)


@checked
def gate(
    base: handles.Asked | None = None,
    head: handles.Asked | None = None,
    *,
    revision: Text | None = None,
    scenario: handles.Asked = "production",
    source: Files = (),
    guardrails: File | None = None,
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Gated:
    """Say whether a change of policies may be merged, judged by guardrails: docs/reference/gate.md.

    base, head   two scenarios, the first the base
    revision     instead of them: the working tree around here, against this revision of it
    scenario     in which a revision is judged
    source       packages that hold the policies of a revision
    guardrails   a file; by default guardrails.toml here, or those that ship

    What keeps it from running is a verdict too. Raises BadInput, and Unusable where the store fails.
    """
    rails = None if guardrails is None else Path(guardrails)
    how = How(_worlds(worlds), place(store), rerun_failed, jobs, watch(progress))
    _one_question(base, head, revision, source)
    with stoppable(kept=store is not None):
        if revision is not None:
            name, laid = _named(scenario)
            return Gated(of_revision(revision, name, [Path(each) for each in source], laid, rails, how))
        assert base is not None
        assert head is not None
        first, second = handles.scenario(base), handles.scenario(head)
        names = handles.beside(first, second)
        return Gated(of_scenarios((first.source, second.source), (first.changes, second.changes), names, rails, how))


def _posed(baseline: handles.Asked, candidate: handles.Asked, rings: Rings) -> asking.Asked:
    """Two platforms as a question; that their worlds differ too is a warning."""
    first, second = handles.scenario(baseline), handles.scenario(candidate)
    found = asking.asked(
        (first.source, second.source), (first.changes, second.changes), handles.beside(first, second), rings, load
    )
    if not found.of_platforms:
        told = "the worlds differ too, so the difference is not the policy's alone"
        warnings.warn(told, UserWarning, stacklevel=4)
    return found


def _named(scenario: handles.Asked) -> tuple[str, tuple[str, ...]]:
    """Source and changes; of a revision only its own tree knows whether there is such a scenario."""
    return (scenario.source, scenario.changes) if isinstance(scenario, Scenario) else (os.fspath(scenario), ())


def _one_question(base: object, head: object, revision: str | None, source: Sequence[str | os.PathLike[str]]) -> None:
    if (base is None, head is None) != ((revision is not None,) * 2):
        raise BadInput(
            [problem("gate", 'needs base and head, two scenarios, or revision="main", to hold this tree against: one')]
        )
    if revision is None and source:
        raise BadInput([problem("gate", "source names the packages of a revision: it needs revision")])


def _worlds(told: str | os.PathLike[str]) -> Worlds:
    return Worlds.told(os.fspath(told))


def _axes(vary: Vary) -> list[str]:
    """The axes of a sweep, as the command line has them. Raises BadInput."""
    if isinstance(vary, Mapping):
        return [f"{key}={listed(key, values)}" for key, values in flat(vary)]
    return list(vary)
