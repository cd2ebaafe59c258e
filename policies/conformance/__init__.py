"""Conformance: the checks that every rule of ours passes, for the rules of anybody.

In a test of your own package: `assert_conforms(House())`. On the command line: `policylab conform house.rules:House`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.conformance.checks import CHECKS, FIRST, Case, failed
from policies.conformance.elsewhere import CODE
from policies.conformance.finding import NotFound, lever_of, located
from policies.questions import levers

__all__ = ["NotFound", "Result", "assert_conforms", "lever_of", "located", "results"]


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of a check."""

    check: str
    mistake: str | None  # what is wrong, with lever, rule, method and row
    tried: bool = True  # a rule without the right answers is not asked for them in another order

    @property
    def passed(self) -> bool:
        """Tried, and nothing is wrong."""
        return self.tried and self.mistake is None


def results(rule: Any, lever: str | None = None, code: str = CODE) -> Iterator[Result]:
    """Every check, one after another. Raises NotFound where no lever is given and none, or more than one, fits.

    code: of the process in which the rule is asked again, Python that calls `policies.conformance.remote.main`
    """
    if lever is not None and lever not in levers():
        raise NotFound(f"no lever '{lever}', must be one of {', '.join(levers())}")
    case, going_on = Case(lever or lever_of(type(rule)), rule, code), True
    for name, check in CHECKS.items():
        mistake = failed(check, case) if going_on else None
        yield Result(name, mistake, going_on)
        going_on = going_on and not (mistake and check in FIRST)


def assert_conforms(rule: Any, lever: str | None = None) -> None:
    """Raises AssertionError with all that is wrong. lever: where it is not plain from what the rule answers."""
    __tracebackhide__ = True  # pytest shows the test that asks
    mistakes = [each.mistake for each in results(rule, lever) if each.mistake]
    if mistakes:
        raise AssertionError("\n".join(mistakes))
