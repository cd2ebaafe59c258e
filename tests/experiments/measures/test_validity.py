"""The facts that sources give: their ranges, how much each says, and the passport of a log."""

import math
from datetime import date, timedelta

import pytest

from experiments.measures.validity import FACTS, passport
from policies.records import Kind, Stage
from scenarios import load
from scenarios.plausible import Ensemble, evidence
from sim.state.codes import ClientType
from sim.state.events import ClientJoined, Contacted, Published, Suspended
from tests.experiments.measures.logs import at, log_of, post

RANGES = {
    "publication_lag_p50": (0.2, 3),
    "publication_lag_p90": (2 / 60, 6),
    "fill_rate": (0.3, 0.5),
    "detected_share_verified": (0, 0.05),
    "detected_ratio_unverified": (2.4, 3.6),
    "unverified_among_detected": (0.8, 1),
    "detected_share_advised": (0, 0.05),
    "detected_pre_contract_share": (0.8, 1),
    "unreachable_in_60_days": (0.0425, 0.1275),
    "unpaid_in_60_days": (0.016, 0.048),
    "unpaid_ever": (0.1, 0.17),
    "workers_leaving": (0.03, 0.07),
    "postings_a_worker": (0.015, 0.042),
    "yen_a_worker": (184, 287),
    "take_rate": (0.18, 0.215),
    "takers_of_a_task": (100, 265),
    "pay_of_a_task_seat": (5, 60),
    "applications_a_project": (5, 15),
    "good_name_draws": (1.5, 2.5),
    "direct_deal_share": (0.05, 0.2),
    "postings_of_rings": (0.048, 0.125),
    "read_by_a_person": (0.05, 0.2),
}
READ_OTHERWISE = {
    "violating_share_verified": "detected_share_verified",
    "detected_clients_verified": "detected_share_verified",
    "violating_clients_verified": "detected_share_verified",
    "violating_ratio_unverified": "detected_ratio_unverified",
    "detected_clients_ratio": "detected_ratio_unverified",
    "violating_clients_ratio": "detected_ratio_unverified",
    "unverified_among_violators": "unverified_among_detected",
    "violating_share_advised": "detected_share_advised",
    "detected_pre_project_share": "detected_pre_contract_share",
    "pre_contract_share": "detected_pre_contract_share",
    "unreachable_of_active": "unreachable_in_60_days",
    "unpaid_or_left_in_60_days": "unpaid_in_60_days",
    "unpaid_of_active": "unpaid_in_60_days",
    "unpaid_ever_of_all": "unpaid_ever",
    "unpaid_ever_of_active": "unpaid_ever",
}
BY_NAME = {fact.name: fact for fact in FACTS}


def test_the_ranges_are_those_of_the_sources() -> None:
    assert {fact.name: (fact.low, fact.high) for fact in FACTS if fact.binding} == RANGES


def test_another_reading_has_range_and_source_of_its_fact() -> None:
    assert {fact.name for fact in FACTS if fact.standing == "other reading"} == set(READ_OTHERWISE)
    for other, read in READ_OTHERWISE.items():
        fact, same = BY_NAME[other], BY_NAME[read]
        assert (fact.low, fact.high, fact.unit, fact.source) == (same.low, same.high, same.unit, same.source)


def test_ceilings_bound_harm_from_above_and_seek_no_world() -> None:
    ceilings = {fact.name: (fact.low, fact.high) for fact in FACTS if fact.standing == "ceiling"}
    assert ceilings == {
        "new_accounts_of_rings": (0.0, 0.2),
        "addressed_per_10k": (0, 2000),
        "victims_per_10k": (0, 160),
        "recruits_per_10k": (0, 30),
        "loss_share": (0.0, 0.1),
    }
    assert not any(BY_NAME[name].binding for name in ceilings)


def test_a_fact_that_few_worlds_miss_can_hardly_fail() -> None:
    shipped = evidence()
    assert isinstance(shipped, Ensemble)
    missed = {name: 1 - held for name, held in shipped.origin["waves"][0]["holds"].items()}
    assert {fact.name for fact in FACTS if fact.binding} == set(missed)
    assert {name for name, share in missed.items() if share < 0.01} == {
        fact.name for fact in FACTS if fact.standing == "can hardly fail"
    }


def test_the_passport_takes_every_fact_under_its_name() -> None:
    result = passport(
        log_of(
            at(ClientJoined, -1, client=[0, 1], type=ClientType.HONEST, verified=[True, False]),
            *(post(job, 10, tactic=Kind.MLM if job == 4 else Kind.NONE) for job in range(5)),
            at(Published, [30, 31, 32, 33, 119], client=[0, 0, 0, 1, 0], job=range(5)),
            at(Contacted, 40, worker=0, stage=[Stage.BEFORE, Stage.AFTER]),
        ),
        date(2020, 8, 1),
    )
    assert list(result) == [fact.name for fact in FACTS]
    assert result["pre_contract_share"] == pytest.approx(1 / 2)
    assert result["violating_share_verified"] == pytest.approx(1 / 4)
    assert math.isnan(result["fill_rate"])


def test_a_fact_is_measured_in_the_month_of_its_source_if_possible() -> None:
    """June of a run from 1 March: days 92 to 122. The report of June is about postings of that month."""
    june, start = BY_NAME["detected_share_verified"], date(2020, 3, 1)
    assert june.span(start, 184) == (92, 122)
    assert june.span(start, 152) == (92, 122)
    assert june.span(start, 151) is None  # too short to see what comes of its jobs
    assert june.span(date(2020, 5, 2), 184) == (30, 60)
    assert june.span(date(2020, 5, 3), 184) is None  # too early in the run
    assert june.span(date(2020, 8, 1), 120) is None
    assert BY_NAME["fill_rate"].span(start, 184) is None  # of no month


def test_what_happened_in_other_weeks_does_not_count() -> None:
    """Of a verified client's jobs of June one of four is caught; of all others every one."""
    days = [50, 92, 100, 110, 121.9, 122]
    events = log_of(
        at(ClientJoined, -1, client=0, type=ClientType.HONEST, verified=True),
        *(post(job, day) for job, day in enumerate(days)),
        at(Suspended, [51, 93, 130], client=0, job=[0, 1, 5]),
        days=184,
    )
    assert passport(events, date(2020, 3, 1))["detected_share_verified"] == pytest.approx(1 / 4)
    later = date(2020, 3, 1) + timedelta(100)
    assert passport(events, later)["detected_share_verified"] == pytest.approx(3 / 6)


def test_the_weeks_of_every_fact_are_within_the_rollouts_of_2020() -> None:
    timeline = load("timeline_2020")
    assert all(fact.span(timeline.start, timeline.days) for fact in FACTS if fact.weeks)
    production = load("production")
    assert not any(fact.span(production.start, production.days) for fact in FACTS)


def test_the_weeks_are_those_of_which_the_sources_speak() -> None:
    april, june, spring = (91, 121), (152, 182), (91, 151)  # days of 2020
    start = date(2020, 1, 1)
    assert {(fact.source.partition(":")[0], fact.span(start, 400)) for fact in FACTS if fact.weeks} == {
        ("M-09", april),
        *((source, june) for source in ("N-09", "N-10", "N-11", "N-14", "N-15")),
        ("CW April 2020", spring),
        ("Benson et al.", (182, 213)),  # July, when completion rates are on show
    }


def test_a_mean_of_zero_is_scaled_as_a_millionth_of_the_maximum() -> None:
    [tasks] = [fact for fact in FACTS if fact.name == "takers_of_a_task"]
    [share] = [fact for fact in FACTS if fact.name == "fill_rate"]
    assert tasks.unscaled(tasks.scaled([0.0, 265e-7, 300.0])) == pytest.approx([265e-6, 265e-6, 300.0])
    assert share.scaled([0.0, 1.0]) == pytest.approx([0.0, math.pi / 2])
