"""Consulting: questions before an application (L-22); those who get an answer know better whether the work fits."""

from dataclasses import replace

import numpy as np

from policies.records import Channel, Kind
from sim.acts.attending import attend
from sim.acts.watching import delivered
from sim.acts.writing import honest_letters, message_texts
from sim.arrays import tally
from sim.choices.searching import takes_up
from sim.rings.tactics import Pace
from sim.state.batch import joined, picked
from sim.state.codes import ClientType, Origin
from sim.state.desk import Desk
from sim.state.draws import key
from sim.state.events import Applied
from sim.state.handover import Meetings
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.today import Today


def consulting(
    workers: Workers, clients: Clients, jobs: Jobs, readers: Desk, log: Log, *, questions: Meetings, today: Today
) -> Meetings:
    """Questions of the day → who is in conversation: who is answered and applies, and whom a ring has in reach by it.

    A ring that means to hire before it lures answers as an honest client would: only who applies is in its reach.
    """
    lures = (jobs.true_tactic[questions.job] != Kind.NONE) & (jobs.true_pace[questions.job] != Pace.AFTER_CONTRACT)
    asks = picked(questions, ~lures)
    applied = _answered(workers, clients, jobs, readers, log, asks=asks, today=today)
    return joined(picked(questions, lures), applied)


def _answered(
    workers: Workers, clients: Clients, jobs: Jobs, readers: Desk, log: Log, *, asks: Meetings, today: Today
) -> Meetings:
    """Clients answer those who ask first, while they have time; the careless answer nobody → who applies then."""
    draws, numbers = today.draws, today.world.search
    answers = clients.true_type[jobs.client[asks.job]] != ClientType.CARELESS
    answers[answers] = attend(jobs, job=asks.job[answers], rank=asks.time[answers], today=today)
    asks = picked(asks, answers)
    worker, job, client = asks.worker, asks.job, jobs.client[asks.job]
    wkey, jkey = workers.key[worker], jobs.key[job]
    keys = key(wkey, jkey, int(Origin.CONSULTATION))  # another text than the pair's message once it applies
    broken = np.where(jobs.true_tactic[job] == Kind.NONE, jobs.true_violation[job], Kind.NONE)
    text = message_texts(keys=keys, proposes=np.zeros(len(job), np.bool_), broken=broken, today=today)
    letters = honest_letters(
        key=keys, client=client, worker=worker, job=job, time=asks.time, channel=Channel.MESSAGE, text=text
    )
    sent = delivered(workers, clients, readers, log, letters=letters, today=today)
    likes = takes_up(asks.fit, numbers.consult_applies, draws.uniform(Purpose.CONSULT_APPLIES, wkey, jkey))
    met = picked(replace(asks, time=sent.time), sent.arrived & ~sent.gone & likes)
    tally(jobs.applied, met.job)
    np.add.at(workers.applied, met.worker, 1 - numbers.consult_effort)
    log.add(Applied(met.time, met.worker, jobs.client[met.job], met.job, jobs.true_tactic[met.job]))
    return met
