"""The gate from Python: may a change of policies be merged?"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import Metric, checked
from experiments.api.options import GateOptions
from experiments.api.plots import Plots
from experiments.api.resources import Resources, stoppable, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import Scenario, ScenarioLike
from experiments.document.document import Document
from experiments.questions.gate import process
from experiments.questions.gate.document import document
from experiments.questions.gate.pictures import rails
from experiments.questions.gate.questions import of_revision, of_scenarios
from experiments.questions.gate.result import PAIR, ROW, Gate, Verdict
from experiments.show.markdown import markdown
from experiments.store.store import NOWHERE, Store
from scenarios import BadInput, understood
from scenarios.problems import problem

if TYPE_CHECKING:
    from pandas import DataFrame

REASONS: dict[Verdict, str] = {
    "fail": "the change harms by more than a guardrail allows",
    "inconclusive": "these pairs cannot tell whether the change harms by more than a guardrail allows",
    "could not run": "the gate could not run, so nothing is known about the change",
}


class Gated(Result[Gate]):
    """The verdict on a change: may it be merged?"""

    __slots__ = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict: "pass", "fail", "inconclusive" or "could not run"."""
        return self.found.verdict

    def frame(self) -> "DataFrame":
        """Return a row for each guardrail, the worst first; none if both sides are equal or could not run."""
        return frame(self.found.rows(), columns=ROW)

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each regime, metric and pair, of all metrics or one: the values that were judged."""
        return frame(self.found.of_pairs(), metric, PAIR)

    def markdown(self) -> str:
        """Return the result as Markdown, for a summary or a comment."""
        return markdown(self.document())

    def assert_no_more_fraud(self) -> None:
        """Raise AssertionError, with the table, unless the gate passes, by all its guardrails."""
        __tracebackhide__ = True
        self._assert("pass")

    def assert_not_failing(self) -> None:
        """Raise AssertionError, with the table, if the change surely harms, or could not be run.

        An inconclusive verdict is accepted.
        """
        __tracebackhide__ = True
        self._assert("pass", "inconclusive")

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, rails)

    def document(self) -> Document:
        """Return the result as a document."""
        return document(self.found)

    def _assert(self, *allowed: Verdict) -> None:
        __tracebackhide__ = True
        if self.verdict not in allowed:
            raise AssertionError(f"{REASONS[self.verdict]}\n\n{self}")


@checked
def gate(base: ScenarioLike | None = None, head: ScenarioLike | None = None, **how: Unpack[GateOptions]) -> Gated:
    """Judge by guardrails whether a change of policies may be merged: docs/how-to/gate-a-repository.md.

    base, head  two scenarios, the first the base; or none, and a revision

    If the gate cannot run, that is a verdict too. Raises BadInput, and Unusable if the store fails.
    """
    _check_one_question(base, head, how)
    resources, rails = Resources.of(how), None if how["guardrails"] is None else Path(how["guardrails"])
    store = resources.place
    if os.path.exists(store):
        Store(store).close()  # a file that is no store is refused before any side begins
    options = process.GateOptions(worlds_of(how["worlds"]), store, how["rerun_failed"], how["jobs"], resources.watch)
    with stoppable(lasting=store != NOWHERE):
        if how["revision"] is not None:
            name, changes = _named(how["scenario"], how["changes"])
            return Gated(of_revision(how["revision"], name, [*map(Path, how["source"])], changes, rails, options))
        assert base is not None
        assert head is not None
        first, second = handles.scenario(base), handles.scenario(head)
        names = handles.beside(first, second)
        return Gated(
            of_scenarios((first.source, second.source), (first.changes, second.changes), names, rails, options)
        )


def _named(scenario: ScenarioLike, changes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return source and changes of a scenario. Only the tree of a revision knows whether it has the scenario."""
    named = (scenario.source, scenario.changes) if isinstance(scenario, Scenario) else (os.fspath(scenario), ())
    keyed = understood([(named[0], [*named[1], *changes])])
    return named[0], (*named[1], *(keyed[text] for text in changes))


def _check_one_question(base: object, head: object, how: GateOptions) -> None:
    """Raise BadInput unless there are two scenarios or one revision, and what a revision needs comes with one."""
    alone = how["revision"] is None
    if (base is None, head is None) != (not alone, not alone):
        raise BadInput(
            [problem("gate", 'needs base and head, two scenarios, or revision="main" to judge this tree: one of them')]
        )
    needing = {"scenario": how["scenario"] != "production", "source": how["source"], "changes": how["changes"]}
    for name, value in needing.items():
        if alone and value:
            raise BadInput([problem("gate", f"{name} needs revision: it does not apply to two scenarios")])
