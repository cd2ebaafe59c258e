"""The pytest plugin: a fixture that judges a change of policies, and whose failure is the gate's table.

Pytest loads it wherever policylab is installed; nothing of policylab is imported before a test asks for the fixture.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from experiments.api.results import Gated


@pytest.fixture(scope="session")
def policy_gate() -> "Callable[..., Gated]":
    """`policylab.gate`, for an assertion: policy_gate("production", "calling_open").assert_no_more_fraud()."""
    from policylab import BadInput, gate

    def judged(*sides: Any, **asked: Any) -> "Gated":
        __tracebackhide__ = True
        try:
            return gate(*sides, **{"progress": False, **asked})
        except BadInput as problem:
            told = str(problem)
        pytest.fail(told)

    return judged
