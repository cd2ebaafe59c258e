"""Runs that many tests look at: lived once a session."""

import pytest

from tests.sim.small import CALLS, LEARNING, LIVELY, PRODUCTION, STRAINED, TROUBLED, Life, lead


@pytest.fixture(scope="session")
def production() -> Life:
    """Rings frozen, the platform in production."""
    return lead(LIVELY, PRODUCTION)


@pytest.fixture(scope="session")
def strained() -> Life:
    """Everything that can go wrong goes wrong."""
    return lead(TROUBLED, STRAINED)


@pytest.fixture(scope="session")
def adapting() -> Life:
    """Rings that learn, where calls are open."""
    return lead(LEARNING, CALLS)


@pytest.fixture(params=["production", "strained", "adapting"])
def life(request: pytest.FixtureRequest) -> Life:
    result = request.getfixturevalue(request.param)
    assert isinstance(result, Life)
    return result
