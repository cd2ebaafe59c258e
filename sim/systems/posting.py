"""Posting: honest clients draft jobs, ring accounts draft bait or openly luring ones; the text is written."""

import numpy as np

from policies.records import Channel, Format, Kind
from sim.acts.uptake import ticked
from sim.arrays import F64, I64, U64, Bool, among
from sim.choices import churn
from sim.choices import clients as client
from sim.choices import posting as choose
from sim.choices.common import hour_of_day, toward
from sim.choices.learning import zeal
from sim.kinds import ADVERTS, SLIPS
from sim.rings.business import promised, volume_factor
from sim.rings.habits import Habits
from sim.rings.rings import Rings
from sim.rings.tactics import Pace, Permit
from sim.state.codes import ClientType, JobState
from sim.state.draws import key, pick
from sim.state.events import Posted, Schemed
from sim.state.handover import Schemes
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.today import Today
from sim.words.grammar import INVENTED, LEVELS, PLAIN


def posting(clients: Clients, jobs: Jobs, log: Log, *, rings: Rings, quotes: F64, today: Today) -> I64:
    """Draft today's jobs and return their rows.

    quotes  (categories, 3) yen, NaN without a quote
    """
    draws, numbers, day = today.draws, today.world.posting, today.day
    rate, volume = _rates(clients, habits=rings.habits, today=today)
    who = np.flatnonzero(_able(clients, today=today) & (draws.uniform(Purpose.POST, day, clients.key) < rate))
    keys = key(clients.key[who], clients.posted[who])
    clients.posted[who] += 1
    scheme = _schemes(clients, who=who, keys=keys, habits=rings.habits, today=today)
    broken = np.where(scheme.tactic == Kind.NONE, _lapses(clients, who=who, keys=keys, today=today), scheme.tactic)
    category, format = _kinds(home=clients.home[who], keys=keys, scheme=scheme, today=today)
    size = choose.size(format == Format.TASK, draws.normal(Purpose.JOB_SIZE, keys), numbers)
    price = choose.market_price(category, format, numbers) * size
    shown = "order" in today.platform.display.quote
    anchor = np.where(shown & (scheme.tactic == Kind.NONE), numbers.quote_anchor, 0.0)  # bait heeds no guide
    bait, honest = promised(scheme.pay, today.world.ring), clients.true_generosity[who] * clients.raised[who]
    meant = np.where(scheme.tactic == Kind.NONE, honest, bait)
    noise = draws.normal(Purpose.JOB_FEE, keys)
    clients.raised[who] = toward(clients.raised[who], 1.0, numbers.fee_fades)
    fee = choose.fee(price, meant, noise, quotes[category, format] * size, anchor, numbers.fee_spread)
    need = draws.uniform(Purpose.JOB_NEED, keys)
    hour = hour_of_day(draws.normal(Purpose.JOB_HOUR, keys), numbers.rush_hour, numbers.rush_spread)
    created = day + hour / 24

    rows = jobs.add(
        key=keys,
        client=who,
        category=category,
        format=format,
        fee=fee,
        true_price=price,
        size=size,
        seats=choose.seats(format == Format.TASK, draws.exponential(Purpose.JOB_SEATS, keys), numbers),
        true_tactic=scheme.tactic,
        true_violation=broken,
        true_channel=scheme.channel,
        true_level=scheme.level,
        true_pace=scheme.pace,
        true_pay=scheme.pay,
        true_permit=Permit.UNDECIDED,
        true_volume=volume[who],
        true_need=need,
        true_talk=(clients.true_talk[who] + need) / 2,
        text=_write(category=category, scheme=scheme, broken=broken, keys=keys, today=today),
        created=created,
        published=np.inf,
        closes=np.inf,
        decides=np.inf,
        read_at=np.inf,
        state=JobState.WAITING,
    )
    log.add(Posted(created, who, rows, scheme.tactic, broken, format, category, fee, fee / price))
    bad = np.flatnonzero(scheme.tactic != Kind.NONE)
    clients.true_scheme[who[bad]] = rows[bad]
    log.add(Schemed(created[bad], who[bad], rows[bad], scheme.tactic[bad], scheme.channel[bad]))
    return rows


def _able(clients: Clients, *, today: Today) -> Bool:
    """(clients,) does each have a need left, and may it post?"""
    may = today.platform.identity.may_post(clients.verified)
    done = churn.needs_no_more(clients.true_until, clients.true_orders, clients.posted, today.day)
    return may & ~clients.restricted & ~clients.left & ~done


def _rates(clients: Clients, *, habits: Habits, today: Today) -> tuple[F64, I64]:
    """(clients,) jobs a day that each means to post; (clients,) the Volume of accounts that scheme, 0 of all others.

    Accounts that groom their record post as that asks. The luck of an account's volume lasts for a review period, in
    which it changes only where its ring has learned better.
    """
    business = today.world.ring
    rate = clients.true_rate * zeal(clients.true_trust, today.world.population.client_trust)
    rate = churn.eager(rate, (clients.posted == 0) & (clients.joined >= 0) & (clients.true_ring < 0), today.world.churn)
    rate[_grooms(clients)] = business.grooming_rate
    scheming = np.flatnonzero((clients.true_ring >= 0) & ~_grooms(clients))
    u = today.draws.uniform(Purpose.VOLUME, today.day // business.review_days, clients.key[scheming])
    volume = np.zeros(len(clients), np.int64)
    volume[scheming] = habits.volume.choose(clients.true_ring[scheming], u)
    rate[scheming] *= volume_factor(volume[scheming], business)
    return rate, volume


def _grooms(clients: Clients) -> Bool:
    """(clients,) does this account still work at its record?"""
    return clients.accepted_fixed + clients.accepted_hourly < clients.true_grooming


def _lapses(clients: Clients, *, who: I64, keys: U64, today: Today) -> I64:
    """(n,) Kind whose rule an ordinary client's job breaks, the same one whenever it does; Kind.NONE for most."""
    draws, items = today.draws, today.platform.order_rules.items
    checked = ticked(who, clients=clients, today=today) / max(items, 1)
    breaks = client.breaks(
        clients.true_lapses[who],
        clients.true_heeds[who],
        checked,
        draws.uniform(Purpose.LAPSE, keys),
        today.world.population,
    )
    u = draws.uniform(Purpose.LAPSE_KIND, clients.key[who])
    advert, slip = (np.array(kinds)[(u * len(kinds)).astype(np.int64)] for kinds in (ADVERTS, SLIPS))
    kind = np.where(clients.true_type[who] == ClientType.MARKETER, advert, slip)
    return np.where(breaks, kind, Kind.NONE)


def _schemes(clients: Clients, *, who: I64, keys: U64, habits: Habits, today: Today) -> Schemes:
    """Honest jobs mean what they say; a ring's account schemes, unless it is still grooming its record."""
    draws = today.draws
    ring = clients.true_ring[who] >= 0
    bad = np.flatnonzero(ring & ~_grooms(clients)[who])
    owner, part = clients.true_ring[who[bad]], keys[bad]
    honest = np.zeros(len(who), np.int64)
    scheme = Schemes(honest + Kind.NONE, *(honest.copy() for _ in range(4)))
    scheme.tactic[bad] = habits.tactic.choose(owner, draws.uniform(Purpose.JOB_TACTIC, part))
    scheme.channel[bad] = habits.channel.choose(owner, draws.uniform(Purpose.JOB_CHANNEL, part))
    scheme.level[bad] = habits.level.choose(owner, draws.uniform(Purpose.JOB_LEVEL, part), _levels(today))
    scheme.pace[bad] = habits.pace.choose(owner, draws.uniform(Purpose.JOB_PACE, part))
    scheme.pay[bad] = habits.pay.choose(owner, draws.uniform(Purpose.JOB_PAY, part))
    return scheme


def _levels(today: Today) -> Bool:
    """(levels,) which there are today: nobody writes what is not invented yet."""
    return (np.arange(LEVELS) != INVENTED) | (today.day >= today.world.ring.invents_on)


def _kinds(*, home: I64, keys: U64, scheme: Schemes, today: Today) -> tuple[I64, I64]:
    """(n,) categories and (n,) formats. A ring takes a task where it means to lure after it."""
    draws, numbers = today.draws, today.world.posting
    u = draws.uniform(Purpose.JOB_FORMAT, keys)
    project = np.where(u < numbers.hourly_share, Format.HOURLY, Format.FIXED)
    task = np.where(scheme.tactic != Kind.NONE, scheme.pace == Pace.AFTER_TASK, u > 1 - numbers.task_share)
    at_home = draws.uniform(Purpose.JOB_AT_HOME, keys) < numbers.home_category_share
    other = pick(np.cumsum(numbers.category_weight), draws.uniform(Purpose.JOB_CATEGORY, keys))
    return np.where(at_home, home, other), np.where(task, Format.TASK, project)


def _write(*, category: I64, scheme: Schemes, broken: I64, keys: U64, today: Today) -> I64:
    """(n,) codes of the postings' texts: honest, bait that looks honest, an open lure, an advert, a slip."""
    lexicon, u = today.lexicon, today.draws.uniform(Purpose.JOB_TEXT, keys)
    text = lexicon.honest_postings(category, u)
    bad = scheme.tactic != Kind.NONE
    bait, openly = bad & (scheme.channel != Channel.POSTING), bad & (scheme.channel == Channel.POSTING)
    text[bait] = lexicon.bait_postings(category[bait], u[bait])
    text[openly] = lexicon.open_postings(scheme.tactic[openly], scheme.level[openly], u[openly])
    advert, slip = (~bad & among(broken, kinds, len(Kind)) for kinds in (ADVERTS, SLIPS))
    text[advert] = lexicon.open_postings(broken[advert], np.full(advert.sum(), PLAIN), u[advert])
    text[slip] = lexicon.slips(broken[slip], category[slip], u[slip])
    return text
