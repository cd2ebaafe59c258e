"""Work: delivery, silence and reminders, the end of contracts."""

import numpy as np

from sim import observe
from sim.acts.settling import deliver, end
from sim.arrays import I64, Bool
from sim.choices import working as choose
from sim.state.codes import ContractState, Reason
from sim.state.events import FellSilent, Reminded
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Contracts, Jobs, Sales
from sim.today import Today

NOON = 0.5  # of the day, when somebody is found to be silent
WEEK = 7.0  # days


def work(
    workers: Workers, clients: Clients, contracts: Contracts, sales: Sales, log: Log, *, jobs: Jobs, today: Today
) -> I64:
    """A day of the contracts that ran at midnight → rows of those that ended today and left the worker unpaid."""
    running = np.flatnonzero((contracts.state == ContractState.RUNNING) & (contracts.started < today.day))
    _silence(contracts, log, running=running, workers=workers, clients=clients, today=today)
    silent = running[contracts.silent_since[running] < np.inf]
    contracts.due[silent] += 1.0
    lost = silent[contracts.silent_since[silent] + today.world.working.give_up_days < today.day + 1]
    banned = running[clients.restricted[contracts.client[running]]]
    over = np.union1d(lost, banned)
    side = np.where(contracts.silent_worker[over], Reason.WORKER_SILENT, Reason.CLIENT_SILENT)
    reason = np.where(clients.restricted[contracts.client[over]], Reason.RESTRICTED, side)
    end(workers, clients, contracts, log, rows=over, reason=reason, today=today)
    ready = running[
        (contracts.state[running] == ContractState.RUNNING)
        & (contracts.due[running] < today.day + 1)
        & (contracts.silent_since[running] == np.inf)
    ]
    refused = deliver(workers, clients, contracts, sales, log, rows=ready, jobs=jobs, today=today)
    unpaid = over[(reason == Reason.RESTRICTED) | (reason == Reason.CLIENT_SILENT)]
    return np.concatenate([refused, unpaid])


def _silence(contracts: Contracts, log: Log, *, running: I64, workers: Workers, clients: Clients, today: Today) -> None:
    """Either side may fall silent, answer again by itself, or be urged to by the office (A-08…A-16)."""
    quiet = contracts.silent_since[running] < np.inf
    _fall_silent(contracts, log, rows=running[~quiet], workers=workers, clients=clients, today=today)
    waiting, draws, numbers = running[quiet], today.draws, today.world.working
    asks = draws.uniform(Purpose.ASKS_OFFICE, today.day, contracts.key[waiting]) < numbers.asks_for_reminder / WEEK
    urged = np.zeros(len(waiting), np.bool_)
    urged[asks] = _remind(contracts, log, rows=waiting[asks], today=today)
    stubborn = (clients.true_ring[contracts.client[waiting]] >= 0) & ~contracts.silent_worker[waiting]
    chance = np.where(urged, numbers.answers_reminded, numbers.answers_unreminded) * ~stubborn
    back = waiting[draws.uniform(Purpose.ANSWERS_AGAIN, today.day, contracts.key[waiting]) < chance]
    contracts.silent_since[back] = np.inf


def _fall_silent(
    contracts: Contracts, log: Log, *, rows: I64, workers: Workers, clients: Clients, today: Today
) -> None:
    draws, numbers, day = today.draws, today.world.working, today.day
    worker, client, keys = contracts.worker[rows], contracts.client[rows], contracts.key[rows]
    hazard = choose.silence_hazard(contracts.true_fit[rows], workers.guardian[worker], today.date, numbers)
    steady = np.where(contracts.speaks[rows], numbers.call_silence_factor, 1.0)
    by_worker = draws.uniform(Purpose.WORKER_SILENT, day, keys) < steady * hazard
    by_client = draws.uniform(Purpose.CLIENT_SILENT, day, keys) < steady * clients.true_silence[client]
    falls = by_worker | by_client
    rows, by_worker = rows[falls], by_worker[falls]
    contracts.silent_since[rows] = day + NOON
    contracts.silent_worker[rows] = by_worker
    log.add(FellSilent(day + NOON, worker[falls], client[falls], contracts.posting(rows), by_worker))


def _remind(contracts: Contracts, log: Log, *, rows: I64, today: Today) -> Bool:
    """One side of these contracts asks the office to urge the other → (n,) is it granted?"""
    now = today.day + NOON
    grants = today.platform.contact_reminder.grants(observe.reminder_requests(contracts, rows, now))
    contracts.requests[rows] += 1
    log.add(Reminded(now, contracts.worker[rows], contracts.client[rows], contracts.posting(rows), grants.reason))
    return grants.granted
