"""Acquaintances, and what travels along them."""

from dataclasses import dataclass

from policies.numbers import Checked, number
from sim.arrays import Bool, Reals


@dataclass(frozen=True, slots=True)
class Grapevine(Checked):
    """Acquaintances, and what travels along them."""

    friends: int = number(6, "people", "on the service whom a worker knows", 0, 20, most=200)
    far: float = number(0.1, "share", "of ties that lead far away (Watts & Strogatz 1998)", 0.01, 0.5)
    tells: float = number(0.3, "share", "of friends who hear of a harm (Y-29: workers consult each other)", 0.0, 0.7)
    caution: float = number(0.08, "share", "of the way to full caution on hearing of one", 0.0, 0.3)
    trust: float = number(0.04, "share", "of trust lost on hearing of one", 0.0, 0.2)
    recruits: float = number(0.25, "share", "of friends whom an MLM victim tries to recruit", 0.0, 0.5)
    follows: float = number(0.25, "share", "of those who follow, at full pressure and no caution", 0.02, 0.4)


def follows(pressure: Reals, caution: Reals, u: Reals, grapevine: Grapevine) -> Bool:
    """(n,) does somebody whom an acquaintance tries to recruit follow?"""
    return u < grapevine.follows * pressure * (1 - caution)
