"""Learning: trust, caution and leaving; clients mend their fees and collect badges; rings replace lost accounts."""

import numpy as np

from sim import observe
from sim.arrays import I64
from sim.choices.common import toward
from sim.choices.learning import quits
from sim.state.draws import Purpose
from sim.state.log import Event, Log, Reason
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, Jobs
from sim.systems.luring import Reached
from sim.today import Today

LEAVE_DAYS = 7


def learning(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    contracts: Contracts,
    log: Log,
    *,
    reached: Reached,
    harmed: I64,
    cheated: I64,
    stale: I64,
    today: Today,
) -> None:
    """What today did to people. harmed: worker rows; cheated: contract rows; stale: job rows closed today."""
    _caution_and_trust(workers, contracts, reached, harmed, cheated, today)
    _leave(workers, log, today)
    _fees(clients, jobs, stale, today)
    certification = today.platform.certification
    if today.launched or today.day % certification.review_days == 0:
        clients.certified[:] = certification.review(observe.client_records(clients, today.day)).certified


def _caution_and_trust(
    workers: Workers, contracts: Contracts, reached: Reached, harmed: I64, cheated: I64, today: Today
) -> None:
    learning = today.world.learning
    caution, trust = workers.true_caution, workers.true_trust
    added = caution - workers.true_first_caution
    caution -= (learning.caution_fades * added).astype(np.float32)
    woken = np.unique(reached.worker[reached.recognised | reached.warned])
    caution[woken] = toward(caution[woken], 1.0, learning.caution_warned)
    trust[woken] *= 1 - learning.trust_lure
    hurt = np.unique(harmed)
    np.add.at(workers.harmed, hurt, 1)
    caution[hurt] = toward(caution[hurt], 1.0, learning.caution_harm)
    trust[hurt] *= 1 - learning.trust_harm
    unpaid = np.unique(contracts.worker[cheated])
    trust[unpaid] *= 1 - learning.trust_unpaid


def _leave(workers: Workers, log: Log, today: Today) -> None:
    if today.day % LEAVE_DAYS:
        return
    low = np.flatnonzero(~workers.left)
    gone = low[
        quits(
            workers.true_trust[low],
            today.draws.uniform(Purpose.QUIT, today.day, workers.key[low]),
            today.world.learning,
        )
    ]
    workers.left[gone] = True
    log.add(
        Event.WORKER_LEFT,
        today.day + 1,
        worker=gone,
        how=np.where(workers.harmed[gone] > 0, Reason.HARM, Reason.UNPAID),
    )


def _fees(clients: Clients, jobs: Jobs, stale: I64, today: Today) -> None:
    """Clients whose job closed without a hire raise the next fee: after silence, and as the survey says (Y-07)."""
    posting = today.world.posting
    unfair = today.platform.fee_survey.shown(jobs.fair[stale], jobs.unfair[stale])
    told = np.where(np.isnan(unfair), 0.0, unfair)
    factor = (1 + posting.silence_raise * (jobs.applied[stale] == 0)) * (1 + posting.survey_pull * told)
    honest = jobs.true_what[stale] == 0
    np.multiply.at(clients.raised, jobs.client[stale][honest], factor[honest].astype(np.float32))
