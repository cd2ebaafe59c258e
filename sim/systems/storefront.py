"""Storefront: what the search list and the job pages show today. From here on workers know only this.

Each list is a shelf of a consistent-hash wheel: a job owns arcs (more while it is fresh), a look at the list is a
point. Taking a job away moves only the looks that would have landed on it.
"""

from dataclasses import replace

import numpy as np

from policies.records import Format
from sim import observe
from sim.acts.readings import listed, lists, trades
from sim.acts.uptake import ticked
from sim.arrays import F64, I64, Bool
from sim.choices import searching as choose
from sim.choices.workers import FILTERS
from sim.state.handover import Storefront
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.state.wheel import Wheel
from sim.today import Today


def storefront(*, jobs: Jobs, clients: Clients, quotes: F64, today: Today) -> Storefront:
    """Set out the jobs that are open at some moment of today. quotes: (categories, 3) yen, NaN without."""
    platform, search = today.platform, today.world.search
    rows = jobs.on_show()
    rows = rows[(jobs.published[rows] < today.day + 1) & (jobs.closes[rows] > today.day)]
    client, category = jobs.client[rows], jobs.category[rows]
    quote = quotes[category, jobs.format[rows]] * jobs.size[rows]
    age = np.maximum(0.0, today.day - jobs.published[rows])
    arcs = choose.places(age, search)
    place, arc = np.nonzero(np.arange(search.fresh_job_places)[None, :] < arcs[:, None])
    bits = today.draws.bits(Purpose.ARC, jobs.key[rows][place], arc)
    apart = jobs.format[rows[place]] == Format.TASK
    trade, kinds = trades(clients.key[client], today), len(today.world.posting.category_weight)
    job, task = place[~apart], place[apart]
    full = Wheel.of(listed(category, trade, kinds, today)[job], bits[~apart], job, lists(kinds, today))
    tasks = Wheel.of(listed(0, trade, 1, today)[task], bits[apart], task, lists(1, today))
    front = Storefront(
        job=rows,
        key=jobs.key[rows],
        client=client,
        published=jobs.published[rows],
        true_price=jobs.true_price[rows],
        take_home=np.maximum(platform.fee_schedule.take_home(jobs.fee[rows], jobs.format[rows]), 1.0),
        verified=platform.identity.shown(clients.verified[client]),
        certified=clients.certified[client],
        rule=platform.order_rules.marks(ticked(client, clients=clients, today=today)),
        rate=platform.completion_rate.rates(observe.accepted(clients, client), observe.ended(clients, client)),
        alert=platform.fee_alert.alerts(jobs.fee[rows], quote),
        quote=quote,
        list=full,
        tasks=tasks,
        shelf=np.zeros(len(FILTERS), np.int64),
        task_shelf=np.zeros(len(FILTERS), np.int64),
    )
    passing = _passing(front=front, clients=clients, today=today)
    (full, shelf), (tasks, task_shelf) = _filtered(full, passing), _filtered(tasks, passing)
    return replace(front, list=full, shelf=shelf, tasks=tasks, task_shelf=task_shelf)


def _filtered(full: Wheel, passing: dict[str, Bool]) -> tuple[Wheel, I64]:
    """Lists that nobody filters → those behind all filters, (filters,) the first shelf of each."""
    behind = [full.only(passing[name]) for name in FILTERS]
    several = list(dict.fromkeys(behind))  # most filters let all pass, and share their lists
    return Wheel.joined(several), np.array([several.index(one) for one in behind]) * (len(full.starts) - 1)


def _passing(*, front: Storefront, clients: Clients, today: Today) -> dict[str, Bool]:
    """Filter → (k,) which jobs pass it.

    A worker who filters for what the platform does not offer, or no client carries, searches without that filter.
    """
    platform, offered, all_pass = today.platform, today.platform.display.filters, np.ones(len(front.job), np.bool_)
    anybody = platform.identity.shown(clients.verified).any()
    verified = front.verified if "verified" in offered and anybody else all_pass
    rated = ~np.isnan(front.rate).all() and platform.display.completion_rate
    advised = front.rate >= platform.completion_rate.advised if rated else all_pass
    certified = front.certified if "certified" in offered and clients.certified.any() else all_pass
    return {"none": all_pass, "verified": verified, "advice": verified & advised, "certified": certified}
