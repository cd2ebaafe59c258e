"""Holding scenarios and plausible worlds against the facts of the reports, from Python."""

from pathlib import Path
from typing import TYPE_CHECKING

from experiments.api import scenario as handles
from experiments.api.arguments import Engine, File, FirstSeed, Flag, Jobs, Place, Runs, checked
from experiments.api.options import RunOptions, note, whole
from experiments.api.results import Result, frame
from experiments.questions.calibrate import passport_text
from experiments.questions.calibrate.passport import Passport
from experiments.questions.calibrate.passport import passport as read
from experiments.questions.validate import text
from experiments.questions.validate.ask import validate as hold
from experiments.questions.validate.result import Validation
from experiments.runs.defaults import CORES, ENGINE, STORE
from scenarios import BadInput, plausible

if TYPE_CHECKING:
    from pandas import DataFrame

SEEDS = 16


class Validated(Result[Validation]):
    """The facts of the reports in the runs of one scenario."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a fact: mean over seeds with its 95 % interval, the range that the report leaves, verdict, source."""
        return frame(self.found.rows())

    def show(self) -> None:
        """Print it as the command does."""
        text.show(self.found)


class WorldsRead(Result[Passport]):
    """The facts of the reports over plausible worlds."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a regime and fact: its range, how worlds spread over it, how many are inside, how many miss it."""
        return frame(self.found.rows())

    def show(self) -> None:
        """Print it as the command does."""
        passport_text.show(self.found)


@checked
def validate(
    scenario: handles.Asked,
    *,
    seeds: Runs = SEEDS,
    first_seed: FirstSeed = 0,
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Validated:
    """Hold a scenario against the facts of the reports. Raises as `compare` does."""
    side, options = handles.scenario(scenario), RunOptions(store, rerun_failed, engine, jobs, progress)
    with options.open() as (kept, on), options.watch(seeds, "runs") as step:
        found, failures = hold(
            side.loaded,
            range(first_seed, first_seed + seeds),
            keeping=kept,
            engine=on,
            name=side.name,
            changes=side.changes,
            on_done=step,
        )
    return whole(Validated, found, failures)


@checked
def read_worlds(file: File | None = None) -> WorldsRead:
    """Return how the plausible worlds of a file, or those that ship, stand to the facts. Runs nothing.

    Notes where the model has moved since they were found. Raises BadInput.
    """
    path = None if file is None else Path(file)
    there = plausible.evidence(path)
    if isinstance(there, str):
        raise BadInput([there])
    found = read(there, (path or plausible.SHIPPED).name)
    if not found.of_this_model:
        note(plausible.MOVED)
    return WorldsRead(found)
