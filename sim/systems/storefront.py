"""Storefront: what the search list and the job pages show today. From here on workers know only this.

The list is a consistent-hash ring for every category: a job owns arcs (more while it is fresh), a look at the list is a
point. Taking a job away moves only the looks that would have landed on it.
"""

from dataclasses import dataclass

import numpy as np

from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.choices.workers import FILTERS
from sim.state.draws import Purpose
from sim.state.people import Clients
from sim.state.trade import Jobs, JobState
from sim.state.wheel import Wheel
from sim.today import Today

ARCS = 8  # most arcs a job can own


@dataclass(frozen=True, slots=True, eq=False)
class Storefront:
    """Jobs on show: (k,) columns in one order, and a ring a filter."""

    job: I64  # job rows
    client: I64
    shown: dict[str, Bool]  # mark → (k,) carries it, where "verified", "certified", "rule"
    rate: F64  # completion rate on the page, NaN where none
    alert: Bool
    quote: F64  # NaN where none
    rings: tuple[Wheel, ...]  # by filter, in the order of FILTERS


def storefront(jobs: Jobs, clients: Clients, *, quotes: F64, today: Today) -> Storefront:
    """Set out the jobs that are open at some moment of today. quotes: (categories, 3) yen, NaN without."""
    platform, search = today.platform, today.world.search
    rows = np.flatnonzero((jobs.state == JobState.OPEN) & (jobs.published < today.day + 1) & (jobs.closes > today.day))
    client = jobs.client[rows]
    rates = platform.completion_rate.rates(observe.accepted(clients), observe.ended(clients))[client]
    quote = quotes[jobs.category[rows], jobs.format[rows]]
    verified = platform.identity.shown(clients.verified)[client]
    certified = clients.certified[client]
    age = np.maximum(0.0, today.day - jobs.published[rows])
    arcs = 1 + np.floor((ARCS - 1) * np.exp(-age / search.freshness) + 0.5).astype(np.int64)
    filters = platform.display.filters
    known = verified if "verified" in filters else np.ones(len(rows), np.bool_)
    passing = {
        "none": np.ones(len(rows), np.bool_),
        "verified": known,
        "advice": known & ((rates >= 0.9) if platform.display.completion_rate else True),
        "certified": certified if "certified" in filters else np.ones(len(rows), np.bool_),
    }
    bits = today.draws.bits(Purpose.ARC, jobs.key[rows][:, None], np.arange(ARCS)[None, :])
    owned = np.arange(ARCS)[None, :] < arcs[:, None]
    return Storefront(
        job=rows,
        client=client,
        rate=rates,
        quote=quote,
        shown={
            "verified": verified,
            "certified": certified,
            "rule": platform.order_rules.marks(clients.ticked)[client],
        },
        alert=platform.fee_alert.alerts(jobs.fee[rows], quote),
        rings=tuple(_ring(jobs.category[rows], bits, owned & passing[name][:, None]) for name in FILTERS),
    )


def _ring(category: I64, bits: U64, owned: Bool) -> Wheel:
    position, arc = np.nonzero(owned)
    return Wheel.of(category[position], bits[position, arc], position)
