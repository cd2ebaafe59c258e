"""Comparing two platforms from Python."""

from typing import TYPE_CHECKING

from experiments.api.arguments import Engine, FirstSeed, Flag, Jobs, Metric, Pairs, Place, Rings, WorldsName, checked
from experiments.api.options import RunOptions, whole, worlds_of
from experiments.api.platforms import platforms
from experiments.api.results import Result, frame
from experiments.api.scenario import Asked
from experiments.measures.paths import Axis
from experiments.questions.compare import text
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import answer
from experiments.runs.defaults import CORES, ENGINE, PAIRS, STORE

if TYPE_CHECKING:
    from pandas import DataFrame


class Compared(Result[Answer]):
    """What a policy changes, in each regime of bad actors."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a regime and metric: baseline, candidate, difference with its 95 % interval, margin, verdict."""
        return frame(self.found.rows())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """A row a regime, metric and seed that ran, or those of one metric: the values that differences are of.

        `world` is the number of the plausible world that both runs lived in.
        """
        return frame(self.found.pairs(), metric)

    @checked
    def show(self, *, everything: Flag = False, by: Axis | None = None) -> None:
        """Print it as the command does. everything: every metric too; by: who is exposed by which path."""
        text.show(self.found, everything=everything, by=by)

    def _html(self) -> str:
        from experiments.api import html

        return html.answer(self.found)


@checked
def compare(
    baseline: Asked,
    candidate: Asked,
    *,
    seeds: Pairs = PAIRS,
    first_seed: FirstSeed = 0,
    rings: Rings = "both",
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Compared:
    """Compare two platforms on the same people, seed by seed.

    seeds         pairs of runs; decide before you look
    rings         bad actors that keep their habits ("frozen", the first day), that learn ("adapting"), or "both"
    worlds        "plausible", a world for each pair; "fixed", one world for all; or a file of `calibrate`
    store         where runs are kept, to be had again; None keeps nothing
    rerun_failed  runs that crashed are carried out again
    engine        what carries runs out: "processes", "serial" (this one), "dask", or "dask://HOST:PORT"
    jobs          runs carried out side by side
    progress      lines on standard error

    Raises BadInput; Crashed where runs crashed, with what the others found; Unusable where the store fails, Unready
    where the engine does; Stopped, a KeyboardInterrupt.
    """
    both, options = platforms(baseline, candidate, rings), RunOptions(store, rerun_failed, engine, jobs, progress)
    with options.open() as (kept, on), options.watch(2 * len(both.sides) * seeds, "runs") as step:
        found, failures = answer(
            both.sides,
            range(first_seed, first_seed + seeds),
            worlds=worlds_of(worlds),
            keeping=kept,
            engine=on,
            names=both.names,
            changes=both.changes,
            on_done=step,
        )
    return whole(Compared, found, failures)
