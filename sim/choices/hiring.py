"""Clients' choice among applicants."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Ints, Reals
from sim.choices.talking import Talking, on_paper


@dataclass(frozen=True, slots=True)
class Hiring(Checked):
    """Clients' choice among applicants."""

    # fmt: off
    first_look_days: float = number(3.0, "days", "between posting and the first look at applications", 1.0, 7.0, most=3_650)
    first_look_spread: float = number(0.5, "share", "of it that the quickest are quicker and the slowest slower", 0.1, 1.0)
    next_look_days: float = number(2.0, "days", "until a client who found nobody looks again", 1.0, 7.0, most=3_650)
    least_fit: float = number(0.75, "fit", "the signal below which nobody is hired", 0.5, 0.9, most=5)
    price_weight: float = number(0.25, "fit", "per log unit of bid over the fee", 0.05, 0.5, most=10)
    record_weight: float = number(0.06, "fit", "an experienced worker's bonus (verified history helps, Agrawal)", 0.0, 0.15, most=10)
    abandons_posting: float = number(0.42, "share", "of postings whose client never comes back to choose; 38 % of posts hire (Upwork)", 0.1, 0.5, most=0.9)
    abandons_spread: float = number(1.5, "log-odds", "between clients: some nearly always come back, some seldom", 0.0, 2.5, most=10)
    accepts_offer: float = number(0.85, "share", "of chosen workers who still want the job", 0.6, 0.95)
    contracts_at_once: int = number(4, "contracts", "a worker runs at once", 2, 10, least=1, most=1_000)
    bid_spread: float = number(0.12, "log-sd", "bids around the fee", 0.05, 0.3)
    net_entry_markup: float = number(0.3, "share", "of the fee that workers who enter take-home ask back (H7)", 0.0, 0.8)
    newcomer_premium: float = number(0.10, "share", "bid up for a client without a record (Stanton & Thomas)", 0.0, 0.15, "quoted")
    # fmt: on


def abandons(z: Reals, hiring: Hiring) -> F64:
    """(n,) share of its postings to which a client never comes back, by a standard normal."""
    odds = hiring.abandons_posting * np.exp(hiring.abandons_spread * z)
    return odds / (1 - hiring.abandons_posting + odds)


def signal(
    true_fit: Reals,
    polish: Reals,
    talked: Bool,
    heard: Reals,
    bid_ratio: Reals,
    experience: Ints,
    talking: Talking,
    hiring: Hiring,
) -> F64:
    """(n,) what the client makes of an applicant: its fit as read, or more sharply as heard, its price, its record.

    polish, heard: standard normals, the errors of reading and of talking.
    """
    seen = np.where(talked, true_fit + talking.fit_noise_after_talk * heard, on_paper(true_fit, polish, talking))
    return seen - hiring.price_weight * np.log(bid_ratio) + hiring.record_weight * (experience > 0)
