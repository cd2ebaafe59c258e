"""Grapevine: word of harm and MLM recruits travel along acquaintances."""

import numpy as np

from policies.records import Kind
from sim.acts.readings import pressed
from sim.arrays import I64
from sim.choices import grapevine as choose
from sim.choices.common import toward
from sim.state.acquaintances import Acquaintances
from sim.state.draws import Purpose, key
from sim.state.events import Recruited
from sim.state.handover import Harms
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Affairs
from sim.today import Today


def grapevine(
    workers: Workers, affairs: Affairs, log: Log, *, acquaintances: Acquaintances, harms: Harms, today: Today
) -> None:
    """Those harmed today tell friends, who grow careful; MLM victims try to recruit some of them."""
    _tell(workers, victims=harms.worker, acquaintances=acquaintances, today=today)
    _recruit(workers, affairs, log, harms=harms, acquaintances=acquaintances, today=today)


def _tell(workers: Workers, *, victims: I64, acquaintances: Acquaintances, today: Today) -> None:
    vine, draws = today.world.grapevine, today.draws
    teller = np.unique(victims[victims < len(acquaintances)])
    who, friend = acquaintances.friends_of(teller)
    hears = draws.uniform(Purpose.TELLS, today.day, workers.key[teller[who]], workers.key[friend]) < vine.tells
    told = np.unique(friend[hears])
    workers.true_caution[told] = toward(workers.true_caution[told], 1.0, vine.caution)
    workers.true_trust[told] *= 1 - vine.trust


def _recruit(
    workers: Workers, affairs: Affairs, log: Log, *, harms: Harms, acquaintances: Acquaintances, today: Today
) -> None:
    """Nobody is drawn in twice, neither by the same friend nor by another."""
    vine, draws = today.world.grapevine, today.draws
    drawn_in = harms.first & (harms.tactic == Kind.MLM) & (harms.worker < len(acquaintances))
    recruiter, client, when = harms.worker[drawn_in], harms.client[drawn_in], harms.time[drawn_in]
    who, friend = acquaintances.friends_of(recruiter)
    keys = key(workers.key[recruiter[who]], workers.key[friend])
    asked = draws.uniform(Purpose.ASKS_FRIEND, keys) < vine.recruits
    who, friend, keys = who[asked], friend[asked].astype(np.int64), keys[asked]
    u = draws.uniform(Purpose.FOLLOWS_FRIEND, keys)
    pressure = pressed(rows=friend, workers=workers, today=today)
    joins = choose.follows(pressure, workers.true_caution[friend], u, vine) & ~workers.true_recruited[friend]
    who, friend, keys = who[joins], friend[joins], keys[joins]
    first = np.sort(np.unique(friend, return_index=True)[1])
    who, friend, keys = who[first], friend[first], keys[first]
    workers.true_recruited[friend] = True
    log.add(Recruited(when[who], recruiter[who], friend))
    wait = today.world.luring.step_days * draws.exponential(Purpose.RECRUIT_WAIT, keys)
    affairs.add(key=keys, worker=friend, client=client[who], job=-1, true_tactic=Kind.MLM, next_at=when[who] + wait)
