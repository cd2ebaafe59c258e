"""Acquaintances, and what travels along them."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, I64, Bool, Reals
from sim.choices.learning import Learning
from sim.choices.luring import Luring, led_away, recognises
from sim.state.codes import Dealing


@dataclass(frozen=True, slots=True)
class Grapevine(Checked):
    """Acquaintances, and what travels along them."""

    # fmt: off
    friends: int = number(6, "people", "on the service whom a worker knows; who joins begins with half as many", 0, 20, most=200)
    far_ties: float = number(0.1, "share", "of ties that lead far away (Watts & Strogatz 1998)", 0.01, 0.5)
    tells_friends: float = number(0.3, "share", "of friends who hear how a dealing went; 29.7 % of the harmed tell people close to them (white paper 2013)", 0.0, 0.7)
    second_hand: float = number(0.3, "share", "of what a dealing does to caution and trust, in a friend who hears of it", 0.05, 0.8)
    asks_friends: float = number(0.05, "share", "of friends whom a worker asks before it follows a lure; who has nobody to ask falls for more (BBB, FINRA & Stanford 2019)", 0.0, 0.2)
    recruits: float = number(0.5, "share", "of friends whom an MLM victim tries to recruit: members are told to ask all they know", 0.1, 0.9)
    friend_factor: float = number(3.0, "factor", "on a lure, from a friend; 72 against 16 % fell for a phish (Jagatic et al. 2007)", 1.0, 4.5)
    # fmt: on


def stirred(what: I64, grapevine: Grapevine, learning: Learning) -> tuple[F64, F64, F64]:
    """(n,) what hearing how a friend's dealing went does: a share of what it did to the friend.

    what: Dealing → (n,) shares of the way to full caution, of trust lost, and of missing trust won.
    """
    caution, lost, won = np.zeros((3, len(Dealing)))
    caution[Dealing.SEEN_THROUGH], caution[Dealing.HARM] = learning.caution_after_warning, learning.caution_after_harm
    lost[Dealing.SEEN_THROUGH], lost[Dealing.HARM] = learning.trust_lost_lure, learning.trust_lost_harm
    lost[Dealing.UNPAID], won[Dealing.PAID] = learning.trust_lost_unpaid, learning.trust_gain
    share = grapevine.second_hand
    return share * caution[what], share * lost[what], share * won[what]


def sees_for_friend(caution: Reals, plain: Reals, grapevine: Grapevine, luring: Luring) -> F64:
    """(n,) probability that a friend is asked about a lure and sees what it is. plain: how openly it lures, 0…1."""
    return grapevine.asks_friends * recognises(caution, plain, luring)


def follows(pressure: Reals, caution: Reals, young: Bool, u: Reals, grapevine: Grapevine, luring: Luring) -> Bool:
    """(n,) does somebody whom a friend tries to recruit follow? As a plain lure, but from a friend."""
    n = len(u)
    factor, clarity = np.full(n, grapevine.friend_factor), np.ones(n)
    return u < led_away(pressure, caution, clarity, young, factor, np.zeros(n), np.zeros(n), luring)
