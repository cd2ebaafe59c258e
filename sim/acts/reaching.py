"""Reaching: over which outlet two would speak outside the service, where they use several and some are blocked."""

import numpy as np

from policies.records import Outlet
from sim.arrays import I64, U64
from sim.choices.talking import outlet
from sim.state.purposes import Purpose
from sim.today import Today


def reach(*, keys: U64, worker: U64, client: U64, today: Today) -> I64:
    """(n,) Outlet that each pair would name in a text, -1 for none.

    keys: of the conversations; worker, client: of the people, whose outlets are theirs for good.
    """
    draws, talking, outlets = today.draws, today.world.talking, np.arange(len(Outlet))
    people = np.concatenate([worker, client])[:, None]
    uses = draws.uniform(Purpose.USES_OUTLET, people, outlets[None, :]) < np.asarray(talking.outlet_use)
    blocked = np.array([each.name.lower() in today.platform.communication.blocked for each in Outlet])
    return outlet(
        uses[: len(worker)] & uses[len(worker) :],
        blocked,
        draws.uniform(Purpose.LIKES_OUTLET, keys[:, None], outlets[None, :]),
        draws.uniform(Purpose.TURNS_TO_NEXT, keys),
        draws.uniform(Purpose.EVADES_BLOCK, keys),
        talking,
    )
