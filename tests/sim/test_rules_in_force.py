"""A rule of the platform holds in the market that lives under it."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from policies import enforcement, fee_survey, message_watch, scouting, screening
from policies.platform import Platform
from sim.choices.workers import FILTERS
from sim.state.batch import picked
from sim.state.events import Applied, Event, Restricted, Scouted, Stopped, Surveyed, Suspended, TakenDown, Warned
from tests.sim.small import PRODUCTION, Life, always, first, live, small

DAYS = 20
WORLD = small(ring_share=0.25)

UNDER = {
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


def test_who_filters_for_verified_clients_applies_to_them_alone(production: Life) -> None:
    tables, scouted, applied = production.tables, production.events[Scouted], production.events[Applied]
    invited = set(zip(scouted.worker.tolist(), scouted.job.tolist(), strict=True))
    own = np.array([pair not in invited for pair in zip(applied.worker.tolist(), applied.job.tolist(), strict=True)])
    searchers = picked(applied, own & (tables.workers.filter[applied.worker] == FILTERS.index("verified")))
    assert len(searchers) > 0
    assert tables.clients.verified[searchers.client].all()


def test_a_job_is_applied_for_only_while_it_is_on_show(production: Life) -> None:
    applied, jobs = production.events[Applied], production.tables.jobs
    assert (applied.time >= jobs.published[applied.job]).all()
    gone = first(production.events, TakenDown, len(jobs))
    assert np.isfinite(gone).any()
    assert (applied.time <= gone[applied.job]).all()
