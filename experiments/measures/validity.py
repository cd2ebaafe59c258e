"""Validity: which facts of the reports a run reproduces, and how well. The model's passport.

The reports give shares of *detected* violations and leave open whether of clients or of jobs (requirements N-10, N-11).
The facts are taken here over true violations, of jobs where the report speaks of ordering, of clients where of clients.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from experiments.measures import matching
from experiments.measures.fraud import pre_contract_share
from experiments.measures.periods import Bools, Periods, ratio
from policies.records import Kind
from sim.state.codes import ClientType
from sim.state.events import ClientJoined, Completed, Ended, Published, Recorded
from sim.state.log import Events

ADVISED_RATE = 0.9  # N-13


@dataclass(frozen=True, slots=True)
class Fact:
    """One number the reports give, the range it leaves, and how a log answers."""

    function: Callable[[Periods], float]
    low: float
    high: float
    unit: str
    source: str

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    def holds(self, value: float) -> bool:
        """Is a value within the range? NaN is not."""
        return self.low <= value <= self.high


def violating_share_verified(periods: Periods) -> float:
    """Violating ÷ all jobs published by clients with verified identity."""
    return _violating(periods, verified=True)


def violating_ratio_unverified(periods: Periods) -> float:
    """Violating share of jobs published by unverified clients ÷ the same of verified ones."""
    return ratio(_violating(periods, verified=False), _violating(periods, verified=True))


def unverified_among_violators(periods: Periods) -> float:
    """Unverified ÷ all clients that published a violating job."""
    published = periods.measured[Published]
    violators = np.unique(published.client[published.tactic != Kind.NONE])
    return ratio(np.count_nonzero(~_verified(periods)[violators]), len(violators))


def violating_share_advised(periods: Periods) -> float:
    """Violators ÷ all clients who published and whose project completion rate (3 contracts or more) is ≥ 90 %."""
    joined, before, task = periods.whole[ClientJoined], periods.whole[Recorded], periods.tasks
    clients = int(joined.client.max(initial=-1)) + 1
    done, broken = periods.whole[Completed], periods.whole[Ended]
    accepted = np.bincount(before.client, before.accepted, clients)
    accepted += np.bincount(done.client[~task[done.job]], minlength=clients)
    ended = accepted + np.bincount(before.client, before.ended - before.accepted, clients)
    ended += np.bincount(broken.client[~task[broken.job]], minlength=clients)
    good = np.unique(periods.measured[Published].client)
    good = good[(ended[good] >= 3) & (accepted[good] >= ADVISED_RATE * ended[good])]
    ring = np.zeros(clients, np.bool_)
    ring[joined.client] = joined.type == ClientType.RING
    return ratio(np.count_nonzero(ring[good]), len(good))


FACTS: tuple[Fact, ...] = (
    Fact(matching.publication_lag_p50, 2 / 60, 6.0, "hours", "M-09: minutes to a few hours"),
    Fact(matching.publication_lag_p90, 2 / 60, 6.0, "hours", "M-09: minutes to a few hours"),
    Fact(matching.fill_rate, 0.3, 0.6, "share", "Upwork about 0.38, oDesk 0.4–0.6 (calibration facts)"),
    Fact(pre_contract_share, 0.8, 1.0, "share", "N-15: most"),
    Fact(violating_share_verified, 0.0, 0.05, "share", "N-10: under 5 %"),
    Fact(violating_ratio_unverified, 2.4, 3.6, "ratio", "N-11: about three times"),
    Fact(unverified_among_violators, 0.8, 1.0, "share", "N-09: most"),
    Fact(violating_share_advised, 0.0, 0.05, "share", "N-14: at most 5 %"),
)


def passport(events: Events) -> dict[str, float]:
    """Every fact as this run has it, by name."""
    periods = Periods(events)
    return {fact.name: fact.function(periods) for fact in FACTS}


def _verified(periods: Periods) -> Bools:
    """Is an account's identity verified? A mask by client."""
    joined = periods.whole[ClientJoined]
    verified = np.zeros(int(joined.client.max(initial=-1)) + 1, np.bool_)
    verified[joined.client] = joined.verified
    return verified


def _violating(periods: Periods, *, verified: bool) -> float:
    published = periods.measured[Published]
    counted = _verified(periods)[published.client] == verified
    return ratio(np.count_nonzero(published.tactic[counted] != Kind.NONE), np.count_nonzero(counted))
