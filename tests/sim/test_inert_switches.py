"""A switch of the calendar that changes nothing in force changes nothing in the log, however long the run."""

from dataclasses import fields, replace
from typing import Any

import pytest

from policies.catalogue import RULES
from policies.certification import Certification
from policies.numbers import Number, known
from policies.platform import Platform
from sim.state.log import Events
from tests.sim.small import LIVELY, PRODUCTION, always, changed, differences, live

pytestmark = pytest.mark.nightly(reason="weeks of a market for every switch; what shuts a number: compare/test_idle.py")

EASY = Certification(min_orders=1, min_yen=0.0, min_rating=1.0, min_ratings=1, review_days=10)
CERTIFIED = replace(PRODUCTION, certification=EASY)
LONG, SWITCH = 36, 16  # days: reviews before the switch and after it, and none on its day


@pytest.fixture(scope="module")
def base() -> Events:
    """Weeks in which clients are certified every ten days."""
    return live(LIVELY, always(CERTIFIED), days=LONG, seed=0).tables.log.finish(LONG)


@pytest.mark.parametrize(
    "later",
    [
        CERTIFIED,
        changed(CERTIFIED, communication={"monitored_share": 0.5}),  # calls are closed
    ],
    ids=["the same again", "who would be monitored"],
)
def test_an_inert_switch_leaves_weeks_as_they_are(base: Events, later: Platform) -> None:
    run = live(LIVELY, ((0, CERTIFIED), (SWITCH, later)), days=LONG, seed=0).tables.log.finish(LONG)
    assert differences(base, run) == []


def test_a_switch_of_certification_is_reviewed_on_its_day(base: Events) -> None:
    other = changed(CERTIFIED, certification={"needs_identity": False})
    run = live(LIVELY, ((0, CERTIFIED), (SWITCH, other)), days=LONG, seed=0).tables.log.finish(LONG)
    assert differences(base.between(0, SWITCH), run.between(0, SWITCH)) == []
    assert differences(base.between(SWITCH, 20), run.between(SWITCH, 20))


def shut_numbers() -> dict[str, dict[str, Number]]:
    """By lever, the numbers of its standard rule that something leaves without effect."""
    result: dict[str, dict[str, Number]] = {}
    for lever, rules in RULES.items():
        for field in fields(rules["standard"]):
            if (number := known(field)) is not None and number.shut:
                result.setdefault(lever, {})[field.name] = number
    return result


@pytest.mark.parametrize("which", [0, -1], ids=["by the first that shuts it", "by the last"])
def test_a_number_that_its_rule_says_is_shut_has_no_effect(which: int) -> None:
    opened = changed(  # whatever is shut by nothing else works
        PRODUCTION,
        communication={"call": "before_contract", "monitored_share": 0.5, "outside_contact_approval": True},
        enforcement={"links_accounts": True},
    )
    shut: dict[str, dict[str, Any]] = {}
    moved: dict[str, dict[str, Any]] = {}
    for lever, numbers in shut_numbers().items():
        for name, number in numbers.items():
            by = number.shut[which]
            shut.setdefault(lever, {})[by.field] = by.value
            usual = getattr(getattr(PRODUCTION, lever), name)
            moved.setdefault(lever, {})[name] = type(usual)(number.high if usual != number.high else number.low)
    closed = changed(opened, **shut)
    other = changed(closed, **{lever: {**numbers, **shut[lever]} for lever, numbers in moved.items()})
    assert closed != other
    runs = [live(LIVELY, always(each), days=25, seed=0).tables.log.finish(25) for each in (closed, other)]
    assert differences(*runs) == []


def test_the_same_numbers_have_an_effect_where_nothing_shuts_them() -> None:
    assert {lever: set(numbers) for lever, numbers in shut_numbers().items()}["communication"] == {
        "monitored_share", "listeners", "listen_minutes", "clerks", "approval_minutes", "answer_days",
    }  # fmt: skip
    opened = changed(CERTIFIED, communication={"call": "before_contract"})
    watched = changed(opened, communication={"monitored_share": 0.5})
    runs = [live(LIVELY, always(each), days=25, seed=0).tables.log.finish(25) for each in (opened, watched)]
    assert differences(*runs)
