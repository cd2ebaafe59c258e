"""What came of holding a rule to the conformance kit, in words and as data."""

from dataclasses import dataclass
from typing import Any

from experiments.views.console import wrapped
from policies.conformance import Result

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Conformed:
    """A rule, and what came of each check."""

    lever: str
    rule: str
    results: tuple[Result, ...]

    @classmethod
    def of(cls, lever: str, kind: type, results: tuple[Result, ...]) -> "Conformed":
        """Of a class."""
        return cls(lever, f"{kind.__module__}:{kind.__qualname__}", results)

    @property
    def conforms(self) -> bool:
        """Does it pass every check?"""
        return all(result.passed for result in self.results)

    def __str__(self) -> str:
        lines = [f"{self.rule}, a rule of {self.lever}"]
        for result in self.results:
            mark = "passes" if result.passed else "FAILS" if result.tried else "not tried"
            lines.append(f"  {mark:<9}  {result.check}")
            told = (result.mistake or "").partition(": ")[2]  # lever and class stand above
            lines += wrapped(told, width=WIDTH, first=" " * 13, others=" " * 13)
        return "\n".join([*lines, self._sum()])

    def _sum(self) -> str:
        if self.conforms:
            return f"conforms: all {len(self.results)} checks pass"
        left = sum(not each.tried for each in self.results)
        failed = sum(not each.passed for each in self.results) - left
        said = f"does not conform: {failed} of {len(self.results)} checks {'fails' if failed == 1 else 'fail'}"
        return f"{said}, {left} are not tried" if left else said

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "rule": self.rule,
            "lever": self.lever,
            "conforms": self.conforms,
            "checks": [
                {"check": each.check, "passed": each.passed, "tried": each.tried, "mistake": each.mistake}
                for each in self.results
            ],
        }
