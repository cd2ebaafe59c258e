"""Comings and goings: who uses its account, who stops for reasons of its own, who comes back."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, I64, Bool, Ints, Reals

MONTH, YEAR = 30.0, 365.0  # days
MANY = 1 << 40  # jobs: more than any client posts
NOBODY = 1e-12  # a day: a rate at which nobody stops


@dataclass(frozen=True, slots=True)
class Churn(Checked):
    """Comings and goings: who uses its account, who stops for reasons of its own, who comes back."""

    # fmt: off
    dormant_workers: float = number(0.92, "share", "of registered workers, use their account no more on day 0: nine of ten have no profile, order or rating (F5, F6)", 0.87, 0.95, "derived", most=0.999)
    worker_stops: float = number(0.046, "share", "of workers who have settled, stop a month: half of MTurk's are gone in 12 to 18 months (F17)", 0.038, 0.056, "derived", most=0.99)
    worker_visits: float = number(0.85, "share", "of workers who join, only look around, and take no work: 8.6 % ever do (F6)", 0.78, 0.9)
    visit_days: float = number(7.0, "days", "mean that they look around", 2.0, 21.0, least=0.1, most=3_650)
    worker_returns: float = number(0.01, "share", "of dormant workers, come back a year", 0.003, 0.03, most=0.99)
    dormant_sells: float = number(0.0005, "share", "of dormant workers, sell the account that they do not use, a year (M-15)", 0.0001, 0.002, most=0.99)
    dormant_clients: float = number(0.75, "share", "of registered clients, order no more on day 0: half order once (F8), others stop in time", 0.65, 0.85, most=0.999)
    orders_once: float = number(0.5, "share", "of clients who join or come back, order once: half (F8)", 0.4, 0.6, "derived")
    first_order_days: float = number(4.0, "days", "mean from joining to the first order; 0: as at any time", 1.0, 14.0, most=3_650)
    client_stops: float = number(0.05, "share", "of other clients, stop a month: about as many as go on", 0.03, 0.08, most=0.99)
    client_returns: float = number(0.02, "share", "of dormant clients, come back a year", 0.005, 0.05, most=0.99)
    # fmt: on


def hazard(share: float, days: float) -> float:
    """Rate a day at which such a share is gone after so many days."""
    return float(-np.log1p(-share) / days)


def visits(u: Reals, settled: bool, churn: Churn) -> Bool:
    """(n,) do workers only look around, and take no work? None who was here before (settled)."""
    return (u < churn.worker_visits) & (not settled)


def worker_stays(visiting: Bool, u: Reals, churn: Churn) -> F64:
    """(n,) days until workers stop for reasons of their own, inf where none do. visiting: do they only look around?"""
    return _days(u, np.where(visiting, 1 / churn.visit_days, hazard(churn.worker_stops, MONTH)))


def client_stays(u: Reals, churn: Churn) -> F64:
    """(n,) days until clients stop for reasons of their own, inf where none do."""
    return _days(u, np.full(len(u), hazard(churn.client_stops, MONTH)))


def orders(u: Reals, settled: bool, churn: Churn) -> I64:
    """(n,) jobs after which a client needs no more: one, or as many as it likes. settled: it has ordered before."""
    return np.where((u < churn.orders_once) & (not settled), 1, MANY)


def needs_no_more(until: Reals, orders: Ints, posted: Ints, moment: float) -> Bool:
    """(n,) which clients need no more at a moment: their time has come, or all that they needed is posted."""
    return (until < moment) | (posted >= orders)


def eager(rate: Reals, new: Bool, churn: Churn) -> F64:
    """(n,) jobs a day that clients mean to post: those who came to order something do so soon."""
    soon = 1 / churn.first_order_days if churn.first_order_days else 0.0
    return np.where(new, np.maximum(rate, soon), rate)


def _days(u: Reals, rate: F64) -> F64:
    """(n,) exponential waits at these rates a day, from uniforms."""
    days = np.full(len(u), np.inf)
    np.divide(-np.log1p(-u), rate, out=days, where=rate > NOBODY)
    return days
