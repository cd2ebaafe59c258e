"""Storefront: what the search list and the job pages show today. From here on workers know only this.

The list is a consistent-hash wheel for every category: a job owns arcs (more while it is fresh), a look at the list is
a point. Taking a job away moves only the looks that would have landed on it.
"""

import numpy as np

from sim import observe
from sim.arrays import F64, I64, U64, Bool
from sim.state.codes import JobState
from sim.state.draws import Purpose
from sim.state.handover import Storefront
from sim.state.people import Clients
from sim.state.population import FILTERS
from sim.state.trade import Jobs
from sim.state.wheel import Wheel
from sim.today import Today

ARCS = 8  # most arcs a job can own


def storefront(*, jobs: Jobs, clients: Clients, quotes: F64, today: Today) -> Storefront:
    """Set out the jobs that are open at some moment of today. quotes: (categories, 3) yen, NaN without."""
    platform, search = today.platform, today.world.search
    rows = np.flatnonzero((jobs.state == JobState.OPEN) & (jobs.published < today.day + 1) & (jobs.closes > today.day))
    client, category = jobs.client[rows], jobs.category[rows]
    rates = platform.completion_rate.rates(observe.accepted(clients), observe.ended(clients))[client]
    quote = quotes[category, jobs.format[rows]]
    verified = platform.identity.shown(clients.verified)[client]
    certified = clients.certified[client]
    age = np.maximum(0.0, today.day - jobs.published[rows])
    arcs = 1 + np.floor((ARCS - 1) * np.exp(-age / search.freshness) + 0.5).astype(np.int64)
    bits = today.draws.bits(Purpose.ARC, jobs.key[rows][:, None], np.arange(ARCS)[None, :])
    owned = np.arange(ARCS)[None, :] < arcs[:, None]
    passing = _passing(verified=verified, certified=certified, rates=rates, today=today)
    return Storefront(
        job=rows,
        client=client,
        verified=verified,
        certified=certified,
        rule=platform.order_rules.marks(clients.ticked)[client],
        rate=rates,
        alert=platform.fee_alert.alerts(jobs.fee[rows], quote),
        quote=quote,
        lists=tuple(_list(category=category, bits=bits, owned=owned & passing[name][:, None]) for name in FILTERS),
    )


def _passing(*, verified: Bool, certified: Bool, rates: F64, today: Today) -> dict[str, Bool]:
    """Filter → (k,) which jobs pass it. A filter that the platform does not offer lets all pass."""
    display, everything = today.platform.display, np.ones(len(rates), np.bool_)
    known = verified if "verified" in display.filters else everything
    return {
        "none": everything,
        "verified": known,
        "advice": known & ((rates >= 0.9) if display.completion_rate else True),
        "certified": certified if "certified" in display.filters else everything,
    }


def _list(*, category: I64, bits: U64, owned: Bool) -> Wheel:
    position, arc = np.nonzero(owned)
    return Wheel.of(category[position], bits[position, arc], position)
