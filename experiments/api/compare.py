"""Comparison of two platforms from Python."""

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import Metric, checked
from experiments.api.options import CompareOptions, Looks
from experiments.api.platforms import Platforms, platforms
from experiments.api.plots import Plots
from experiments.api.questions import Question
from experiments.api.resources import Resources, return_or_raise, seeds_of, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import Scenario, ScenarioLike
from experiments.document.document import Document
from experiments.measures.paths import LABELS, Axis
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import answer
from experiments.questions.compare.comparison import WEEK
from experiments.questions.compare.document import document
from experiments.questions.compare.over_time import fill, weeks
from experiments.questions.compare.pictures import dots, forest, intervals, parts, payers, plane
from experiments.questions.compare.rings import rings
from experiments.runs import verified
from experiments.runs.plan import plan
from experiments.runs.worlds import Worlds
from experiments.show import terminal
from experiments.store import questions
from experiments.store.store import Store
from experiments.store.upkeep import seconds_of

if TYPE_CHECKING:
    from pandas import DataFrame


class Compared(Result[Answer]):
    """The effect of a policy, in each regime of bad actors."""

    __slots__ = ()

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
    def show(self, *, everything: bool = False, by: Axis | None = None) -> None:
        """Print the result as the command does. everything: every metric too; by: exposure by path."""
        terminal.show(self.document(by), whole=everything)

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, plane, forest, intervals, dots, payers, weeks, rings, fill, parts)

    @checked
    def document(self, by: Axis | None = None) -> Document:
        """Return the result as a document. by: exposure by path too."""
        return document(self.found, by)


@checked
def compare(baseline: ScenarioLike, candidate: ScenarioLike, **how: Unpack[CompareOptions]) -> Compared:
    """Compare two platforms on the same people, seed by seed.

    Raises BadInput; Crashed if runs crashed, with the result of the others; Unusable if the store fails, Unready if
    the engine fails; Stopped, a KeyboardInterrupt.
    """
    first, second = handles.scenario(baseline), handles.scenario(candidate)
    both, worlds, seeds = _plan(first, second, how)
    with Resources.of(how).running(2 * len(both.sides) * len(seeds)) as means:
        result, failures = answer(
            both.sides,
            seeds,
            worlds=worlds,
            names=both.names,
            changes=both.changes,
            sources=both.bases,
            look=2 if how["more"] else 1,
            **means,
        )
        if result is not None and (store := means["keeping"].store) is not None and store.lasts:
            questions.put(store, Question.of(first, second, how).text())
    return return_or_raise(Compared, result, failures)


def lacking(question: Question, store: Path) -> tuple[int, int]:
    """Return how many runs of a question a store lacks, and how many there are.

    Raises BadInput if a scenario cannot be used any more, Unusable if the store cannot be read.
    """
    both, worlds, seeds = _plan(*question.load(), question.options())
    runs = plan([side for pair in both.sides for side in pair], seeds, worlds)
    verified.name(runs)
    keys = {run.key for run in runs}
    with Store(store) as open_store:
        return len(keys - seconds_of(open_store, list(keys)).keys()), len(keys)


def _plan(baseline: Scenario, candidate: Scenario, how: Looks) -> tuple[Platforms, Worlds, list[int]]:
    """Return both platforms, the worlds, and the seeds: of the first look, and for the second one as many more."""
    both, worlds = platforms(baseline, candidate, how["rings"], how["worlds"]), worlds_of(how["worlds"])
    first = seeds_of(how)
    return both, worlds, [*first, *(worlds.second(both.sides[0][0], first) if how["more"] else ())]
