"""Conformance of a rule from Python."""

from typing import TYPE_CHECKING, Any

from experiments.api.arguments import Text, checked
from experiments.api.changes import Change, texts
from experiments.api.results import Result, frame
from experiments.document.document import Document
from experiments.questions.conform.ask import conformity
from experiments.questions.conform.result import Conformity

if TYPE_CHECKING:
    from pandas import DataFrame


class Conformed(Result[Conformity]):
    """Checks of one rule."""

    __slots__ = ()

    @property
    def conforms(self) -> bool:
        """Does the rule pass every check?"""
        return self.found.conforms

    def frame(self) -> "DataFrame":
        """Return a row for each check: whether the rule passes it, whether it was tried, and the mistake."""
        return frame(self.found.as_json()["checks"])

    def document(self) -> Document:
        """Return the result as a document."""
        return self.found.document()


@checked
def conform(rule: Text, *changes: Change, lever: Text | None = None, **numbers: Any) -> Conformed:
    """Check whether a rule can be relied on: docs/how-to/plug-in-a-rule.md.

    rule     a class, "module:Class", also of the current folder; or a rule of a lever, "screening.standard"
    changes  of its numbers: texts ("yen=3_000") or mappings; also as keywords: yen=3_000
    lever    of the class, if it fits two

    Raises BadInput.
    """
    return Conformed(conformity(rule, lever, texts([*changes, numbers])))
