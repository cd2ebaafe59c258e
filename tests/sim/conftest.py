"""Runs that many tests look at: lived once a session."""

import pytest

from tests.sim.small import PRODUCTION, STRAINED, Life, lead


@pytest.fixture(scope="session")
def production() -> Life:
    return lead(PRODUCTION)


@pytest.fixture(scope="session")
def strained() -> Life:
    return lead(STRAINED)


@pytest.fixture(params=["production", "strained"])
def life(request: pytest.FixtureRequest) -> Life:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Life)
    return found
