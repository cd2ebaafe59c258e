"""The people behind a difference, from Python."""

from fractions import Fraction
from typing import TYPE_CHECKING, Unpack

from experiments.api.arguments import Workers, checked
from experiments.api.options import TraceOptions
from experiments.api.platforms import platforms
from experiments.api.plots import Plots
from experiments.api.resources import Resources, return_or_raise, seeds_of, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import ScenarioLike
from experiments.document.document import Document
from experiments.questions.trace.ask import selection, traced
from experiments.questions.trace.document import document
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.pictures import lives, who
from experiments.questions.trace.result import Trace
from experiments.show import terminal

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
    def document(self, by: Axis | None = None, whole: Workers = ()) -> Document:
        """Return the result as a document. by: one axis; whole: "seed/number" of workers told in full."""
        return document(self.found, by, whole)

    @checked
    def show(self, by: Axis | None = None, whole: Workers = ()) -> None:
        """Print the result as the command does. by: one table; whole: "seed/number" of workers told in full."""
        terminal.show(self.document(by, whole))

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, who, lives)


@checked
def trace(baseline: ScenarioLike, candidate: ScenarioLike, **how: Unpack[TraceOptions]) -> Traced:
    """Name the people behind a difference: newly exposed, spared, or exposed either way.

    Logs are not stored. Raises BadInput, Crashed, Unready and Stopped.
    """
    both = platforms(baseline, candidate, how["rings"], how["worlds"])
    selected = selection(how["metric"], how["worst"], how["workers"], how["first_seed"])
    with Resources.of(how, store=None).running(how["seeds"], "pairs") as means:
        result, failures = traced(
            both.sides[0],
            seeds_of(how),
            selection=selected,
            worlds=worlds_of(how["worlds"]),
            engine=means["engine"],
            names=both.names,
            changes=both.changes,
            on_done=means["on_done"],
        )
    return return_or_raise(Traced, result, failures)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
