"""Grapevine: word of how dealings went travels along acquaintances, and so do MLM recruits."""

import numpy as np

from policies.records import Kind
from sim.acts.readings import pressed
from sim.acts.trusting import alarm, lose, win
from sim.arrays import distinct
from sim.choices import grapevine as choose
from sim.compiled import ties
from sim.state.acquaintances import Acquaintances
from sim.state.draws import key
from sim.state.events import Recruited
from sim.state.handover import Dealings, Harms
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs
from sim.today import Today


def grapevine(
    workers: Workers,
    affairs: Affairs,
    log: Log,
    *,
    acquaintances: Acquaintances,
    dealings: Dealings,
    harms: Harms,
    today: Today,
) -> Dealings:
    """Friends hear how dealings went, which stirs them; MLM victims try to recruit some → what was heard, by whom."""
    heard = _heard(dealings, workers=workers, acquaintances=acquaintances, today=today)
    _stir(workers, heard=heard, today=today)
    _recruit(workers, affairs, log, harms=harms, acquaintances=acquaintances, today=today)
    return heard


def _heard(own: Dealings, *, workers: Workers, acquaintances: Acquaintances, today: Today) -> Dealings:
    """Dealings of friends of which somebody hears today: of all that a friend had, or of none."""
    tellers = distinct(own.worker)
    which, friend = acquaintances.friends_of(tellers)
    keys = workers.key
    u = today.draws.uniform(Purpose.TELLS, today.day, keys[tellers[which]], keys[friend])
    hears = (u < today.world.grapevine.tells_friends) & ~workers.left[friend]
    which, listener = ties.told(own.worker, tellers[which[hears]], friend[hears])
    return Dealings(listener, own.client[which], own.what[which], own.weight[which])


def _stir(workers: Workers, *, heard: Dealings, today: Today) -> None:
    """Caution and trust move by all that somebody heard today."""
    caution, lost, won = choose.stirred(heard.what, today.world.grapevine, today.world.learning)
    alarm(workers, heard.worker, caution)
    lose(workers, heard.worker, lost, heard.weight)
    win(workers, heard.worker, won, heard.weight)


def _recruit(
    workers: Workers, affairs: Affairs, log: Log, *, harms: Harms, acquaintances: Acquaintances, today: Today
) -> None:
    """Let MLM victims recruit friends. Nobody is drawn in twice, neither by the same friend nor by another."""
    world, draws = today.world, today.draws
    drawn_in = harms.first & (harms.tactic == Kind.MLM)
    recruiter, client, when = harms.worker[drawn_in], harms.client[drawn_in], harms.time[drawn_in]
    who, friend = acquaintances.friends_of(recruiter)
    keys = key(workers.key[recruiter[who]], workers.key[friend])
    free = ~workers.left[friend] & ~workers.true_recruited[friend]
    invited = free & (draws.uniform(Purpose.ASKS_FRIEND, keys) < world.grapevine.recruits)
    who, friend, keys = who[invited], friend[invited].astype(np.int64), keys[invited]
    u = draws.uniform(Purpose.FOLLOWS_FRIEND, keys)
    pressure, caution = pressed(rows=friend, workers=workers, today=today), workers.true_caution[friend]
    joins = choose.follows(pressure, caution, workers.age_band[friend] == 0, u, world.grapevine, world.luring)
    who, friend, keys = who[joins], friend[joins], keys[joins]
    first = np.sort(np.unique(friend, return_index=True)[1])
    who, friend, keys = who[first], friend[first], keys[first]
    workers.true_recruited[friend] = True
    log.add(Recruited(when[who], recruiter[who], friend))
    wait = world.luring.loss_step_days * draws.exponential(Purpose.RECRUIT_WAIT, keys)
    affairs.add(key=keys, worker=friend, client=client[who], job=-1, true_tactic=Kind.MLM, next_at=when[who] + wait)
