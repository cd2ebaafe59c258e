"""Validity: which facts of the reports a run reproduces, and how well. The model's passport.

The reports give shares of *detected* violations and leave open whether of clients or of jobs (requirements N-10, N-11).
The facts are taken here over true violations, of jobs where the report speaks of ordering, of clients where of clients.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.measures import matching
from experiments.measures.fraud import pre_contract_share
from experiments.measures.periods import measured, ratio
from policies.records import Format
from sim.state.log import ClientType, Event, Events

ADVISED_RATE = 0.9  # N-13


@dataclass(frozen=True, slots=True)
class Fact:
    """One number the reports give, the range it leaves, and how a log answers."""

    function: Callable[[Events], float]
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


def violating_share_verified(events: Events) -> float:
    """Violating ÷ all jobs published by clients with verified identity."""
    return _violating(events, verified=True)


def violating_ratio_unverified(events: Events) -> float:
    """Violating share of jobs published by unverified clients ÷ the same of verified ones."""
    return ratio(_violating(events, verified=False), _violating(events, verified=True))


def unverified_among_violators(events: Events) -> float:
    """Unverified ÷ all clients that published a violating job."""
    published = measured(events).of(Event.PUBLISHED)
    violators = np.unique(published.client[published.what > 0])
    return ratio(np.count_nonzero(~_verified(events)[violators]), len(violators))


def violating_share_advised(events: Events) -> float:
    """Violators ÷ all clients who published and whose project completion rate (3 contracts or more) is ≥ 90 %."""
    size = _clients(events)
    accepted, ended = np.zeros(size), np.zeros(size)
    record = events.of(Event.RECORD)
    accepted[record.client], ended[record.client] = record.what, record.how
    task = np.zeros(int(events.job.max(initial=-1)) + 2, np.bool_)  # the last one is job -1: repeat business, a project
    posted = events.of(Event.POSTED)
    task[posted.job] = posted.how == Format.TASK
    done, broken = events.of(Event.COMPLETED), events.of(Event.ENDED)
    done, broken = done.where(~task[done.job]), broken.where(~task[broken.job])
    np.add.at(accepted, done.client, 1)
    np.add.at(ended, np.concatenate([done.client, broken.client]), 1)
    published = measured(events).of(Event.PUBLISHED)
    good = np.unique(published.client)
    good = good[(ended[good] >= 3) & (accepted[good] >= ADVISED_RATE * ended[good])]
    return ratio(np.count_nonzero(_rings(events)[good]), len(good))


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
    return {fact.name: fact.function(events) for fact in FACTS}


def _clients(events: Events) -> int:
    return int(events.client.max(initial=-1)) + 1


def _verified(events: Events) -> NDArray[np.bool_]:
    joined = events.of(Event.CLIENT_JOINED)
    verified = np.zeros(_clients(events), np.bool_)
    verified[joined.client] = joined.how == 1
    return verified


def _rings(events: Events) -> NDArray[np.bool_]:
    joined = events.of(Event.CLIENT_JOINED)
    ring = np.zeros(_clients(events), np.bool_)
    ring[joined.client] = joined.what == ClientType.RING
    return ring


def _violating(events: Events, *, verified: bool) -> float:
    published = measured(events).of(Event.PUBLISHED)
    published = published.where(_verified(events)[published.client] == verified)
    return ratio(np.count_nonzero(published.what > 0), len(published))
