"""Sizes of a scenario beside public figures, from Python."""

from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import checked
from experiments.api.options import Running
from experiments.api.plots import Plots
from experiments.api.resources import Resources, return_or_raise
from experiments.api.results import Result, frame
from experiments.document.document import Document
from experiments.questions.measure import ask, document, pictures
from experiments.questions.measure.ask import RUNS
from experiments.questions.measure.sizes import Sizes

if TYPE_CHECKING:
    from pandas import DataFrame


class Measured(Result[Sizes]):
    """The sizes of one scenario, at the size of the whole marketplace."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each size: mean over seeds with 95 % interval, public figure, grade, source."""
        return frame(self.found.rows())

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, pictures.sizes)

    def document(self) -> Document:
        """Return the result as a document."""
        return document.of_sizes(self.found)


@checked
def sizes(scenario: handles.ScenarioLike, **how: Unpack[Running]) -> Measured:
    """Compare a month and a year of the whole marketplace with public figures, from six runs. Raises as `compare` does.

    Four runs are as long as the scenario, two last 395 days.
    """
    side = handles.scenario(scenario).side
    with Resources.of(how).running(RUNS) as means:
        result, failures = ask.sizes(side, **means)
    return return_or_raise(Measured, result, failures)
