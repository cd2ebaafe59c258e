"""Fraud exposure: workers that bad actors reach, the cost, and the share that the platform detects.

Bad actors are rings. Workers whom they reach, lead away or harm count as fraud; other violations do not. Metrics of
harm count one thing besides: work for a direct deal that an honest client leaves unpaid. Metrics of suspensions,
takedowns, detection and views on the list cover all violating jobs, of rings or of others.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from experiments.measures.periods import Periods, Rows, distinct, mean, ratio
from policies.records import Bools, Channel, Stage
from sim.kinds import TACTICS
from sim.state.codes import Harm
from sim.state.events import (
    AccountSold,
    Contacted,
    Harmed,
    LedAway,
    Recruited,
    Reported,
    Stopped,
    Suspended,
    TakenDown,
    Viewed,
    Warned,
)
from sim.state.log import Events

HARM_WEIGHTS: Mapping[Harm, float] = MappingProxyType(
    {  # assumed; published for discussion
        Harm.MONEY: 1.0,
        Harm.ACCOUNT: 0.8,
        Harm.COMPLICITY: 0.6,
        Harm.DATA: 0.5,
        Harm.UNPAID_WORK: 0.5,
    }
)
LED_AWAY_WEIGHT = 0.2  # assumed
CONTACT_WEIGHT = 0.05  # assumed


def exposed_per_10k(periods: Periods) -> float:
    """Distinct workers addressed in person or LedAway by a bad actor ÷ workers with a session × 10,000, per 30 days.

    In person is by message, NDA term, scout or call, as in `addressed_per_10k`. A worker who only opened a page with a
    luring text does not count, for nobody addressed it: see `read_lure_per_10k`. One who followed that text was
    led away, and counts. It is a measure of fraud: a client that breaks a rule unwittingly, or advertises on its own
    account, leads nobody away and exposes nobody.
    """
    return _workers_per_10k(periods, _exposed)


def addressed_per_10k(periods: Periods) -> float:
    """Distinct workers Contacted by message, NDA term, scout or call ÷ workers with a session × 10,000, per 30 days."""
    return _workers_per_10k(periods, _addressed)


def read_lure_per_10k(periods: Periods) -> float:
    """Distinct workers Contacted in posting text ÷ workers with a session × 10,000, per 30 days.

    They opened the page of a posting that lures; many of them are addressed in person or led away, too.
    """
    return _workers_per_10k(periods, lambda part: _contacted(part, posting=True))


def led_away_per_10k(periods: Periods) -> float:
    """Distinct workers LedAway from the platform by a bad actor ÷ workers with a session × 10,000, per 30 days."""
    return _workers_per_10k(periods, lambda part: part[LedAway].worker)


def victims_per_10k(periods: Periods) -> float:
    """Distinct workers Harmed (money, data, account, unpaid work, complicity) ÷ workers with a session × 10,000.

    Unpaid work is that for a ring, and that of a direct deal which an honest client leaves unpaid.
    """
    return _workers_per_10k(periods, lambda part: part[Harmed].worker)


def _exposed(part: Events) -> Rows:
    return np.concatenate([_addressed(part), part[LedAway].worker])


def _addressed(part: Events) -> Rows:
    return _contacted(part, posting=False)


def _contacted(part: Events, *, posting: bool) -> Rows:
    contacts = part[Contacted]
    return contacts.worker[(contacts.channel == Channel.POSTING) == posting]


def _workers_per_10k(periods: Periods, rows: Callable[[Events], Rows]) -> float:
    return periods.per_active_worker(lambda part: distinct(rows(part)), 10_000)


def loss_yen_per_worker(periods: Periods) -> float:
    """Σ Harmed yen ÷ workers with a session, per 30 days. Direct deals that honest clients leave unpaid count too."""
    return periods.per_active_worker(lambda part: part[Harmed].yen.sum())


def harm_index(periods: Periods) -> float:
    """(Σ HARM_WEIGHTS of Harmed + 0.2 × LedAway + 0.05 × Contacted) ÷ workers with a session × 10,000, per 30 days.

    Every event counts, so a worker who is reached twice counts twice. Harmed are those of `victims_per_10k`, so a
    direct deal that an honest client leaves unpaid counts too. The weights are assumed.
    """
    weights = np.array([HARM_WEIGHTS[harm] for harm in Harm])

    def points(part: Events) -> float:
        contacts = CONTACT_WEIGHT * len(part[Contacted]) + LED_AWAY_WEIGHT * len(part[LedAway])
        return float(weights[part[Harmed].harm].sum() + contacts)

    return periods.per_active_worker(points, 10_000)


def recruits_per_10k(periods: Periods) -> float:
    """Distinct workers Recruited by workers they know ÷ workers with a session × 10,000, per 30 days."""
    return _workers_per_10k(periods, lambda part: part[Recruited].recruit)


def accounts_sold_per_10k(periods: Periods) -> float:
    """Distinct workers whose account a ring bought (AccountSold) ÷ workers with a session × 10,000, per 30 days."""
    return _workers_per_10k(periods, lambda part: part[AccountSold].worker)


def violating_view_rate(periods: Periods) -> float:
    """Σ Viewed of violating jobs, of any client ÷ Σ Viewed: the prevalence on the list."""
    views = periods.measured[Viewed]
    return ratio(views.rows[periods.breaking[views.job]].sum(), views.rows.sum())


def pre_contract_share(periods: Periods) -> float:
    """Contacted before any contract ÷ Contacted. Who has done a task for the client has had one."""
    contacts = periods.measured[Contacted]
    return ratio(np.count_nonzero(contacts.stage == Stage.BEFORE), len(contacts))


def hours_to_takedown(periods: Periods) -> float:
    """Mean hours from publication to TakenDown of the violating jobs that were taken down.

    Jobs that were never caught are not included: read it beside `detected_violation_rate` and `exposed_per_10k`.
    """
    taken = periods.measured[TakenDown]
    return mean(taken.hours[periods.breaking[taken.job]])


def taken_down_unseen(periods: Periods) -> float:
    """Violating jobs TakenDown before anybody had viewed them ÷ violating jobs TakenDown."""
    taken = periods.measured[TakenDown]
    unseen = taken.unseen[periods.breaking[taken.job]]
    return ratio(unseen.sum(), len(unseen))


def screening_precision(periods: Periods) -> float:
    """Violating postings Suspended ÷ postings Suspended, of those posted in the cohort period.

    It is also correct to suspend a posting whose client does not know the rule.
    """
    right, wrong = _suspended(periods, periods.violating), _suspended(periods, periods.lawful)
    return ratio(right, right + wrong)


def screening_recall(periods: Periods) -> float:
    """Violating postings Suspended ÷ violating postings, of those posted in the cohort period.

    Openly violating jobs of any client and bait (a harmless text that leads to a lure) all count, so no rule that reads
    only the posting can reach full recall.
    """
    return ratio(_suspended(periods, periods.violating), periods.violating.sum())


def false_suspension_rate(periods: Periods) -> float:
    """Lawful postings Suspended ÷ lawful postings, of those posted in the cohort period: those that break no rule."""
    return ratio(_suspended(periods, periods.lawful), periods.lawful.sum())


def _suspended(periods: Periods, jobs: Bools) -> int:
    job = periods.whole[Suspended].job
    return distinct(job[jobs[job]])


def reports_per_1k(periods: Periods) -> float:
    """Reported ÷ workers with a session × 1,000, per 30 days: reports of users, right or wrong."""
    return periods.per_active_worker(lambda part: len(part[Reported]), 1_000)


def caught_lures_per_1k(periods: Periods) -> float:
    """Lures Warned of or Stopped ÷ workers with a session × 1,000, per 30 days: lures that the office notices.

    Message watch notices them in texts, a listener on calls. Fewer may mean fewer lures, or lures where nothing
    watches. False alarms do not count, nor do special terms into which honest clients put something else.
    """

    def caught(part: Events) -> int:
        warned, stopped = np.isin(part[Warned].tactic, TACTICS), np.isin(part[Stopped].tactic, TACTICS)
        return int(np.count_nonzero(warned) + np.count_nonzero(stopped))

    return periods.per_active_worker(caught, 1_000)


def detected_violation_rate(periods: Periods) -> float:
    """Jobs Suspended or TakenDown ÷ jobs posted in the cohort period: the violations that the platform observes."""
    posted = periods.lawful | periods.violating
    caught = np.concatenate([periods.whole[Suspended].job, periods.whole[TakenDown].job])
    return ratio(distinct(caught[posted[caught]]), posted.sum())
