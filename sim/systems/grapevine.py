"""Grapevine: word of harm and MLM recruits travel along acquaintances."""

import numpy as np

from policies.records import Kind
from sim.arrays import I64
from sim.choices.common import toward
from sim.choices.grapevine import follows
from sim.state.acquaintances import Acquaintances
from sim.state.draws import Purpose, key
from sim.state.log import Event, Log
from sim.state.people import Workers
from sim.state.trade import Affairs
from sim.systems.arrivals import pressed
from sim.systems.offplatform import Harmed
from sim.today import Today


def grapevine(
    workers: Workers, affairs: Affairs, acquaintances: Acquaintances, log: Log, *, harmed: Harmed, today: Today
) -> None:
    """Those harmed today tell friends, who grow careful; MLM victims try to recruit some of them."""
    _tell(workers, acquaintances, harmed.worker, today)
    _recruit(workers, affairs, acquaintances, log, harmed, today)


def _tell(workers: Workers, acquaintances: Acquaintances, harmed: I64, today: Today) -> None:
    vine, draws = today.world.grapevine, today.draws
    teller = np.unique(harmed[harmed < len(acquaintances)])
    who, friend = acquaintances.friends_of(teller)
    hears = draws.uniform(Purpose.TELLS, today.day, workers.key[teller[who]], workers.key[friend]) < vine.tells
    told = np.unique(friend[hears])
    workers.true_caution[told] = toward(workers.true_caution[told], 1.0, vine.caution)
    workers.true_trust[told] *= 1 - vine.trust


def _recruit(
    workers: Workers, affairs: Affairs, acquaintances: Acquaintances, log: Log, harmed: Harmed, today: Today
) -> None:
    vine, draws = today.world.grapevine, today.draws
    drawn_in = harmed.first & (harmed.what == 1 + Kind.MLM) & (harmed.worker < len(acquaintances))
    recruiter, client, when = harmed.worker[drawn_in], harmed.client[drawn_in], harmed.time[drawn_in]
    who, friend = acquaintances.friends_of(recruiter)
    keys = key(workers.key[recruiter[who]], workers.key[friend])
    asked = draws.uniform(Purpose.ASKS_FRIEND, keys) < vine.recruits
    who, friend, keys = who[asked], friend[asked].astype(np.int64), keys[asked]
    u = draws.uniform(Purpose.FOLLOWS_FRIEND, keys)
    joins = follows(pressed(workers, friend, today), workers.true_caution[friend], u, vine)
    who, friend, keys = who[joins], friend[joins], keys[joins]
    log.add(Event.RECRUITED, when[who], worker=recruiter[who], client=friend)
    wait = today.world.luring.step_days * draws.exponential(Purpose.RECRUIT_WAIT, keys)
    affairs.add(
        key=keys,
        worker=friend,
        client=client[who],
        job=-1,
        true_what=1 + Kind.MLM,
        next_at=when[who] + wait,
    )
