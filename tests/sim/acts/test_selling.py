"""Selling: workers part with their accounts."""

import numpy as np

from sim.acts.selling import sell
from sim.state.codes import Reason
from sim.state.events import WorkerLeft
from sim.state.log import Log
from tests.sim import hand


def test_who_sells_its_account_is_gone_and_the_account_waits_for_a_buyer() -> None:
    workers, for_sale, log = hand.workers(4), [7], Log()
    sell(workers, for_sale, log, sellers=np.array([3, 1]), time=4.25)
    assert workers.left.tolist() == [False, True, False, True]
    assert for_sale == [7, 3, 1]
    assert hand.rows(hand.told(log), WorkerLeft, "time worker reason") == [
        (4.25, 3, Reason.SOLD),
        (4.25, 1, Reason.SOLD),
    ]


def test_where_nobody_sells_nothing_is_told() -> None:
    workers, for_sale, log = hand.workers(2), [7], Log()
    sell(workers, for_sale, log, sellers=np.zeros(0, np.int64), time=4.25)
    assert (workers.left.tolist(), for_sale, len(hand.told(log))) == ([False, False], [7], 0)
