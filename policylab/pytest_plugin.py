"""The pytest plugin: a fixture that judges a change of policies, and whose failure is the gate's table.

Pytest loads it wherever policylab is installed; nothing of policylab is imported before a test asks for the fixture.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from experiments.api.gate import Gated


@pytest.fixture(scope="session")
def policy_gate() -> "Callable[..., Gated]":
    """`policylab.gate`, for an assertion: policy_gate("production", "calling_open").assert_no_more_fraud()."""
    return _judged


def _judged(*sides: Any, **options: Any) -> "Gated":
    """Return the judged change; a mistake in the arguments, or an unusable file, fails without a traceback."""
    __tracebackhide__ = True
    from policylab import BadInput, Unusable, gate

    try:
        return gate(*sides, **{"progress": False, **options})
    except (BadInput, Unusable) as problem:
        message = str(problem)
    pytest.fail(message)
