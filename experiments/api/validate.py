"""Comparison of scenarios and plausible worlds with the facts of the reports, from Python."""

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import File, checked
from experiments.api.options import ValidateOptions
from experiments.api.plots import Plots
from experiments.api.resources import Resources, note, return_or_raise, seeds_of
from experiments.api.results import Result, frame
from experiments.document.document import Document
from experiments.questions.calibrate import pictures as worlds
from experiments.questions.calibrate.passport import Passport
from experiments.questions.calibrate.passport import passport as read
from experiments.questions.calibrate.passport_document import document as of_passport
from experiments.questions.measure import ask, document, pictures
from experiments.questions.measure.facts import Validation
from scenarios import BadInput, plausible

if TYPE_CHECKING:
    from pandas import DataFrame


class Validated(Result[Validation]):
    """The facts of the reports in the runs of one scenario."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each fact: mean over seeds with 95 % interval, the range of the report, verdict, source."""
        return frame(self.found.rows())

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, pictures.facts)

    def document(self) -> Document:
        """Return the result as a document."""
        return document.of_facts(self.found)


class WorldsRead(Result[Passport]):
    """The facts of the reports over plausible worlds."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each regime and fact: its range, the spread of worlds, how many lie inside or miss it."""
        return frame(self.found.rows())

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, worlds.facts)

    def document(self) -> Document:
        """Return the result as a document."""
        return of_passport(self.found)


@checked
def validate(scenario: handles.ScenarioLike, **how: Unpack[ValidateOptions]) -> Validated:
    """Compare a scenario with the facts of the reports. Raises as `compare` does."""
    side = handles.scenario(scenario).side
    with Resources.of(how).running(how["seeds"]) as means:
        result, failures = ask.facts(side, seeds_of(how), **means)
    return return_or_raise(Validated, result, failures)


@checked
def read_worlds(file: File | None = None) -> WorldsRead:
    """Compare the plausible worlds of a file, or those that ship, with the facts. Runs nothing.

    Notes that the model has changed since they were found, if so. Raises BadInput.
    """
    path = None if file is None else Path(file)
    evidence = plausible.evidence(path)
    if isinstance(evidence, str):
        raise BadInput([evidence])
    passport = read(evidence, (path or plausible.SHIPPED).name)
    if not passport.of_this_model:
        note(plausible.MOVED)
    return WorldsRead(passport)
