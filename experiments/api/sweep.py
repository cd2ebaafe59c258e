"""Comparison of two platforms at many points, from Python."""

import os
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
    Progress,
    Rings,
    Vary,
    WorldsName,
    checked,
)
from experiments.api.changes import flat, listed
from experiments.api.options import RunOptions, return_or_raise, worlds_of
from experiments.api.platforms import platforms
from experiments.api.plots import SweptPlots
from experiments.api.results import Reported, frame
from experiments.api.scenario import ScenarioLike
from experiments.questions.sweep import forecast as ahead
from experiments.questions.sweep import text
from experiments.questions.sweep.ask import sweep as sweep_points
from experiments.questions.sweep.design import Design, Kind
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.question import Question, question
from experiments.questions.sweep.result import Sweep
from experiments.runs import engines
from experiments.runs.defaults import CORES, ENGINE, PAIRS, STORE

if TYPE_CHECKING:
    from pandas import DataFrame


class Swept(Reported[Sweep]):
    """The effect of a policy at every point of a sweep."""

    __slots__ = ()
    _kind = "sweep"

    def frame(self) -> "DataFrame":
        """Return a row for each point, regime and metric, with every varied value."""
        return frame(self.found.rows_of_points())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each point, regime, metric and seed that ran. `value` is the candidate's.

        metric: only the rows of one metric
        """
        return frame(self.found.rows(), metric, self.found.columns)

    def show(self) -> None:
        """Print the result as the command does."""
        text.show(self.found)

    @property
    def plot(self) -> SweptPlots:
        """The figures of the result; called, it draws the first of them."""
        return SweptPlots(self.found)

    def _html(self) -> str:
        from experiments.api import html

        return html.sweep(self.found)


@checked
def sweep(
    baseline: ScenarioLike,
    candidate: ScenarioLike | None = None,
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
    progress: Progress = True,
    **fields: Any,
) -> Swept:
    """Compare two platforms at many points, as `compare` does at one.

    vary       numbers of the platform, for the candidate alone, and of the world, for both sides: texts as on the
               command line, or a mapping of key to such a text ("0.5:0.9:5") or to values
    vary_both  the same, but always for both sides
    design     "grid": all combinations; "lhs" or "sobol": a number of `points`, spread evenly
    fields     further keys to vary, by the last part of the key: suspend_at=[0.6, 0.7]

    By default the candidate is the baseline with the varied values. Raises as `compare` does.
    """
    spread = Design(design, points, design_seed)
    sweep_question = _question(baseline, candidate, rings, worlds, vary, vary_both, fields, spread)
    options = RunOptions(store, rerun_failed, engine, jobs, progress)
    range_of_seeds = range(first_seed, first_seed + seeds)
    with options.open() as (keeping, open_engine), options.watch(len(sweep_question.scenarios) * seeds, "runs") as step:
        result, failures = sweep_points(
            sweep_question, range_of_seeds, worlds=worlds_of(worlds), keeping=keeping, engine=open_engine, on_done=step
        )
    return return_or_raise(Swept, result, failures)


@checked
def forecast(
    baseline: ScenarioLike,
    candidate: ScenarioLike | None = None,
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
    **fields: Any,
) -> Forecast:
    """Return the number of runs that `sweep` needs with these arguments, and their time.

    Runs nothing, creates no store, and asks no cluster.
    """
    spread = Design(design, points, design_seed)
    sweep_question = _question(baseline, candidate, rings, worlds, vary, vary_both, fields, spread)
    options = RunOptions(store, rerun_failed, jobs=jobs)
    readable = options if os.path.exists(options.place) else RunOptions(None, rerun_failed, jobs=jobs)
    with readable.keeping() as keeping:
        range_of_seeds = range(first_seed, first_seed + seeds)
        at_once = engines.at_once(engine, jobs)
        return ahead.forecast(sweep_question, range_of_seeds, worlds=worlds_of(worlds), keeping=keeping, jobs=at_once)


def _question(
    baseline: ScenarioLike,
    candidate: ScenarioLike | None,
    rings: Rings,
    worlds: WorldsName,
    vary: Vary,
    vary_both: Vary,
    fields: Mapping[str, Any],
    design: Design,
) -> Question:
    first = handles.scenario(baseline)
    both = platforms(first, first if candidate is None else candidate, rings, worlds)
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
    """Return the axes of a sweep as texts of the command line. Raises BadInput."""
    if isinstance(vary, Mapping):
        return [f"{key}={listed(key, values)}" for key, values in flat(vary)]
    return list(vary)
