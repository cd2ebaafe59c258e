"""Learning: what befell people today moves their caution and trust."""

import numpy as np

from policies.records import Format
from sim.acts.trusting import alarm, lose
from sim.arrays import I64, blocks, tally
from sim.choices import learning as choose
from sim.state.handover import Harms, Reached
from sim.state.people import Workers
from sim.state.trade import Contracts
from sim.today import Today


def learning(
    workers: Workers, *, reached: Reached, harms: Harms, cheated: I64, contracts: Contracts, today: Today
) -> None:
    """Apply what today did to people. cheated: contract rows."""
    learning = today.world.learning
    caution = workers.true_caution
    for part in blocks(len(workers)):
        added = caution[part] - workers.true_first_caution[part]
        caution[part] -= (learning.fades_per_day * added).astype(np.float32)
    workers.swaps *= 1 - learning.fades_per_day
    woken = reached.worker[reached.recognised]
    alarm(workers, woken, learning.caution_after_warning)
    lose(workers, woken, learning.trust_lost_lure)
    tally(workers.harmed, harms.worker)
    alarm(workers, harms.worker, learning.caution_after_harm)
    lose(workers, harms.worker, learning.trust_lost_harm)
    weight = choose.weight(contracts.format[cheated] == Format.TASK, learning)
    lose(workers, contracts.worker[cheated], learning.trust_lost_unpaid, weight)
