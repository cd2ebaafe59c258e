"""Learning: what befell people today moves their caution and trust."""

import numpy as np

from sim.arrays import I64, blocks, distinct
from sim.choices.common import toward
from sim.state.handover import Harms, Reached
from sim.state.people import Workers
from sim.state.trade import Contracts
from sim.today import Today


def learning(
    workers: Workers, *, reached: Reached, harms: Harms, cheated: I64, contracts: Contracts, today: Today
) -> None:
    """Apply what today did to people. cheated: contract rows."""
    learning = today.world.learning
    caution, trust = workers.true_caution, workers.true_trust
    for part in blocks(len(workers)):
        added = caution[part] - workers.true_first_caution[part]
        caution[part] -= (learning.fades_per_day * added).astype(np.float32)
    workers.swaps *= 1 - learning.fades_per_day
    woken = distinct(reached.worker[reached.recognised])
    caution[woken] = toward(caution[woken], 1.0, learning.caution_after_warning)
    trust[woken] *= 1 - learning.trust_lost_lure
    hurt = distinct(harms.worker)
    workers.harmed[hurt] += 1
    caution[hurt] = toward(caution[hurt], 1.0, learning.caution_after_harm)
    trust[hurt] *= 1 - learning.trust_lost_harm
    trust[distinct(contracts.worker[cheated])] *= 1 - learning.trust_lost_unpaid
