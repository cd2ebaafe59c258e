"""Posting: honest clients draft jobs, ring accounts draft bait or openly luring ones; the text is written."""

from dataclasses import dataclass

import numpy as np

from policies.records import Channel, Format
from sim.arrays import F64, I64, U64
from sim.choices.common import hour_of_day
from sim.choices.posting import fee, market_price
from sim.rings.habits import Habits
from sim.rings.tactics import Pace
from sim.state.draws import Purpose, key, pick
from sim.state.log import Event, Log
from sim.state.people import Clients
from sim.state.trade import Jobs, JobState
from sim.today import Today


def posting(clients: Clients, jobs: Jobs, log: Log, *, habits: Habits, quotes: F64, today: Today) -> I64:
    """Draft today's jobs and return their rows.

    quotes  (categories, 3) yen, NaN without a quote
    """
    draws, posting, day = today.draws, today.world.posting, today.day
    may = today.platform.identity.may_post(clients.verified)
    active = may & ~clients.restricted & ~clients.left
    who = np.flatnonzero(active & (draws.uniform(Purpose.POST, day, clients.key) < clients.true_rate))
    keys = key(clients.key[who], clients.posted[who])
    clients.posted[who] += 1
    scheme = _schemes(clients, who, keys, habits, today)
    category, format = _kinds(clients, who, keys, scheme, today)
    price = market_price(category, format, posting)
    anchor = posting.anchor if "order" in today.platform.display.quote else 0.0
    meant = clients.true_generosity[who] * clients.raised[who]
    noise = draws.normal(Purpose.JOB_FEE, keys)
    offered = fee(price, meant, noise, quotes[category, format], anchor, posting.fee_spread)
    many = 2 + np.floor(posting.task_seats * draws.exponential(Purpose.JOB_SEATS, keys))
    need = draws.uniform(Purpose.JOB_NEED, keys)
    hour = hour_of_day(draws.normal(Purpose.JOB_HOUR, keys), posting.rush_hour, posting.rush_spread)
    created = day + hour / 24

    rows = jobs.add(
        key=keys,
        client=who,
        category=category,
        format=format,
        fee=offered,
        true_price=price,
        seats=np.where(format == Format.TASK, np.minimum(many, 100), 1),
        true_what=scheme.what,
        true_channel=scheme.channel,
        true_level=scheme.level,
        true_pace=scheme.pace,
        true_need=need,
        true_talk=(clients.true_talk[who] + need) / 2,
        text=_write(category, scheme, keys, today),
        created=created,
        published=np.inf,
        closes=np.inf,
        decides=np.inf,
        state=JobState.WAITING,
    )
    log.add(Event.POSTED, created, client=who, job=rows, what=scheme.what, how=format, value=offered)
    log.add(Event.PRICED, created, client=who, job=rows, what=scheme.what, how=category, value=offered / price)
    bad = np.flatnonzero(scheme.what)
    how = scheme.channel[bad]
    log.add(Event.SCHEMED, created[bad], client=who[bad], job=rows[bad], what=scheme.what[bad], how=how)
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class Schemes:
    """What (n,) jobs are for."""

    what: I64  # 0 honest, 1 + Kind
    channel: I64
    level: I64
    pace: I64


def _schemes(clients: Clients, who: I64, keys: U64, habits: Habits, today: Today) -> Schemes:
    """Honest jobs mean what they say; a ring's account schemes, unless it is still grooming its record."""
    draws = today.draws
    ring = clients.true_ring[who] >= 0
    grooms = ring & (clients.true_grooming[who] > 0)
    clients.true_grooming[who[grooms]] -= 1
    bad = np.flatnonzero(ring & ~grooms)
    owner, part = clients.true_ring[who[bad]], keys[bad]
    scheme = Schemes(*(np.zeros(len(who), np.int64) for _ in range(4)))
    scheme.what[bad] = 1 + habits.tactic.choose(owner, draws.uniform(Purpose.JOB_TACTIC, part))
    scheme.channel[bad] = habits.channel.choose(owner, draws.uniform(Purpose.JOB_CHANNEL, part))
    scheme.level[bad] = habits.level.choose(owner, draws.uniform(Purpose.JOB_LEVEL, part))
    scheme.pace[bad] = habits.pace.choose(owner, draws.uniform(Purpose.JOB_PACE, part))
    return scheme


def _kinds(clients: Clients, who: I64, keys: U64, scheme: Schemes, today: Today) -> tuple[I64, I64]:
    """(n,) categories and (n,) formats. A ring takes a task where it means to lure after it."""
    draws, posting = today.draws, today.world.posting
    u = draws.uniform(Purpose.JOB_FORMAT, keys)
    project = np.where(u < posting.hourly_share, Format.HOURLY, Format.FIXED)
    task = np.where(scheme.what > 0, scheme.pace == Pace.AFTER_TASK, u > 1 - posting.task_share)
    at_home = draws.uniform(Purpose.JOB_AT_HOME, keys) < posting.home_share
    other = pick(np.cumsum(posting.category), draws.uniform(Purpose.JOB_CATEGORY, keys))
    return np.where(at_home, clients.home[who], other), np.where(task, Format.TASK, project)


def _write(category: I64, scheme: Schemes, keys: U64, today: Today) -> I64:
    """(n,) codes of the postings' texts: honest, bait that looks honest, or an open lure."""
    lexicon, u = today.lexicon, today.draws.uniform(Purpose.JOB_TEXT, keys)
    text = lexicon.honest_postings(category, u)
    bait = (scheme.what > 0) & (scheme.channel != Channel.POSTING)
    openly = (scheme.what > 0) & ~bait
    text[bait] = lexicon.bait_postings(category[bait], u[bait])
    text[openly] = lexicon.open_postings(scheme.what[openly] - 1, scheme.level[openly], u[openly])
    return text
