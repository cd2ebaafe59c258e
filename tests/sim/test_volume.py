"""Volume: rings that adapt learn to post many jobs where jobs pay, and few where they cost more than they bring."""

import numpy as np
import pytest

from policies.records import Kind
from sim.rings.bandit import Exp3S
from sim.rings.tactics import Volume
from sim.systems.profiting import profiting
from tests.sim import hand
from tests.sim.batches import reached

A_LEAD = 2_500.0  # yen that a lead to an unpaid trial is booked at: a quarter of 10,000


@pytest.mark.parametrize(("cost", "net"), [(500.0, 0.05), (A_LEAD, 0.0), (4_500.0, -0.05)])
def test_a_volume_is_learned_by_what_an_account_gains_daily(cost: float, net: float) -> None:
    """80 accounts posted half a job each at a time of few, one, or two: 10, 40 and 40 jobs that bring a lead each.

    A quarter of them is at a time of few jobs and a quarter at a time of many. Steps are γ/3 · net · jobs ÷ chance:
    10 ÷ ¼, 40 ÷ ½ and 40 ÷ ¼ are as ½ : 1 : 2, while gains a job are alike.
    """
    here, nothing, every = hand.world(rings="adapting", ring={"job_cost": cost}), np.zeros(0, np.int64), np.arange(90)
    rings = hand.rings(1, temper="adapting")
    mix = np.array([[0.25, 0.5, 0.25]])
    rings.habits.volume = Exp3S.starting(mix, explore=0.2, leak=0.0, hearsay=0.0, circle=1.0)
    volume = np.repeat([Volume.FEW, Volume.USUAL, Volume.MANY], [10, 40, 40])
    profiting(
        rings,
        drafted=every,
        reached=reached(90, job=every, led=True, chance=1.0),
        stopped=nothing,
        suspended=nothing,
        removed=nothing,
        restricted=nothing,
        jobs=hand.jobs(90, client=every % 80, true_tactic=int(Kind.UNPAID_TRIAL), true_volume=volume),
        clients=hand.clients(80, true_ring=0),
        today=hand.day(3, world=here),
    )
    moved = (rings.habits.volume.log_weight - rings.habits.volume.first)[0]
    few, usual, many = (0.2 / 3 * net * jobs / chance for jobs, chance in ((10, 0.25), (40, 0.5), (40, 0.25)))
    assert (moved - moved[Volume.USUAL]).tolist() == pytest.approx([few - usual, 0.0, many - usual], abs=1e-9)
