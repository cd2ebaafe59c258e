"""The people behind a difference, from Python."""

from fractions import Fraction
from typing import TYPE_CHECKING

from experiments.api.arguments import (
    Engine,
    FirstSeed,
    Jobs,
    Natural,
    Progress,
    Runs,
    Text,
    Workers,
    WorldsName,
    checked,
)
from experiments.api.options import RunOptions, return_or_raise, worlds_of
from experiments.api.platforms import platforms
from experiments.api.plots import TracedPlots
from experiments.api.results import Result, frame
from experiments.api.scenario import ScenarioLike
from experiments.questions.trace import text
from experiments.questions.trace.ask import selection, traced
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.result import Trace
from experiments.runs.defaults import CORES, ENGINE, TRACED
from experiments.verdicts.regimes import Regime

if TYPE_CHECKING:
    from pandas import DataFrame

PEOPLE = ("seed", "status", "worker", "day", "path", "age", "experience", "yen", "on the other side")
PARTS = ("part", "before", "spared", "newly", "moved", "after", "effect")


class Traced(Result[Trace]):
    """The people behind a difference."""

    __slots__ = ()

    @checked
    def frame(self, by: Axis = "path") -> "DataFrame":
        """Return a row for each part of an axis: people before, spared, newly reached, moved and after; the effect."""
        rows = self.found.rows(by)
        return frame(
            ((row.label, row.before, row.spared, row.newly, row.moved, row.after, _number(row.effect)) for row in rows),
            columns=PARTS,
        )

    def people(self) -> "DataFrame":
        """Return a row for each worker who is newly reached or spared: day, path, and the outcome on the other side."""
        pairs = [pair.as_json() for pair in self.found.pairs]
        return frame(
            (
                {"seed": pair["seed"], "status": status, **person}
                for pair in pairs
                for status in ("newly", "spared")
                for person in pair[status]
            ),
            columns=PEOPLE,
        )

    def pairs(self) -> "DataFrame":
        """Return a row for each seed: the metric on both sides."""
        return frame(
            {"seed": pair.seed, "baseline": before, "candidate": after, "difference": after - before}
            for pair in self.found.pairs
            for before, after in [(pair.before.rate, pair.after.rate)]
        )

    @checked
    def show(self, by: Axis | None = None, whole: Workers = ()) -> None:
        """Print the result as the command does. by: one table; whole: "seed/number" of workers told in full."""
        text.show(self.found, by, set(whole))

    @property
    def plot(self) -> TracedPlots:
        """The figures of the result; called, it draws the first of them."""
        return TracedPlots(self.found)

    def _html(self) -> str:
        from experiments.api import html

        return html.trace(self.found)


@checked
def trace(
    baseline: ScenarioLike,
    candidate: ScenarioLike,
    *,
    metric: Text = "exposed_per_10k",
    seeds: Runs = TRACED,
    first_seed: FirstSeed = 0,
    rings: Regime | None = None,
    worlds: WorldsName = "plausible",
    worst: Natural | None = None,
    workers: Workers = (),
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Progress = True,
) -> Traced:
    """Name the people behind a difference: newly exposed, spared, or exposed either way.

    rings    "frozen" (the first day) by default, unless the candidate sets world.rings
    worst    number of lives of newly reached workers, the worst harm first; one by default
    workers  "seed/number" of workers whose two lives are told in full

    Logs are not stored. Raises BadInput, Crashed, Unready and Stopped.
    """
    both, selected = platforms(baseline, candidate, rings, worlds), selection(metric, worst, workers, first_seed)
    options = RunOptions(None, engine=engine, jobs=jobs, progress=progress)
    with options.open() as (_, open_engine), options.watch(seeds, "pairs") as step:
        result, failures = traced(
            both.sides[0],
            range(first_seed, first_seed + seeds),
            selection=selected,
            worlds=worlds_of(worlds),
            engine=open_engine,
            names=both.names,
            changes=both.changes,
            on_done=step,
        )
    return return_or_raise(Traced, result, failures)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
