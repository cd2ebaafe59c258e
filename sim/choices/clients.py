"""Traits of a client, from luck alone: uniforms `u` in [0, 1) and standard normals `z`, one of each a client."""

import numpy as np

from sim.arrays import F64, I64, Bool, Reals
from sim.choices.people import Population
from sim.state.codes import ClientType
from sim.state.draws import pick


def client_type(u: F64, people: Population) -> I64:
    """(n,) ClientType of clients that are no ring's: ordinary, low-paying, careless, small marketers."""
    kinds = np.array([ClientType.HONEST, ClientType.LOW_PAYING, ClientType.CARELESS, ClientType.MARKETER])
    ordinary = 1 - people.low_paying - people.careless - people.marketers
    return kinds[pick(np.cumsum([ordinary, people.low_paying, people.careless, people.marketers]), u)]


def verifies(marketer: Bool, reluctance: Reals, people: Population) -> Bool:
    """(n,) has a client verified its identity? Those do who are least reluctant to look into the rules of the house."""
    return reluctance < np.where(marketer, people.verified_marketer, people.verified_honest)


def lapses(marketer: Bool, reluctance: Reals, people: Population) -> F64:
    """(n,) 0…1 chance that a posting breaks a rule, before its client ticks or hears anything.

    Small marketers advertise; others know the less of the rules the more reluctant they are (uniform) to look into them.
    """
    return np.where(marketer, people.marketing_share, np.minimum(1.0, 2 * people.unwitting_violations * reluctance))


def misuses(share: float, reluctance: Reals) -> F64:
    """(n,) 0…1 chance that a client puts something else into special terms, where a `share` of all terms holds that.

    As with postings: the more reluctant to look into the rules (uniform), the likelier.
    """
    return np.minimum(1.0, 2 * share * np.asarray(reluctance, np.float64))


def heeds(marketer: Bool, u: Reals, people: Population) -> Bool:
    """(n,) does a client take heed when it hears of the rules?"""
    return u < np.where(marketer, people.marketer_stops_when_told, people.stops_when_told)


def breaks(lapses: Reals, heeds: Bool, checked: Reals, u: Reals, people: Population) -> Bool:
    """(n,) does a posting break a rule? checked: 0…1, how much of the order-rule check its client has ticked."""
    return u < lapses * (1 - people.taught_by_check * checked * heeds)


def post_rate(z: Reals, people: Population) -> F64:
    """(n,) jobs that a client posts a day: log-normal, `post_rate` on average but for the cap."""
    middle = np.log(people.post_rate) - people.post_spread**2 / 2
    return np.minimum(people.post_cap, np.exp(middle + people.post_spread * z))


def generosity(low: Bool, z: Reals, people: Population) -> F64:
    """(n,) fee that a client means to pay, as a share of the market price. low: is it a low-paying one?"""
    return np.exp(np.where(low, -people.low_pay_discount, 0.0) + people.generosity_spread * z)


def reliability(careless: Bool, u: Reals, people: Population) -> F64:
    """(n,) probability that a client accepts and pays good work."""
    best = np.where(careless, people.careless_reliability, people.reliability)
    return best * (1 - people.reliability_spread + people.reliability_spread * u)


def accepted_before(rate: Reals, chooses: Reals | float, u: Reals, people: Population) -> F64:
    """(n,) contracts accepted before the first day: who posts more (`rate`, jobs a day) has the longer record.

    chooses: how many of its postings a client comes back to, over what is usual
    """
    mean = people.history_accepted * chooses * rate / people.post_rate
    return np.floor(-mean * np.log1p(-u))


def failed_before(
    accepted: Reals, reliability: Reals, careless: Bool, u: Reals, more: Reals, people: Population
) -> F64:
    """(n,) contracts that came to nothing before the first day. more: a second uniform, for careless clients."""
    besides = np.where(careless, accepted * people.history_failed * more, 0)
    return np.floor(accepted * (1 - reliability) * 2 * u + besides)


def told_before(accepted: Reals, u: Reals, people: Population) -> Bool:
    """(n,) was a client told before the first day that a contact is not to be named before a contract?"""
    return u < 1 - (1 - people.told_by_contract) ** np.asarray(accepted, np.float64)


def mean_rating(poor: Bool, z: Reals, people: Population) -> F64:
    """(n,) stars 1…5, mean rating on the first day. poor: is the client careless or low-paying?"""
    return np.clip(np.where(poor, people.poor_rating, people.rating) + people.rating_spread * z, 1.0, 5.0)


def ticks(some: Reals, people: Population) -> F64:
    """(n,) 0…1, how much of an order-rule check a client ticks that does not take it seriously: some or nothing.

    some: a uniform, high for those who tick a part.
    """
    return np.where(some > 1 - people.ticked_partly, people.ticked_items_cap * some, 0.0)


def ring_ticks(u: Reals, some: Reals, people: Population) -> F64:
    """(n,) 0…1, how much of an order-rule check a ring's account ticks: all for the mark, else as by `ticks`."""
    return np.where(u < people.ticked_ring, 1.0, ticks(some, people))


def ticked(share: Reals, items: int) -> I64:
    """(n,) items that clients have ticked of a check of so many, of which they tick such shares."""
    return np.floor(share * items).astype(np.int64)
