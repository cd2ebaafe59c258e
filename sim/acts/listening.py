"""Listening: somebody is there while two call, as far as there are people for it (L-13)."""

import numpy as np

from sim.arrays import U64, Bool
from sim.state.codes import Duty
from sim.state.desk import Listeners
from sim.state.events import StaffWorked
from sim.state.log import Log
from sim.state.purposes import Purpose
from sim.today import Today


def listened(listeners: Listeners, log: Log, *, keys: U64, watched: Bool, today: Today) -> Bool:
    """(n,) calls of pairs with these keys, (n,) are they to be watched → (n,) does somebody listen?"""
    rule, calls = today.platform.communication, np.count_nonzero(watched)
    reach = listeners.reach(today.day, int(calls), rule.listeners * today.world.part, rule.listen_minutes)
    heard = watched & (today.draws.uniform(Purpose.LISTENED, keys) < reach)
    hours = np.count_nonzero(heard) * rule.listen_minutes / 60
    if hours > 0:
        log.add(StaffWorked(today.day, Duty.LISTENING, hours))
    return heard
