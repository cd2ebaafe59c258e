"""Comparing two platforms at many points from Python."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from experiments.api import scenario as handles
from experiments.api.arguments import (
    Engine,
    FirstSeed,
    Flag,
    Jobs,
    Metric,
    Natural,
    Pairs,
    Place,
    Positive,
    Rings,
    Vary,
    WorldsName,
    checked,
)
from experiments.api.changes import flat, listed
from experiments.api.options import RunOptions, whole, worlds_of
from experiments.api.platforms import platforms
from experiments.api.results import Result, frame
from experiments.api.scenario import Asked
from experiments.questions.sweep import forecast as ahead
from experiments.questions.sweep import text
from experiments.questions.sweep.ask import sweep as sweep_points
from experiments.questions.sweep.design import Design, Kind
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.question import Question, question
from experiments.questions.sweep.result import Sweep
from experiments.runs.defaults import CORES, ENGINE, PAIRS, STORE

if TYPE_CHECKING:
    from pandas import DataFrame


class Swept(Result[Sweep]):
    """What a policy changes at every point of what was varied."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a point, regime and metric, with every varied value."""
        return frame(self.found.rows_of_points())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """A row a point, regime, metric and seed that ran, or those of one metric. `value` is the candidate's."""
        return frame(self.found.rows(), metric)

    def show(self) -> None:
        """Print it as the command does."""
        text.show(self.found)

    def _html(self) -> str:
        from experiments.api import html

        return html.sweep(self.found)


@checked
def sweep(
    baseline: Asked,
    candidate: Asked | None = None,
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
    asked = _question(baseline, candidate, rings, vary, vary_both, fields, Design(design, points, design_seed))
    options = RunOptions(store, rerun_failed, engine, jobs, progress)
    these = range(first_seed, first_seed + seeds)
    with options.open() as (kept, on), options.watch(len(asked.scenarios) * seeds, "runs") as step:
        found, failures = sweep_points(asked, these, worlds=worlds_of(worlds), keeping=kept, engine=on, on_done=step)
    return whole(Swept, found, failures)


@checked
def forecast(
    baseline: Asked,
    candidate: Asked | None = None,
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
    jobs: Jobs = CORES,
    **fields: Any,
) -> Forecast:
    """Return how many runs `sweep` would take with these arguments, and how long. Runs none, and makes no store."""
    asked = _question(baseline, candidate, rings, vary, vary_both, fields, Design(design, points, design_seed))
    there = RunOptions(store, rerun_failed, jobs=jobs)
    looking = there if there.place.exists() else RunOptions(None, rerun_failed, jobs=jobs)
    with looking.keeping() as kept:
        these = range(first_seed, first_seed + seeds)
        return ahead.forecast(asked, these, worlds=worlds_of(worlds), keeping=kept, jobs=jobs)


def _question(
    baseline: Asked,
    candidate: Asked | None,
    rings: Rings,
    vary: Vary,
    vary_both: Vary,
    fields: Mapping[str, Any],
    design: Design,
) -> Question:
    first = handles.scenario(baseline)
    both = platforms(first, first if candidate is None else candidate, rings)
    return question(
        both.bases,
        [*_axes(vary), *_axes(fields)],
        _axes(vary_both),
        changes=both.changes,
        names=both.names,
        regimes=both.regimes,
        design=design,
    )


def _axes(vary: Vary) -> list[str]:
    """The axes of a sweep, as the command line has them. Raises BadInput."""
    if isinstance(vary, Mapping):
        return [f"{key}={listed(key, values)}" for key, values in flat(vary)]
    return list(vary)
