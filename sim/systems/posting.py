"""Posting: honest clients draft jobs, ring accounts draft bait or openly luring ones; the text is written."""

import numpy as np

from policies.records import Format
from sim.behaviour import choices
from sim.behaviour.rings import Plans
from sim.state.draws import Purpose, key, pick
from sim.state.log import Event, Log
from sim.state.people import Clients
from sim.state.table import F64, I64, U64, Bool
from sim.state.trade import Jobs, JobState
from sim.today import Today


def posting(clients: Clients, jobs: Jobs, log: Log, *, plans: Plans, quotes: F64, today: Today) -> I64:
    """Draft today's jobs and return their rows.

    quotes  (categories, 3) yen, NaN without a quote
    """
    draws, posting, day = today.draws, today.world.posting, today.day
    may = today.platform.identity.may_post(clients.verified)
    active = may & ~clients.restricted & ~clients.left
    who = np.flatnonzero(active & (draws.uniform(Purpose.POST, day, clients.key) < clients.true_rate))
    keys = key(clients.key[who], clients.posted[who])
    clients.posted[who] += 1
    ring = clients.true_ring[who] >= 0

    u = draws.uniform(Purpose.JOB_FORMAT, keys)
    task_share = np.where(ring, today.world.ring.task_bait, posting.task_share)
    format = np.where(
        u < task_share, Format.TASK, np.where(u < task_share + posting.hourly_share, Format.HOURLY, Format.FIXED)
    )
    at_home = draws.uniform(Purpose.JOB_AT_HOME, keys) < 0.8
    other = pick(np.cumsum(posting.category), draws.uniform(Purpose.JOB_CATEGORY, keys))
    category = np.where(at_home, clients.home[who], other)

    price = choices.market_price(category, format, posting)
    anchor = posting.anchor if "order" in today.platform.display.quote else 0.0
    fee = choices.fee(
        price,
        clients.true_generosity[who] * clients.raised[who],
        draws.normal(Purpose.JOB_FEE, keys),
        quotes[category, format],
        anchor,
        posting.fee_spread,
    )
    seats = np.where(
        format == Format.TASK, 2 + np.floor(posting.task_seats * draws.exponential(Purpose.JOB_SEATS, keys)), 1
    )
    need = draws.uniform(Purpose.JOB_NEED, keys)
    created = (
        day + choices.hour_of_day(draws.normal(Purpose.JOB_HOUR, keys), posting.rush_hour, posting.rush_spread) / 24
    )

    what, openly, text = _write(clients, who, category, keys, plans, today)
    rows = jobs.add(
        key=keys,
        client=who,
        category=category,
        format=format,
        fee=fee,
        true_price=price,
        seats=np.minimum(seats, 100),
        true_what=what,
        true_open=openly,
        true_need=need,
        true_talk=(clients.true_talk[who] + need) / 2,
        text=text,
        created=created,
        published=np.inf,
        closes=np.inf,
        decides=np.inf,
        state=JobState.WAITING,
        true_hires=ring & (draws.uniform(Purpose.HIRES_FIRST, keys) < today.world.ring.hires_first),
    )
    log.add(Event.POSTED, created, client=who, job=rows, what=what, how=format, value=fee)
    log.add(Event.PRICED, created, client=who, job=rows, what=what, how=category, value=fee / price)
    return rows


def _write(clients: Clients, who: I64, category: I64, keys: U64, plans: Plans, today: Today) -> tuple[I64, Bool, I64]:
    """What each job is (0 honest, 1 + Kind), whether its text lures, and the text's code; all (n,)."""
    draws, lexicon = today.draws, today.lexicon
    ring = clients.true_ring[who] >= 0
    u = draws.uniform(Purpose.JOB_TEXT, keys)
    text = lexicon.honest_postings(category, u)
    what, openly = np.zeros(len(who), np.int64), np.zeros(len(who), np.bool_)
    bad = np.flatnonzero(ring)
    if len(bad):
        owner = clients.true_ring[who[bad]]
        kind = plans.tactic(owner, draws.uniform(Purpose.JOB_TACTIC, keys[bad]))
        level = plans.level(owner, draws.uniform(Purpose.JOB_LEVEL, keys[bad]))
        openly[bad] = draws.uniform(Purpose.JOB_OPENLY, keys[bad]) < plans.openly[owner]
        what[bad] = 1 + kind
        text[bad] = np.where(
            openly[bad], lexicon.open_postings(kind, level, u[bad]), lexicon.bait_postings(category[bad], u[bad])
        )
    return what, openly, text
