"""Recounting: which dealings with clients came to something today, for friends to hear of."""

import numpy as np

from policies.records import Format
from sim.acts.readings import never_paid
from sim.arrays import I64
from sim.choices import learning as choose
from sim.state.codes import ContractState, Dealing
from sim.state.handover import Dealings, Harms, Reached
from sim.state.trade import Contracts, Jobs
from sim.today import Today


def recounting(
    *, reached: Reached, harms: Harms, cheated: I64, jobs: Jobs, contracts: Contracts, today: Today
) -> Dealings:
    """Lures that were seen through, harms, work that was not paid; and work that was. cheated: contract rows."""
    seen = reached.recognised
    paid = np.flatnonzero((contracts.state == ContractState.ACCEPTED) & (contracts.due >= today.day))
    cheated = cheated[~never_paid(cheated, jobs=jobs, contracts=contracts)]  # these are among the harms
    ended = np.concatenate([cheated, paid])
    worker = np.concatenate([reached.worker[seen], harms.worker, contracts.worker[ended]])
    client = np.concatenate([jobs.client[reached.job[seen]], harms.client, contracts.client[ended]])
    parts = [int(np.count_nonzero(seen)), len(harms.worker), len(cheated), len(paid)]
    what = np.repeat([Dealing.SEEN_THROUGH, Dealing.HARM, Dealing.UNPAID, Dealing.PAID], parts)
    weight = np.ones(len(what))
    weight[parts[0] + parts[1] :] = choose.weight(contracts.format[ended] == Format.TASK, today.world.learning)
    return Dealings(worker, client, what, weight)
