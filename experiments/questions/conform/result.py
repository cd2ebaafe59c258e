"""The result of the conformance checks of a rule, and the document of it."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.document.document import Document, Items, Lines, Section, Tone, Toned
from policies.conformance import Result
from policies.printable import printable

MARKS = ("passes", "FAILS", "not tried")


@dataclass(frozen=True, slots=True)
class Conformity:
    """A rule, and the result of each check."""

    lever: str
    rule: str
    results: tuple[Result, ...]
    file: str = ""  # with the class; a package may be both installed and here

    @classmethod
    def of(cls, lever: str, kind: type, results: tuple[Result, ...]) -> "Conformity":
        """Return the results of a class."""
        file = getattr(sys.modules.get(kind.__module__), "__file__", None)
        return cls(lever, f"{kind.__module__}:{kind.__qualname__}", results, "" if file is None else _from_here(file))

    @property
    def conforms(self) -> bool:
        """Does it pass every check?"""
        return all(result.passed for result in self.results)

    def document(self) -> Document:
        """Return the result as a document."""
        rows = tuple(row for result in self.results for row in _rows(result))
        file = (Lines((self.file,)),) if self.file else ()
        checks = Section("", (*file, Items(rows)))
        return Document(f"{self.rule}, a rule of {self.lever}", "", (self._sum(),), (checks,))

    def _sum(self) -> str:
        if self.conforms:
            return f"conforms: all {len(self.results)} checks pass"
        untried = sum(not result.tried for result in self.results)
        failed = sum(not result.passed for result in self.results) - untried
        sentence = f"does not conform: {failed} of {len(self.results)} checks {'fails' if failed == 1 else 'fail'}"
        return f"{sentence}, {untried} are not tried" if untried else sentence

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "rule": self.rule,
            "lever": self.lever,
            "file": self.file or None,
            "conforms": self.conforms,
            "checks": [
                {"check": each.check, "passed": each.passed, "tried": each.tried, "mistake": each.mistake}
                for each in self.results
            ],
        }


def _rows(result: Result) -> list[tuple[str, str]]:
    """Return the check beside its mark, and the mistake below it."""
    passes, fails, untried = MARKS
    tones: dict[str, Tone] = {passes: "a little better", fails: "worse", untried: "unsure"}
    mark = passes if result.passed else fails if result.tried else untried
    mistake = (result.mistake or "").partition(": ")[2]  # lever and class stand above
    return [(Toned(mark, tones[mark]), result.check), *([("", mistake)] if mistake else [])]


def _from_here(file: str) -> str:
    """Return the path of a file, relative to the current folder if it is below it."""
    path, here = Path(file), Path.cwd()
    return printable(str(path.relative_to(here) if path.is_relative_to(here) else path))
