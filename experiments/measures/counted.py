"""Workers that a metric of fraud exposure counts: time, bad actor, path, and outcome of each.

A metric counts a worker once in a window of 30 days. So does this table, with the first event that counts, as `paths`
does for exposure. Counts by window ÷ workers with a session are the metric, to the bit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.measures.fraud import HARM_WEIGHTS
from experiments.measures.paths import LABELS, Causes, Codes, concatenated, exposures, first, lured, traits
from experiments.measures.periods import Periods, places, ratio
from policies.records import Channel, Floats, Kind
from sim.state.codes import Harm
from sim.state.events import AccountSold, Contacted, Harmed, LedAway, Recruited
from sim.state.log import Events

# Routes to harm without a lure on the platform: advice of a friend, unpaid work for a ring, a deal outside.
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
    """Workers that a metric counts: (n,) columns, by window, then by worker."""

    window: Codes
    cause: Causes  # its channel is one of ROUTES
    outcome: Codes  # of OUTCOMES: the worst one between this account and this worker in the run
    yen: Floats  # lost to it in the run
    age: Codes  # of LABELS["age"]
    experience: Codes  # of LABELS["experience"]
    active: tuple[int, ...]  # (windows,) workers with a session

    def __len__(self) -> int:
        return len(self.window)

    @property
    def rate(self) -> float:
        """The value of the metric."""
        counts = np.bincount(self.window, minlength=len(self.active))
        return float(
            np.mean([10_000 * ratio(int(count), active) for count, active in zip(counts, self.active, strict=True)])
        )

    def picked(self, which: Any) -> "Counted":
        """Return the rows at these places, or under this mask."""
        columns = ("window", "outcome", "yen", "age", "experience")
        taken = {name: getattr(self, name)[which] for name in columns}
        return replace(self, cause=self.cause.picked(which), **taken)


def counted(periods: Periods, name: str) -> Counted:
    """Return the workers that a metric of METRICS counts in a run."""
    causes = [first(METRICS[name](part, periods.whole)) for part in periods.windows]
    window = np.repeat(np.arange(len(causes)), [len(part) for part in causes])
    cause = concatenated(*causes)
    age, record = traits(periods.whole)
    outcome, yen = _outcomes(cause, periods.whole)
    return Counted(
        window, cause, outcome, yen, _trait(age, cause.worker), _trait(record, cause.worker), tuple(periods.active)
    )


def _trait(trait: Codes, worker: Codes) -> Codes:
    """Return (n,) a trait of these workers, 0 where the log does not contain their arrival."""
    known = worker < len(trait)
    return np.where(known, trait[np.where(known, worker, 0)], 0) if len(trait) else np.zeros(len(worker), np.int64)


def pair(worker: Codes, other: Codes) -> Codes:
    """Return (n,) one code for a worker and a client, or a worker and a job."""
    return np.asarray(worker, np.int64) << 32 | np.asarray(other, np.int64) + 1


def _contacted(part: Events, *, posting: bool) -> Causes:
    contacts = lured(part[Contacted])
    return contacts.picked((contacts.channel == Channel.POSTING) == posting)


def _harmed(part: Events, whole: Events) -> Causes:
    """Return harms by the channel that led away to them; the others by friend, deal outside, or contract."""
    harmed, led = part[Harmed], whole[LedAway]
    pairs, nth = np.unique(pair(led.worker, led.job), return_index=True)
    at = places(pair(harmed.worker, harmed.job), pairs)
    otherwise = np.select([harmed.tactic == Kind.DIRECT_DEALING, harmed.job < 0], [DIRECT, ACQUAINTANCE], CONTRACT)
    known, channel = at < len(pairs), otherwise.copy()
    channel[known] = led.channel[nth][at[known]]
    return Causes(harmed.time, harmed.worker, harmed.client, harmed.job, channel, harmed.tactic)


def _recruited(part: Events, whole: Events) -> Causes:
    events = part[Recruited]
    nobody, route, tactic = (np.full(len(events), each) for each in (NOBODY, ACQUAINTANCE, int(Kind.MLM)))
    return Causes(events.time, events.recruit, nobody, nobody, route, tactic)


def _sold(part: Events, whole: Events) -> Causes:
    """Return sellers of accounts, by the path on which their buyer Harmed them."""
    sold, harmed = part[AccountSold], _harmed(whole, whole)
    buyers = first(harmed.picked(harmed.tactic == Kind.ACCOUNT_PURCHASE))
    unknown = Causes(*(np.array([each]) for each in (0.0, NOBODY, NOBODY, NOBODY, CONTRACT, Kind.ACCOUNT_PURCHASE)))
    causes = concatenated(buyers, unknown).picked(places(sold.worker, buyers.worker))
    return replace(causes, time=sold.time, worker=sold.worker)


METRICS: Mapping[str, Callable[[Events, Events], Causes]] = {
    "exposed_per_10k": lambda part, whole: exposures(part),
    "addressed_per_10k": lambda part, whole: _contacted(part, posting=False),
    "read_lure_per_10k": lambda part, whole: _contacted(part, posting=True),
    "led_away_per_10k": lambda part, whole: lured(part[LedAway]),
    "victims_per_10k": _harmed,
    "recruits_per_10k": _recruited,
    "accounts_sold_per_10k": _sold,
}


def _outcomes(cause: Causes, whole: Events) -> tuple[Codes, Floats]:
    """Return (n,) the worst outcome between worker and client in the run, at least RECRUITED for recruits; yen lost."""
    contacts, led, harmed = whole[Contacted], whole[LedAway], whole[Harmed]
    own = pair(cause.worker, cause.client)
    nobody = cause.client < 0  # a friend who recruits, or a buyer who is not in the log
    outcome = np.select([nobody & (cause.channel == ACQUAINTANCE), nobody], [RECRUITED, OF_HARM[Harm.ACCOUNT]], READ)
    for events, level in (
        (contacts, np.where(contacts.channel == Channel.POSTING, READ, ADDRESSED)),
        (led, np.full(len(led), LED)),
        (harmed, OF_HARM[harmed.harm]),
    ):
        outcome = np.maximum(outcome, _worst(own, pair(events.worker, events.client), level))
    pairs, at = np.unique(pair(harmed.worker, harmed.client), return_inverse=True)
    lost = np.append(np.bincount(at, harmed.yen, minlength=len(pairs)), 0.0)
    return outcome, lost[places(own, pairs)]


def _worst(own: Codes, pairs: Codes, level: Codes) -> Codes:
    """Return (n,) the highest level of these pairs, 0 for a pair without one."""
    known, at = np.unique(pairs, return_inverse=True)
    highest = np.zeros(len(known) + 1, np.int64)
    np.maximum.at(highest, at, level)
    return highest[places(own, known)]
