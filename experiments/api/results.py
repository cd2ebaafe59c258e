"""What questions give in Python: the result itself, as tables for pandas, as text, and as HTML for a notebook."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from experiments.api import html
from experiments.api.arguments import Metric, checked
from experiments.printing.printed import printed
from experiments.questions.compare import text as compared
from experiments.questions.compare.answer import Answer
from experiments.questions.gate import text as gated
from experiments.questions.gate.reports import markdown
from experiments.questions.gate.result import PAIR, ROW, Gate, Verdict
from experiments.questions.run import text as ran
from experiments.questions.run.result import Summary
from experiments.questions.sweep import text as swept
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace import text as traced
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.result import Trace

if TYPE_CHECKING:
    from pandas import DataFrame

PARTS = ("part", "before", "spared", "newly", "moved", "after", "effect")


class Found(Protocol):
    """A result, which knows itself as data."""

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        ...


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result[F: Found](ABC):
    """What was found, and how it is told."""

    found: F  # all of it

    def __str__(self) -> str:
        """As the command prints it."""
        return printed(self._show)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self._html()

    @abstractmethod
    def frame(self) -> "DataFrame":
        """A tidy table."""

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`, as `--json` prints it."""
        return self.found.as_json()

    @abstractmethod
    def _show(self) -> None:
        """Print it."""

    @abstractmethod
    def _html(self) -> str:
        """For a notebook."""


class Ran(Result[Summary]):
    """The metrics of one scenario."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a metric: mean over seeds with its 95 % interval."""
        return _frame(self.found.rows())

    @checked
    def seeds(self, metric: Metric | None = None) -> "DataFrame":
        """A row a metric and seed that ran, or those of one metric: the values that means are of."""
        return _frame(self.found.of_seeds(), metric)

    def _show(self) -> None:
        ran.show(self.found)

    def _html(self) -> str:
        return html.summary(self.found)


class Compared(Result[Answer]):
    """What a policy changes, in each regime of bad actors."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a regime and metric: baseline, candidate, difference with its 95 % interval, margin, verdict."""
        return _frame(self.found.rows())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """A row a regime, metric and seed that ran, or those of one metric: the values that differences are of.

        `world` is the number of the plausible world that both runs lived in.
        """
        return _frame(self.found.pairs(), metric)

    def _show(self) -> None:
        compared.show(self.found)

    def _html(self) -> str:
        return html.answer(self.found)


class Swept(Result[Sweep]):
    """What a policy changes at every point of what was varied."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a point, regime and metric, with every varied value."""
        return _frame(self.found.told())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """A row a point, regime, metric and seed that ran, or those of one metric. `value` is the candidate's."""
        return _frame(self.found.rows(), metric)

    def _show(self) -> None:
        swept.show(self.found)

    def _html(self) -> str:
        return html.sweep(self.found)


class Traced(Result[Trace]):
    """Who is behind a difference."""

    __slots__ = ()

    @checked
    def frame(self, by: Axis = "path") -> "DataFrame":
        """A row a part of an axis: people and months before and after, who is spared and newly reached, the effect."""
        rows = self.found.rows(by)
        return _frame(
            ((row.label, row.before, row.spared, row.newly, row.moved, row.after, _number(row.effect)) for row in rows),
            columns=PARTS,
        )

    def people(self) -> "DataFrame":
        """A row a worker who is newly reached or spared: when, by which path, what became of it on the other side."""
        pairs = [pair.as_json() for pair in self.found.pairs]
        return _frame(
            {"seed": pair["seed"], "status": status, **person}
            for pair in pairs
            for status in ("newly", "spared")
            for person in pair[status]
        )

    def pairs(self) -> "DataFrame":
        """A row a seed: the metric on both sides."""
        return _frame(
            {"seed": pair.seed, "baseline": before, "candidate": after, "difference": after - before}
            for pair in self.found.pairs
            for before, after in [(pair.before.rate, pair.after.rate)]
        )

    def _show(self) -> None:
        traced.show(self.found)

    def _html(self) -> str:
        return html.trace(self.found)


class Gated(Result[Gate]):
    """Whether a change may be merged."""

    __slots__ = ()

    @property
    def verdict(self) -> Verdict:
        """One of "pass", "fail", "inconclusive", "could not run"."""
        return self.found.verdict

    def frame(self) -> "DataFrame":
        """A row a guardrail, the worst first; none where both sides are the same policy, or could not run."""
        return _frame(self.found.rows(), columns=ROW)

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """A row a regime, metric and pair, or those of one metric: the values that were judged."""
        return _frame(self.found.of_pairs(), metric, PAIR)

    def markdown(self) -> str:
        """As a summary, or a comment."""
        return markdown(self.found)

    def assert_no_more_fraud(self) -> None:
        """Raises AssertionError, with the table, unless the gate passes: a pass has to be shown.

        That is so by all its guardrails, those of matching too.
        """
        __tracebackhide__ = True
        self._assert("pass")

    def assert_not_failing(self) -> None:
        """Raises AssertionError, with the table, where the change surely harms or could not be run.

        What these pairs cannot tell is let through.
        """
        __tracebackhide__ = True
        self._assert("pass", "inconclusive")

    def _assert(self, *allowed: Verdict) -> None:
        __tracebackhide__ = True
        if self.verdict not in allowed:
            raise AssertionError(f"{REASONS[self.verdict]}\n\n{self}")

    def _show(self) -> None:
        gated.show(self.found)

    def _html(self) -> str:
        return html.gate(self.found)


REASONS: dict[Verdict, str] = {
    "fail": "the change harms by more than a guardrail allows",
    "inconclusive": "these pairs cannot tell whether the change harms by more than a guardrail allows",
    "could not run": "the gate could not run, so nothing is known of the change",
}


def _frame(
    rows: Iterable[Mapping[str, Any] | tuple[Any, ...]], metric: str | None = None, columns: Sequence[str] | None = None
) -> "DataFrame":
    """Rows as pandas has them, those of one metric without its column.

    columns: for where there may be no row
    """
    import pandas as pd

    found = pd.DataFrame(list(rows), columns=columns)
    numbers = list(found.select_dtypes("float"))
    found[numbers] += 0.0  # zero has no sign
    if metric is None:
        return found
    return found[found["metric"] == metric].drop(columns="metric").reset_index(drop=True)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
