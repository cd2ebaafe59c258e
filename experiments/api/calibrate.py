"""Calibration from Python: find plausible worlds."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import checked
from experiments.api.options import CalibrateOptions
from experiments.api.plots import Plots
from experiments.api.resources import Resources
from experiments.api.results import Result
from experiments.document.document import Document
from experiments.host import files
from experiments.language.arguments import argument
from experiments.questions.calibrate.ask import calibrate as find
from experiments.questions.calibrate.document import document
from experiments.questions.calibrate.passport import passport
from experiments.questions.calibrate.pictures import facts
from experiments.questions.compare.command import latest
from scenarios import BadInput, read_from
from scenarios.plausible import SHIPPED, Ensemble, packed

if TYPE_CHECKING:
    from pandas import DataFrame


class Calibrated(Result[Ensemble]):
    """Plausible worlds, and their origin."""

    __slots__ = ()

    @property
    def complete(self) -> bool:
        """Were all worlds found? Only then they are written to the file."""
        return len(self.found) >= int(self.found.origin["asked"])

    def frame(self) -> "DataFrame":
        """Return a row for each world: its uncertain numbers."""
        import pandas as pd

        return pd.DataFrame(self.found.values, columns=list(self.found.space.names))

    @property
    def plot(self) -> Plots:
        """The figures of the facts in these worlds. Raises BadInput if none was found."""
        if not len(self.found):
            raise BadInput(["no world was found: there is nothing to draw"])
        return Plots(passport(self.found, "these worlds"), facts)

    def as_json(self) -> dict[str, Any]:
        """Return the origin of the worlds as plain data for `json.dumps`."""
        return self.found.origin

    def document(self) -> Document:
        """Return the result as a document."""
        return document(self.found)


@checked
def calibrate(scenario: handles.ScenarioLike = "production", **how: Unpack[CalibrateOptions]) -> Calibrated:
    """Find worlds in which the facts of the reports hold, and write them to a file: the `worlds=` of other questions.

    Takes hours; the same call goes on where it was stopped. The waves that found the worlds that ship, or those in the
    file to be written, are not run again where they are the first of this calibration. Raises as `compare` does, and
    Missing if scikit-learn is not installed.
    """
    side, resources = handles.scenario(scenario), Resources.of(how)
    other = None if how["also"] is None else handles.scenario(how["also"])
    file = Path(how["write"])
    files.check_apart({argument("write", file): file}, _read(resources, side, *([] if other is None else [other])))
    files.check_writable(file)
    with resources.open() as (keeping, engine):
        worlds_found, past = find(
            side.loaded,
            how["worlds"],
            how["seed"],
            keeping,
            also=None if other is None else other.loaded,
            past=() if how["anew"] else (SHIPPED, file),
            most=how["runs"],
            words=_words(side, other),
            engine=engine,
            watch=resources.watch,
        )
    calibrated = Calibrated(worlds_found)
    if calibrated.complete:
        files.write(file, packed(calibrated.found, past))
    return calibrated


def _read(resources: Resources, *sides: handles.Scenario) -> Iterator[tuple[str, Path]]:
    """Yield what is read, and its files."""
    yield "the store", resources.place
    yield from (("a file of a scenario", file) for side in sides for file in read_from(side.source, side.changes))


def _words(side: handles.Scenario, other: handles.Scenario | None) -> list[str]:
    """Return the words that name the scenarios. Changes of the other one stand in its name, as no option has them."""
    words = [side.source, *(word for change in latest(side.changes) for word in ("-S", change))]
    return words if other is None else [*words, "--also", " + ".join([other.source, *other.changes])]
