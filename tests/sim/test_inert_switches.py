"""A switch of the calendar that changes nothing in force changes nothing in the log, however long the run."""

from dataclasses import replace

import pytest

from policies.certification import Certification
from policies.platform import Platform
from sim.market import switched
from sim.state.log import Events
from tests.sim.small import LIVELY, PRODUCTION, always, changed, differences, live

EASY = Certification(min_orders=1, min_yen=0.0, min_rating=1.0, min_ratings=1, review_days=30)
CERTIFIED = replace(PRODUCTION, certification=EASY)
LONG = 100


@pytest.fixture(scope="module")
def base() -> Events:
    """A hundred days in which clients are certified every thirty."""
    return live(LIVELY, always(CERTIFIED), days=LONG, seed=0).tables.log.finish(LONG)


@pytest.mark.parametrize(
    "later",
    [
        CERTIFIED,
        changed(CERTIFIED, communication={"monitored_share": 0.5}),  # calls are closed
    ],
    ids=["the same again", "who would be monitored"],
)
def test_an_inert_switch_leaves_a_hundred_days_as_they_are(base: Events, later: Platform) -> None:
    run = live(LIVELY, ((0, CERTIFIED), (46, later)), days=LONG, seed=0).tables.log.finish(LONG)
    assert differences(base, run) == []


def test_a_switch_of_certification_is_reviewed_on_its_day(base: Events) -> None:
    other = changed(CERTIFIED, certification={"needs_identity": False})
    run = live(LIVELY, ((0, CERTIFIED), (46, other)), days=LONG, seed=0).tables.log.finish(LONG)
    assert differences(base.between(0, 46), run.between(0, 46)) == []
    assert differences(base.between(46, 60), run.between(46, 60))


def test_what_switched_is_named_by_lever() -> None:
    assert switched(PRODUCTION, PRODUCTION) == frozenset()
    assert switched(PRODUCTION, CERTIFIED) == {"certification"}
    both = changed(CERTIFIED, screening={"suspend_at": 0.8})
    assert switched(PRODUCTION, both) == {"certification", "screening"}
