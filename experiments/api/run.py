"""Runs of one scenario from Python."""

from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import Metric, checked
from experiments.api.options import RunOptions
from experiments.api.plots import Plots
from experiments.api.resources import Resources, return_or_raise, seeds_of
from experiments.api.results import Result, frame
from experiments.document.document import Document
from experiments.questions.measure import ask, document
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.pictures import channels

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
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, channels)

    def document(self) -> Document:
        """Return the result as a document."""
        return document.of_metrics(self.found)


@checked
def run(scenario: handles.ScenarioLike, **how: Unpack[RunOptions]) -> Ran:
    """Run one scenario with several seeds and measure it. Raises as `compare` does."""
    side = handles.scenario(scenario).side
    with Resources.of(how).running(how["seeds"]) as means:
        result, failures = ask.metrics(side, seeds_of(how), **means)
    return return_or_raise(Ran, result, failures)
