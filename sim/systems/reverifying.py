"""Reverifying: where holders are checked, honest people who look like new ones show papers again, or leave (M-16)."""

import numpy as np

from sim.arrays import F64
from sim.choices import overseeing as choose
from sim.state.codes import Duty, Reason
from sim.state.desk import Desk
from sim.state.events import ClientLeft, StaffWorked, WorkerLeft
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.today import Today


def reverifying(workers: Workers, clients: Clients, case_readers: Desk, log: Log, *, today: Today) -> None:
    """Ask honest people who look like new holders of their accounts for papers, and let some leave instead."""
    if not today.platform.identity.checks_holder:
        return
    here = np.flatnonzero(~workers.left)
    honest = np.flatnonzero(~clients.left & ~clients.restricted & (clients.true_ring < 0))
    keys, chance = np.append(workers.key[here], clients.key[honest]), choose.looks_new(today.world.overseeing)
    u = today.draws.uniform(Purpose.LOOKS_NEW, today.day, keys)
    new = np.flatnonzero(u < chance)
    _read(case_readers, log, moments=today.day + u[new] / chance, today=today)  # below the chance, u says the hour
    luck = today.draws.uniform(Purpose.SHOWS_NO_PAPERS, today.day, keys[new])
    gone = new[luck < today.world.overseeing.shows_no_papers]
    worker, client = here[gone[gone < len(here)]], honest[gone[gone >= len(here)] - len(here)]
    workers.left[worker] = clients.left[client] = True
    log.add(WorkerLeft(today.day + 1, worker, Reason.UNPROVEN))
    log.add(ClientLeft(today.day + 1, client, clients.true_type[client], Reason.UNPROVEN))


def _read(case_readers: Desk, log: Log, *, moments: F64, today: Today) -> None:
    """Put papers that came at these moments on the desk of cases. Accounts stay in use meanwhile: nobody waits."""
    people = today.platform.enforcement.case_readers
    minutes = np.full(len(moments), today.world.overseeing.papers_minutes)
    case_readers.serve(today.day, moments, people, minutes, choose.NIGHT)
    if people > 0:
        log.add(StaffWorked(today.day, Duty.ENFORCEMENT, minutes.sum() / 60))
