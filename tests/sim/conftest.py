"""Runs that many tests look at: lived once a session."""

from dataclasses import dataclass

import pytest

from policies.platform import Platform
from sim.market import Market
from sim.state.log import Events
from tests.sim.small import CALLS, PRODUCTION, always, changed, live, small

DAYS = 40

STRAINED = changed(  # everything that can go wrong: calls open, desks overrun, accounts restricted left and right
    CALLS,
    screening={"review_at": 0.03, "suspend_at": 0.12, "reviewers": 1, "review_minutes": 240.0},
    enforcement={"findings_to_review": 1, "findings_to_restrict": 1, "linked_to_restrict": 1},
)


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """A market at the end of its run, its log, and what it lived under."""

    market: Market
    events: Events
    platform: Platform


def lead(platform: Platform) -> Life:
    """A life of DAYS days under this platform, with seed 1, in a world with many rings."""
    market = live(small(ring_share=0.25), always(platform), days=DAYS, seed=1)
    return Life(market, market.log.finish(DAYS), platform)


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
