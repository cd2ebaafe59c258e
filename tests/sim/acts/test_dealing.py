"""Dealing: a pair agrees on work outside the service, where nobody holds the money."""

import numpy as np

from policies.records import Kind
from sim.acts.dealing import deal_outside
from sim.state.events import DealtDirect
from sim.state.log import Log
from sim.state.trade import Affairs
from tests.sim import hand
from tests.sim.batches import lines

TALKING, WORKING = hand.world().talking, hand.world().working


def test_an_unpaid_deal_comes_to_light_when_the_work_is_done() -> None:
    affairs, log, keys = Affairs(16), Log(), hand.keys(4, 5)
    clients = hand.clients(4, true_reliability=[1.0, 1.0, 1.0, 0.5])
    plain, pressed = 1 - TALKING.unpaid_without_escrow, 1 - TALKING.unpaid_if_pressed
    today = hand.day(3, DIRECT_UNPAID=[plain, plain - 1e-6, pressed, plain / 2], DIRECT_DAYS=[1.0, 1.0, 2.0, 1.0])
    luck = hand.asked(today)
    deal_outside(
        affairs,
        log,
        keys=keys,
        worker=np.array([3, 2, 1, 0]),
        client=np.array([0, 1, 2, 3]),
        job=np.array([5, 6, 7, -1]),
        amount=np.array([10.0, 20.0, 30.0, 40.0]),
        coerced=np.array([False, False, True, False]),
        when=np.array([3.5, 3.5, 3.75, 3.25]),
        clients=clients,
        today=today,
    )
    steady = WORKING.fixed_delivery_share
    late = 3.75 + WORKING.delivery_days * (steady + (1 - steady) * 2.0)
    assert lines(affairs, "key worker client job true_tactic step owed next_at") == [
        (keys[0], 3, 0, 5, Kind.DIRECT_DEALING, 0, 10.0, 3.5 + WORKING.delivery_days),
        (keys[2], 1, 2, 7, Kind.DIRECT_DEALING, 0, 30.0, late),
        (keys[3], 0, 3, -1, Kind.DIRECT_DEALING, 0, 40.0, 3.25 + WORKING.delivery_days),
    ]
    assert sorted(hand.rows(hand.told(log), DealtDirect, "time worker client job amount coerced")) == [
        (3.25, 0, 3, -1, 40.0, False),
        (3.5, 2, 1, 6, 20.0, False),
        (3.5, 3, 0, 5, 10.0, False),
        (3.75, 1, 2, 7, 30.0, True),
    ]
    assert luck["DIRECT_UNPAID"] == luck["DIRECT_DAYS"] == [keys.tolist()]
