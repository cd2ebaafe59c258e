"""Workers' choice to sell their account, and what they ask for it (M-15…M-17)."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Reals

LEAST_SALES = 5  # sales from which on people go by what became of them: assumed


@dataclass(frozen=True, slots=True)
class Selling(Checked):
    """Workers' choice to sell their account, and what they ask for it."""

    # fmt: off
    sells_unasked: float = number(0.0005, "share", "of workers a month who look for a buyer of their account, at full pressure", 0.0, 0.003)
    asks: float = number(15_000.0, "yen", "median asked by who goes on using the account, where nobody is found; a verified Upwork account: over $1,300 asked (2019)", 4_000.0, 100_000.0, least=1)
    asks_spread: float = number(0.8, "log-sd", "of what workers ask around it", 0.3, 1.5)
    unused_factor: float = number(0.4, "factor", "on it, of an account that is not used any more", 0.1, 0.8, least=0.01, most=1)
    offer_days: float = number(60.0, "days", "until somebody who finds no buyer gives up", 14.0, 180.0, most=3_650)
    # fmt: on


def danger(losses: int, sales: int) -> float:
    """Share of so many sales that ended with the account found out, as people know it. There is always some hope."""
    return losses / max(sales, losses + 1, LEAST_SALES)


def asks(luck: Reals, unused: Bool, danger: float, selling: Selling) -> F64:
    """(n,) yen that workers ask. luck: standard normals.

    Who goes on using the account loses it when its buyer is found out (M-16), and asks to be paid for that danger.
    """
    usual = selling.asks * np.exp(selling.asks_spread * luck)
    return np.where(unused, usual * selling.unused_factor, usual / (1 - danger))
