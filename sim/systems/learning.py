"""Learning: what today did to people's caution and trust, and who leaves."""

import numpy as np

from sim.arrays import I64
from sim.choices import learning as choose
from sim.choices.common import toward
from sim.state.codes import Reason
from sim.state.draws import Purpose
from sim.state.events import WorkerLeft
from sim.state.handover import Harms, Reached
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Contracts
from sim.today import Today

LEAVE_DAYS = 7  # between two days on which workers think of leaving


def learning(
    workers: Workers, log: Log, *, reached: Reached, harms: Harms, cheated: I64, contracts: Contracts, today: Today
) -> None:
    """What today did to people. cheated: contract rows."""
    unpaid = contracts.worker[cheated]
    _caution_and_trust(workers, reached=reached, hurt=harms.worker, unpaid=unpaid, today=today)
    if today.every(LEAVE_DAYS):
        _leave(workers, log, today=today)


def _caution_and_trust(workers: Workers, *, reached: Reached, hurt: I64, unpaid: I64, today: Today) -> None:
    learning = today.world.learning
    caution, trust = workers.true_caution, workers.true_trust
    added = caution - workers.true_first_caution
    caution -= (learning.caution_fades * added).astype(np.float32)
    woken = np.unique(reached.worker[reached.recognised])
    caution[woken] = toward(caution[woken], 1.0, learning.caution_warned)
    trust[woken] *= 1 - learning.trust_lure
    hurt = np.unique(hurt)
    workers.harmed[hurt] += 1
    caution[hurt] = toward(caution[hurt], 1.0, learning.caution_harm)
    trust[hurt] *= 1 - learning.trust_harm
    trust[np.unique(unpaid)] *= 1 - learning.trust_unpaid


def _leave(workers: Workers, log: Log, *, today: Today) -> None:
    here = np.flatnonzero(~workers.left)
    u = today.draws.uniform(Purpose.QUIT, today.day, workers.key[here])
    gone = here[choose.quits(workers.true_trust[here], u, today.world.learning)]
    workers.left[gone] = True
    log.add(WorkerLeft(today.day + 1, gone, np.where(workers.harmed[gone] > 0, Reason.HARM, Reason.UNPAID)))
