"""Applications and page views by client, to compare two runs with the same people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.measures.periods import Periods, Rows, ratio
from policies.records import Bools, Floats, Kind
from sim.state.events import Applied, Certified, ClientJoined, DealtDirect, Hired, Opened, Recorded

Counts = NDArray[np.int64]

LEAST_RECORD = 3  # contracts ended before the first day, for a client with a reputation


@dataclass(frozen=True, slots=True, eq=False)
class Courted:
    """Interest of workers in clients, in the measured days. (clients,) are those present on the first day, in order."""

    applications: Counts  # (clients,)
    pages: Counts  # (clients,) of jobs opened
    verified: Bools  # (clients,) on the first day
    certified: Bools  # (clients,) at the start of measuring
    rate: Floats  # (clients,) of contracts that ended well before the first day, NaN for fewer than LEAST_RECORD
    applications_in_all: int  # to later clients too
    contracts: int
    direct_share: float  # DealtDirect ÷ (DealtDirect + Hired)


def courted(periods: Periods) -> Courted:
    """Return the interest of workers in clients in a run, for honest jobs alone."""
    part, joined = periods.measured, periods.whole[ClientJoined]
    first = int(np.count_nonzero(joined.time < 0))
    applied, opened = part[Applied], part[Opened]
    honest, read = applied.tactic == Kind.NONE, opened.tactic == Kind.NONE
    contracts = int(np.count_nonzero(part[Hired].tactic == Kind.NONE))
    verified = np.zeros(first, np.bool_)
    verified[joined.client[:first]] = joined.verified[:first]
    return Courted(
        applications=_by_client(applied.client[honest], first),
        pages=_by_client(opened.client[read], first, opened.pages[read]),
        verified=verified,
        certified=_holders(periods)[:first],
        rate=_names(periods, first),
        applications_in_all=int(np.count_nonzero(honest)),
        contracts=contracts,
        direct_share=ratio(len(part[DealtDirect]), len(part[DealtDirect]) + contracts),
    )


def steered(chosen: Bools, before: Courted, after: Courted) -> float:
    """Return the relative increase of applications to these (clients,) from the first run to the second."""
    return ratio(after.applications[chosen].sum(), before.applications[chosen].sum()) - 1


def drawn(good: Bools, bad: Bools, run: Courted) -> float:
    """Return applications per page view of good clients ÷ those of bad ones: 2 is twice as many."""
    return ratio(_answered(good, run), _answered(bad, run))


def _answered(chosen: Bools, run: Courted) -> float:
    return ratio(run.applications[chosen].sum(), run.pages[chosen].sum())


def _by_client(client: Rows, size: int, count: ArrayLike = 1) -> Counts:
    """Return (size,) the sum of counts of each of the first clients, without later ones."""
    return np.bincount(client, np.broadcast_to(count, len(client)), size)[:size].astype(np.int64)


def _holders(periods: Periods) -> Bools:
    """Return (clients,) whether each holds the badge at the start of measuring."""
    everybody, badges = periods.whole[ClientJoined], periods.whole.between(-np.inf, periods.start)[Certified]
    holds = np.zeros(int(everybody.client.max(initial=-1)) + 1, np.bool_)
    holds[badges.client] = badges.certified  # in order of time: the last event counts
    return holds


def _names(periods: Periods, size: int) -> Floats:
    recorded = periods.whole[Recorded]
    rate = np.full(size, np.nan)
    known = (recorded.ended >= LEAST_RECORD) & (recorded.client < size)
    rate[recorded.client[known]] = recorded.accepted[known] / recorded.ended[known]
    return rate
