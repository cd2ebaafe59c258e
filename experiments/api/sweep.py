"""Comparison of two platforms at many points, from Python."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import Metric, checked
from experiments.api.changes import flat, listed
from experiments.api.options import SweepOptions, Vary
from experiments.api.platforms import platforms
from experiments.api.plots import Plots
from experiments.api.resources import Resources, return_or_raise, seeds_of, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import ScenarioLike
from experiments.document.document import Document
from experiments.questions.sweep import forecast as ahead
from experiments.questions.sweep.ask import sweep as sweep_points
from experiments.questions.sweep.design import Design
from experiments.questions.sweep.document import document
from experiments.questions.sweep.forecast_result import Forecast
from experiments.questions.sweep.pictures import curves
from experiments.questions.sweep.question import Question, question
from experiments.questions.sweep.result import Sweep
from experiments.runs import engines

if TYPE_CHECKING:
    from pandas import DataFrame


class Swept(Result[Sweep]):
    """The effect of a policy at every point of a sweep."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each point, regime and metric, with every varied value."""
        return frame(self.found.rows_of_points())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each point, regime, metric and seed that ran. `value` is the candidate's.

        metric: only the rows of one metric
        """
        return frame(self.found.rows(), metric, self.found.columns)

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, curves)

    def document(self) -> Document:
        """Return the result as a document."""
        return document(self.found)


@checked
def sweep(baseline: ScenarioLike, candidate: ScenarioLike | None = None, **how: Unpack[SweepOptions]) -> Swept:
    """Compare two platforms at many points, as `compare` does at one.

    By default the candidate is the baseline with the varied values. `vary` and `vary_both` take texts as on the command
    line, or a mapping of key to such a text ("0.5:0.9:5") or to values. Raises as `compare` does.
    """
    points = _question(baseline, candidate, how)
    worlds, seeds = worlds_of(how["worlds"]), seeds_of(how)
    with Resources.of(how).running(len(points.scenarios) * len(seeds)) as means:
        result, failures = sweep_points(points, seeds, worlds=worlds, **means)
    return return_or_raise(Swept, result, failures)


@checked
def forecast(baseline: ScenarioLike, candidate: ScenarioLike | None = None, **how: Unpack[SweepOptions]) -> Forecast:
    """Return the number of runs that `sweep` needs with these arguments, and their time.

    Runs nothing, creates no store, and asks no cluster.
    """
    points, worlds = _question(baseline, candidate, how), worlds_of(how["worlds"])
    readable = {} if os.path.exists(Resources.of(how).place) else {"store": None}
    with Resources.of(how, **readable).keeping() as keeping:
        at_once = engines.at_once(how["engine"], how["jobs"])
        return ahead.forecast(points, seeds_of(how), worlds=worlds, keeping=keeping, jobs=at_once)


def _question(baseline: ScenarioLike, candidate: ScenarioLike | None, how: SweepOptions) -> Question:
    first = handles.scenario(baseline)
    both = platforms(first, first if candidate is None else candidate, how["rings"], how["worlds"])
    return question(
        both.bases,
        [*_axes(how["vary"]), *_axes(how["fields"])],
        _axes(how["vary_both"]),
        changes=both.changes,
        names=both.names,
        regimes=both.regimes,
        design=Design(how["design"], how["points"], how["design_seed"]),
    )


def _axes(vary: Vary) -> list[str]:
    """Return the axes of a sweep as texts of the command line. Raises BadInput."""
    if isinstance(vary, Mapping):
        return [f"{key}={listed(key, values)}" for key, values in flat(vary)]
    return list(vary)
