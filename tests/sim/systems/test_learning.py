"""Learning: what a day did to people's caution and trust."""

import numpy as np
import pytest

from policies.records import Format
from sim.state.handover import Harms, Reached
from sim.state.people import Workers
from sim.state.trade import Contracts
from sim.systems.learning import learning
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import harms, reached

LEARNING = hand.world().learning


def learns(
    workers: Workers,
    *,
    lures: Reached | None = None,
    hurt: Harms | None = None,
    cheated: list[int] | None = None,
    contracts: Contracts | None = None,
    today: Today | None = None,
) -> None:
    learning(
        workers,
        reached=lures or reached(0),
        harms=hurt or harms(0),
        cheated=np.array(cheated or [], np.int64),
        contracts=contracts if contracts is not None else hand.contracts(),
        today=today or hand.day(3),
    )


def test_acquired_and_lost_caution_fade_a_little_every_day() -> None:
    workers = hand.workers(3, true_caution=[0.75, 0.25, 0.5], true_first_caution=[0.25, 0.75, 0.5])
    learns(workers)
    fades = LEARNING.fades_per_day * 0.5
    assert workers.true_caution.tolist() == pytest.approx([0.75 - fades, 0.25 + fades, 0.5], abs=1e-7)
    assert workers.true_first_caution.tolist() == [0.25, 0.75, 0.5]


def test_those_who_saw_through_a_lure_grow_careful_and_trust_less() -> None:
    workers = hand.workers(5, true_trust=0.5)
    lures = reached(
        6,
        worker=[0, 1, 2, 3, 3, 3],
        recognised=[True, False, False, True, True, False],
        led=[False, True, True, False, False, False],
    )
    learns(workers, lures=lures)
    missing = 1 - LEARNING.caution_after_warning  # left of what is missing, each time
    assert workers.true_caution.tolist() == pytest.approx([1 - 0.5 * missing, 0.5, 0.5, 1 - 0.5 * missing**2, 0.5])
    left = 1 - LEARNING.trust_lost_lure
    assert workers.true_trust.tolist() == pytest.approx([0.5 * left, 0.5, 0.5, 0.5 * left**2, 0.5])
    assert workers.harmed.tolist() == [0] * 5


def test_those_who_were_harmed_grow_far_more_careful_and_distrustful() -> None:
    workers = hand.workers(4, true_trust=0.5, harmed=[0, 2, 0, 5])
    learns(workers, hurt=harms(3, worker=[1, 0, 1], client=[2, 2, 2], first=[True, False, True]))
    missing, left = 1 - LEARNING.caution_after_harm, 1 - LEARNING.trust_lost_harm
    assert workers.true_caution.tolist() == pytest.approx([1 - 0.5 * missing, 1 - 0.5 * missing**2, 0.5, 0.5])
    assert workers.true_trust.tolist() == pytest.approx([0.5 * left, 0.5 * left**2, 0.5, 0.5])
    assert workers.harmed.tolist() == [1, 4, 0, 5]


def test_those_who_were_not_paid_trust_less_and_are_no_more_careful() -> None:
    workers, contracts = hand.workers(4, true_trust=0.5), hand.contracts(4, worker=[3, 1, 1, 0], client=[0, 0, 0, 2])
    learns(workers, cheated=[1, 2, 3], contracts=contracts)
    left = 1 - LEARNING.trust_lost_unpaid
    assert workers.true_trust.tolist() == pytest.approx([0.5 * left, 0.5 * left**2, 0.5, 0.5])
    assert workers.true_caution.tolist() == [0.5] * 4
    assert workers.harmed.tolist() == [0] * 4


def test_a_task_that_was_not_paid_is_a_small_loss() -> None:
    workers = hand.workers(2, true_trust=0.5)
    contracts = hand.contracts(2, worker=[0, 1], client=0, format=[Format.TASK, Format.FIXED])
    few = hand.world(learning={"task_weight": 0.25})
    learns(workers, cheated=[0, 1], contracts=contracts, today=hand.day(3, world=few))
    left = 1 - LEARNING.trust_lost_unpaid
    assert workers.true_trust.tolist() == pytest.approx([0.5 * left**0.25, 0.5 * left])


def test_caution_fades_before_the_day_adds_to_it() -> None:
    workers = hand.workers(1, true_caution=0.75, true_first_caution=0.25)
    learns(workers, lures=reached(1, recognised=True), hurt=harms(1))
    faded = 0.75 - LEARNING.fades_per_day * 0.5
    woken = faded + (1 - faded) * LEARNING.caution_after_warning
    assert workers.true_caution.tolist() == pytest.approx([woken + (1 - woken) * LEARNING.caution_after_harm])


def test_the_habit_of_outside_contact_fades_a_little_every_day() -> None:
    workers = hand.workers(2, swaps=[2.0, 0.0])
    learns(workers)
    assert workers.swaps.tolist() == pytest.approx([2.0 * (1 - LEARNING.fades_per_day), 0.0])
