"""Permitting: what the office lets a client and a worker do."""

import numpy as np

from policies.records import Stage
from sim.acts.permitting import permits
from tests.sim import hand

WATCHED = hand.platform(
    communication={
        "call": "after_contract",
        "verified_only": True,
        "monitored_share": 0.3,
        "outside_contact_approval": True,
    }
)
CLIENT, WORKER = np.array([1, 0, 1]), np.array([0, 0, 2])


def test_a_pair_may_call_at_the_stage_it_is_at() -> None:
    clients, workers = hand.clients(2, verified=[False, True]), hand.workers(3, verified=[True, True, False])
    stage = np.array([Stage.BEFORE, Stage.DURING, Stage.DURING])
    result = permits(
        client=CLIENT, worker=WORKER, stage=stage, clients=clients, workers=workers, today=hand.day(platform=WATCHED)
    )
    assert result.call.tolist() == [False, False, True]
    assert result.outside_contact.tolist() == [True, True, True]


def test_one_stage_holds_for_all_pairs() -> None:
    clients, workers = hand.clients(2, verified=[False, True]), hand.workers(3)
    for stage, calls in ((Stage.BEFORE, [False, False, False]), (Stage.DURING, [True, False, True])):
        result = permits(
            client=CLIENT,
            worker=WORKER,
            stage=stage,
            clients=clients,
            workers=workers,
            today=hand.day(platform=WATCHED),
        )
        assert result.call.tolist() == calls


def test_whose_calls_are_watched_is_a_lot_that_the_pair_keeps() -> None:
    clients, workers = hand.clients(2, verified=True), hand.workers(3)
    today = hand.day(platform=WATCHED, TICKET=[0.29, 0.0, 0.3])
    luck = hand.asked(today)
    result = permits(client=CLIENT, worker=WORKER, stage=Stage.AFTER, clients=clients, workers=workers, today=today)
    assert result.monitored.tolist() == [True, True, False]
    assert luck == {"TICKET": [clients.key[CLIENT].tolist(), workers.key[WORKER].tolist()]}
