"""Traits of a worker, from luck alone: uniforms `u` in [0, 1) and standard normals `z`, one of each a person."""

import numpy as np

from sim.arrays import F64, I64, Reals
from sim.choices.people import Population

AGE_BANDS = 4  # under 25, 25–34, 35–49, 50 and over
FILTERS = ("none", "verified", "advice", "certified")  # of the search list; a worker uses one, by its place here


def activity(z: Reals, people: Population) -> F64:
    """(n,) sessions a day at the usual trust: half come once a week or less, some nearly every day."""
    return np.minimum(people.activity_cap, people.activity_median * np.exp(people.activity_spread * z))


def reserve(z: Reals, people: Population) -> F64:
    """(n,) take-home wanted, as a share of the market price."""
    return np.exp(people.reservation_wage + people.reservation_wage_spread * z)


def age_band(u: Reals, older: Reals, people: Population) -> F64:
    """(n,) 0…3: the young by share, all others evenly over the bands above."""
    return np.where(u < people.young, 0, 1 + np.floor((AGE_BANDS - 1) * older))


def search_filter(u: Reals, people: Population) -> I64:
    """(n,) place in FILTERS of the one that a worker uses of its own accord: of none, a mark's, and never the advice's."""
    verified, certified = u < people.filter_verified, u < people.filter_verified + people.filter_certified
    return np.select(
        [verified, certified], [FILTERS.index("verified"), FILTERS.index("certified")], FILTERS.index("none")
    )
