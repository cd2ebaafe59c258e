"""The population: its shares and spreads, and how hard the times press on it."""

import datetime
from dataclasses import dataclass

import numpy as np

from policies.dates import days
from policies.numbers import check, mixture, number
from sim.arrays import F64, Reals

NEW_YEAR = days(datetime.date(2020, 1, 1))


@dataclass(frozen=True, slots=True)
class Population:
    """The people of the first day, and those who come."""

    # fmt: off
    ring_share: float = number(0.01, "share", "of registered clients, rings own: with ordinary violators the violating share of H, 8.6–12.5 % of jobs", 0.005, 0.02)
    low_paying: float = number(0.12, "share", "of honest clients; unfairly low pay, RENGO 2020: 12.6 % ever", 0.05, 0.25)
    careless: float = number(0.08, "share", "of honest clients; counterparty unreachable 8.5 %, CW April 2020", 0.03, 0.15)
    marketers: float = number(0.02, "share", "of honest clients, advertise on their own account", 0.0, 0.05)
    marketing_share: float = number(0.8, "share", "of a small marketer's postings that advertise, until it takes heed", 0.3, 1.0)
    unwitting_violations: float = number(0.04, "share", "of other clients' postings that break a rule unwittingly (R-10), on average, before they tick or hear anything", 0.005, 0.1)
    taught_by_check: float = number(0.6, "share", "of this that the whole order-rule check takes away from those who heed (A-02)", 0.1, 0.9)
    stops_when_told: float = number(0.9, "share", "of clients who break a rule unwittingly stop for good when told", 0.6, 1.0)
    marketer_stops_when_told: float = number(0.7, "share", "the same of small marketers: most stop", 0.5, 0.9)
    verified_marketer: float = number(0.15, "share", "of small marketers verify, about as few as ring accounts (N-09)", 0.05, 0.3)
    verified_honest: float = number(0.38, "share", "H: verified share of clients ≤ 0.43", 0.25, 0.43, "derived")
    verified_ring: float = number(0.15, "share", "N-09, H: 3 of 4 or more violators do not verify", 0.05, 0.3)
    ticked_ring: float = number(0.35, "share", "of rings' accounts, tick all of the order-rule check: a cheap mark is worn by the wrong ones too, tension 4", 0.1, 0.7)
    ticked_partly: float = number(0.3, "share", "of those who do not tick all of the order-rule check, tick some of it", 0.0, 0.6)
    ticked_items_cap: float = number(0.9, "share", "of the items, ticked by these at most", 0.5, 1.0)
    post_rate: float = number(0.02, "jobs a day", "mean of honest clients who go on ordering: 56,000 to 155,000 postings a month (F2)", 0.01, 0.03, least=1e-4, most=1)
    post_spread: float = number(1.3, "log-sd", "a few clients post most", 0.8, 2.0)
    post_cap: float = number(0.8, "jobs a day", "that the busiest client posts on average", 0.3, 1.0, most=1)
    generosity_spread: float = number(0.2, "log-sd", "what honest clients mean to pay around the market price", 0.1, 0.5)
    low_pay_discount: float = number(0.9, "log units", "under the market price that low-paying clients mean to pay: 41 % of it", 0.4, 1.5, most=5)
    reliability: float = number(0.9965, "share", "of good work that a client accepts and pays; non-payment 3.2 % in the spring of 2020, CW April 2020", 0.97, 0.999)
    careless_reliability: float = number(0.93, "share", "the same of a careless client", 0.7, 0.97)
    reliability_spread: float = number(0.01, "share", "of it that the worst client falls short of the best", 0.0, 0.05)
    history_accepted: float = number(3.0, "contracts", "mean earlier accepted contracts of an honest client", 1.0, 10.0, most=1_000)
    history_yen: float = number(1.2, "factor", "yen of each of them against the market price of the first category", 0.5, 3.0)
    history_failed: float = number(0.4, "share", "of accepted contracts that a careless client let fail besides, at most", 0.1, 1.0)
    told_by_contract: float = number(0.05, "share", "of those who name contacts, a contract accepted before the first day, were told of the rule; as a run comes to by itself", 0.01, 0.2)
    oldest_client_days: float = number(400.0, "days", "age of the oldest account of an honest client, or of a worker, on day 0; the mean is half of it", 100.0, 2_000.0, most=36_500)
    rating: float = number(4.8, "stars", "mean rating of an honest client on day 0, inflated (Filippas et al.)", 4.3, 4.9, "quoted", least=1, most=5)
    poor_rating: float = number(4.2, "stars", "the same of a careless or low-paying client", 3.5, 4.6, least=1, most=5)
    rating_spread: float = number(0.2, "stars", "sd of mean ratings between clients", 0.05, 0.5, most=2)
    new_clients: float = number(0.0008, "share", "growth a day, as for workers", 0.0002, 0.002, most=0.05)
    new_workers: float = number(0.00073, "share", "growth a day: +0.98 M a year on 3.69 M (bizspa.jp)", 0.0004, 0.001, "derived", most=0.05)
    reputation_exponent: float = number(1.0, "exponent", "of newcomers in what people say of the platform: their mean trust over the usual one (Nosko & Tadelis: no size)", 0.0, 2.0, most=10)
    worker_trust: float = number(0.62, "share", "trust of workers in a settled market, with which all begin", 0.4, 1.0, least=0.1)
    client_trust: float = number(0.81, "share", "the same of clients", 0.4, 1.0, least=0.1)
    contacts_swapped: float = number(2.4, "contacts", "that a worker of the first day has swapped, for every session a day", 0.0, 10.0, most=100)
    activity_median: float = number(0.16, "sessions a day", "of those whose account is not dormant", 0.08, 0.3, most=1)
    activity_spread: float = number(1.3, "log-sd", "heavy tail; chieterrace: 0.012 % earn > ¥200k a month", 0.8, 1.8)
    activity_cap: float = number(0.9, "sessions a day", "of the busiest worker on average", 0.5, 1.0, most=1)
    experienced: float = number(0.35, "share", "workers with a completed contract on day 0", 0.1, 0.5)
    reservation_wage: float = number(-0.35, "log units", "over the market price, median take-home that workers want: 70 % of it", -0.8, 0.0, least=-3, most=3)
    reservation_wage_spread: float = number(0.3, "log-sd", "of the take-home wanted, between workers", 0.1, 0.6)
    young: float = number(0.22, "share", "workers under 25", 0.1, 0.35)
    main_income: float = number(0.375, "share", "full-time among net-freelancers, RENGO 2020", 0.2, 0.5, "quoted")
    guardian: float = number(0.2, "share", "cares for a child out of school (A-27)", 0.1, 0.35)
    worker_verified: float = number(0.3, "share", "workers with verified identity", 0.1, 0.5)
    caution_mean: float = number(0.5, "share", "48 % on guard, FlexJobs", 0.3, 0.6, "quoted", least=0.01)
    filter_verified: float = number(0.12, "share", "workers who tick the verified filter (N-12)", 0.03, 0.3)
    filter_certified: float = number(0.05, "share", "workers who would tick the certified filter (L-10)", 0.01, 0.3)
    uptake_half_time: float = number(21.0, "days", "from advice (N-08, N-13) or a check that is asked for (A-06) until half of those who will have taken it up: word spreads over weeks", 7.0, 60.0, least=1, most=3_650)
    caution_acquired: float = number(0.33, "share", "of the way to full caution that a worker of the first day has come by what befell it and its friends, for every session a day", 0.0, 0.4)
    pressure_mean: float = number(0.45, "share", "65.1 % lost income, CW April 2020 (n = 1,400)", 0.3, 0.65, least=0.01)
    shock: float = number(0.5, "factor", "added to pressure at the height of the income shock, mid-April 2020 (CW: 65.1 % lost income)", 0.0, 1.0)
    shock_begins: int = number(60, "days", "after 1 January 2020: 1 March, when incomes began to fall", 31, 91, least=-3_650, most=3_650)
    shock_rise: float = number(45.0, "days", "from then to the height of the shock: 15 April", 15.0, 90.0, least=1, most=3_650)
    shock_half_life: float = number(60.0, "days", "from the height until half of it is left", 20.0, 200.0, least=1, most=3_650)
    # fmt: on

    def __post_init__(self) -> None:
        """Raises ValueError for the first number outside its bounds, and for shares of one whole above 1."""
        check(self)
        mixture(self, "low_paying", "careless", "marketers")
        mixture(self, "filter_verified", "filter_certified")


def pressure(base: Reals, relief: Reals, date: int, population: Population) -> F64:
    """(n,) financial pressure 0…1 on a day (days since 1970-01-01): what relief leaves, more during the income shock.

    The shock builds up evenly to its height (65.1 % of CrowdWorks' freelancers had lost income in early April) and
    halves every so often from then on; its course is assumed.
    """
    since = date - NEW_YEAR - population.shock_begins
    rise = np.clip(since / population.shock_rise, 0.0, 1.0)
    course = rise * 2.0 ** (-max(0.0, since - population.shock_rise) / population.shock_half_life)
    return np.minimum(1.0, base * (1 + population.shock * course)) * (1 - relief)
