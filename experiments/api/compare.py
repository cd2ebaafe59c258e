"""Comparison of two platforms from Python."""

from pathlib import Path
from typing import TYPE_CHECKING

from experiments.api import scenario as handles
from experiments.api.arguments import (
    Engine,
    FirstSeed,
    Flag,
    Jobs,
    Metric,
    Pairs,
    Place,
    Progress,
    Rings,
    WorldsName,
    checked,
)
from experiments.api.options import RunOptions, return_or_raise, worlds_of
from experiments.api.platforms import platforms
from experiments.api.plots import ComparedPlots
from experiments.api.questions import Question
from experiments.api.results import Reported, frame
from experiments.api.scenario import ScenarioLike
from experiments.measures.paths import LABELS, Axis
from experiments.questions.compare import text
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import answer
from experiments.questions.compare.comparison import WEEK
from experiments.runs import verified
from experiments.runs.defaults import CORES, ENGINE, PAIRS, STORE
from experiments.runs.plan import plan
from experiments.runs.worlds import Worlds
from experiments.store import questions
from experiments.store.store import Store
from experiments.store.upkeep import seconds_of
from scenarios import Scenario as Resolved

if TYPE_CHECKING:
    from pandas import DataFrame


class Compared(Reported[Answer]):
    """The effect of a policy, in each regime of bad actors."""

    __slots__ = ()
    _kind = "comparison"

    def frame(self) -> "DataFrame":
        """Return a row for each regime and metric: both sides, difference with 95 % interval, margin, verdict."""
        return frame(self.found.rows())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each regime, metric and seed that ran: the values of each pair. metric: only its rows.

        `world` is the number of the plausible world of both runs.
        """
        return frame(self.found.pairs(), metric)

    @checked
    def weeks(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each regime, measure and whole week: both sides, difference with 95 % interval.

        Amounts are those of the market of a run; the first quarter of a run fills it. metric: only its rows.
        """
        return frame(self.found.by_week(), metric, columns=WEEK)

    @checked
    def parts(self, by: Axis = "channel") -> "DataFrame":
        """Return a row for each regime and channel, tactic, age or experience: its part of exposure, with interval.

        The column of parts is ordered as they are printed.
        """
        import pandas as pd

        table = frame(self.found.parts(by))
        table[by] = pd.Categorical(table[by], LABELS[by], ordered=True)
        return table

    def contacts(self) -> "DataFrame":
        """Return a row for each regime, platform, month and channel: lures that reached a worker.

        `lures` of all runs together, and `a month`, what that is in 30 days of the whole marketplace.
        """
        return frame(self.found.contacts())

    @checked
    def show(self, *, everything: Flag = False, by: Axis | None = None) -> None:
        """Print the result as the command does. everything: every metric too; by: exposure by path."""
        text.show(self.found, everything=everything, by=by)

    @property
    def plot(self) -> ComparedPlots:
        """The figures of the result; called, it draws the first of them."""
        return ComparedPlots(self.found)

    def _html(self) -> str:
        from experiments.api import html

        return html.answer(self.found)


@checked
def compare(
    baseline: ScenarioLike,
    candidate: ScenarioLike,
    *,
    seeds: Pairs = PAIRS,
    first_seed: FirstSeed = 0,
    more: Flag = False,
    rings: Rings = "both",
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Progress = True,
) -> Compared:
    """Compare two platforms on the same people, seed by seed.

    seeds         pairs of runs, of which several share a world where there are fewer worlds; decide before you look
    more          the second look, as planned: a second luck in each world beside the runs of the first look
    rings         bad actors keep their habits ("frozen", the first day), learn ("adapting"), or "both"
    worlds        "plausible", a world for each pair; "fixed", one world for all; or a file of `calibrate`
    store         file that stores runs for later use; None stores nothing
    rerun_failed  run crashed runs again
    engine        runs execute in "processes", "serial" (this process, which cannot refuse a rule that reads the
                  environment), "dask", or "dask://HOST:PORT"
    jobs          number of runs at the same time
    progress      lines on standard error; or a function, called with the number of finished runs and that of all runs:
                  at the beginning, after each run, and every second. A KeyboardInterrupt that it raises stops the
                  question as Ctrl-C does

    Raises BadInput; Crashed if runs crashed, with the result of the others; Unusable if the store fails, Unready if
    the engine fails; Stopped, a KeyboardInterrupt.
    """
    first, second = handles.scenario(baseline), handles.scenario(candidate)
    both, options = platforms(first, second, rings, worlds), RunOptions(store, rerun_failed, engine, jobs, progress)
    homes = worlds_of(worlds)
    every = all_seeds(both.sides[0][0], homes, seeds, first_seed, more=more)
    with options.open() as (keeping, open_engine), options.watch(2 * len(both.sides) * len(every), "runs") as step:
        result, failures = answer(
            both.sides,
            every,
            worlds=homes,
            keeping=keeping,
            engine=open_engine,
            names=both.names,
            changes=both.changes,
            sources=both.bases,
            on_done=step,
            look=2 if more else 1,
        )
        if result is not None and keeping.store is not None and keeping.lasts:
            questions.put(keeping.store, Question.of(first, second, seeds, first_seed, rings, worlds, more=more).text())
    return return_or_raise(Compared, result, failures)


def all_seeds(scenario: Resolved, worlds: Worlds, seeds: int, first_seed: int, *, more: bool) -> list[int]:
    """Return the seeds of a comparison: those of the first look, and for the second one as many more."""
    first = range(first_seed, first_seed + seeds)
    return [*first, *(worlds.second(scenario, first) if more else ())]


def lacking(question: Question, store: Path) -> tuple[int, int]:
    """Return how many runs of a question a store lacks, and how many there are.

    Raises BadInput if a scenario cannot be used any more, Unusable if the store cannot be read.
    """
    both = platforms(*question.load(), question.rings, question.worlds)
    worlds = worlds_of(question.worlds)
    seeds = all_seeds(both.sides[0][0], worlds, question.seeds, question.first_seed, more=question.more)
    runs = plan([side for pair in both.sides for side in pair], seeds, worlds)
    verified.name(runs)
    keys = {run.key for run in runs}
    with Store(store) as open_store:
        return len(keys - seconds_of(open_store, list(keys)).keys()), len(keys)
