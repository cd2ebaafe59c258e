"""What becomes of the honest jobs, of logs that can be worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from experiments.measures import matching
from experiments.measures.periods import median_wait
from policies.records import Format, Kind
from sim.state.codes import ClientType, Reason
from sim.state.events import (
    Applied,
    ClientJoined,
    Completed,
    Ended,
    FellSilent,
    FitSampled,
    Hired,
    Posted,
    Published,
    Scouted,
    WorkerJoined,
)
from tests.experiments.measures.logs import at, periods_of, post

NAN = pytest.approx(math.nan, nan_ok=True)
HONEST, MLM, TASK, HOURLY = Kind.NONE, Kind.MLM, Format.TASK, Format.HOURLY


def complete(job: int, fit: float, *, seats: int = 1, day: float = 60) -> Completed:
    return at(Completed, day, worker=0, client=0, job=job, seats=seats, fit=fit)


OFFERS = (  # three honest projects of the cohort, and what is none: a task, a lure, a job from before
    post(0),
    post(1, form=HOURLY),
    post(2),
    post(3, form=TASK),
    post(4, tactic=MLM),
    post(5, 20),
)
AGAIN = complete(-1, 1.0, seats=1)  # repeat business, which belongs to no posting


def test_value_per_posting_divides_by_seats_and_counts_empty_jobs() -> None:
    log = periods_of(
        post(0),
        post(1),
        post(2, form=TASK),
        post(3, tactic=MLM),
        post(4, 20),
        complete(0, 0.8, day=119),
        complete(2, 0.5, seats=2),
        complete(2, 0.7, seats=2),
        complete(3, 1.0),
        complete(4, 1.0),
        AGAIN,
    )
    assert matching.value_per_posting(log) == pytest.approx((0.8 + 0.25 + 0.35) / 3)


def test_the_fit_of_hires_is_a_mean_over_contracts_of_honest_projects() -> None:
    log = periods_of(
        *OFFERS,
        AGAIN,
        complete(0, 0.8),
        complete(1, 0.4),
        complete(1, 0.9, day=119),
        complete(3, 0.1),
        complete(4, 1.0),
        complete(5, 1.0),
    )
    assert matching.fit_of_hires(log) == pytest.approx((0.8 + 0.4 + 0.9) / 3)


def test_fill_rate_is_of_honest_projects() -> None:
    log = periods_of(
        *OFFERS,
        at(Hired, 50, worker=[0, 1, 2, 3, 4], job=[0, 0, 3, 5, -1]),
        at(Hired, 119, worker=5, job=6),
        at(Hired, 50, worker=9, job=4, tactic=MLM),
        post(6),
        post(7),
    )
    assert matching.fill_rate(log) == pytest.approx(2 / 5)


def test_hours_to_fill_are_a_kaplan_meier_median() -> None:
    jobs = [*(post(job) for job in range(4)), at(Published, 41, job=[0, 1, 2, 3], lag=24.0)]
    hired = at(Hired, [42, 44], worker=[0, 1], job=[0, 1])
    again = at(Hired, [45, 46, 41.5], worker=[2, 3, 4], job=[1, 0, -1])
    assert matching.hours_to_fill(periods_of(*jobs, hired, again)) == pytest.approx(72)  # half, after 3 days
    assert matching.hours_to_fill(periods_of(*jobs, at(Hired, 42, job=0))) == NAN
    assert matching.hours_to_fill(periods_of(*jobs)) == NAN
    assert matching.hours_to_fill(periods_of()) == NAN


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.5, 2.0, 7.25, 1e4]), st.booleans()), min_size=1, max_size=30))
def test_the_median_of_waits_equals_scipys_to_the_bit(waits: list[tuple[float, bool]]) -> None:
    hours, over = np.array([wait for wait, _ in waits]), np.array([end for _, end in waits])
    waiting = ecdf(CensoredData.right_censored(hours, ~over)).sf
    reached = [*waiting.quantiles[waiting.probabilities <= 0.5 + 1e-12], math.nan]
    assert median_wait(hours, over) == pytest.approx(float(reached[0]), abs=0, rel=0, nan_ok=True)


def test_hours_to_fill_hold_jobs_published_late_to_be_censored_not_unfilled() -> None:
    # Waiting (days): 10 filled, 20 censored (end of run), 60 filled. Survival: 2/3 after 10, 0 after 60.
    log = periods_of(
        post(0, 35),
        post(1, 85),
        post(2, 35),
        at(Published, [40, 100, 40], job=[0, 1, 2]),
        at(Hired, [50, 100], job=[0, 2]),
    )
    assert matching.hours_to_fill(log) == pytest.approx(60 * 24)


def test_half_is_exactly_half_however_it_is_rounded() -> None:
    waits = [1, 2, 2, 3, 3, 5, 5, 5, 5]  # 9/10 · 7/9 · 5/7 comes to a little more than 0.5
    log = periods_of(
        *(post(job) for job in range(10)),
        at(Published, 41, job=list(range(10))),
        at(Hired, [41 + wait for wait in waits], job=list(range(9))),
    )
    assert matching.hours_to_fill(log) == pytest.approx(3 * 24)
    nine = [*(post(job) for job in range(9)), at(Published, 41, job=list(range(9)))]
    four, five = (at(Hired, [42 + day for day in range(days)], job=list(range(days))) for days in (4, 5))
    assert matching.hours_to_fill(periods_of(*nine, four)) == NAN
    assert matching.hours_to_fill(periods_of(*nine, five)) == pytest.approx(5 * 24)


def test_hours_to_fill_are_of_honest_projects() -> None:
    log = periods_of(
        post(0),
        post(1, form=TASK),
        post(2, tactic=MLM),
        post(3, 20),
        at(Published, 41, job=[0, 1, 2, 3]),
        at(Hired, [51, 42, 42, 42], job=[0, 1, 2, 3]),
    )
    assert matching.hours_to_fill(log) == pytest.approx(10 * 24)


def test_the_fit_of_scouts_is_that_of_those_who_answer() -> None:
    log = periods_of(
        post(0),
        post(1, form=HOURLY),
        post(2, 20),
        at(Scouted, 41, worker=[0, 1, 2, 0, 3], job=[0, 0, 0, 1, 2], fit=[0.9, 0.1, 0.6, 0.3, 1.0]),
        at(Applied, [42, 119.9, 125], worker=[0, 2, 0], job=[0, 0, 1]),  # the last reads its scout after the end
        at(Applied, 43, worker=[1, 3, 9], job=[1, 2, 0]),  # not scouted for it, or no job of the cohort
    )
    assert matching.scout_fit(log) == pytest.approx((0.9 + 0.6 + 0.3) / 3)
    assert matching.scout_fit(periods_of(post(0))) == NAN


PROJECT_WORK = (  # in the windows 4, 2 and 1 workers have projects; worker 9 does a task
    post(0, 20),
    post(1, 20, form=TASK),
    post(2, 20, tactic=MLM),
    at(Hired, [29.9, 30, 31, 32], worker=[7, 0, 1, 9], job=[0, 0, 2, 1]),
    at(FellSilent, [40, 41, 42, 70, 71], worker=[0, 2, 9, 3, 3], job=[0, -1, 1, 0, 0], by_worker=[0, 1, 0, 0, 0]),
    at(
        Ended,
        [50, 51, 52],
        worker=[2, 4, 9],
        job=[-1, 0, 1],
        reason=[Reason.WORKER_SILENT, Reason.REFUSED, Reason.REFUSED],
    ),
    at(Completed, [60, 61, 90], worker=[5, 9, 6], job=[0, 1, -1]),
    at(
        Ended,
        [85, 86, 95],
        worker=[3, 3, 6],
        job=[0, 2, -1],
        reason=[Reason.CLIENT_SILENT, Reason.RESTRICTED, Reason.REFUSED],
    ),
)


def test_project_workers_are_ghosted_whose_client_falls_silent() -> None:
    assert matching.ghosted_share(periods_of(*PROJECT_WORK)) == pytest.approx((1 / 4 + 1 / 2 + 0 / 1) / 3)


def test_project_workers_are_unpaid_whose_client_refuses_leaves_or_is_restricted() -> None:
    assert matching.unpaid_share(periods_of(*PROJECT_WORK)) == pytest.approx((1 / 4 + 1 / 2 + 1 / 1) / 3)
    for reason, share in ((Reason.CLIENT_SILENT, 1), (Reason.RESTRICTED, 1), (Reason.WORKER_SILENT, 0)):
        log = periods_of(at(Ended, [30, 60, 90], worker=0, job=-1, reason=reason))
        assert matching.unpaid_share(log) == share


def test_low_fee_share_counts_applications_of_newcomers_far_below_the_market() -> None:
    log = periods_of(
        at(Posted, 20, job=[0, 1, 2, 3], to_market=[0.69, 0.7, 1.2, 0.1], tactic=[HONEST, HONEST, HONEST, MLM]),
        at(WorkerJoined, [2, 35, 35], worker=[0, 1, 4]),
        at(Completed, [39, 60], worker=[0, 1], job=2),
        at(Applied, [29.9, 36, 37, 38, 59.9], worker=1, job=[0, 0, 1, 2, 0]),  # one too early, and two of four are low
        at(Applied, 61, worker=1, job=0),  # has completed a contract by now
        at(Applied, 40, worker=[0, 4, 5], job=[0, 3, 0]),  # experienced, bait, here from the start
    )
    assert matching.low_fee_share(log) == pytest.approx(2 / 4)
    assert matching.low_fee_share(periods_of(post(0))) == NAN


def test_low_fees_are_of_newcomers_whoever_else_completes_a_contract() -> None:
    """Worker 9 completes and never applies: its row is beyond those of all who do."""
    log = periods_of(
        at(Posted, 20, job=[0, 1], to_market=[0.5, 1.0]),
        at(WorkerJoined, 35, worker=[1, 9]),
        at(Completed, 39, worker=9, job=1),
        at(Applied, [40, 41, 42], worker=1, job=[0, 1, 1]),
    )
    assert matching.low_fee_share(log) == pytest.approx(1 / 3)


def test_match_efficiency_holds_realised_value_against_the_best_assignment() -> None:
    log = periods_of(
        *(post(job) for job in range(5)),
        complete(0, 0.9),
        complete(4, 0.3),
        AGAIN,
        complete(1, 0.4, seats=2, day=29),
        complete(1, 0.6, seats=2, day=119),
        at(FitSampled, 30, worker=[6, 6, 8, 8], job=[0, 1, 0, 1], fit=[0.9, 0.8, 0.7, 0.1]),
        at(FitSampled, 89.9, worker=[3, 3, 3], job=[0, 4, 2], fit=[0.2, 0.5, 0.4]),  # one worker takes one job
        at(FitSampled, [29.9, 90], worker=1, job=3, fit=1.0),
    )
    assert matching.match_efficiency(log) == pytest.approx((0.9 + (0.4 + 0.6) / 2 + 0.9 + 0.3) / (0.8 + 0.7 + 0.5))
    assert matching.match_efficiency(periods_of(post(0), complete(0, 0.9))) == NAN


def test_completion_rate_leaves_out_what_is_in_progress() -> None:
    log = periods_of(
        *OFFERS,
        AGAIN,
        at(Hired, 45, job=[0, 1, 2]),
        complete(0, 0.5),
        complete(0, 0.5, day=119),
        complete(1, 0.5),
        complete(1, 0.5),
        complete(3, 0.5),
        complete(4, 0.5),
        complete(5, 0.5),
        at(Ended, [70, 119], job=1, reason=Reason.CLIENT_SILENT),
        at(Ended, 70, job=[3, 3, 4, 5, -1], reason=Reason.REFUSED),
    )
    assert matching.completion_rate(log) == pytest.approx(4 / 6)


def test_satisfaction_is_of_honest_cohort_jobs() -> None:
    log = periods_of(*OFFERS, at(Completed, 119, job=[0, 0, 3, 4, 5, -1], stars=[5.0, 4.0, 3.0, 1.0, 1.0, 1.0]))
    assert matching.satisfaction(log) == pytest.approx(4)


def test_fees_are_held_against_the_market_for_honest_cohort_jobs() -> None:
    log = periods_of(
        at(Posted, [30, 89.9], job=[0, 1], format=[Format.FIXED, TASK], fee=70, to_market=[0.8, 1.0]),
        at(Posted, [29.9, 90, 50], job=[2, 3, 4], tactic=[HONEST, HONEST, MLM], to_market=7.0),
    )
    assert matching.fee_to_market(log) == pytest.approx(0.9)


def test_earnings_gini_is_of_what_workers_received() -> None:
    def earned(*yen: float) -> float:
        return matching.earnings_gini(
            periods_of(
                at(Completed, 30, worker=list(range(len(yen))), client=9, amount=8, received=list(yen)),
                at(Completed, 29.9, worker=0, client=9, received=1000.0),
            )
        )

    assert earned(10, 10, 10) == pytest.approx(0)
    assert earned(0, 3, 1) == pytest.approx(0.25)  # the mean gap of two people ÷ twice the mean
    assert earned() == NAN
    twice = periods_of(at(Completed, [30, 119, 60], worker=[0, 0, 1], received=[1.0, 2.0, 1.0]))
    assert matching.earnings_gini(twice) == pytest.approx(0.25)


def test_newcomers_are_followed_for_thirty_days() -> None:
    log = periods_of(
        at(WorkerJoined, 70, worker=[0, 1, 2, 6, 9]),
        at(Hired, [100, 100.1, 80], worker=[0, 1, 2], client=3),
        at(Hired, 110, worker=0),
        at(Hired, [70, 110], worker=6, tactic=[MLM, HONEST]),
    )
    assert matching.newcomer_first_contract_workers(log) == pytest.approx(2 / 5)
    log = periods_of(
        at(
            ClientJoined,
            70,
            client=[0, 1, 2, 6, 7, 8],
            type=[0, 0, ClientType.RING, ClientType.LOW_PAYING, ClientType.RING, ClientType.CARELESS],
        ),
        at(Hired, [100, 100.1, 80, 80], client=[0, 1, 2, 6], worker=3, job=[0, 1, 2, 3]),
        at(Hired, 110, client=0, worker=3, job=1),
    )
    assert matching.newcomer_first_contract_clients(log) == pytest.approx(2 / 4)


@pytest.mark.parametrize(("days", "last"), [(120, 89.9), (100, 69.9), (160, 119.9), (107, 76.9)])
def test_newcomers_join_in_the_cohort_period_and_a_month_before_the_end(days: int, last: float) -> None:
    moments, late = [days // 4, last], [days // 4 - 0.1, last + 0.1, last + 4]
    log = periods_of(
        at(WorkerJoined, moments, worker=[0, 1]),
        at(WorkerJoined, late, worker=[2, 3, 4]),
        at(ClientJoined, moments, client=[0, 1]),
        at(ClientJoined, late, client=[2, 3, 4]),
        at(Hired, last, worker=[1, 2, 3, 4], client=[1, 2, 3, 4]),
        days=days,
    )
    assert matching.newcomer_first_contract_workers(log) == pytest.approx(1 / 2)
    assert matching.newcomer_first_contract_clients(log) == pytest.approx(1 / 2)


def test_a_short_run_has_no_newcomers_to_follow() -> None:
    log = periods_of(at(WorkerJoined, 10, worker=0), at(ClientJoined, 10, client=0), days=30)
    assert matching.newcomer_first_contract_workers(log) == NAN
    assert matching.newcomer_first_contract_clients(log) == NAN


def test_applications_are_wasted_where_no_contract_for_that_job_follows() -> None:
    log = periods_of(
        post(0),
        post(1),
        post(2, form=TASK),
        post(3, tactic=MLM),
        post(4, 20),
        at(Applied, 45, worker=[0, 1, 4, 8, 3, 3, 3, 3], client=5, job=[0, 0, 0, 0, 1, 2, 3, 4]),
        at(Applied, 118, worker=1, client=5, job=1),
        at(Hired, 119, worker=[1, 3, 3, 3, 3], client=5, job=[0, 1, 3, 4, -1]),
    )
    assert matching.wasted_applications(log) == pytest.approx(4 / 2)  # 0, 4 and 8 for job 0, 1 for job 1


def test_publication_lag_quantiles_are_of_honest_cohort_jobs() -> None:
    log = periods_of(
        *(post(job, form=Format(job % 3)) for job in range(11)),
        post(11, tactic=MLM),
        post(12, 20),
        at(Published, [*[41] * 8, *[119] * 3], job=list(range(11)), lag=[*range(8), 80, 90, 100]),
        at(Published, 41, job=[11, 12], lag=1000.0),
    )
    assert matching.publication_lag_p50(log) == pytest.approx(5)
    assert matching.publication_lag_p90(log) == pytest.approx(90)
    assert matching.publication_lag_p50(periods_of()) == NAN
