"""The result of the conformance checks of a rule, in words and as data."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.printing.console import Text, console, wrapped
from policies.conformance import Result
from policies.printable import printable

WIDTH = 100
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

    def __str__(self) -> str:
        lines = [f"{self.rule}, a rule of {self.lever}", *([f"  {self.file}"] if self.file else [])]
        passes, fails, untried = MARKS
        for result in self.results:
            mark = passes if result.passed else fails if result.tried else untried
            lines.append(f"  {mark:<9}  {result.check}")
            mistake = (result.mistake or "").partition(": ")[2]  # lever and class stand above
            lines += wrapped(mistake, width=WIDTH, first=" " * 13, others=" " * 13)
        return "\n".join([*lines, self._sum()])

    def _sum(self) -> str:
        if self.conforms:
            return f"conforms: all {len(self.results)} checks pass"
        untried = sum(not result.tried for result in self.results)
        failed = sum(not result.passed for result in self.results) - untried
        sentence = f"does not conform: {failed} of {len(self.results)} checks {'fails' if failed == 1 else 'fail'}"
        return f"{sentence}, {untried} are not tried" if untried else sentence

    def show(self) -> None:
        """Print the result."""
        out = console()
        for line in str(self).split("\n"):
            out.print(Text(line), soft_wrap=True)

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


def _from_here(file: str) -> str:
    """Return the path of a file, relative to the current folder if it is below it."""
    path, here = Path(file), Path.cwd()
    return printable(str(path.relative_to(here) if path.is_relative_to(here) else path))
