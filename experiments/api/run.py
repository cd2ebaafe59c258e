"""Runs of one scenario from Python."""

from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import Metric, checked
from experiments.api.options import RunOptions
from experiments.api.plots import RanPlots
from experiments.api.resources import Resources, return_or_raise, seeds_of
from experiments.api.results import Result, frame
from experiments.questions.run import text
from experiments.questions.run.ask import run_scenario
from experiments.questions.run.result import Summary

if TYPE_CHECKING:
    from pandas import DataFrame


class Ran(Result[Summary]):
    """The metrics of one scenario."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each metric: mean over seeds with 95 % interval."""
        return frame(self.found.rows())

    @checked
    def seeds(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each metric and seed that ran, of all metrics or one."""
        return frame(self.found.of_seeds(), metric)

    @property
    def plot(self) -> RanPlots:
        """The figures of the result; called, it draws the first of them."""
        return RanPlots(self.found)

    def show(self) -> None:
        """Print the result as the command does."""
        text.show(self.found)

    def _html(self) -> str:
        from experiments.api import html

        return html.summary(self.found)


@checked
def run(scenario: handles.ScenarioLike, **how: Unpack[RunOptions]) -> Ran:
    """Run one scenario with several seeds and measure it. Raises as `compare` does."""
    side = handles.scenario(scenario)
    with Resources.of(how).running(how["seeds"]) as (keeping, engine, step):
        result, failures = run_scenario(
            side.loaded,
            seeds_of(how),
            keeping=keeping,
            engine=engine,
            name=side.name,
            changes=side.changes,
            on_done=step,
        )
    return return_or_raise(Ran, result, failures)
