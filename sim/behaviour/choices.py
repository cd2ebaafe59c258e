"""How people decide: pure functions of what they see and who they are. Draws and tables stay outside.

Log-odds add up (a logit choice), shares multiply; every size is a parameter with a source in `params`.
"""

import datetime

import numpy as np

from policies.records import Channel, Kind
from sim.behaviour.params import (
    Grapevine,
    Hiring,
    Learning,
    Luring,
    Population,
    Posting,
    Reviewing,
    Search,
    Talking,
    Working,
    World,
)
from sim.behaviour.tactics import ESCALATES, FIRST_HARM, Papers
from sim.state.log import Harm
from sim.state.table import F64, I64, Bool, Ints, Reals

SHOCK_BEGINS = (datetime.date(2020, 3, 1) - datetime.date(1970, 1, 1)).days
SHOCK_PEAKS = (datetime.date(2020, 4, 15) - datetime.date(1970, 1, 1)).days


def logistic(log_odds: Reals) -> F64:
    """(n,) log-odds → (n,) probabilities."""
    return 1.0 / (1.0 + np.exp(-log_odds))


def toward(value: Reals, target: float, share: Reals | float) -> F64:
    """(n,) moved a share of the way to a target."""
    return value + (target - value) * share


def hour_of_day(normal: Reals, around: float, spread: float) -> F64:
    """(n,) hours 0…24, around a rush hour and wrapped at midnight."""
    return np.mod(around + spread * normal, 24.0)


def later_today(moment: Reals, u: Reals, day: int) -> F64:
    """(n,) moments between these (or the morning) and the end of the day."""
    begin = np.maximum(moment, day)
    return begin + u * (day + 0.98 - begin)


def market_price(category: Ints, format: Ints, posting: Posting) -> F64:
    """(n,) yen that the market pays for a contract of this category and format."""
    factor = np.array([1.0, posting.hourly_price, posting.task_price])
    return np.asarray(posting.price)[category] * factor[format]


def fee(price: Reals, generosity: Reals, noise: Reals, quote: Reals, anchor: float, spread: float) -> F64:
    """(n,) yen offered: what the client means to pay, drawn to the quote if there is one (M-02); 5 at least."""
    own = np.log(price * generosity) + spread * noise
    mixed = np.where(np.isnan(quote), own, (1 - anchor) * own + anchor * np.log(np.where(np.isnan(quote), 1.0, quote)))
    return np.maximum(5.0, np.round(np.exp(mixed)))


def gives_up(lag_hours: Reals, hurry: Reals, u: Reals, reviewing: Reviewing) -> Bool:
    """(n,) does the client withdraw a posting that takes this long to appear (M-10)?"""
    return u < 1 - np.exp(-reviewing.impatience * 2 * hurry * lag_hours)


def opens(pull: Reals, take_home_ratio: Reals, search: Search) -> F64:
    """(n,) probability to open a job page. pull: marks in the list, log-odds; ratio: take-home over the wanted one."""
    return logistic(search.open_base + search.fee_pull * np.log(take_home_ratio) + pull)


def applies(
    marks: Reals,
    take_home_ratio: Reals,
    fit: Reals,
    novice: Bool,
    priced: Bool,
    cue: Reals,
    caution: Reals,
    alert: Bool,
    search: Search,
) -> F64:
    """(n,) probability to apply after reading a page.

    A newcomer cannot judge a fee alone: most of its pull is missing unless a quote or an alert stands there (N-03).
    """
    sight = np.where(novice & ~(priced | alert), 1 - search.novice_blind, 1.0)
    return logistic(
        search.apply_base
        + search.fee_pull * sight * np.log(take_home_ratio)
        + search.fit_pull * (fit - 0.5)
        + search.alert_push * alert
        + search.cue_push * cue * caution
        + marks
    )


def fit(skill: Reals, need: Reals, personal: Reals, at_home: Bool) -> F64:
    """(n,) true fit 0…1 of a worker and a job: skill against need, the worker's field, a personal part."""
    shortfall = np.maximum(0.0, need - skill)
    return np.clip(0.55 + 0.15 * skill - 0.5 * shortfall + 0.08 * at_home + 0.16 * personal, 0.0, 1.0)


def wants_talk(talk: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) do they want to speak about this work?"""
    return u < np.minimum(1.0, 2 * talking.want * talk)


def swaps_contact(caution: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) do the two swap outside contacts to speak elsewhere? Cautious workers do not (R-08)."""
    return u < talking.swap * (1 - caution)


def goes_direct(inclination: Reals, repeat: bool, net_entry: bool, u: Reals, talking: Talking) -> Bool:
    """(n,) does a pair with swapped contacts make this deal outside? Fees that are felt push (Y-10)."""
    base = talking.leak_repeat if repeat else talking.leak_first
    return u < np.minimum(1.0, base * 2 * inclination * (talking.fee_salience if net_entry else 1.0))


def on_paper(true_fit: Reals, paper: Reals, talking: Talking) -> F64:
    """(n,) the fit that an application suggests."""
    return true_fit + talking.text_noise * paper.astype(np.float64)


def signal(
    true_fit: Reals,
    paper: Reals,
    talked: Bool,
    heard: Reals,
    bid_ratio: Reals,
    experience: Ints,
    talking: Talking,
    hiring: Hiring,
) -> F64:
    """(n,) what the client makes of an applicant: its fit as read, or more sharply as heard, its price, its record.

    paper, heard: standard normals, the errors of reading and of talking.
    """
    seen = np.where(talked, true_fit + talking.talk_noise * heard, on_paper(true_fit, paper, talking))
    return seen - hiring.price_weight * np.log(bid_ratio) + hiring.record_weight * (experience > 0)


def fade(warned: Ints, luring: Luring) -> F64:
    """(n,) how much of its first effect a warning still has: halved with every `habituation` warnings seen (H10)."""
    return np.exp2(-warned / luring.habituation)


def pressure(base: Reals, relief: Reals, date: int, population: Population) -> F64:
    """(n,) financial pressure 0…1 on a day (days since 1970-01-01): what relief leaves, more during the income shock.

    The shock builds up from 1 March to 15 April 2020 (65.1 % of CrowdWorks' freelancers had lost income in early April)
    and halves every 60 days from then on; its course is assumed.
    """
    rise = np.clip((date - SHOCK_BEGINS) / (SHOCK_PEAKS - SHOCK_BEGINS), 0.0, 1.0)
    course = rise * 2.0 ** (-max(0, date - SHOCK_PEAKS) / 60)
    return np.minimum(1.0, base * (1 + population.shock * course)) * (1 - relief)


def sells(pressure: Reals, u: Reals, luring: Luring) -> Bool:
    """(n,) does a worker led away by an offer to buy accounts sell its own (M-15)?"""
    return u < luring.sells * pressure


def channel_factors(luring: Luring) -> F64:
    """(channels,) how a lure works on each channel, against a message to somebody who wrote first."""
    factor = np.ones(len(Channel))
    factor[Channel.POSTING], factor[Channel.NDA] = luring.impersonal, luring.unfit_field
    factor[Channel.SCOUT], factor[Channel.CALL] = luring.unasked, luring.voice
    return factor


def lead_worth(luring: Luring) -> F64:
    """(tactics,) yen that a worker led away brings a ring on average. The trade knows what its leads are worth."""
    first = np.where(FIRST_HARM == Harm.MONEY, luring.first_yen, np.asarray(luring.worth)[FIRST_HARM])
    return first_steps(luring) * (first + ESCALATES * luring.second_loss * luring.second_yen)


def first_steps(luring: Luring) -> F64:
    """(tactics,) share of the led away who come to a first harm. Whoever sells an account comes to it at once."""
    share = np.full(len(FIRST_HARM), luring.first_loss)
    share[Kind.ACCOUNT_PURCHASE] = luring.sells / 2  # at middling pressure
    return share


def papers_cost(papers: I64, world: World) -> F64:
    """(n,) yen that an account with these Papers costs beyond opening it; groomed ones pay for honest work."""
    bad = world.ring
    cost = np.zeros(len(Papers))
    cost[Papers.VERIFIED], cost[Papers.BOUGHT] = bad.papers_cost, bad.account_price
    cost[Papers.GROOMED] = bad.grooming * np.mean(world.posting.price)
    return cost[papers]


def follows(pressure: Reals, caution: Reals, u: Reals, grapevine: Grapevine) -> Bool:
    """(n,) does somebody whom an acquaintance tries to recruit follow?"""
    return u < grapevine.follows * pressure * (1 - caution)


def led_away(
    pressure: Reals,
    caution: Reals,
    clarity: Reals,
    young: Bool,
    factor: Reals,
    routine: Reals,
    warning: Reals,
    luring: Luring,
) -> F64:
    """(n,) probability to follow a lure.

    factor: of the channel; routine: 0…1, how usual outside contact with clients is to the worker; warning: share taken
    off by warnings.
    """
    drive = (1 - luring.pressure) + luring.pressure * pressure
    chance = luring.led_base * drive * (1 - caution) * clarity * factor * np.where(young, luring.young, 1.0)
    return np.minimum(1.0, chance * (1 + luring.routine * routine) * (1 - warning))


def recognises(caution: Reals, plain: Reals) -> F64:
    """(n,) probability that a worker who is not led away sees that it was a lure. plain: how openly it lures, 0…1."""
    return 0.3 + 0.7 * caution * plain


def passes(true_fit: Reals, reliability: Reals, task: Bool, working: Working) -> F64:
    """(n,) probability that delivered work is accepted and paid: its quality, and whether the client pays at all."""
    quality = np.where(
        task, working.task_pass, logistic(working.pass_base + working.pass_fit * true_fit.astype(np.float64))
    )
    return quality * reliability


def stars(true_fit: Reals, noise: Reals, working: Working) -> F64:
    """(n,) rating 1…5 that a worker gives a client: inflated, a little lower where the fit is poor."""
    return np.clip(np.round(5.0 - working.rating_gap * 2 * (1 - true_fit) * np.abs(0.5 + 0.5 * noise)), 1.0, 5.0)


def quits(trust: Reals, u: Reals, learning: Learning) -> Bool:
    """(n,) does a worker leave this week? Only when trust has fallen under a third."""
    return (trust < 1 / 3) & (u < learning.leave)
