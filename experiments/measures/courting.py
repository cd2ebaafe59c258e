"""Whom workers turn to: what two runs with the same people need to be held beside one another, client by client."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.measures.periods import Bools, Floats, Periods, Rows, ratio
from policies.records import Kind
from sim.state.events import Applied, Certified, ClientJoined, DealtDirect, Hired, Opened, Recorded

Counts = NDArray[np.int64]

LEAST_RECORD = 3  # contracts ended before the first day, for a client to have a name


@dataclass(frozen=True, slots=True, eq=False)
class Courted:
    """Whom workers turned to in the measured days. By client: those who were here on the first day, in their order."""

    applications: Counts  # (clients,)
    pages: Counts  # (clients,) of jobs opened
    verified: Bools  # (clients,) on the first day
    certified: Bools  # (clients,) when measuring began
    rate: Floats  # (clients,) of contracts that ended well before the first day, NaN for fewer than LEAST_RECORD
    applications_in_all: int  # to later clients too
    contracts: int
    direct_share: float  # DealtDirect ÷ (DealtDirect + Hired)


def courted(periods: Periods) -> Courted:
    """What a run says of that: honest jobs alone."""
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
    """By how much more applications go to these (clients,) in the second run than in the first, as a share."""
    return ratio(after.applications[chosen].sum(), before.applications[chosen].sum()) - 1


def drawn(good: Bools, bad: Bools, run: Courted) -> float:
    """How often the page of a good client's job is answered, against that of a bad one's: 2 is twice as often."""
    return ratio(_answered(good, run), _answered(bad, run))


def _answered(chosen: Bools, run: Courted) -> float:
    return ratio(run.applications[chosen].sum(), run.pages[chosen].sum())


def _by_client(client: Rows, size: int, count: ArrayLike = 1) -> Counts:
    """(size,) the counts of each of the first clients together, those of later ones left out."""
    return np.bincount(client, np.broadcast_to(count, len(client)), size)[:size].astype(np.int64)


def _holders(periods: Periods) -> Bools:
    """(clients,) who holds the badge when measuring begins."""
    everybody, said = periods.whole[ClientJoined], periods.whole.between(-np.inf, periods.start)[Certified]
    holds = np.zeros(int(everybody.client.max(initial=-1)) + 1, np.bool_)
    holds[said.client] = said.certified  # in order of time: the last word counts
    return holds


def _names(periods: Periods, size: int) -> Floats:
    recorded = periods.whole[Recorded]
    rate = np.full(size, np.nan)
    known = (recorded.ended >= LEAST_RECORD) & (recorded.client < size)
    rate[recorded.client[known]] = recorded.accepted[known] / recorded.ended[known]
    return rate
