"""Who the people are: shares and spreads of a population, and how hard the times press on them."""

import datetime
from dataclasses import dataclass

import numpy as np

from policies.numbers import number
from sim.arrays import F64, Reals

SHOCK_BEGINS = (datetime.date(2020, 3, 1) - datetime.date(1970, 1, 1)).days
SHOCK_PEAKS = (datetime.date(2020, 4, 15) - datetime.date(1970, 1, 1)).days


@dataclass(frozen=True, slots=True)
class Population:
    """Who is here on the first day, and who comes."""

    ring_share: float = number(0.10, "share", "share of clients that rings own, H: π 8.6–12.5 %", 0.064, 0.125, "derived")
    low_paying: float = number(0.12, "share", "of honest clients; unfairly low pay, RENGO 2020: 12.6 % ever", 0.05, 0.25)
    careless: float = number(0.08, "share", "of honest clients; counterparty unreachable 8.5 %, CW April 2020", 0.03, 0.15)
    verified_honest: float = number(0.38, "share", "H: verified share of clients ≤ 0.43", 0.25, 0.43, "derived")
    verified_ring: float = number(0.165, "share", "N-09, H: 3 of 4 or more violators do not verify", 0.05, 0.3)
    ticked_honest: float = number(0.45, "share", "order-rule check adoption, not in A-03", 0.1, 0.7)
    ticked_ring: float = number(0.35, "share", "a cheap mark is worn by the wrong ones too, tension 4", 0.1, 0.7)
    activity_median: float = number(0.0052, "sessions a day", "most registered accounts sleep", 0.002, 0.02)
    activity_spread: float = number(2.0, "log-sd", "heavy tail; chieterrace: 0.012 % earn > ¥200k a month", 1.2, 2.5)
    post_rate: float = number(0.0165, "jobs a day", "mean of honest clients; ¥3.19 bn Apr–Jun 2020", 0.005, 0.04)
    post_spread: float = number(1.3, "log-sd", "a few clients post most", 0.8, 2.0)
    new_workers: float = number(0.00073, "share", "growth a day: +0.98 M a year on 3.69 M (bizspa.jp)", 0.0004, 0.001, "derived")
    new_clients: float = number(0.0008, "share", "growth a day, as for workers", 0.0002, 0.002)
    history_accepted: float = number(3.0, "contracts", "mean earlier accepted contracts of an honest client", 1.0, 10.0)
    experienced: float = number(0.35, "share", "workers with a completed contract on day 0", 0.1, 0.5)
    main_income: float = number(0.375, "share", "full-time among net-freelancers, RENGO 2020", 0.2, 0.5, "quoted")
    guardian: float = number(0.2, "share", "cares for a child out of school (A-27)", 0.1, 0.35)
    young: float = number(0.22, "share", "workers under 25", 0.1, 0.35)
    pressure_mean: float = number(0.45, "share", "65.1 % lost income, CW April 2020 (n = 1,400)", 0.3, 0.65)
    shock: float = number(0.5, "factor", "added to pressure at the height of the income shock, mid-April 2020 (CW: 65.1 % lost income)", 0.0, 1.0)
    caution_mean: float = number(0.5, "share", "48 % on guard, FlexJobs", 0.3, 0.6, "quoted")
    filter_verified: float = number(0.12, "share", "workers who tick the verified filter (N-12)", 0.03, 0.3)
    filter_advice: float = number(0.06, "share", "workers who follow both pieces of advice (N-08, N-13)", 0.01, 0.2)
    filter_certified: float = number(0.05, "share", "workers who would tick the certified filter (L-10)", 0.01, 0.3)
    worker_verified: float = number(0.3, "share", "workers with verified identity", 0.1, 0.5)


def pressure(base: Reals, relief: Reals, date: int, population: Population) -> F64:
    """(n,) financial pressure 0…1 on a day (days since 1970-01-01): what relief leaves, more during the income shock.

    The shock builds up from 1 March to 15 April 2020 (65.1 % of CrowdWorks' freelancers had lost income in early April)
    and halves every 60 days from then on; its course is assumed.
    """
    rise = np.clip((date - SHOCK_BEGINS) / (SHOCK_PEAKS - SHOCK_BEGINS), 0.0, 1.0)
    course = rise * 2.0 ** (-max(0, date - SHOCK_PEAKS) / 60)
    return np.minimum(1.0, base * (1 + population.shock * course)) * (1 - relief)
