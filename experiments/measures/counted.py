"""Everybody whom a metric of fraud exposure counts: when, by whom, on which path, and what came of it.

A metric counts somebody once a window of 30 days. So does this, for the first of what the metric counts there, as
`paths` takes exposure apart. Count by window ÷ workers with a session is the metric, to the bit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.measures.fraud import HARM_WEIGHTS
from experiments.measures.paths import LABELS, Causes, Codes, exposures, first, lured, together, traits
from experiments.measures.periods import Floats, Periods, ratio
from policies.records import Channel, Kind
from sim.state.codes import Harm, Reason
from sim.state.events import Contacted, Harmed, LedAway, Recruited, WorkerLeft
from sim.state.log import Events

# Ways that lead to harm without a lure here: a friend's word, unpaid work for a ring, a deal outside the service.
ACQUAINTANCE, CONTRACT, DIRECT = range(len(Channel), len(Channel) + 3)
ROUTES = (*LABELS["channel"], "acquaintance", "contract", "outside")
_WORST = sorted(Harm, key=lambda harm: (HARM_WEIGHTS[harm], -harm))
_WORDS = {
    Harm.MONEY: "lost money",
    Harm.DATA: "gave data away",
    Harm.ACCOUNT: "lost account",
    Harm.UNPAID_WORK: "unpaid work",
    Harm.COMPLICITY: "made accomplice",
}
READ, ADDRESSED, LED, RECRUITED = range(4)
OUTCOMES = ("read a page", "addressed", "led away", "recruited", *(_WORDS[harm] for harm in _WORST))  # the worst last
OF_HARM = np.array([RECRUITED + 1 + _WORST.index(harm) for harm in Harm])  # place in OUTCOMES
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """(n,) columns, in order of windows and then of workers."""

    window: Codes
    cause: Causes  # its channel is one of ROUTES
    outcome: Codes  # of OUTCOMES: the worst that came of this account for this worker in the run
    yen: Floats  # lost to it in the run
    age: Codes  # of LABELS["age"]
    experience: Codes  # of LABELS["experience"]
    active: tuple[int, ...]  # (windows,) workers with a session

    def __len__(self) -> int:
        return len(self.window)

    @property
    def rate(self) -> float:
        """The metric."""
        counts = np.bincount(self.window, minlength=len(self.active))
        return float(
            np.mean([10_000 * ratio(int(count), active) for count, active in zip(counts, self.active, strict=True)])
        )

    def picked(self, which: Any) -> "Counted":
        """Those at these places, or under this mask."""
        columns = ("window", "outcome", "yen", "age", "experience")
        taken = {name: getattr(self, name)[which] for name in columns}
        return replace(self, cause=self.cause.picked(which), **taken)


def counted(periods: Periods, name: str) -> Counted:
    """Whom a metric of METRICS counts in a run."""
    found = [first(METRICS[name](part, periods.whole)) for part in periods.windows]
    window = np.repeat(np.arange(len(found)), [len(part) for part in found])
    cause = together(*found)
    age, record = traits(periods.whole)
    outcome, yen = _what_came_of_it(cause, periods.whole)
    return Counted(
        window, cause, outcome, yen, _of(age, cause.worker), _of(record, cause.worker), tuple(periods.active)
    )


def _of(trait: Codes, worker: Codes) -> Codes:
    """(n,) a trait of these workers; of a log that does not tell of their coming, 0."""
    known = worker < len(trait)
    return np.where(known, trait[np.where(known, worker, 0)], 0) if len(trait) else np.zeros(len(worker), np.int64)


def pair(worker: Codes, other: Codes) -> Codes:
    """(n,) one code for a worker and a client, or a worker and a job."""
    return np.asarray(worker, np.int64) << 32 | np.asarray(other, np.int64) + 1


def _addressed(part: Events, whole: Events) -> Causes:
    contacts = lured(part[Contacted])
    return contacts.picked(contacts.channel != Channel.POSTING)


def _only_read(part: Events, whole: Events) -> Causes:
    contacts = lured(part[Contacted])
    return contacts.picked(~np.isin(contacts.worker, exposures(part).worker))


def _harmed(part: Events, whole: Events) -> Causes:
    """Harms come by the channel on which somebody was led to them; else by a friend, a deal outside, a contract."""
    harmed, led = part[Harmed], whole[LedAway]
    pairs, nth = np.unique(pair(led.worker, led.job), return_index=True)
    at = _places(pair(harmed.worker, harmed.job), pairs)
    otherwise = np.select([harmed.tactic == Kind.DIRECT_DEALING, harmed.job < 0], [DIRECT, ACQUAINTANCE], CONTRACT)
    channel = np.where(at < len(pairs), np.append(led.channel[nth], 0)[at], otherwise)
    return Causes(harmed.time, harmed.worker, harmed.client, harmed.job, channel, harmed.tactic)


def _recruited(part: Events, whole: Events) -> Causes:
    found = part[Recruited]
    nobody = np.full(len(found), NOBODY)
    return Causes(found.time, found.recruit, nobody, nobody, nobody * 0 + ACQUAINTANCE, nobody * 0 + Kind.MLM)


def _sold(part: Events, whole: Events) -> Causes:
    """Whoever sells an account was Harmed by the buyer: by that path."""
    left, harmed = part[WorkerLeft], _harmed(whole, whole)
    sold = left.reason == Reason.SOLD
    worker = left.worker[sold]
    buyers = first(harmed.picked(harmed.tactic == Kind.ACCOUNT_PURCHASE))
    unknown = Causes(*(np.array([each]) for each in (0.0, NOBODY, NOBODY, NOBODY, CONTRACT, Kind.ACCOUNT_PURCHASE)))
    found = together(buyers, unknown).picked(_places(worker, buyers.worker))
    return replace(found, time=left.time[sold], worker=worker)


METRICS: Mapping[str, Callable[[Events, Events], Causes]] = {
    "exposed_per_10k": lambda part, whole: exposures(part),
    "addressed_per_10k": _addressed,
    "read_luring_page_per_10k": _only_read,
    "led_away_per_10k": lambda part, whole: lured(part[LedAway]),
    "victims_per_10k": _harmed,
    "recruits_per_10k": _recruited,
    "accounts_sold_per_10k": _sold,
}


def _what_came_of_it(cause: Causes, whole: Events) -> tuple[Codes, Floats]:
    """(n,) the worst OUTCOME between worker and client in the run, and the yen it cost; a recruit is one at least."""
    contacts, led, harmed = whole[Contacted], whole[LedAway], whole[Harmed]
    own = pair(cause.worker, cause.client)
    nobody = cause.client < 0  # a friend who recruits, or a buyer whom the log does not know
    outcome = np.select([nobody & (cause.channel == ACQUAINTANCE), nobody], [RECRUITED, OF_HARM[Harm.ACCOUNT]], READ)
    for found, level in (
        (contacts, np.where(contacts.channel == Channel.POSTING, READ, ADDRESSED)),
        (led, np.full(len(led), LED)),
        (harmed, OF_HARM[harmed.harm]),
    ):
        outcome = np.maximum(outcome, _worst(own, pair(found.worker, found.client), level))
    pairs, at = np.unique(pair(harmed.worker, harmed.client), return_inverse=True)
    lost = np.append(np.bincount(at, harmed.yen, minlength=len(pairs)), 0.0)
    return outcome, lost[_places(own, pairs)]


def _worst(own: Codes, pairs: Codes, level: Codes) -> Codes:
    """(n,) the highest level of these pairs, 0 of those not among them."""
    known, at = np.unique(pairs, return_inverse=True)
    highest = np.zeros(len(known) + 1, np.int64)
    np.maximum.at(highest, at, level)
    return highest[_places(own, known)]


def _places(own: Codes, known: Codes) -> Codes:
    """(n,) where each stands among sorted codes, one beyond the last where it does not."""
    at = np.searchsorted(known, own)
    there = at < len(known)
    there[there] = known[at[there]] == own[there]
    return np.where(there, at, len(known))
