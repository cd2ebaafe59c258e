"""A rule of the platform holds in the market that lives under it."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from policies import enforcement, fee_survey, message_watch, scouting, screening
from policies.platform import Platform
from policies.records import Channel, Format, Stage
from sim.choices.workers import FILTERS
from sim.state.log import Event, Events, Talk
from tests.sim.small import CALLS, PRODUCTION, Life, always, changed, live, small

DAYS = 20
WORLD = replace(small(ring_share=0.25), ring=Organising(by_posting=0.1, by_nda=0.1, by_call=0.7, hires_first=0.3))

UNDER = {
    "calls for the verified": CALLS,
    "calls for all": changed(CALLS, communication={"authenticated": False}),
    "watched calls for all": changed(CALLS, communication={"authenticated": False, "monitored_share": 1.0}),
    "calls after contract": changed(PRODUCTION, communication={"call": "after_contract", "authenticated": False}),
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
    market = live(WORLD, always(platform), days=DAYS, seed=1)
    return Life(market, market.log.finish(DAYS), platform)


def calls(events: Events) -> Events:
    """Lures by call."""
    reached = events.of(Event.CONTACTED)
    return reached.where(reached.how == Channel.CALL)


def talks(events: Events, how: Talk) -> Events:
    talked = events.of(Event.TALKED)
    return talked.where(talked.how == how)


def test_where_nobody_may_call_nobody_does(production: Life) -> None:
    assert len(calls(production.events)) == 0
    assert len(talks(production.events, Talk.IN_HOUSE)) == 0
    assert len(talks(production.events, Talk.ELSEWHERE)) > 0


def test_where_calls_are_open_honest_pairs_and_rings_use_them() -> None:
    events = life("calls for all").events
    assert len(calls(events)) > 0
    assert len(talks(events, Talk.IN_HOUSE)) > 0


def test_a_lure_is_heard_on_watched_calls_alone() -> None:
    heard, unheard = (life(under).events.of(Event.STOPPED).how for under in ("watched calls for all", "calls for all"))
    assert (heard == Channel.CALL).any()
    assert not (unheard == Channel.CALL).any()


def test_watched_pairs_exchange_fewer_contacts_on_a_call() -> None:
    watched, unwatched = (life(under).market.threads for under in ("watched calls for all", "calls for all"))
    left = [threads.swapped[threads.talk == Talk.IN_HOUSE].sum() for threads in (watched, unwatched)]
    assert left[0] < left[1]


def test_only_verified_clients_call_where_identity_is_asked_for() -> None:
    callers = np.r_[calls(life("calls for the verified").events).client,
                    talks(life("calls for the verified").events, Talk.IN_HOUSE).client]
    assert life("calls for the verified").market.clients.verified[callers].all()
    anyone = calls(life("calls for all").events).client
    assert not life("calls for all").market.clients.verified[anyone].all()


def test_calls_after_contract_come_after_contract() -> None:
    events = life("calls after contract").events
    assert len(calls(events)) > 0
    assert (calls(events).value >= Stage.DURING).all()
    assert len(talks(events, Talk.IN_HOUSE)) == 0  # they talk before


def test_only_the_verified_write_first_where_that_is_asked() -> None:
    market, events = life("verified write first").market, life("verified write first").events
    reached = events.of(Event.CONTACTED)
    writers = np.r_[events.of(Event.SCOUTED).client, reached.client[reached.how == Channel.SCOUT]]
    assert len(writers) > 0
    assert market.clients.verified[writers].all()
    assert not market.clients.verified[events.of(Event.POSTED).client].all()


def test_only_the_verified_post_where_that_is_asked() -> None:
    market, events = life("verified post").market, life("verified post").events
    assert len(events.of(Event.POSTED)) > 0
    assert market.clients.verified[events.of(Event.POSTED).client].all()


@pytest.mark.parametrize(("under", "kinds"), [
    ("no survey", (Event.SURVEYED,)),
    ("no scouts", (Event.SCOUTED,)),
    ("no screening", (Event.SUSPENDED,)),
    ("no watch", (Event.STOPPED, Event.WARNED)),
    ("no enforcement", (Event.RESTRICTED, Event.TAKEN_DOWN)),
])
def test_what_is_off_does_not_happen(production: Life, under: str, kinds: tuple[Event, ...]) -> None:
    for kind in kinds:
        assert len(production.events.of(kind)) > 0
        assert len(life(under).events.of(kind)) == 0


def test_without_screening_every_job_appears_at_once() -> None:
    events = life("no screening").events
    assert not events.of(Event.PUBLISHED).value.any()
    assert len(events.of(Event.PUBLISHED)) == len(events.of(Event.POSTED))


def test_the_office_reads_no_more_cases_a_day_than_it_can(strained: Life) -> None:
    hours = strained.events.of(Event.STAFF)
    hours = hours.where(hours.how == 2)
    most = strained.platform.enforcement.cases_a_day * strained.market.world.overseeing.case_minutes / 60
    assert 0 < hours.value.max() <= most


def test_the_fee_of_every_contract_is_the_schedules(production: Life) -> None:
    completed, paid, received = (production.events.of(kind) for kind in (Event.COMPLETED, Event.PAID, Event.RECEIVED))
    home = production.platform.fee_schedule.take_home(paid.value, completed.how.astype(np.int64))
    assert home.tolist() == received.value.tolist()
    assert set(completed.how.tolist()) == set(Format)


def test_who_filters_for_verified_clients_applies_to_them_alone(production: Life) -> None:
    market, events = production.market, production.events
    scouted = set(zip(*(getattr(events.of(Event.SCOUTED), side).tolist() for side in ("worker", "job")), strict=True))
    applied = events.of(Event.APPLIED)
    found = np.array([pair not in scouted for pair in zip(applied.worker.tolist(), applied.job.tolist(), strict=True)])
    searchers = applied.where(found & (market.workers.filter[applied.worker] == FILTERS.index("verified")))
    assert len(searchers) > 0
    assert market.clients.verified[searchers.client].all()


def test_a_job_is_applied_for_only_while_it_is_on_show(production: Life) -> None:
    applied, jobs = production.events.of(Event.APPLIED), production.market.jobs
    assert (applied.time >= jobs.published[applied.job]).all()
    taken_down = production.events.of(Event.TAKEN_DOWN)
    gone = np.full(len(jobs), np.inf)
    gone[taken_down.job] = taken_down.time
    assert (applied.time <= gone[applied.job]).all()
