"""Matching quality: what becomes of the honest jobs, and what they are worth to the people who do them."""

import numpy as np

from experiments.measures.periods import (
    PROJECTS,
    WINDOW_DAYS,
    Floats,
    cohort,
    distinct,
    first_times,
    mean,
    measured,
    of_jobs,
    ratio,
    within,
)
from sim.state.log import ClientType, Event, Events


def value_per_posting(events: Events) -> float:
    """Σ over completed contracts of (true fit ÷ seats of the job) ÷ jobs posted; honest jobs of the cohort."""
    jobs = cohort(events)
    completed = of_jobs(events, Event.COMPLETED, jobs)
    return ratio((completed.value / completed.what).sum(), jobs.sum())


def fill_rate(events: Events) -> float:
    """Project jobs with a worker HIRED ÷ project jobs posted; honest jobs of the cohort."""
    jobs = cohort(events, formats=PROJECTS)
    return ratio(distinct(of_jobs(events, Event.HIRED, jobs).job), jobs.sum())


def hours_to_fill(events: Events) -> float:
    """Kaplan–Meier median of hours from PUBLISHED to the first HIRED; honest project jobs of the cohort.

    A job still open when the run ends is right-censored there. NaN when fewer than half get filled.
    """
    from scipy.stats import CensoredData, ecdf

    jobs = cohort(events, formats=PROJECTS)
    published = of_jobs(events, Event.PUBLISHED, jobs)
    hired = of_jobs(events, Event.HIRED, jobs)
    filled = first_times(hired.job, hired.time, len(jobs))[published.job]
    if not np.isfinite(filled).any():
        return float("nan")
    hours = 24 * (np.minimum(filled, events.days) - published.time)
    unfilled = ecdf(CensoredData.right_censored(hours, ~np.isfinite(filled))).sf
    reached = unfilled.quantiles[unfilled.probabilities <= 0.5 + 1e-12]
    return float(reached[0]) if len(reached) else float("nan")


def fit_of_hires(events: Events) -> float:
    """Mean true fit of COMPLETED contracts; honest project jobs of the cohort."""
    return mean(of_jobs(events, Event.COMPLETED, cohort(events, formats=PROJECTS)).value)


def match_efficiency(events: Events) -> float:
    """Value realised by the sampled jobs ÷ the best that assigning the sampled workers to them could have given.

    On each sampled day of the cohort period the log holds the true fit of a sample of workers × jobs (FIT). Realised:
    Σ COMPLETED fit ÷ seats of those jobs. Best: the optimal assignment, one worker a job; jobs beyond the number of
    sampled workers stay empty. Hires come from all workers, so the ratio is a yardstick between two policies, and
    may pass 1.
    """
    sampled = within(events, events.days // 4, 3 * events.days // 4).of(Event.FIT)
    completed = events.of(Event.COMPLETED)
    realised = np.zeros(int(events.job.max(initial=-1)) + 1)
    np.add.at(realised, completed.job, completed.value / completed.what)
    days = [sampled.where(sampled.time == time) for time in np.unique(sampled.time)]
    return ratio(sum(float(realised[np.unique(day.job)].sum()) for day in days), sum(map(_best_value, days)))


def _best_value(sampled: Events) -> float:
    """Σ fit of the optimal assignment of the sampled workers to the sampled jobs."""
    from scipy.optimize import linear_sum_assignment

    workers, row = np.unique(sampled.worker, return_inverse=True)
    jobs, column = np.unique(sampled.job, return_inverse=True)
    fit = np.zeros((len(workers), len(jobs)))
    fit[row, column] = sampled.value
    return float(fit[linear_sum_assignment(fit, maximize=True)].sum())


def completion_rate(events: Events) -> float:
    """COMPLETED ÷ (COMPLETED + ENDED) contracts; honest project jobs of the cohort. Those in progress do not count."""
    jobs = cohort(events, formats=PROJECTS)
    completed = len(of_jobs(events, Event.COMPLETED, jobs))
    return ratio(completed, completed + len(of_jobs(events, Event.ENDED, jobs)))


def satisfaction(events: Events) -> float:
    """Mean stars RATED; honest jobs of the cohort."""
    return mean(of_jobs(events, Event.RATED, cohort(events)).value)


def fee_to_market(events: Events) -> float:
    """Mean of PRICED, fee ÷ true market price; honest jobs of the cohort."""
    return mean(of_jobs(events, Event.PRICED, cohort(events)).value)


def earnings_gini(events: Events) -> float:
    """Gini coefficient of yen RECEIVED a worker, among workers who received anything in the measured days."""
    received = measured(events).of(Event.RECEIVED)
    earned = np.sort(np.bincount(received.worker, received.value))
    earned = earned[earned > 0]
    ranks = np.arange(1, len(earned) + 1)
    return ratio((earned * (2 * ranks - len(earned) - 1)).sum(), len(earned) * earned.sum())


def newcomer_first_contract_workers(events: Events) -> float:
    """Share of workers who joined in the cohort period and were HIRED for an honest job within 30 days.

    Only those who joined at least 30 days before the end of the run; NaN when the run leaves no room for that.
    """
    hired = events.of(Event.HIRED)
    hired = hired.where((hired.what == 0) & (hired.worker >= 0))
    joined = _newcomers(events, Event.WORKER_JOINED)
    return _soon(joined.worker, joined.time, hired.worker, hired.time)


def newcomer_first_contract_clients(events: Events) -> float:
    """Share of honest clients who joined in the cohort period and HIRED somebody within 30 days.

    Only those who joined at least 30 days before the end of the run; NaN when the run leaves no room for that.
    """
    hired = events.of(Event.HIRED)
    joined = _newcomers(events, Event.CLIENT_JOINED)
    joined = joined.where(joined.what == ClientType.HONEST)
    return _soon(joined.client, joined.time, hired.client, hired.time)


def _newcomers(events: Events, kind: Event) -> Events:
    end = min(3 * events.days // 4, events.days - WINDOW_DAYS)
    return within(events, events.days // 4, end).of(kind)


def _soon(rows: np.ndarray, joined: Floats, hired_rows: np.ndarray, hired: Floats) -> float:
    """Share of the rows whose first hire comes within 30 days of joining."""
    size = int(max(rows.max(initial=-1), hired_rows.max(initial=-1))) + 1
    return mean(first_times(hired_rows, hired, size)[rows] - joined <= WINDOW_DAYS)


def wasted_applications(events: Events) -> float:
    """APPLIED without being HIRED for that job ÷ HIRED; honest project jobs of the cohort."""
    jobs = cohort(events, formats=PROJECTS)
    applied, hired = (of_jobs(events, kind, jobs) for kind in (Event.APPLIED, Event.HIRED))
    pairs, hires = (found.worker.astype(np.int64) * len(jobs) + found.job for found in (applied, hired))
    return ratio(np.count_nonzero(~np.isin(pairs, hires)), len(hired))


def publication_lag_p50(events: Events) -> float:
    """Median hours from posting to PUBLISHED; honest jobs of the cohort."""
    return _lag_quantile(events, 0.5)


def publication_lag_p90(events: Events) -> float:
    """90th percentile of hours from posting to PUBLISHED; honest jobs of the cohort."""
    return _lag_quantile(events, 0.9)


def _lag_quantile(events: Events, share: float) -> float:
    lags = of_jobs(events, Event.PUBLISHED, cohort(events)).value
    return float(np.quantile(lags, share)) if len(lags) else float("nan")
