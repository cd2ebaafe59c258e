"""Reaching: over which outlet two would speak outside the service."""

from typing import Any

import numpy as np

from policies.records import Outlet
from sim.acts.reaching import reach
from tests.sim import hand

KEYS, WORKER, CLIENT = hand.keys(2, 5), hand.keys(2, 1), hand.keys(2, 2)
USE = hand.world().talking.outlet_use


def test_both_must_use_an_outlet_and_people_keep_theirs() -> None:
    uses = np.ones((4, 4))
    uses[0, [Outlet.LINE, Outlet.MAIL]] = [USE[Outlet.LINE] - 1e-6, 0.0]  # the first worker
    uses[2, [Outlet.LINE, Outlet.MAIL]] = [USE[Outlet.LINE], 0.0]  # its client
    uses[1, Outlet.CHATWORK] = uses[3, Outlet.CHATWORK] = 0.0
    today = hand.day(3, USES_OUTLET=uses)
    luck = hand.asked(today)
    assert reach(keys=KEYS, worker=WORKER, client=CLIENT, today=today).tolist() == [Outlet.MAIL, Outlet.CHATWORK]
    people, outlets = luck["USES_OUTLET"]
    assert [row[0] for row in people] == [*WORKER.tolist(), *CLIENT.tolist()]
    assert outlets == [[0, 1, 2, 3]]
    assert luck["TURNS_TO_NEXT"] == [KEYS.tolist()]


def test_most_turn_from_a_blocked_outlet_to_the_next() -> None:
    shut = hand.platform(communication={"blocked": frozenset({"line"})})
    turns = hand.world().talking.turns_to_next_outlet
    luck: dict[str, Any] = {"USES_OUTLET": 0.0, "TURNS_TO_NEXT": [turns - 1e-6, turns]}
    people: dict[str, Any] = {"keys": KEYS, "worker": WORKER, "client": CLIENT}
    assert reach(**people, today=hand.day(3, **luck)).tolist() == [Outlet.LINE] * 2
    assert reach(**people, today=hand.day(3, platform=shut, **luck)).tolist() == [Outlet.CHATWORK, -1]
