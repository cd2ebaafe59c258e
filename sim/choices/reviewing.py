"""How well the people at the desks judge, and how long clients wait for them."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import Bool, Reals


@dataclass(frozen=True, slots=True)
class Reviewing(Checked):
    """How well the people at the desks judge."""

    # fmt: off
    recall: float = number(0.85, "share", "a plainly violating text is seen; untrained people 53 % (Alsharnouby)", 0.53, 0.95)
    false_alarm: float = number(0.02, "share", "an honest posting is judged a violation", 0.005, 0.1)
    anchored_alarm: float = number(0.15, "share", "the same after the machine has suspended it", 0.05, 0.4)
    message_recall: float = number(0.8, "share", "a plain lure is seen in a held message", 0.5, 0.95)
    impatience: float = number(0.006, "share", "a hurried client gives up per hour of publication lag (M-10)", 0.0, 0.03)
    offended: float = number(0.2, "share", "an honest client leaves after a wrong suspension", 0.05, 0.5)
    # fmt: on


def gives_up(lag_hours: Reals, hurry: Reals, u: Reals, reviewing: Reviewing) -> Bool:
    """(n,) does the client withdraw a posting that takes this long to appear (M-10)?"""
    return u < 1 - np.exp(-reviewing.impatience * 2 * hurry * lag_hours)
