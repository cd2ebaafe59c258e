"""Storefront: what the search list and the job pages show today. From here on workers know only this.

The list is a consistent-hash wheel for every category: a job owns arcs (more while it is fresh), a look at the list is
a point. Taking a job away moves only the looks that would have landed on it.
"""

import numpy as np

from sim import observe
from sim.arrays import F64, Bool
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
    rows = jobs.on_show()
    rows = rows[(jobs.published[rows] < today.day + 1) & (jobs.closes[rows] > today.day)]
    client, category = jobs.client[rows], jobs.category[rows]
    rates = platform.completion_rate.rates(observe.accepted(clients, client), observe.ended(clients, client))
    quote = quotes[category, jobs.format[rows]]
    verified = platform.identity.shown(clients.verified[client])
    certified = clients.certified[client]
    age = np.maximum(0.0, today.day - jobs.published[rows])
    arcs = 1 + np.floor((ARCS - 1) * np.exp(-age / search.freshness) + 0.5).astype(np.int64)
    place, arc = np.nonzero(np.arange(ARCS)[None, :] < arcs[:, None])
    full = Wheel.of(category[place], today.draws.bits(Purpose.ARC, jobs.key[rows][place], arc), place)
    passing = _passing(verified=verified, certified=certified, rates=rates, today=today)
    return Storefront(
        job=rows,
        client=client,
        published=jobs.published[rows],
        true_price=jobs.true_price[rows],
        take_home=np.maximum(platform.fee_schedule.take_home(jobs.fee[rows], jobs.format[rows]), 1.0),
        verified=verified,
        certified=certified,
        rule=platform.order_rules.marks(clients.ticked[client]),
        rate=rates,
        alert=platform.fee_alert.alerts(jobs.fee[rows], quote),
        quote=quote,
        lists=tuple(full.only(passing[name]) for name in FILTERS),
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

