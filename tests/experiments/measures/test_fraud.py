"""Fraud exposure of logs that can be worked out by hand. 4, 2 and 5 workers look in the three windows of SESSIONS."""

import pytest

from experiments.measures import fraud
from policies.records import Channel, Format, Kind, Stage
from sim.state.codes import Harm, Reason
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
    WorkerLeft,
)
from tests.experiments.measures.logs import SESSIONS, at, periods_of, post

HONEST, MLM = Kind.NONE, Kind.MLM


def test_exposure_counts_each_worker_once_a_window_and_averages_over_windows() -> None:
    moments, workers = [29.9, 30, 40, 59.9, 60, 89.9], [3, 0, 0, 1, 5, 5]
    log = periods_of(*SESSIONS, at(Contacted, moments, worker=workers, channel=Channel.MESSAGE))
    assert fraud.exposed_per_10k(log) == pytest.approx(10_000 * (2 / 4 + 1 / 2 + 0) / 3)
    assert fraud.addressed_per_10k(log) == fraud.exposed_per_10k(log)


def test_a_page_view_is_no_phone_call() -> None:
    every = list(Channel)  # workers 0 to 4, by posting, message, NDA term, scout and call
    log = periods_of(*SESSIONS, at(Contacted, 100, worker=range(len(every)), channel=every))
    assert fraud.exposed_per_10k(log) == fraud.addressed_per_10k(log) == pytest.approx(10_000 * (4 / 5) / 3)
    assert fraud.read_lure_per_10k(log) == pytest.approx(10_000 * (1 / 5) / 3)


def test_following_a_page_is_exposure_and_addressed_readers_have_read() -> None:
    log = periods_of(
        *SESSIONS,
        at(Contacted, 100, worker=[0, 0, 1, 2, 3], channel=Channel.POSTING),
        at(LedAway, 100, worker=2, channel=Channel.POSTING),
        at(Contacted, 118, worker=[3, 4], channel=Channel.NDA),
        at(LedAway, 119, worker=4, channel=Channel.NDA),
    )
    assert fraud.read_lure_per_10k(log) == pytest.approx(10_000 * (4 / 5) / 3)  # 0 to 3
    assert fraud.exposed_per_10k(log) == pytest.approx(10_000 * (3 / 5) / 3)  # 2, 3 and 4
    assert fraud.addressed_per_10k(log) == pytest.approx(10_000 * (2 / 5) / 3)  # 3 and 4


def test_led_away_and_victims_count_their_own_events() -> None:
    log = periods_of(*SESSIONS, at(LedAway, [70, 71], worker=3), at(Harmed, 100, worker=[1, 2], harm=Harm.DATA))
    assert fraud.led_away_per_10k(log) == pytest.approx(10_000 * (1 / 2) / 3)
    assert fraud.victims_per_10k(log) == pytest.approx(10_000 * (2 / 5) / 3)


def test_loss_is_yen_per_active_worker() -> None:
    log = periods_of(*SESSIONS, at(Harmed, [29.9, 30, 30, 90], worker=0, harm=Harm.MONEY, yen=[7.0, 300.0, 900.0, 50]))
    assert fraud.loss_yen_per_worker(log) == pytest.approx((1200 / 4 + 50 / 5) / 3)


@pytest.mark.parametrize(
    ("harm", "weight"),
    [(Harm.MONEY, 1.0), (Harm.ACCOUNT, 0.8), (Harm.COMPLICITY, 0.6), (Harm.DATA, 0.5), (Harm.UNPAID_WORK, 0.5)],
)
def test_the_harm_index_weighs_every_harm(harm: Harm, weight: float) -> None:
    log = periods_of(*SESSIONS, at(Harmed, [30, 31, 60], worker=0, harm=harm))
    assert fraud.harm_index(log) == pytest.approx(10_000 * weight * (2 / 4 + 1 / 2) / 3)


def test_the_harm_index_adds_every_lead_and_contact() -> None:
    log = periods_of(
        *SESSIONS,
        at(Contacted, [30, 40, 50], worker=0),
        at(LedAway, [50, 51], worker=0),
        at(Harmed, 51, worker=0, harm=[Harm.MONEY, Harm.COMPLICITY]),
    )
    assert fraud.harm_index(log) == pytest.approx(10_000 * (1.0 + 0.6 + 2 * 0.2 + 3 * 0.05) / 4 / 3)


def test_recruits_are_those_recruited_not_those_who_recruit() -> None:
    log = periods_of(*SESSIONS, at(Recruited, 45, worker=[0, 0, 0], recruit=[2, 3, 3]))
    assert fraud.recruits_per_10k(log) == pytest.approx(10_000 * (2 / 4) / 3)


def test_an_account_counts_as_sold_when_a_ring_buys_it() -> None:
    log = periods_of(
        *SESSIONS,
        at(AccountSold, 75, worker=[2, 2, 3], yen=9_000.0),
        at(WorkerLeft, 75, worker=[4, 5], reason=[Reason.SOLD, Reason.RESTRICTED]),
    )
    assert fraud.accounts_sold_per_10k(log) == pytest.approx(10_000 * (2 / 2) / 3)


def test_violating_view_rate_is_a_share_of_views_not_of_jobs() -> None:
    log = periods_of(
        post(0, 10),
        post(1, 10, tactic=MLM),
        post(2, 10, violation=Kind.AFFILIATE),
        at(Viewed, [30, 30, 119], job=[0, 1, 2], tactic=[HONEST, MLM, HONEST], rows=[30, 4, 6]),
        at(Viewed, 29.9, job=1, tactic=MLM, rows=99),
    )
    assert fraud.violating_view_rate(log) == pytest.approx(10 / 40)


def test_contacts_before_a_contract_are_a_share_of_all_contacts() -> None:
    log = periods_of(
        at(Contacted, [30, 31, 32, 119], worker=0, stage=[Stage.BEFORE, Stage.BEFORE, Stage.DURING, Stage.AFTER]),
        at(Contacted, 29.9, worker=0, stage=Stage.BEFORE),
    )
    assert fraud.pre_contract_share(log) == pytest.approx(2 / 4)


def test_takedown_is_of_violating_jobs_only() -> None:
    log = periods_of(
        at(
            TakenDown,
            [30, 30, 119, 30],
            job=[0, 1, 2, 3],
            tactic=[MLM, MLM, HONEST, HONEST],
            unseen=[True, False, False, True],
            hours=[10.0, 30.0, 80.0, 500.0],
        ),
        *(post(job, 10, tactic=MLM) for job in (0, 1, 4)),
        post(2, 10, violation=Kind.AFFILIATE),
        post(3, 10),
        at(TakenDown, 29.9, job=4, tactic=MLM, unseen=True, hours=1000.0),
    )
    assert fraud.hours_to_takedown(log) == pytest.approx(40)
    assert fraud.taken_down_unseen(log) == pytest.approx(1 / 3)


def test_screening_is_judged_against_the_truth_over_the_cohort() -> None:
    log = periods_of(
        post(0, form=Format.TASK),
        post(1),
        post(2),
        post(3, 29.9),
        post(4, 90),
        *(post(job, tactic=MLM) for job in (5, 6, 7, 8, 9)),
        post(10, 29.9, tactic=MLM),
        at(Suspended, [41, 42], job=0),
        at(Suspended, 41, job=3),
        at(Suspended, 91, job=4),
        at(Suspended, [41, 41, 119, 119], job=[5, 6, 7, 5], tactic=MLM),
        at(Suspended, 31, job=10),
    )
    assert fraud.screening_precision(log) == pytest.approx(3 / (3 + 1))
    assert fraud.screening_recall(log) == pytest.approx(3 / 5)
    assert fraud.false_suspension_rate(log) == pytest.approx(1 / 3)


def test_to_suspend_what_breaks_a_rule_unwittingly_is_right_by_the_rule() -> None:
    log = periods_of(
        post(0),
        post(1),
        *(post(job, violation=Kind.OFF_PLATFORM) for job in (2, 3, 4)),
        at(Suspended, 41, job=[1, 2, 3]),
    )
    assert fraud.screening_precision(log) == pytest.approx(2 / 3)
    assert fraud.screening_recall(log) == pytest.approx(2 / 3)
    assert fraud.false_suspension_rate(log) == pytest.approx(1 / 2)
    assert fraud.detected_violation_rate(log) == pytest.approx(3 / 5)


def test_reports_and_caught_lures_count_events_not_people() -> None:
    log = periods_of(
        *SESSIONS,
        at(Reported, [30, 31, 60], worker=[0, 0, 5]),
        at(Warned, [45, 46, 60, 61, 61], worker=0, tactic=MLM),
        at(Stopped, [47, 100], worker=1, tactic=MLM),
        at(Warned, [45, 60], worker=0, tactic=HONEST),
        at(Stopped, [47, 60], worker=1, tactic=HONEST),
        at(Warned, [45, 60], worker=0, tactic=Kind.OFF_PURPOSE),
        at(Stopped, [47, 60], worker=1, tactic=Kind.OFF_PURPOSE),
        at(Contacted, 45, worker=[2, 3]),
    )
    assert fraud.reports_per_1k(log) == pytest.approx(1_000 * (2 / 4 + 1 / 2) / 3)
    assert fraud.caught_lures_per_1k(log) == pytest.approx(1_000 * (3 / 4 + 3 / 2 + 1 / 5) / 3)


def test_the_platform_observes_what_it_stops_rightly_or_not() -> None:
    log = periods_of(
        post(0, form=Format.TASK),
        post(1),
        *(post(job, tactic=MLM) for job in (2, 3, 4, 6, 7)),
        post(5, 100),
        at(Suspended, [41, 41, 100], job=[2, 2, 6], tactic=MLM),
        at(Suspended, 101, job=5),
        at(TakenDown, [42, 42, 101], job=[2, 0, 4], tactic=[MLM, HONEST, MLM]),
    )
    assert fraud.detected_violation_rate(log) == pytest.approx(4 / 7)
