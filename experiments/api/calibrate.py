"""Finding plausible worlds from Python."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.api import scenario as handles
from experiments.api.arguments import Engine, File, FirstSeed, Flag, Jobs, Place, Positive, Runs, checked
from experiments.api.options import RunOptions
from experiments.api.results import Result
from experiments.host import files
from experiments.questions.calibrate import text
from experiments.questions.calibrate.ask import EFFORT
from experiments.questions.calibrate.ask import calibrate as find
from experiments.runs.defaults import CORES, ENGINE, STORE
from scenarios.plausible import Ensemble, packed

if TYPE_CHECKING:
    from pandas import DataFrame

WORLDS = 256
FILE = Path("plausible.npz")


class Calibrated(Result[Ensemble]):
    """Plausible worlds, and how they were found."""

    __slots__ = ()

    @property
    def complete(self) -> bool:
        """Were as many found as were asked for? Only then they are written."""
        return len(self.found) >= int(self.found.origin["asked"])

    def frame(self) -> "DataFrame":
        """A row a world: its uncertain numbers."""
        import pandas as pd

        return pd.DataFrame(self.found.values, columns=list(self.found.space.names))

    def as_json(self) -> dict[str, Any]:
        """How they were found, as plain data for `json.dumps`."""
        return self.found.origin

    def show(self) -> None:
        """Print it as the command does."""
        text.show(self.found)


@checked
def calibrate(
    scenario: handles.Asked = "production",
    *,
    worlds: Runs = WORLDS,
    seed: FirstSeed = 0,
    write: File = FILE,
    runs: Positive = EFFORT.most,
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Calibrated:
    """Find worlds in which the facts of the reports hold, and write them to a file.

    worlds  how many to find
    seed    of the worlds tried, and of their runs
    write   the file, for `worlds=` of other questions; written where all are found
    runs    after which no further wave begins

    Takes hours; the same call goes on where it was stopped. Raises as `compare` does, and Missing where scikit-learn
    is not installed.
    """
    side, options = handles.scenario(scenario), RunOptions(store, rerun_failed, engine, jobs, progress)
    file = Path(write)
    files.check_writable(file)
    with options.open() as (kept, on):
        found = Calibrated(
            find(side.loaded, worlds, seed, kept, most=runs, changes=side.changes, engine=on, watch=options.watch)
        )
    if found.complete:
        files.write(file, packed(found.found))
    return found
