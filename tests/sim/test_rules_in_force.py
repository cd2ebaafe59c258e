"""A rule of the platform holds in the market that lives under it."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from policies import enforcement, fee_survey, message_watch, scouting, screening
from policies.platform import Platform
from policies.records import Channel, Format, Kind, Stage
from sim.choices.luring import Luring
from sim.choices.talking import Talking
from sim.choices.workers import FILTERS
from sim.rings.business import Organising
from sim.state.batch import picked
from sim.state.codes import Duty, JobState, Report, Swap, Talk
from sim.state.events import (
    Applied,
    Completed,
    Contacted,
    ContactSwapped,
    Event,
    OnDuty,
    Paid,
    Posted,
    Published,
    Reported,
    Restricted,
    Scouted,
    StaffWorked,
    Stopped,
    Surveyed,
    Suspended,
    TakenDown,
    Talked,
    Warned,
)
from sim.state.log import Events
from tests.sim.small import CALLS, PRODUCTION, Life, always, changed, first, live, small

DAYS = 20
WORLD = replace(
    small(ring_share=0.25),
    ring=Organising(lures_by_posting=0.1, lures_by_nda=0.1, lures_by_call=0.7, hires_first=0.7),
    talking=Talking(asks_outside=0.4, agrees_unwatched=0.0, presses_if_declined=0.9, yields_if_pressed=0.9),
    luring=Luring(reports_slips=0.1),
)

UNDER = {
    "calls for the verified": CALLS,
    "calls for all": changed(CALLS, communication={"authenticated": False}),
    "watched calls for all": changed(CALLS, communication={"authenticated": False, "monitored_share": 1.0}),
    "calls after contract": changed(PRODUCTION, communication={"call": "after_contract", "authenticated": False}),
    "contact by permit": changed(PRODUCTION, communication={"outside_contact_approval": True}),
    "verified write first": changed(PRODUCTION, identity={"required": "write_first"}),
    "verified post": changed(PRODUCTION, identity={"required": "post"}),
    "no survey": replace(PRODUCTION, fee_survey=fee_survey.Off()),
    "no scouts": replace(PRODUCTION, scouting=scouting.Off()),
    "no screening": replace(PRODUCTION, screening=screening.Off()),
    "no watch": replace(PRODUCTION, message_watch=message_watch.Off()),
    "no enforcement": replace(PRODUCTION, enforcement=enforcement.Off()),
}


@cache
def life(under: str) -> Life:
    platform: Platform = UNDER[under]
    market = live(WORLD, always(platform), days=DAYS, seed=4)
    return Life(market, market.tables.log.finish(DAYS), platform)


def calls(events: Events) -> Contacted:
    """Lures by call."""
    return picked(events[Contacted], events[Contacted].channel == Channel.CALL)


def talks(events: Events, how: Talk) -> Talked:
    return picked(events[Talked], events[Talked].how == how)


def test_where_nobody_may_call_nobody_does(production: Life) -> None:
    assert len(calls(production.events)) == 0
    assert len(talks(production.events, Talk.IN_HOUSE)) == 0
    assert len(talks(production.events, Talk.ELSEWHERE)) > 0


def test_where_calls_are_open_honest_pairs_and_rings_use_them() -> None:
    events = life("calls for all").events
    assert len(calls(events)) > 0
    assert len(talks(events, Talk.IN_HOUSE)) > 0


def test_a_lure_is_heard_on_watched_calls_alone() -> None:
    heard, unheard = (life(under).events[Stopped].channel for under in ("watched calls for all", "calls for all"))
    assert (heard == Channel.CALL).any()
    assert not (unheard == Channel.CALL).any()


@pytest.mark.parametrize(
    ("under", "ways"),
    [
        ("calls for all", {Swap.TEXT, Swap.CALL, Swap.PRESSED, Swap.AGREED}),
        ("contact by permit", {Swap.TEXT, Swap.PERMITTED, Swap.AGREED}),
        ("no survey", {Swap.TEXT, Swap.AGREED}),
    ],
)
def test_each_exchange_of_contacts_is_in_the_log_once_with_its_way(under: str, ways: set[Swap]) -> None:
    """Threads and contracts that are over leave their tables, so the log has more pairs."""
    swapped, tables = life(under).events[ContactSwapped], life(under).tables
    logged = [pair for pair in zip(swapped.worker.tolist(), swapped.job.tolist(), strict=True) if pair[1] >= 0]
    threads, contracts = tables.threads.swapped, tables.contracts.swapped & (tables.contracts.nth == 0)
    worker = np.r_[tables.threads.worker[threads], tables.contracts.worker[contracts]]
    job = np.r_[tables.threads.job[threads], tables.contracts.job[contracts]]
    assert len(logged) == len(set(logged))
    assert threads.any()
    assert contracts.any()
    assert set(zip(worker.tolist(), job.tolist(), strict=True)) <= set(logged)
    assert set(swapped.how.tolist()) == ways


def test_watched_pairs_exchange_fewer_contacts_on_a_call() -> None:
    watched, unwatched = (life(under).tables.threads for under in ("watched calls for all", "calls for all"))
    left = [threads.swapped[threads.talk == Talk.IN_HOUSE].sum() for threads in (watched, unwatched)]
    assert left[0] < left[1]


def test_only_verified_clients_call_where_identity_is_asked_for() -> None:
    callers = np.r_[
        calls(life("calls for the verified").events).client,
        talks(life("calls for the verified").events, Talk.IN_HOUSE).client,
    ]
    assert len(callers) > 0
    assert life("calls for the verified").tables.clients.verified[callers].all()
    anyone = calls(life("calls for all").events).client
    assert not life("calls for all").tables.clients.verified[anyone].all()


def test_calls_after_contract_come_after_contract() -> None:
    events = life("calls after contract").events
    assert len(calls(events)) > 0
    assert (calls(events).stage >= Stage.DURING).all()
    assert len(talks(events, Talk.IN_HOUSE)) == 0  # they talk before


def test_only_the_verified_write_first_where_that_is_asked() -> None:
    clients, events = life("verified write first").tables.clients, life("verified write first").events
    reached = events[Contacted]
    writers = np.r_[events[Scouted].client, reached.client[reached.channel == Channel.SCOUT]]
    assert len(writers) > 0
    assert clients.verified[writers].all()
    assert not clients.verified[events[Posted].client].all()


def test_only_the_verified_post_where_that_is_asked() -> None:
    clients, events = life("verified post").tables.clients, life("verified post").events
    assert len(events[Posted]) > 0
    assert clients.verified[events[Posted].client].all()


@pytest.mark.parametrize(
    ("under", "kinds"),
    [
        ("no survey", (Surveyed,)),
        ("no scouts", (Scouted,)),
        ("no screening", (Suspended,)),
        ("no watch", (Stopped, Warned)),
        ("no enforcement", (Restricted, TakenDown)),
    ],
)
def test_what_is_off_does_not_happen(production: Life, under: str, kinds: tuple[type[Event], ...]) -> None:
    for kind in kinds:
        assert len(production.events[kind]) > 0
        assert len(life(under).events[kind]) == 0


def test_without_screening_every_job_appears_at_once() -> None:
    events = life("no screening").events
    assert len(events[Published]) == len(events[Posted]) > 0
    assert not events[Published].lag.any()


def test_who_reads_cases_is_hardly_busy_longer_than_there(strained: Life) -> None:
    """A part's few cases say roughly, and from the next day on, how much waits in the whole marketplace."""
    worked, there = strained.events[StaffWorked], strained.events[OnDuty]
    busy, on_duty = (each.hours[each.duty == Duty.ENFORCEMENT].sum() for each in (worked, there))
    assert 0.5 < busy / on_duty < 1.3


def test_a_posting_comes_down_because_somebody_reported_it_or_together_with_its_account(production: Life) -> None:
    events, t = production.events, production.tables
    down, reported = events[TakenDown], events[Reported]
    since = np.full(len(t.jobs), np.inf)
    of_job = reported.form == Report.JOB
    np.minimum.at(since, reported.job[of_job], reported.time[of_job])
    alone = down.time != first(events, Restricted, len(t.clients), "client")[down.client]
    assert 0 < np.count_nonzero(alone) < len(down)
    assert (since[down.job[alone]] < down.time[alone]).all()
    assert not t.clients.restricted[down.client[alone]].all()


def test_nobody_reports_a_posting_or_an_account_twice(production: Life) -> None:
    reported = production.events[Reported]
    for form, about in ((Report.JOB, reported.job), (Report.VIOLATION, reported.client)):
        here = reported.form == form
        pairs = list(zip(reported.worker[here].tolist(), about[here].tolist(), strict=True))
        assert len(pairs) == len(set(pairs)) > 0


def test_what_is_reported_as_a_job_was_on_show_and_an_ordinary_client_s_mostly_breaks_a_rule(production: Life) -> None:
    jobs, reported = production.tables.jobs, production.events[Reported]
    of_job = picked(reported, reported.form == Report.JOB)
    assert (of_job.time >= jobs.published[of_job.job]).all()
    ordinary = of_job.job[of_job.tactic == Kind.NONE]
    assert np.mean(jobs.true_violation[ordinary] != Kind.NONE) > 0.5


def test_where_a_posting_is_read_at_the_third_report_fewer_are_read_and_fewer_come_down_for_it() -> None:
    third = changed(PRODUCTION, enforcement={"job_reports_to_review": 3})
    usual, later = (live(WORLD, always(platform), days=DAYS, seed=1).tables for platform in (PRODUCTION, third))
    alone = [
        np.count_nonzero((t.jobs.state == JobState.REMOVED) & ~t.clients.restricted[t.jobs.client])
        for t in (usual, later)
    ]
    assert alone[1] < alone[0]


def test_the_fee_of_every_contract_is_the_schedules(production: Life) -> None:
    completed, paid = production.events[Completed], production.events[Paid]
    home = production.platform.fee_schedule.take_home(paid.amount, completed.format.astype(np.int64))
    assert home.tolist() == paid.received.tolist()
    assert set(completed.format.tolist()) == set(Format)


def test_who_filters_for_verified_clients_applies_to_them_alone(production: Life) -> None:
    tables, scouted, applied = production.tables, production.events[Scouted], production.events[Applied]
    invited = set(zip(scouted.worker.tolist(), scouted.job.tolist(), strict=True))
    found = np.array([pair not in invited for pair in zip(applied.worker.tolist(), applied.job.tolist(), strict=True)])
    searchers = picked(applied, found & (tables.workers.filter[applied.worker] == FILTERS.index("verified")))
    assert len(searchers) > 0
    assert tables.clients.verified[searchers.client].all()


def test_a_job_is_applied_for_only_while_it_is_on_show(production: Life) -> None:
    applied, jobs = production.events[Applied], production.tables.jobs
    assert (applied.time >= jobs.published[applied.job]).all()
    gone = first(production.events, TakenDown, len(jobs))
    assert np.isfinite(gone).any()
    assert (applied.time <= gone[applied.job]).all()
