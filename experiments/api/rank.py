"""Ranking of several candidates from Python."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from experiments.api import scenario as handles
from experiments.api.arguments import (
    Engine,
    FirstSeed,
    Flag,
    Jobs,
    Metric,
    Pairs,
    Place,
    Rings,
    WorldsName,
    checked,
    needs,
)
from experiments.api.options import RunOptions, return_or_raise, worlds_of
from experiments.api.platforms import several
from experiments.api.plots import RankedPlots
from experiments.api.results import Result, frame
from experiments.api.scenario import ScenarioLike, is_scenario_like
from experiments.questions.rank import text
from experiments.questions.rank.ask import ranking
from experiments.questions.rank.result import Ranking
from experiments.runs.defaults import CORES, ENGINE, PAIRS, STORE

if TYPE_CHECKING:
    from pandas import DataFrame

type Candidates = Annotated[
    Sequence[ScenarioLike],
    needs(
        "a list of scenarios, each a shipped name, the path of a file, or the result of `load`",
        lambda value: isinstance(value, list | tuple) and all(map(is_scenario_like, value)),
    ),
]


class Ranked(Result[Ranking]):
    """Several candidates beside one baseline, the best first."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each candidate, regime and headline, the best first; intervals hold for all candidates."""
        return frame(self.found.rows())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each candidate, regime, metric and seed that ran. metric: only its rows."""
        return frame(self.found.pairs(), metric)

    @property
    def plot(self) -> RankedPlots:
        """The figures of the result; called, it draws the first of them."""
        return RankedPlots(self.found)

    def report(self) -> str:
        """Return a report to forward: a page of HTML with its pictures inside, which needs no network and no script."""
        from experiments.reports.ranking import report

        return report(self.found).html()

    def show(self) -> None:
        """Print the result as the command does."""
        text.show(self.found)


@checked
def rank(
    baseline: ScenarioLike,
    candidates: Candidates,
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
) -> Ranked:
    """Compare several candidates with one baseline, and with one another, on the same people.

    candidates  two or more; the baseline runs once, and intervals hold for all candidates together

    All other arguments are those of `compare`. Raises as `compare` does.
    """
    regimes = several(handles.scenario(baseline), [handles.scenario(each) for each in candidates], rings)
    options = RunOptions(store, rerun_failed, engine, jobs, progress)
    sides = sum(len(regime) for regime in regimes)
    with options.open() as (keeping, open_engine), options.watch(sides * seeds, "runs") as step:
        result, failures = ranking(
            regimes,
            range(first_seed, first_seed + seeds),
            worlds=worlds_of(worlds),
            keeping=keeping,
            engine=open_engine,
            on_done=step,
        )
    return return_or_raise(Ranked, result, failures)
