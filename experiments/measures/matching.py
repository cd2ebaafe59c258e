"""Matching quality: outcomes of honest jobs, and their value to the people who do them."""

from itertools import pairwise

import numpy as np

from experiments.measures.filling import hire_waits
from experiments.measures.periods import (
    WINDOW_DAYS,
    Periods,
    Rows,
    among,
    distinct,
    first_times,
    mean,
    median_wait,
    ratio,
)
from experiments.measures.troubles import Those, ghosted, project_workers, unpaid
from policies.records import Floats, Kind
from sim.arrays import blocks
from sim.state.codes import ClientType
from sim.state.events import (
    Applied,
    ClientJoined,
    Completed,
    Ended,
    FitSampled,
    Hired,
    Posted,
    Published,
    Scouted,
    WorkerJoined,
)
from sim.state.log import Events, part

LOW_FEE = 0.7  # of the true market price: well below it (assumed; one honest posting in six offers less)


def value_per_posting(periods: Periods) -> float:
    """Σ over Completed contracts of (true fit ÷ seats of the job) ÷ jobs posted; honest jobs of the cohort."""
    done = periods.whole[Completed]
    counted = periods.honest[done.job]
    value = done.fit[counted]
    value /= done.seats[counted]  # millions in a full market
    return ratio(value.sum(), periods.honest.sum())


def fill_rate(periods: Periods) -> float:
    """Project jobs with a worker Hired ÷ project jobs posted; honest jobs of the cohort."""
    job = periods.whole[Hired].job
    return ratio(distinct(job[periods.projects[job]]), periods.projects.sum())


def hours_to_fill(periods: Periods) -> float:
    """Kaplan–Meier median of hours from Published to the first Hired; honest project jobs of the cohort.

    A job still open when the run ends is right-censored there. NaN when fewer than half get filled.
    """
    return median_wait(*hire_waits(periods))


def fit_of_hires(periods: Periods) -> float:
    """Mean true fit of Completed contracts; honest project jobs of the cohort."""
    done = periods.whole[Completed]
    return mean(done.fit[periods.projects[done.job]])


def scout_fit(periods: Periods) -> float:
    """Mean true fit of workers and jobs Scouted, of those that Applied after it; honest jobs of the cohort.

    A worker who meets a job by a scout does not meet it in search, so an application of such a pair is an answer.
    """
    scouted, applied = periods.whole[Scouted], periods.pairs(periods.whole[Applied], periods.honest)
    answered = among(periods.pairs(scouted, periods.honest), applied)
    return mean(scouted.fit[periods.honest[scouted.job]][answered])


def match_efficiency(periods: Periods) -> float:
    """Value realised by the sampled jobs ÷ the best that assigning the sampled workers to them could have given.

    On each sampled day of the cohort period the log holds the true fit of a sample of workers × jobs (FitSampled).
    Realised: Σ Completed fit ÷ seats of those jobs. Best: the optimal assignment, one worker a job; jobs beyond the
    number of sampled workers stay empty. Hires come from all workers, so the ratio serves to compare two policies, and
    may exceed 1.
    """
    sampled, done = periods.cohort[FitSampled], periods.whole[Completed]
    realised = np.zeros(periods.jobs + 1)  # the last of repeat business, which nobody samples
    for rows in blocks(len(done)):
        np.add.at(realised, done.job[rows], done.fit[rows] / done.seats[rows])
    starts = np.flatnonzero(np.diff(sampled.time, prepend=-np.inf)).tolist()
    days = [part(sampled, first, last) for first, last in pairwise([*starts, len(sampled)])]
    return ratio(sum(float(realised[np.unique(day.job)].sum()) for day in days), sum(map(_best_value, days)))


def _best_value(sampled: FitSampled) -> float:
    """Return Σ fit of the optimal assignment of the sampled workers to the sampled jobs."""
    from scipy.optimize import linear_sum_assignment

    workers, row = np.unique(sampled.worker, return_inverse=True)
    jobs, column = np.unique(sampled.job, return_inverse=True)
    fit = np.zeros((len(workers), len(jobs)))
    fit[row, column] = sampled.fit
    return float(fit[linear_sum_assignment(fit, maximize=True)].sum())


def completion_rate(periods: Periods) -> float:
    """Completed ÷ (Completed + Ended) contracts; honest project jobs of the cohort. Those in progress do not count."""
    completed = np.count_nonzero(periods.projects[periods.whole[Completed].job])
    ended = np.count_nonzero(periods.projects[periods.whole[Ended].job])
    return ratio(completed, completed + ended)


def ghosted_share(periods: Periods) -> float:
    """Project workers whose client FellSilent ÷ project workers, distinct, per 30 days.

    Project workers of a window have a project contract with an event in it: Hired, FellSilent, Completed or Ended.
    Contracts with bad actors and repeat business count, and so does a client that answers again later.
    """
    return _of_project_workers(periods, ghosted)


def unpaid_share(periods: Periods) -> float:
    """Project workers with a contract Ended that the client refused or left ÷ project workers, distinct, per 30 days.

    Delivered and not accepted, the client silent for good or restricted: escrow goes back and the worker gets nothing.
    A worker who fell silent does not count. Project workers are those of `ghosted_share`.
    """
    return _of_project_workers(periods, unpaid)


def _of_project_workers(periods: Periods, those: Those) -> float:
    return periods.mean(lambda part: ratio(distinct(those(periods, part)), distinct(project_workers(periods, part))))


def satisfaction(periods: Periods) -> float:
    """Mean stars of work Completed; honest jobs of the cohort."""
    rated = periods.whole[Completed]
    return mean(rated.stars[periods.honest[rated.job]])


def fee_to_market(periods: Periods) -> float:
    """Mean of fee ÷ true market price as Posted; honest jobs of the cohort."""
    posted = periods.cohort[Posted]
    return mean(posted.to_market[periods.honest[posted.job]])


def low_fee_share(periods: Periods) -> float:
    """Newcomers' Applied for jobs whose fee is below 0.7 × the true market price ÷ newcomers' Applied; honest jobs.

    A newcomer joined during the run and has no Completed contract yet; applications of the measured days count, those
    after a scout or a question included. Who does a task does not apply for it. The true market price is that of the
    world, not the platform's quote.
    """
    applied, posted, joined = periods.measured[Applied], periods.whole[Posted], periods.whole[WorkerJoined]
    honest, low = np.zeros((2, periods.jobs + 1), np.bool_)
    honest[posted.job] = posted.tactic == Kind.NONE
    low[posted.job] = posted.to_market < LOW_FEE
    done = periods.whole[Completed]
    size = int(max(applied.worker.max(initial=-1), done.worker.max(initial=-1))) + 1
    fresh = applied.time < first_times(done.worker, done.time, size)[applied.worker]
    new = joined.worker[(joined.time >= 0) & periods.newcomers(joined)]
    counted = fresh & np.isin(applied.worker, new) & honest[applied.job]
    return mean(low[applied.job[counted]])


def earnings_gini(periods: Periods) -> float:
    """Gini coefficient of yen received for work Completed, among workers who received anything in the measured days."""
    paid = periods.measured[Completed]
    earned = np.sort(np.bincount(paid.worker, paid.received))
    earned = earned[earned > 0]
    ranks = np.arange(1, len(earned) + 1)
    return ratio((earned * (2 * ranks - len(earned) - 1)).sum(), len(earned) * earned.sum())


def newcomer_first_contract_workers(periods: Periods) -> float:
    """Share of workers who joined in the cohort period and were Hired for an honest job within 30 days.

    Only those who joined at least 30 days before the end of the run; NaN when the run leaves no room for that.
    """
    joined, hired = _early(periods)[WorkerJoined], periods.whole[Hired]
    honest, new = hired.tactic == Kind.NONE, periods.newcomers(joined)
    return _soon(joined.worker[new], joined.time[new], hired.worker[honest], hired.time[honest])


def newcomer_first_contract_clients(periods: Periods) -> float:
    """Share of clients, no ring's accounts, who joined in the cohort period and Hired somebody within 30 days.

    Only those who joined at least 30 days before the end of the run; NaN when the run leaves no room for that.
    """
    joined, hired = _early(periods)[ClientJoined], periods.whole[Hired]
    honest = (joined.type != ClientType.RING) & periods.newcomers(joined)
    return _soon(joined.client[honest], joined.time[honest], hired.client, hired.time)


def _early(periods: Periods) -> Events:
    """Return the part of the cohort period that can be followed for a whole window."""
    return periods.cohort.between(-np.inf, periods.days - WINDOW_DAYS)


def _soon(rows: Rows, joined: Floats, hired_rows: Rows, hired: Floats) -> float:
    """Return the share of rows whose first hire comes within 30 days of joining."""
    size = int(max(rows.max(initial=-1), hired_rows.max(initial=-1))) + 1
    return mean(first_times(hired_rows, hired, size)[rows] - joined <= WINDOW_DAYS)


def wasted_applications(periods: Periods) -> float:
    """Applied without being Hired for that job ÷ Hired; honest project jobs of the cohort."""
    jobs = periods.projects
    applied, hired = periods.pairs(periods.whole[Applied], jobs), periods.pairs(periods.whole[Hired], jobs)
    return ratio(np.count_nonzero(~among(applied, hired)), len(hired))


def publication_lag_p50(periods: Periods) -> float:
    """Median hours from posting to Published; honest jobs of the cohort."""
    return _lag_quantile(periods, 0.5)


def publication_lag_p90(periods: Periods) -> float:
    """90th percentile of hours from posting to Published; honest jobs of the cohort."""
    return _lag_quantile(periods, 0.9)


def _lag_quantile(periods: Periods, share: float) -> float:
    published = periods.whole[Published]
    lags = published.lag[periods.honest[published.job]]
    return float(np.quantile(lags, share)) if len(lags) else float("nan")
