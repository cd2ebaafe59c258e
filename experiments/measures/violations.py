"""Violations by client: as the June report counts them, and as they are.

The report is about detected violations, and leaves open whether it counts clients or jobs. A detected job was Suspended
or TakenDown, rightly or wrongly, of those posted in the cohort period, which are followed to the end of the run. A
violating job truly violates, of those Published in the measured days: a scheme of a ring, bait included, or a posting
in which another client breaks a rule, unwittingly or to advertise.
"""

from dataclasses import dataclass

import numpy as np

from experiments.measures.periods import Periods, Rows, mean, ratio
from policies.records import Bools, Stage
from sim.state.events import (
    ClientJoined,
    Completed,
    Contacted,
    Ended,
    Posted,
    Published,
    Recorded,
    Suspended,
    TakenDown,
)

ADVISED_RATE = 0.9  # N-13


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """(n,) jobs or clients: the client of each, and whether it violates."""

    client: Rows
    violating: Bools


def detected_share_verified(periods: Periods) -> float:
    """Detected ÷ all jobs posted by clients with verified identity."""
    return _share(periods, _detected(periods), verified=True)


def violating_share_verified(periods: Periods) -> float:
    """Violating ÷ all jobs published by clients with verified identity."""
    return _share(periods, _violating(periods), verified=True)


def detected_clients_verified(periods: Periods) -> float:
    """Clients with a detected job ÷ all that posted, of those with verified identity."""
    return _share(periods, _by_client(_detected(periods)), verified=True)


def violating_clients_verified(periods: Periods) -> float:
    """Clients that published a violating job ÷ all that published, of those with verified identity."""
    return _share(periods, _by_client(_violating(periods)), verified=True)


def detected_ratio_unverified(periods: Periods) -> float:
    """Detected share of jobs posted by unverified clients ÷ the same of verified ones."""
    return _ratio(periods, _detected(periods))


def violating_ratio_unverified(periods: Periods) -> float:
    """Violating share of jobs published by unverified clients ÷ the same of verified ones."""
    return _ratio(periods, _violating(periods))


def detected_clients_ratio(periods: Periods) -> float:
    """Share of unverified clients with a detected job ÷ the same of verified ones."""
    return _ratio(periods, _by_client(_detected(periods)))


def violating_clients_ratio(periods: Periods) -> float:
    """Share of unverified clients that published a violating job ÷ the same of verified ones."""
    return _ratio(periods, _by_client(_violating(periods)))


def unverified_among_detected(periods: Periods) -> float:
    """Unverified ÷ all clients with a detected job."""
    return _unverified(periods, _by_client(_detected(periods)))


def unverified_among_violators(periods: Periods) -> float:
    """Unverified ÷ all clients that published a violating job."""
    return _unverified(periods, _by_client(_violating(periods)))


def detected_share_advised(periods: Periods) -> float:
    """Clients with a detected job ÷ all that posted and whose project completion rate is ≥ 90 %, of 3 or more ended."""
    clients = _by_client(_detected(periods))
    return mean(clients.violating[_advised(periods)[clients.client]])


def violating_share_advised(periods: Periods) -> float:
    """Clients that published a violating job ÷ all that published and whose project completion rate is ≥ 90 %, of 3."""
    clients = _by_client(_violating(periods))
    return mean(clients.violating[_advised(periods)[clients.client]])


def detected_pre_contract_share(periods: Periods) -> float:
    """Detected jobs whose first lure came before any contract ÷ detected jobs with a lure (Contacted).

    A task that was done and paid is a contract, as everywhere: its fee is kept, and it counts in completion rates.
    """
    return mean(_first_lures(periods)[1])


def detected_pre_project_share(periods: Periods) -> float:
    """Detected jobs that are a task, or whose first lure came before a contract ÷ detected jobs with a lure.

    The other reading of L-22, which names application, consultation and task in one breath: a task is no contract.
    """
    job, early = _first_lures(periods)
    return mean(early | periods.tasks[job])


def _first_lures(periods: Periods) -> tuple[Rows, Bools]:
    """Return the detected jobs with a lure, and of each whether the first lure came before a contract."""
    contacts, posted = periods.whole[Contacted], periods.cohort[Posted]
    job, first = np.unique(contacts.job, return_index=True)
    detected = np.isin(job, posted.job[_detected(periods).violating])
    return job[detected], contacts.stage[first[detected]] == Stage.BEFORE


def _detected(periods: Periods) -> Ordered:
    posted = periods.cohort[Posted]
    caught = np.concatenate([periods.whole[Suspended].job, periods.whole[TakenDown].job])
    return Ordered(posted.client, np.isin(posted.job, caught))


def _violating(periods: Periods) -> Ordered:
    published = periods.measured[Published]
    return Ordered(published.client, periods.breaking[published.job])


def _by_client(jobs: Ordered) -> Ordered:
    """Return each client once; it violates if one of its jobs does."""
    clients, row = np.unique(jobs.client, return_inverse=True)
    return Ordered(clients, np.bincount(row, jobs.violating, len(clients)) > 0)


def _share(periods: Periods, ordered: Ordered, *, verified: bool) -> float:
    return mean(ordered.violating[_verified(periods)[ordered.client] == verified])


def _ratio(periods: Periods, ordered: Ordered) -> float:
    return ratio(_share(periods, ordered, verified=False), _share(periods, ordered, verified=True))


def _unverified(periods: Periods, clients: Ordered) -> float:
    return mean(~_verified(periods)[clients.client[clients.violating]])


def _verified(periods: Periods) -> Bools:
    """Return a mask by client: is its identity verified?"""
    joined = periods.whole[ClientJoined]
    verified = np.zeros(_clients(periods), np.bool_)
    verified[joined.client] = joined.verified
    return verified


def _advised(periods: Periods) -> Bools:
    """Return a mask by client: has it the completion rate that workers are advised to look for (N-13)?"""
    before, done, broken = periods.whole[Recorded], periods.whole[Completed], periods.whole[Ended]
    clients, task = _clients(periods), periods.tasks
    accepted = np.bincount(before.client, before.accepted, clients)
    accepted += np.bincount(done.client[~task[done.job]], minlength=clients)
    ended = accepted + np.bincount(before.client, before.ended - before.accepted, clients)
    ended += np.bincount(broken.client[~task[broken.job]], minlength=clients)
    return (ended >= 3) & (accepted >= ADVISED_RATE * ended)


def _clients(periods: Periods) -> int:
    """Return the number of accounts that joined in the run: the length of a table by client."""
    return int(periods.whole[ClientJoined].client.max(initial=-1)) + 1
