"""The fixture of the pytest plugin by itself: tests/policylab/test_plugin.py has it in a session of its own."""

from typing import Any

import pytest

import policylab as pl
from policylab.pytest_plugin import _judged
from tests.experiments.questions.gate import hand as gates


def asked(monkeypatch: pytest.MonkeyPatch, answer: Any) -> list[dict[str, Any]]:
    """What the gate is asked with, where it answers this."""
    calls: list[dict[str, Any]] = []

    def gate(*sides: Any, **options: Any) -> Any:
        calls.append({"sides": sides, **options})
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setitem(pl.__dict__, "gate", gate)
    return calls


def test_it_asks_the_gate_without_a_progress_bar_unless_one_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = asked(monkeypatch, pl.Gated(gates.PASSES))
    assert _judged("production", "calling_open", days=9).verdict == "pass"
    _judged(revision="main", progress=True)
    assert calls == [
        {"sides": ("production", "calling_open"), "progress": False, "days": 9},
        {"sides": (), "revision": "main", "progress": True},
    ]


@pytest.mark.parametrize("problem", [pl.BadInput(["gate\n    needs base and head"]), pl.Unusable("a: no store")])
def test_what_is_refused_fails_the_test_in_its_own_words(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    asked(monkeypatch, problem)
    with pytest.raises(pytest.fail.Exception, match=str(problem).splitlines()[-1].strip()):
        _judged("production")


def test_a_failure_is_the_table_of_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(monkeypatch, pl.Gated(gates.FAILS))
    with pytest.raises(AssertionError, match="the change harms by more than a guardrail allows") as raised:
        _judged("production", "calling_open").assert_no_more_fraud()
    assert "+10 [8, 12] fail" in str(raised.value)
