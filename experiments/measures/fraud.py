"""Fraud exposure: whom bad actors reach, what it costs, and how well the platform's own eyes see it."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from experiments.measures.periods import (
    active_workers,
    cohort,
    distinct,
    mean,
    mean_over_windows,
    measured,
    of_jobs,
    ratio,
    workers_per_10k,
)
from policies.records import Stage
from sim.state.log import Event, Events, Harm, Reason

HARM_WEIGHTS: Mapping[Harm, float] = MappingProxyType({  # assumed; published so that they can be argued with
    Harm.MONEY: 1.0,
    Harm.ACCOUNT: 0.8,
    Harm.COMPLICITY: 0.6,
    Harm.DATA: 0.5,
    Harm.UNPAID_WORK: 0.5,
})
LED_AWAY_WEIGHT = 0.2  # assumed
CONTACT_WEIGHT = 0.05  # assumed


def exposed_per_10k(events: Events) -> float:
    """Distinct workers CONTACTED by a bad actor over any channel ÷ workers with a session × 10,000, per 30 days."""
    return workers_per_10k(events, Event.CONTACTED)


def led_away_per_10k(events: Events) -> float:
    """Distinct workers LED_AWAY from the platform by a bad actor ÷ workers with a session × 10,000, per 30 days."""
    return workers_per_10k(events, Event.LED_AWAY)


def victims_per_10k(events: Events) -> float:
    """Distinct workers HARMED (money, data, account, unpaid work, complicity) ÷ workers with a session × 10,000."""
    return workers_per_10k(events, Event.HARMED)


def loss_yen_per_worker(events: Events) -> float:
    """Σ HARMED yen ÷ workers with a session, per 30 days."""
    return mean_over_windows(
        events, lambda part: ratio(part.of(Event.HARMED).value.sum(), active_workers(part)))


def harm_index(events: Events) -> float:
    """(Σ HARM_WEIGHTS of HARMED + 0.2 × LED_AWAY + 0.05 × CONTACTED) ÷ workers with a session × 10,000, per 30 days.

    Every event counts, so somebody reached twice counts twice. The weights are assumed.
    """
    weights = np.array([HARM_WEIGHTS[harm] for harm in Harm])

    def index(part: Events) -> float:
        harm = weights[part.of(Event.HARMED).how].sum()
        contacts = CONTACT_WEIGHT * len(part.of(Event.CONTACTED)) + LED_AWAY_WEIGHT * len(part.of(Event.LED_AWAY))
        return 10_000 * ratio(harm + contacts, active_workers(part))

    return mean_over_windows(events, index)


def recruits_per_10k(events: Events) -> float:
    """Distinct workers RECRUITED by workers they know ÷ workers with a session × 10,000, per 30 days."""
    return mean_over_windows(
        events, lambda part: 10_000 * ratio(distinct(part.of(Event.RECRUITED).client), active_workers(part)))


def accounts_sold_per_10k(events: Events) -> float:
    """Distinct workers who left because they SOLD their account ÷ workers with a session × 10,000, per 30 days."""

    def rate(part: Events) -> float:
        left = part.of(Event.WORKER_LEFT)
        return 10_000 * ratio(distinct(left.worker[left.how == Reason.SOLD]), active_workers(part))

    return mean_over_windows(events, rate)


def violating_view_rate(events: Events) -> float:
    """Σ VIEWS of violating jobs, bait included ÷ Σ VIEWS: the prevalence that a worker meets on the list."""
    views = measured(events).of(Event.VIEWS)
    return ratio(views.value[views.what > 0].sum(), views.value.sum())


def pre_contract_share(events: Events) -> float:
    """CONTACTED before any contract ÷ CONTACTED."""
    contacts = measured(events).of(Event.CONTACTED)
    return ratio(np.count_nonzero(contacts.value == Stage.BEFORE), len(contacts))


def hours_to_takedown(events: Events) -> float:
    """Mean hours from publication to TAKEN_DOWN of the violating jobs that were taken down.

    Those that nobody ever caught are not in it: read it beside `detected_violation_rate` and `exposed_per_10k`.
    """
    taken = measured(events).of(Event.TAKEN_DOWN)
    return mean(taken.value[taken.what > 0])


def taken_down_unseen(events: Events) -> float:
    """Violating jobs TAKEN_DOWN before anybody had viewed them ÷ violating jobs TAKEN_DOWN."""
    taken = measured(events).of(Event.TAKEN_DOWN)
    taken = taken.where(taken.what > 0)
    return ratio(np.count_nonzero(taken.how == 1), len(taken))


def screening_precision(events: Events) -> float:
    """Violating postings SUSPENDED ÷ postings SUSPENDED, of those posted in the cohort period."""
    right = distinct(of_jobs(events, Event.SUSPENDED, cohort(events, violating=True)).job)
    wrong = distinct(of_jobs(events, Event.SUSPENDED, cohort(events)).job)
    return ratio(right, right + wrong)


def screening_recall(events: Events) -> float:
    """Violating postings SUSPENDED ÷ violating postings, of those posted in the cohort period.

    Openly violating jobs and bait (a harmless text that leads to a lure) both count, so that full recall is out of
    reach of any rule that reads only the posting.
    """
    violating = cohort(events, violating=True)
    return ratio(distinct(of_jobs(events, Event.SUSPENDED, violating).job), violating.sum())


def false_suspension_rate(events: Events) -> float:
    """Honest postings SUSPENDED ÷ honest postings, of those posted in the cohort period."""
    honest = cohort(events)
    return ratio(distinct(of_jobs(events, Event.SUSPENDED, honest).job), honest.sum())


def reports_per_1k(events: Events) -> float:
    """REPORTED ÷ workers with a session × 1,000, per 30 days: what users tell the platform, rightly or wrongly."""
    return mean_over_windows(
        events, lambda part: 1_000 * ratio(len(part.of(Event.REPORTED)), active_workers(part)))


def caught_lures_per_1k(events: Events) -> float:
    """Lures WARNED of or STOPPED ÷ workers with a session × 1,000, per 30 days: what message watch notices.

    Fewer may mean fewer lures, or lures where nothing watches. What it catches wrongly is not in the log.
    """
    return mean_over_windows(
        events, lambda part: 1_000 * ratio(len(part.of(Event.WARNED, Event.STOPPED)), active_workers(part)))


def detected_violation_rate(events: Events) -> float:
    """Jobs SUSPENDED or TAKEN_DOWN ÷ jobs posted in the cohort period: the violations that the platform observes."""
    posted = cohort(events) | cohort(events, violating=True)
    caught = np.concatenate([of_jobs(events, kind, posted).job for kind in (Event.SUSPENDED, Event.TAKEN_DOWN)])
    return ratio(distinct(caught), posted.sum())
