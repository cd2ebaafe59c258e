"""Each metric against a log small enough to work out by hand. Runs of 120 days: measured from day 30, cohort 30–90."""

import math
from datetime import date

import numpy as np
import pytest

from experiments.measures import business, fraud, matching
from experiments.measures.channels import blocks, lures, pooled
from experiments.measures.metrics import BY_NAME, GROUPS, METRICS, OBSERVED, TRUE, measure
from experiments.measures.periods import windows
from policies.records import Action, Channel, Format, Stage
from sim.state.log import ClientType, Event, Harm, Reason
from tests.experiments.logs import Row, at, log_of

SESSIONS = [at(Event.SESSION, day, worker=[0, 1, 2, 3]) for day in (10, 40, 70, 100)]
NAN = pytest.approx(math.nan, nan_ok=True)


def post(job: int, day: float = 40, *, what: int = 0, form: Format = Format.FIXED, client: int = 0) -> Row:
    return at(Event.POSTED, day, client=client, job=job, what=what, how=form, value=1000)


def complete(job: int, fit: float, *, seats: int = 1, day: float = 60) -> Row:
    return at(Event.COMPLETED, day, job=job, what=seats, value=fit)


@pytest.mark.parametrize(("days", "expected"), [
    (120, [(30, 60), (60, 90), (90, 120)]),
    (100, [(25, 55), (55, 85)]),
    (40, [(10, 40)]),
    (20, [(5, 20)]),
    (1, [(0, 1)]),
])
def test_windows_are_months_after_the_first_quarter(days: int, expected: list[tuple[int, int]]) -> None:
    assert windows(days) == expected


def test_exposure_counts_each_worker_once_a_window_and_averages_over_windows() -> None:
    reached = at(Event.CONTACTED, 45, worker=[0, 0, 1], what=1, how=Channel.MESSAGE)
    before = at(Event.CONTACTED, 12, worker=[2, 3], what=1)
    # two of four workers in the first window, none in the other two; what came before day 30 is not measured
    assert fraud.exposed_per_10k(log_of(*SESSIONS, reached, before)) == pytest.approx(10_000 * (2 / 4) / 3)


def test_led_away_and_victims_count_their_own_events() -> None:
    log = log_of(*SESSIONS, at(Event.LED_AWAY, 70, worker=3, what=1),
                 at(Event.HARMED, 100, worker=[1, 2], what=1, how=Harm.DATA, value=[0, 0]))
    assert fraud.led_away_per_10k(log) == pytest.approx(10_000 * (1 / 4) / 3)
    assert fraud.victims_per_10k(log) == pytest.approx(10_000 * (2 / 4) / 3)


def test_recruits_are_those_recruited_and_sellers_those_who_sold() -> None:
    log = log_of(*SESSIONS, at(Event.RECRUITED, 45, worker=[0, 0, 1], client=[2, 3, 3]),
                 at(Event.WORKER_LEFT, 75, worker=[2, 3], how=[Reason.SOLD, Reason.HARM]))
    assert fraud.recruits_per_10k(log) == pytest.approx(10_000 * (2 / 4) / 3)
    assert fraud.accounts_sold_per_10k(log) == pytest.approx(10_000 * (1 / 4) / 3)


def test_lures_caught_are_warned_of_or_stopped() -> None:
    log = log_of(*SESSIONS, at(Event.WARNED, 45, worker=[0, 0]), at(Event.STOPPED, 100, worker=1),
                 at(Event.CONTACTED, 45, worker=[2, 3]))
    assert fraud.caught_lures_per_1k(log) == pytest.approx(1_000 * (2 / 4 + 0 + 1 / 4) / 3)


def test_loss_is_yen_per_active_worker() -> None:
    log = log_of(*SESSIONS, at(Event.HARMED, 40, worker=[0, 0], how=Harm.MONEY, value=[300.0, 900.0]))
    assert fraud.loss_yen_per_worker(log) == pytest.approx(1200 / 4 / 3)


def test_harm_index_weighs_harms_contacts_and_leads() -> None:
    log = log_of(*SESSIONS, at(Event.CONTACTED, 50, worker=[0, 1]), at(Event.LED_AWAY, 50, worker=0),
                 at(Event.HARMED, 51, worker=0, how=[Harm.MONEY, Harm.COMPLICITY]))
    assert fraud.harm_index(log) == pytest.approx(10_000 * (1.0 + 0.6 + 0.2 + 2 * 0.05) / 4 / 3)


def test_violating_view_rate_is_a_share_of_views_not_of_jobs() -> None:
    log = log_of(at(Event.VIEWS, 40, job=[0, 1], what=[0, 4], value=[30, 10]),
                 at(Event.VIEWS, 10, job=1, what=4, value=99))
    assert fraud.violating_view_rate(log) == pytest.approx(0.25)


def test_pre_contract_share() -> None:
    log = log_of(at(Event.CONTACTED, 40, worker=[0, 1, 2], value=[Stage.BEFORE, Stage.BEFORE, Stage.AFTER]))
    assert fraud.pre_contract_share(log) == pytest.approx(2 / 3)


def test_takedown_is_of_violating_jobs_only() -> None:
    log = log_of(at(Event.TAKEN_DOWN, 40, job=[0, 1, 2], what=[1, 5, 0], how=[1, 0, 1], value=[10.0, 30.0, 500.0]))
    assert fraud.hours_to_takedown(log) == pytest.approx(20)
    assert fraud.taken_down_unseen(log) == pytest.approx(0.5)


def test_screening_is_judged_against_the_truth_over_the_cohort() -> None:
    log = log_of(post(0), post(1), post(2, what=3), post(3, what=3), post(4, what=3), post(5, day=95, what=3),
                 at(Event.SCREENED, 40, job=[0, 1], how=Action.PASS),
                 at(Event.SUSPENDED, 41, job=[0, 2, 3], what=[0, 3, 3]), at(Event.SUSPENDED, 96, job=5, what=3))
    assert fraud.screening_precision(log) == pytest.approx(2 / 3)
    assert fraud.screening_recall(log) == pytest.approx(2 / 3)
    assert fraud.false_suspension_rate(log) == pytest.approx(1 / 2)


def test_what_the_platform_observes() -> None:
    log = log_of(*SESSIONS, post(0), post(1), post(2, what=1), post(3, what=1),
                 at(Event.SUSPENDED, 41, job=2, what=1), at(Event.TAKEN_DOWN, 42, job=[2, 0], what=[1, 0]),
                 at(Event.REPORTED, 45, worker=[0, 1], client=9, job=3))
    assert fraud.detected_violation_rate(log) == pytest.approx(2 / 4)
    assert fraud.reports_per_1k(log) == pytest.approx(1_000 * 2 / 4 / 3)


def test_value_per_posting_divides_a_task_by_its_seats_and_counts_empty_jobs() -> None:
    log = log_of(post(0), post(1), post(2, form=Format.TASK), post(3, what=2), post(4, day=20),
                 complete(0, 0.8), complete(2, 0.5, seats=2), complete(2, 0.7, seats=2), complete(3, 1.0),
                 complete(4, 1.0))
    assert matching.value_per_posting(log) == pytest.approx((0.8 + 0.25 + 0.35) / 3)
    assert matching.fit_of_hires(log) == pytest.approx(0.8)


def test_fill_rate_is_of_honest_projects() -> None:
    log = log_of(post(0), post(1, form=Format.HOURLY), post(2, form=Format.TASK), post(3, what=1),
                 at(Event.HIRED, 50, worker=[0, 1, 2, 3], job=[0, 0, 2, 3], what=[0, 0, 0, 1]))
    assert matching.fill_rate(log) == pytest.approx(1 / 2)


def test_hours_to_fill_is_a_kaplan_meier_median() -> None:
    def jobs(hired: list[float]) -> list[Row]:
        return [*(post(job) for job in range(4)), at(Event.PUBLISHED, 41, job=[0, 1, 2, 3], value=24.0),
                *(at(Event.HIRED, day, worker=job, job=job) for job, day in enumerate(hired))]

    assert matching.hours_to_fill(log_of(*jobs([42, 44]))) == pytest.approx(72)  # half, 3 days after publication
    assert matching.hours_to_fill(log_of(*jobs([42]))) == NAN
    assert matching.hours_to_fill(log_of(*jobs([]))) == NAN


def test_hours_to_fill_holds_jobs_published_late_to_be_censored_not_unfilled() -> None:
    # Waiting (days): 10 filled, 20 censored (end of run), 40 filled. Survival: 2/3 after 10, 0 after 40.
    log = log_of(post(0, 35), post(1, 85), post(2, 35),
                 at(Event.PUBLISHED, 40, job=[0, 2]), at(Event.PUBLISHED, 100, job=1),
                 at(Event.HIRED, 50, job=0), at(Event.HIRED, 80, job=2))
    assert matching.hours_to_fill(log) == pytest.approx(40 * 24)


def test_match_efficiency_holds_realised_value_against_the_best_assignment() -> None:
    fits = at(Event.FIT, 40, worker=[0, 0, 1, 1], job=[0, 1, 0, 1], value=[0.9, 0.8, 0.7, 0.1])
    log = log_of(post(0), post(1), fits, complete(0, 0.9))
    assert matching.match_efficiency(log) == pytest.approx(0.9 / (0.8 + 0.7))


def test_completion_rate_leaves_out_what_is_in_progress() -> None:
    log = log_of(post(0), post(1), post(2), at(Event.HIRED, 45, job=[0, 1, 2]), complete(0, 0.5), complete(1, 0.5),
                 complete(1, 0.5), at(Event.ENDED, 70, job=1, how=Reason.CLIENT_SILENT))
    assert matching.completion_rate(log) == pytest.approx(3 / 4)


def test_satisfaction_and_fee_to_market_are_of_honest_cohort_jobs() -> None:
    log = log_of(post(0), post(1, what=1), at(Event.RATED, 70, job=[0, 0, 1], value=[5.0, 4.0, 1.0]),
                 at(Event.PRICED, 40, job=[0, 1], what=[0, 1], value=[0.8, 3.0]))
    assert matching.satisfaction(log) == pytest.approx(4.5)
    assert matching.fee_to_market(log) == pytest.approx(0.8)


def test_earnings_gini() -> None:
    def earned(*yen: float) -> float:
        return matching.earnings_gini(log_of(at(Event.RECEIVED, 50, worker=list(range(len(yen))), value=list(yen))))

    assert earned(10, 10, 10) == pytest.approx(0)
    assert earned(0, 1, 3) == pytest.approx(0.25)  # the mean gap of two people ÷ twice the mean
    assert earned() == NAN


def test_newcomers_are_followed_for_thirty_days() -> None:
    log = log_of(at(Event.WORKER_JOINED, 40, worker=[0, 1, 2]), at(Event.WORKER_JOINED, 95, worker=3),
                 at(Event.CLIENT_JOINED, 40, client=[0, 1], what=[ClientType.HONEST, ClientType.RING]),
                 at(Event.HIRED, 60, worker=0, client=0, job=0), at(Event.HIRED, 75, worker=1, client=0, job=1),
                 at(Event.HIRED, 50, worker=2, client=1, job=2, what=1))
    assert matching.newcomer_first_contract_workers(log) == pytest.approx(1 / 3)
    assert matching.newcomer_first_contract_clients(log) == pytest.approx(1)
    assert matching.newcomer_first_contract_workers(log_of(at(Event.WORKER_JOINED, 10, worker=0), days=30)) == NAN


def test_wasted_applications_per_contract() -> None:
    log = log_of(post(0), post(1, form=Format.TASK), at(Event.APPLIED, 45, worker=[0, 1, 2, 3], job=[0, 0, 0, 1]),
                 at(Event.HIRED, 50, worker=[1, 3], job=[0, 1]))
    assert matching.wasted_applications(log) == pytest.approx(2)


def test_publication_lag_quantiles() -> None:
    log = log_of(*(post(job) for job in range(11)), at(Event.PUBLISHED, 41, job=list(range(11)), value=list(range(11))))
    assert matching.publication_lag_p50(log) == pytest.approx(5)
    assert matching.publication_lag_p90(log) == pytest.approx(9)


def test_turnover_and_hours_are_per_thirty_days() -> None:
    log = log_of(at(Event.PAID, 40, value=[600.0, 300.0]), at(Event.FEE, 40, value=[60.0, 30.0]),
                 at(Event.PAID, 5, value=999.0), at(Event.STAFF, 100, how=[0, 2], value=[3.0, 6.0]))
    assert business.contract_yen(log) == pytest.approx(300)
    assert business.fee_yen(log) == pytest.approx(30)
    assert business.review_hours(log) == pytest.approx(3)


def test_direct_deals_cost_the_fees_they_would_have_paid() -> None:
    log = log_of(at(Event.DIRECT, 50, worker=0, client=0, job=0, value=3000.0), at(Event.PAID, 40, value=1000.0),
                 at(Event.FEE, 40, value=200.0), at(Event.HIRED, 40, job=[1, 2, 3, 4], what=[0, 0, 0, 1],
                                                   how=[Format.FIXED, Format.HOURLY, Format.TASK, Format.FIXED]))
    assert business.direct_deal_share(log) == pytest.approx(1 / 3)
    assert business.fees_lost_yen(log) == pytest.approx(3000 / 3 * 0.2)


def test_the_cost_to_honest_clients() -> None:
    postings = [(40, 0), (41, 0), (42, 1), (70, 2), (100, 3)]  # day, client
    log = log_of(*(post(job, day, client=client) for job, (day, client) in enumerate(postings)),
                 at(Event.RESTRICTED, 50, client=[0, 7], what=[ClientType.HONEST, ClientType.RING]),
                 at(Event.CLIENT_LEFT, 75, client=2, what=ClientType.HONEST, how=Reason.SUSPENDED))
    assert business.honest_clients_restricted(log) == pytest.approx(1_000 * (1 / 2) / 3)
    assert business.honest_clients_lost(log) == pytest.approx(1_000 * 1 / 3)


def test_every_metric_of_an_empty_run_is_zero_or_undefined_without_a_warning() -> None:
    found = measure(log_of(at(Event.SESSION, 0.5, worker=0)))
    assert list(found) == [metric.name for metric in METRICS]
    assert all(value == 0 or math.isnan(value) for value in found.values())


def test_the_table_of_metrics_is_complete_and_leads_with_the_headlines() -> None:
    first = {group: next(metric.name for metric in METRICS if metric.group == group) for group in GROUPS}
    assert [metric.name for metric in METRICS if metric.headline] == ["exposed_per_10k", "value_per_posting"]
    assert first["fraud exposure"] == "exposed_per_10k"
    assert first["matching quality"] == "value_per_posting"
    assert {*OBSERVED, *TRUE} <= set(BY_NAME)
    assert all("÷" in metric.formula or "Σ" in metric.formula or "of" in metric.formula for metric in METRICS)


@pytest.mark.parametrize(("days", "edges"), [
    (10, (0, 10)), (44, (0, 44)), (45, (0, 30, 45)), (120, (0, 30, 60, 90, 120)), (184, (0, 30, 60, 90, 120, 150, 184)),
])
def test_blocks_are_of_30_days_and_a_short_rest_joins_the_last(days: int, edges: tuple[int, ...]) -> None:
    assert blocks(days) == edges


def test_lures_and_contacts_by_channel_over_time() -> None:
    early = [Channel.MESSAGE, Channel.MESSAGE, Channel.CALL, Channel.NDA]
    log = log_of(at(Event.SCHEMED, 2, job=[0, 1], how=[Channel.POSTING, Channel.SCOUT]),
                 at(Event.CONTACTED, 5, worker=[0, 1, 2, 3], how=early),
                 at(Event.CONTACTED, 80.5, worker=0, how=Channel.POSTING), days=80)
    found = lures(log)
    np.testing.assert_allclose(found.planned.shares[0], [0.5, 0, 0, 0.5, 0])
    channels = found.contacts
    assert channels.counts.shape == (3, len(Channel))
    np.testing.assert_allclose(channels.shares[0], [0, 0.5, 0.25, 0, 0.25])
    assert np.isnan(channels.shares[1]).all()
    np.testing.assert_allclose(channels.shares[2], [1, 0, 0, 0, 0])  # what ends a run late belongs to its last block
    assert pooled([found, found]).contacts.counts.sum() == 10


def test_channels_as_json_date_their_blocks_and_leave_empty_ones_null() -> None:
    log = log_of(at(Event.SCHEMED, 40, job=[0, 1, 2], how=[Channel.NDA, Channel.NDA, Channel.CALL]), days=60)
    assert lures(log).planned.as_json(date(2020, 3, 1)) == {
        "channels": ["posting", "message", "nda", "scout", "call"],
        "blocks": [{"from": "2020-03-01", "days": "1–30", "shares": [None] * 5, "count": 0},
                   {"from": "2020-03-31", "days": "31–60", "shares": [0, 0, 2 / 3, 0, 1 / 3], "count": 3}]}
