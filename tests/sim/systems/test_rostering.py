"""Rostering: who is on duty at the desks, busy or not."""

from typing import Any

import pytest

from policies import enforcement, message_watch, screening
from sim.state.codes import Duty
from sim.state.events import OnDuty
from sim.state.log import Log
from sim.systems.rostering import rostering
from tests.sim import hand


def rostered(**rules: Any) -> list[tuple[float, int, float]]:
    log = Log()
    rostering(log, today=hand.day(3, platform=hand.platform(**rules)))
    return hand.rows(hand.told(log), OnDuty, "time duty hours")


def test_checkers_reviewers_and_readers_are_always_there_case_readers_by_day() -> None:
    staff = {"screening": {"checkers": 3, "reviewers": 2}, "message_watch": {"readers": 4}}
    assert rostered(**staff, enforcement={"case_readers": 2}) == [
        (3.0, Duty.SCREENING, 24 * 5),
        (3.0, Duty.MESSAGE_WATCH, 24 * 4),
        (3.0, Duty.ENFORCEMENT, 16 * 2),
    ]


def test_who_is_sent_home_at_night_works_sixteen_hours() -> None:
    result = rostered(
        screening={"checkers": 1, "reviewers": 1, "night_staff": 0.5}, message_watch={"readers": 1, "night_staff": 0.0}
    )
    assert [hours for _, _, hours in result] == pytest.approx([40, 16, 16])


def test_of_the_marketplace_s_people_a_market_has_its_part() -> None:
    """369,000 of 3.69 M workers: a tenth."""
    log, world = Log(), hand.world(workers=369_000)
    rules: dict[str, Any] = {
        "screening": {"checkers": 3, "reviewers": 2},
        "message_watch": {"readers": 4},
        "enforcement": {"case_readers": 5},
    }
    rostering(log, today=hand.day(3, platform=hand.platform(**rules), world=world))
    assert hand.told(log)[OnDuty].hours.tolist() == pytest.approx([12, 9.6, 8])


def test_where_there_are_no_desks_nobody_is_on_duty() -> None:
    nobody = rostered(screening=screening.Off(), message_watch=message_watch.Off(), enforcement=enforcement.Off())
    assert [hours for _, _, hours in nobody] == [0, 0, 0]
