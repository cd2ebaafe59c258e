"""Approving: the office reads who asks for contact outside the service, and answers (October 2020)."""

import numpy as np

from policies.records import Channel, Format, Kind, Stage
from sim.acts.asking import ask_applicants, means_to_ask
from sim.acts.permitting import permits
from sim.acts.reading import read
from sim.arrays import F64, I64, U64, Bool, distinct, tally
from sim.choices import talking as choose
from sim.rings.rings import Rings
from sim.rings.tactics import Permit
from sim.state.codes import ContractState, Duty, Swap, Talk, ThreadState
from sim.state.desk import Desk
from sim.state.events import ContactSwapped, PermitAsked, Talked
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Contracts, Jobs, PairSet, Threads
from sim.today import Today

OPENLY = -1  # outlet of a pair that may exchange contacts: whichever they like


def approving(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    contracts: Contracts,
    clerks: Desk,
    reported: PairSet,
    log: Log,
    *,
    rings: Rings,
    today: Today,
) -> None:
    """Pairs who talk of work ask, and so do some who signed yesterday; who gets a yes today speaks outside."""
    _ask_first(jobs, threads, workers=workers, clients=clients, rings=rings, today=today)
    _before(clients, threads, clerks, log, jobs=jobs, today=today)
    _during(workers, clients, contracts, clerks, log, jobs=jobs, today=today)
    _answer(workers, clients, threads, reported, log, jobs=jobs, today=today)


def _ask_first(jobs: Jobs, threads: Threads, *, workers: Workers, clients: Clients, rings: Rings, today: Today) -> None:
    """Let rings ask before they lure in a conversation that began today, where they like: a permit is a seal.

    The first such conversation about a job decides for all about it.
    """
    rows = np.flatnonzero((threads.opened >= today.day) & (threads.true_lure_at < np.inf))
    rows = rows[jobs.true_channel[threads.job[rows]] != Channel.POSTING]
    worker, client = threads.worker[rows], threads.client[rows]
    may = permits(client=client, worker=worker, stage=Stage.BEFORE, clients=clients, workers=workers, today=today)
    rows = rows[may.outside_contact]
    job = threads.job[rows]
    new = distinct(job[jobs.true_permit[job] == Permit.UNDECIDED])
    luck = today.draws.uniform(Purpose.ASKS_FIRST, jobs.key[new])
    jobs.true_permit[new] = rings.habits.permit.choose(clients.true_ring[jobs.client[new]], luck)
    threads.asks[rows] |= jobs.true_permit[job] == Permit.FIRST


def _before(clients: Clients, threads: Threads, clerks: Desk, log: Log, *, jobs: Jobs, today: Today) -> None:
    """Applications out of conversations. A ring does not lure before it is answered."""
    rows = np.flatnonzero(threads.asks & (threads.answered == np.inf))
    answered, granted = _read(
        clients,
        clerks,
        log,
        keys=threads.key[rows],
        worker=threads.worker[rows],
        client=threads.client[rows],
        job=threads.job[rows],
        time=threads.opened[rows],
        tactic=jobs.true_tactic[threads.job[rows]],
        stage=Stage.BEFORE,
        today=today,
    )
    threads.answered[rows], threads.permitted[rows] = answered, granted
    lures = threads.true_lure_at[rows] < np.inf
    threads.true_lure_at[rows[lures]] = np.maximum(threads.true_lure_at[rows[lures]], answered[lures])


def _during(
    workers: Workers, clients: Clients, contracts: Contracts, clerks: Desk, log: Log, *, jobs: Jobs, today: Today
) -> None:
    """Applications of honest pairs with yesterday's projects, who have to talk and neither call nor know a contact.

    Work goes on while they wait, so contacts count as exchanged at once: what they change is the next deal.
    """
    new = (contracts.started >= today.day - 1) & (contracts.started < today.day)
    new &= (contracts.state == ContractState.RUNNING) & (contracts.format != Format.TASK)
    rows = np.flatnonzero(new & ~contracts.swapped & ~contracts.speaks)
    rows = rows[jobs.true_tactic[contracts.job[rows]] == Kind.NONE]
    worker, client = contracts.worker[rows], contracts.client[rows]
    may = permits(client=client, worker=worker, stage=Stage.DURING, clients=clients, workers=workers, today=today)
    talking, talk = today.world.talking, jobs.true_talk[contracts.job[rows]]
    chance = choose.talks(talk, talking) * choose.applies(clients.true_direct[client], talking)
    asks = may.outside_contact & (today.draws.uniform(Purpose.APPLIES_LATER, contracts.key[rows]) < chance)
    rows, worker, client = rows[asks], worker[asks], client[asks]
    job, time = contracts.posting(rows), np.full(len(rows), float(today.day))
    _, granted = _read(
        clients,
        clerks,
        log,
        keys=contracts.key[rows],
        worker=worker,
        client=client,
        job=job,
        time=time,
        tactic=np.full(len(rows), int(Kind.NONE)),
        stage=Stage.DURING,
        today=today,
    )
    contracts.swapped[rows] = granted
    log.add(ContactSwapped(time[granted], worker[granted], client[granted], job[granted], Swap.PERMITTED))
    tally(workers.swaps, worker[granted])


def _read(
    clients: Clients,
    clerks: Desk,
    log: Log,
    *,
    keys: U64,
    worker: I64,
    client: I64,
    job: I64,
    time: F64,
    tactic: I64,
    stage: Stage,
    today: Today,
) -> tuple[F64, Bool]:
    """(n,) applications, each for itself, with the key of what it is for → (n,) when each is answered, (n,) granted?

    An application names the contact, so the office knows it from then on. Nobody there to read: all are granted.
    """
    if len(keys) == 0:
        return time, np.zeros(0, np.bool_)
    rule, world = today.platform.communication, today.world
    done, refused = read(
        clerks,
        log,
        arrivals=time,
        minutes=np.full(len(keys), rule.approval_minutes),
        people=rule.clerks,
        betrays=np.where(tactic != Kind.NONE, world.luring.application_plainness, 0.0),
        recall=world.reviewing.recall,
        alarm=world.reviewing.approval_false_alarm,
        luck=today.draws.uniform(Purpose.PERMIT, keys, int(stage)),
        duty=Duty.APPROVAL,
        today=today,
    )
    answered = done + rule.answer_days
    clients.revealed[client] = True
    log.add(PermitAsked(time, worker, client, job, tactic, ~refused, answered - time))
    return answered, ~refused


def _answer(
    workers: Workers, clients: Clients, threads: Threads, reported: PairSet, log: Log, *, jobs: Jobs, today: Today
) -> None:
    """Honest pairs whose answer comes today, and who have not come together or given up in the meantime."""
    due = np.flatnonzero(threads.asks & (threads.answered < today.day + 1))
    threads.asks[due] = False
    waits = (threads.state[due] == ThreadState.OPEN) & (jobs.true_tactic[threads.job[due]] == Kind.NONE)
    waits &= ~workers.left[threads.worker[due]] & ~clients.left[threads.client[due]]
    due = due[waits]
    granted, refused = due[threads.permitted[due]], due[~threads.permitted[due]]
    worker, client, job = threads.worker[granted], threads.client[granted], threads.job[granted]
    time = np.maximum(threads.answered[granted], today.day)
    new = ~threads.swapped[granted]
    log.add(ContactSwapped(time[new], worker[new], client[new], job[new], Swap.PERMITTED))
    tally(workers.swaps, worker[new])
    threads.swapped[granted] = True
    silent = threads.talk[granted] == Talk.TEXT  # the others had called, and it did not do
    threads.talk[granted[silent]] = Talk.ELSEWHERE
    log.add(Talked(time[silent], worker[silent], client[silent], job[silent], Talk.ELSEWHERE, OPENLY))
    asks = silent & means_to_ask(clients, client=client, keys=threads.key[granted], again=False, today=today)
    ask_applicants(workers, clients, threads, reported, log, rows=granted[asks], time=time[asks], today=today)
    lost = today.draws.uniform(Purpose.UNSPOKEN_STILL, threads.key[refused]) < today.world.talking.gives_up_unspoken
    lost &= threads.talk[refused] == Talk.TEXT
    threads.state[refused[lost]] = ThreadState.DROPPED
