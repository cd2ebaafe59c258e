"""How honest pairs talk before a contract, and what it does."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Reals


@dataclass(frozen=True, slots=True)
class Talking(Checked):
    """How honest pairs talk before a contract, and what it does."""

    # fmt: off
    want: float = number(0.6, "share", "pairs on work that needs talk through and through who want to speak", 0.2, 0.8)
    shortlist: float = number(0.6, "fit", "how good an applicant must look on paper for the client to talk to it", 0.4, 0.8, most=5)
    uptake: float = number(0.7, "share", "of pairs who want to speak use the in-house call where it is open", 0.3, 0.9)
    swap: float = number(0.55, "share", "of those who cannot call in-house swap contacts, at caution 0", 0.15, 0.7)
    call_swap: float = number(0.12, "share", "exchange contacts during an unwatched call", 0.02, 0.4)
    watched_swap: float = number(0.2, "share", "of call_swap that is left where somebody listens", 0.0, 0.6)
    shuns: float = number(0.2, "share", "of those who would call do not where somebody may listen", 0.0, 0.6)
    text_noise: float = number(0.22, "fit", "noise of the client's signal after text", 0.12, 0.4, most=3)
    talk_noise: float = number(0.13, "fit", "noise after talking", 0.06, 0.2, most=3)
    nda: float = number(0.06, "share", "of honest pairs who sign an NDA with special terms (A-21)", 0.01, 0.2)
    unspoken_drop: float = number(0.25, "share", "of pairs who wanted to speak and could not give up", 0.05, 0.5)
    outside_hazard: float = number(0.02, "share", "of outside contacts with honest clients lost in silence (Lancers: more trouble)", 0.0, 0.1)
    leak_first: float = number(0.06, "share", "first contracts made outside once contacts are swapped; 0–3 % of all", 0.0, 0.15)
    leak_repeat: float = number(0.3, "share", "repeat business outside once contacts are swapped; 5–25 % of repeat pairs", 0.1, 0.6)
    fee_salience: float = number(1.25, "factor", "on leaving when workers enter take-home (Y-10, tension 7)", 1.0, 2.0)
    # fmt: on


def wants_talk(talk: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) do they want to speak about this work?"""
    return u < np.minimum(1.0, 2 * talking.want * talk)


def takes_call(may: Bool, watched: Bool, share: float, u: Reals, talking: Talking) -> Bool:
    """(n,) does a pair call in-house, of which `share` would where it may? Some shun a call that may be listened to."""
    return may & (u < share * (1 - talking.shuns * watched))


def swaps_contact(caution: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) do the two swap outside contacts to speak elsewhere? Cautious workers do not (R-08)."""
    return u < talking.swap * (1 - caution)


def goes_direct(inclination: Reals, repeat: bool, net_entry: bool, u: Reals, talking: Talking) -> Bool:
    """(n,) does a pair with swapped contacts make this deal outside? Fees that are felt push (Y-10)."""
    base = talking.leak_repeat if repeat else talking.leak_first
    return u < np.minimum(1.0, base * 2 * inclination * (talking.fee_salience if net_entry else 1.0))


def on_paper(true_fit: Reals, polish: Reals, talking: Talking) -> F64:
    """(n,) the fit that an application suggests. polish: standard normal, how much better it reads than the work."""
    return true_fit + talking.text_noise * polish.astype(np.float64)
