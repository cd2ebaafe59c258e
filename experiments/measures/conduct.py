"""Conduct of clients and workers in a run, to compare two runs with the same people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.measures.periods import Periods, Rows, among, first_times, mean, ratio
from policies.records import Bools, Kind
from sim.state.codes import ClientType
from sim.state.events import (
    Applied,
    Asked,
    Certified,
    ClientJoined,
    Completed,
    DealtDirect,
    Hired,
    Opened,
    Posted,
    WorkerJoined,
)

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Conduct:
    """Conduct of people in the measured days, about honest project jobs alone: nobody applies for a task.

    (clients,) are those present on the first day, in order. NaN where there is nobody to ask.
    """

    applications: Counts  # (clients,)
    pages: Counts  # (clients,) of jobs opened
    verified: Bools  # (clients,) on the first day
    certified: Bools  # (clients,) at the start of measuring
    applications_in_all: int  # to later clients too
    to_careless: float  # share of these that go to careless clients
    received: float  # yen an application, that workers take home
    hired: tuple[float, float]  # contracts an application, of workers without a record and with one
    contracts: int
    filled: float  # contracts a posting
    fee_to_market: float  # mean of postings
    direct_share: float  # DealtDirect ÷ (DealtDirect + Hired)
    agreed: float  # share of workers who agree, of those asked to deal outside


def conduct(periods: Periods) -> Conduct:
    """Return the conduct of people in a run."""
    part, joined, tasks = periods.measured, periods.whole[ClientJoined], periods.tasks
    first = int(np.count_nonzero(joined.time < 0))
    applied, opened, posted, signed, paid = part[Applied], part[Opened], part[Posted], part[Hired], part[Completed]
    honest, read, own, hired = (
        (events.tactic == Kind.NONE) & ~tasks[events.job] for events in (applied, opened, posted, signed)
    )
    contracts = int(np.count_nonzero(hired))
    careless = joined.client[joined.type == ClientType.CARELESS]
    verified = np.zeros(first, np.bool_)
    verified[joined.client[:first]] = joined.verified[:first]
    return Conduct(
        applications=_by_client(applied.client[honest], first),
        pages=_by_client(opened.client[read], first, opened.pages[read]),
        verified=verified,
        certified=_holders(periods)[:first],
        applications_in_all=int(np.count_nonzero(honest)),
        to_careless=mean(np.isin(applied.client[honest], careless)),
        received=ratio(paid.received[~tasks[paid.job]].sum(), np.count_nonzero(honest)),
        hired=_hired(periods),
        contracts=contracts,
        filled=ratio(contracts, np.count_nonzero(own)),
        fee_to_market=mean(posted.to_market[own]),
        direct_share=ratio(len(part[DealtDirect]), len(part[DealtDirect]) + contracts),
        agreed=mean(part[Asked].agreed),
    )


def steered(chosen: Bools, before: Conduct, after: Conduct) -> float:
    """Return the relative increase of applications to these (clients,) from the first run to the second."""
    return ratio(after.applications[chosen].sum(), before.applications[chosen].sum()) - 1


def _by_client(client: Rows, size: int, count: ArrayLike = 1) -> Counts:
    """Return (size,) the sum of counts of each of the first clients, without later ones."""
    return np.bincount(client, np.broadcast_to(count, len(client)), size)[:size].astype(np.int64)


def _holders(periods: Periods) -> Bools:
    """Return (clients,) whether each holds the badge on the first measured day, with which a review may begin."""
    morning = float(np.nextafter(periods.start, np.inf))
    everybody, badges = periods.whole[ClientJoined], periods.whole.between(-np.inf, morning)[Certified]
    holds = np.zeros(int(everybody.client.max(initial=-1)) + 1, np.bool_)
    holds[badges.client] = badges.certified  # in order of time: the last event counts
    return holds


def _hired(periods: Periods) -> tuple[float, float]:
    """Return contracts an application, of workers without a completed contract at the time and with one.

    Jobs of the cohort, so that contracts have the time to come.
    """
    whole = periods.whole
    applied, joined, done = whole[Applied], whole[WorkerJoined], whole[Completed]
    record = first_times(done.worker, done.time, int(joined.worker.max(initial=-1)) + 1)
    record[joined.worker[joined.experienced]] = -np.inf
    known = record[applied.worker] < applied.time
    counted = periods.projects[applied.job]
    hired = among(periods.pairs(applied, periods.projects), periods.pairs(whole[Hired], periods.projects))
    return mean(hired[~known[counted]]), mean(hired[known[counted]])
