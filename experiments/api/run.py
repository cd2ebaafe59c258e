"""Running one scenario from Python."""

from typing import TYPE_CHECKING

from experiments.api import scenario as handles
from experiments.api.arguments import Engine, FirstSeed, Flag, Jobs, Metric, Place, Runs, checked
from experiments.api.options import RunOptions, whole
from experiments.api.results import Result, frame
from experiments.questions.run import text
from experiments.questions.run.ask import run_scenario
from experiments.questions.run.result import Summary
from experiments.runs.defaults import CORES, ENGINE, RUNS, STORE

if TYPE_CHECKING:
    from pandas import DataFrame


class Ran(Result[Summary]):
    """The metrics of one scenario."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a metric: mean over seeds with its 95 % interval."""
        return frame(self.found.rows())

    @checked
    def seeds(self, metric: Metric | None = None) -> "DataFrame":
        """A row a metric and seed that ran, or those of one metric: the values that means are of."""
        return frame(self.found.of_seeds(), metric)

    def show(self) -> None:
        """Print it as the command does."""
        text.show(self.found)

    def _html(self) -> str:
        from experiments.api import html

        return html.summary(self.found)


@checked
def run(
    scenario: handles.Asked,
    *,
    seeds: Runs = RUNS,
    first_seed: FirstSeed = 0,
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Ran:
    """Run one scenario with so many seeds and measure it. Raises as `compare` does."""
    side, options = handles.scenario(scenario), RunOptions(store, rerun_failed, engine, jobs, progress)
    with options.open() as (kept, on), options.watch(seeds, "runs") as step:
        found, failures = run_scenario(
            side.loaded,
            range(first_seed, first_seed + seeds),
            keeping=kept,
            engine=on,
            name=side.name,
            changes=side.changes,
            on_done=step,
        )
    return whole(Ran, found, failures)
