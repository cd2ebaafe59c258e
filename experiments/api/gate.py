"""Judging from Python whether a change of policies may be merged."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.api import scenario as handles
from experiments.api.arguments import Changes, File, Files, Flag, Jobs, Metric, Place, Text, WorldsName, checked
from experiments.api.options import RunOptions, stoppable, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import Asked, Scenario
from experiments.questions.gate import reports, text
from experiments.questions.gate.process import GateOptions
from experiments.questions.gate.questions import of_revision, of_scenarios
from experiments.questions.gate.result import PAIR, ROW, Gate, Verdict
from experiments.runs.defaults import CORES, STORE
from experiments.store.store import NOWHERE, Store
from scenarios import BadInput, understood
from scenarios.problems import problem

if TYPE_CHECKING:
    from pandas import DataFrame

REASONS: dict[Verdict, str] = {
    "fail": "the change harms by more than a guardrail allows",
    "inconclusive": "these pairs cannot tell whether the change harms by more than a guardrail allows",
    "could not run": "the gate could not run, so nothing is known of the change",
}


class Gated(Result[Gate]):
    """Whether a change may be merged."""

    __slots__ = ()

    @property
    def verdict(self) -> Verdict:
        """One of "pass", "fail", "inconclusive", "could not run"."""
        return self.found.verdict

    def frame(self) -> "DataFrame":
        """A row a guardrail, the worst first; none where both sides are the same policy, or could not run."""
        return frame(self.found.rows(), columns=ROW)

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """A row a regime, metric and pair, or those of one metric: the values that were judged."""
        return frame(self.found.of_pairs(), metric, PAIR)

    def markdown(self) -> str:
        """As a summary, or a comment."""
        return reports.markdown(self.found)

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

    def show(self) -> None:
        """Print it as the command does."""
        text.show(self.found)

    def _assert(self, *allowed: Verdict) -> None:
        __tracebackhide__ = True
        if self.verdict not in allowed:
            raise AssertionError(f"{REASONS[self.verdict]}\n\n{self}")

    def _html(self) -> str:
        from experiments.api import html

        return html.gate(self.found)


@checked
def gate(
    base: Asked | None = None,
    head: Asked | None = None,
    *,
    revision: Text | None = None,
    scenario: Asked = "production",
    changes: Changes = (),
    source: Files = (),
    guardrails: File | None = None,
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Gated:
    """Say whether a change of policies may be merged, judged by guardrails: docs/how-to/gate-a-repository.md.

    base, head   two scenarios, the first the base
    revision     instead of them: the working tree around here, against this revision of it
    scenario     in which a revision is judged
    changes      laid on that scenario on both sides, as texts; of a scenario that `load` gave, its own come first
    source       packages that hold the policies of a revision
    guardrails   a file; by default guardrails.toml here, or those that ship

    What keeps it from running is a verdict too. Raises BadInput, and Unusable where the store fails.
    """
    _one_question(base, head, revision, source=source, changes=changes)
    options, rails = RunOptions(store, rerun_failed, jobs=jobs, progress=progress), _path(guardrails)
    kept = options.place
    if kept.exists():
        Store(kept).close()  # a file that is no store is told before any side begins
    gate_options = GateOptions(worlds_of(worlds), kept, rerun_failed, jobs, options.watch)
    with stoppable(lasting=kept != NOWHERE):
        if revision is not None:
            name, laid = _named(scenario, changes)
            return Gated(of_revision(revision, name, [Path(each) for each in source], laid, rails, gate_options))
        assert base is not None
        assert head is not None
        first, second = handles.scenario(base), handles.scenario(head)
        names = handles.beside(first, second)
        return Gated(
            of_scenarios((first.source, second.source), (first.changes, second.changes), names, rails, gate_options)
        )


def _path(file: File | None) -> Path | None:
    return None if file is None else Path(file)


def _named(scenario: Asked, changes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Source and changes; of a revision only its own tree knows whether there is such a scenario."""
    named = (scenario.source, scenario.changes) if isinstance(scenario, Scenario) else (os.fspath(scenario), ())
    keyed = understood([(named[0], [*named[1], *changes])])
    return named[0], (*named[1], *(keyed[text] for text in changes))


def _one_question(base: object, head: object, revision: str | None, **needing: Sequence[object]) -> None:
    """Raises BadInput where it is not one question. needing: what only a revision can be asked with."""
    if (base is None, head is None) != ((revision is not None,) * 2):
        raise BadInput(
            [problem("gate", 'needs base and head, two scenarios, or revision="main", to hold this tree against: one')]
        )
    for name, given in needing.items():
        if revision is None and given:
            raise BadInput([problem("gate", f"{name} belongs to the question of a revision: it needs revision")])
