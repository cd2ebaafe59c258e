"""Listening: somebody is there while two call, as far as there are people for it."""

import numpy as np

from sim.acts.listening import listened
from sim.state.codes import Duty
from sim.state.desk import Listeners
from sim.state.events import StaffWorked
from sim.state.log import Log
from tests.sim import hand

WATCHED = np.array([True, True, False])


def test_somebody_listens_to_as_many_watched_calls_as_time_allows() -> None:
    staff, log = Listeners(), Log()
    staff.reach(2, 192, 1, 15.0)  # twice as many as one person has time for
    today = hand.day(3, LISTENED=[0.499, 0.5, 0.0])
    luck = hand.asked(today)
    assert listened(staff, log, keys=hand.keys(3, 5), watched=WATCHED, today=today).tolist() == [True, False, False]
    assert hand.rows(hand.told(log), StaffWorked, "time duty hours") == [(3.0, Duty.LISTENING, 0.25)]
    assert luck["LISTENED"] == [hand.keys(3, 5).tolist()]


def test_of_the_marketplace_s_listeners_a_market_has_its_part() -> None:
    """A tenth of ten people has time for half of 192 calls of a quarter of an hour."""
    staff, world = Listeners(), hand.world(workers=369_000)
    staff.reach(2, 192, 1, 15.0)
    ten = hand.platform(communication={"listeners": 10})
    today = hand.day(3, platform=ten, world=world, LISTENED=[0.499, 0.5, 0.0])
    assert listened(staff, Log(), keys=hand.keys(3, 5), watched=WATCHED, today=today).tolist() == [True, False, False]


def test_where_nobody_is_there_or_nothing_is_to_be_watched_nobody_works() -> None:
    log = Log()
    alone = hand.day(3, platform=hand.platform(communication={"listeners": 0}), LISTENED=0.0)
    assert not listened(Listeners(), log, keys=hand.keys(3, 5), watched=WATCHED, today=alone).any()
    assert not listened(Listeners(), log, keys=hand.keys(3, 5), watched=~WATCHED & WATCHED, today=hand.day(3)).any()
    assert len(hand.told(log)[StaffWorked]) == 0
