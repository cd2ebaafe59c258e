"""Pressing: out of the office's sight some honest clients press a worker to deal outside the service."""

from typing import Any

import numpy as np
import pytest

from sim.acts.pressing import press
from sim.state.events import Pressed
from sim.state.log import Log
from tests.sim import hand

CALM = hand.world(population={"shock": 0.0})  # pressure is as it stands in the table
TALKING, LEARNING, RECALL = CALM.talking, CALM.learning, CALM.luring.listener_recall
CLIENT, WORKER = np.array([3, 2, 1, 0]), np.array([0, 1, 2, 3])
FALSE = np.zeros(4, np.bool_)


class Scene:
    """Four clients who speak with four workers on day 3.25."""

    def __init__(self, *, permitted: Any = FALSE, heard: Any = FALSE, direct: Any = 0.5, **luck: Any) -> None:
        self.workers, self.clients = hand.workers(4), hand.clients(4, true_direct=direct)
        log, today = Log(), hand.day(3, world=CALM, **{"PRESSES": 0.0, "YIELDS": 0.0, **luck})
        self.asked = hand.asked(today)
        self.yielded = press(
            self.workers,
            self.clients,
            log,
            keys=hand.keys(4, 5),
            worker=WORKER,
            client=CLIENT,
            job=np.array([7, 6, 5, 4]),
            time=np.full(4, 3.25),
            permitted=np.asarray(permitted),
            heard=np.asarray(heard),
            today=today,
        ).tolist()
        self.pressed = hand.rows(hand.told(log), Pressed, "time worker client job yielded heard")


def test_clients_press_by_their_inclination_and_some_workers_yield() -> None:
    presses, yields = (
        TALKING.presses_for_direct_deal,
        TALKING.yields_if_pressed * 0.5 * 0.5,
    )  # at a pressure and a caution of one half
    scene = Scene(
        direct=[0.5, 0.5, 0.25, 0.5],  # the third worker's client is that in row 1, the second's that in row 2
        PRESSES=[presses - 1e-6, presses / 2, presses - 1e-6, presses],
        YIELDS=[yields - 1e-6, 0.0, yields, 0.0],
    )
    assert scene.yielded == [True, False, False, False]
    assert scene.pressed == [(3.25, 0, 3, 7, True, False), (3.25, 2, 1, 5, False, False)]
    assert scene.asked["PRESSES"] == scene.asked["YIELDS"] == [hand.keys(4, 5).tolist()]


def test_who_is_pressed_and_does_not_yield_is_on_guard_and_trusts_less() -> None:
    scene = Scene(PRESSES=[0.0, 0.0, 1.0, 0.0], YIELDS=[0.0, 1.0, 1.0, 1.0])
    guard, less = 0.5 + 0.5 * LEARNING.caution_after_warning, hand.TRUST * (1 - LEARNING.trust_lost_lure)
    assert scene.workers.true_caution.tolist() == pytest.approx([0.5, guard, 0.5, guard])
    assert scene.workers.true_trust.tolist() == pytest.approx([hand.TRUST, less, hand.TRUST, less])


def test_somebody_who_listens_and_understands_steps_in_and_it_is_put_on_file() -> None:
    scene = Scene(
        heard=[True, True, False, True], OVERHEARD=[RECALL - 1e-6, RECALL, 0.0, 0.0], PRESSES=[0.0, 0.0, 0.0, 1.0]
    )
    assert scene.yielded == [False, True, True, False]
    assert [heard for *_, heard in scene.pressed] == [True, False, False]
    assert scene.clients.upheld.tolist() == scene.clients.stopped.tolist() == [0, 0, 0, 1]
    assert scene.workers.true_caution[0] > 0.5


def test_a_permit_makes_it_easier_to_yield() -> None:
    chance = TALKING.yields_if_pressed * 0.5 * (1 - 0.5 * (1 - TALKING.approval_calms))
    scene = Scene(permitted=[True, True, False, False], YIELDS=[chance - 1e-6, chance, chance - 1e-6, 0.0])
    assert scene.yielded == [True, False, False, True]


def test_by_middling_luck_nobody_presses() -> None:
    scene = Scene(PRESSES=0.5)
    assert (scene.yielded, scene.pressed) == ([False] * 4, [])
    assert scene.workers.true_trust == pytest.approx(hand.TRUST)
