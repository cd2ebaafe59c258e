"""People at the desks: how long they look, what they find, what tires them, how long clients wait for them."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Reals

SURE = 1e-12  # how near a score or a share may come to 0 or 1 and still be told from it in log-odds or units of noise


@dataclass(frozen=True, slots=True)
class Reviewing(Checked):
    """People at the desks: how long they look, what they find, what tires them, how long clients wait for them."""

    # fmt: off
    recall: float = number(0.85, "share", "a plainly violating text is seen; untrained people 53 % (Alsharnouby)", 0.53, 0.95)
    false_alarm: float = number(0.02, "share", "an honest text is judged a violation", 0.005, 0.1)
    suspended_false_alarm: float = number(0.15, "share", "the same after the machine has suspended it", 0.05, 0.4)
    approval_false_alarm: float = number(0.05, "share", "an honest application for contact outside is refused", 0.01, 0.2)
    glance_recall: float = number(0.4, "share", "a plainly violating text is seen at a checker's glance; untrained people who look for it 53 % (Alsharnouby)", 0.15, 0.53)
    glance_false_alarm: float = number(0.01, "share", "a checker passes an honest posting on to be read", 0.002, 0.05)
    fee_cue: float = number(0.7, "share", "how plainly a posting lures to people who look at its pay, per log unit above what is too good to be true (L-24)", 0.2, 1.5, most=10)
    tiring_load: float = number(2.0, "× their time", "that a day's work asks of a desk, at which its people find half as much", 0.6, 6.0, least=0.01)
    flow_days: float = number(14.0, "days", "over which the work that comes to a desk of the whole marketplace is averaged", 5.0, 30.0, least=1, most=60)
    least_glance: float = number(0.4, "share", "of its usual time that a look takes at least, where people have to hurry to keep up; 1: nobody hurries", 0.25, 0.8, least=0.05)
    doubt_width: float = number(2.0, "log-odds", "under the machine's line at which a checker looks 76 % as long as at the line", 1.0, 4.0, least=0.01)
    impatience: float = number(0.006, "share", "a hurried client gives up a posting or a worker, an hour that a text waits (M-10)", 0.0, 0.03)
    # fmt: on


def lingers(score: Reals, line: float, reviewing: Reviewing) -> F64:
    """(n,) 0…1 of a checker's longest look that a posting with this score gets: the longest from the line on.

    The mean time of a decision by gathered evidence, which is made the sooner the further it lies from the line:
    tanh(d) / d (Palmer, Huk & Shadlen 2005), d in units of `doubt_width`. What the machine could not score is looked at
    longest.
    """
    under = _log_odds(np.array([line])) - _log_odds(np.where(np.isnan(score), 1.0, score))
    away = np.maximum(under / reviewing.doubt_width, SURE)
    return np.tanh(away) / away


def attention(load: float, reviewing: Reviewing) -> float:
    """0…1, what is left of a desk's recall on a day that asks for this much of its people's time: half at `tiring_load`."""
    return float(np.exp2(-load / reviewing.tiring_load))


def plain(betrays: Reals, fee: Reals, quote: Reals, fine: float, reviewing: Reviewing) -> F64:
    """(n,) 0…1 how plainly postings violate to people who read them: by their words, or by pay too good to be true.

    fee, quote: yen, NaN without a quote, which leaves the words; fine: times the quote, up to where pay is none too good.
    """
    usual = fine * np.maximum(np.where(np.isnan(quote), fee, quote), 1.0)
    above = np.log(np.maximum(fee, 1.0) / usual)
    return np.maximum(betrays, np.clip(reviewing.fee_cue * above, 0.0, 1.0))


def pointed_out(plain: Reals, score: Reals, broken: Bool) -> F64:
    """(n,) 0…1 how plainly texts violate to people who are shown what the machine found: at least as plainly as to it.

    score: 0…1 of the machine, NaN where it cannot tell. broken: does the text break a rule? Else there is nothing to see.
    """
    return np.where(broken, np.fmax(plain, score), plain)


def suspended_recall(reviewing: Reviewing) -> float:
    """0…1, the share of plainly violating texts that a reader finds among those that the machine has suspended.

    The eye is that of any other reading, but readier to say yes: as far from `suspended_false_alarm` as `recall` is from
    `false_alarm`, in units of the noise (d′; Green & Swets 1966).
    """
    recall, alarm, suspended = (
        NormalDist().inv_cdf(min(max(share, SURE), 1 - SURE))
        for share in (reviewing.recall, reviewing.false_alarm, reviewing.suspended_false_alarm)
    )
    return NormalDist().cdf(suspended + recall - alarm)


def finds(betrays: Reals, recall: Reals | float, alarm: Reals | float, u: Reals, attention: float) -> Bool:
    """(n,) does somebody who reads these texts take them for violations? betrays: how plainly they violate, 0…1."""
    return u < np.maximum(alarm, recall * attention * betrays)


def gives_up(lag_hours: Reals, hurry: Reals, u: Reals, reviewing: Reviewing) -> Bool:
    """(n,) does the client give up a posting that takes this long to appear (M-10), or a worker it cannot reach?"""
    return u < 1 - np.exp(-reviewing.impatience * 2 * hurry * lag_hours)


def _log_odds(score: Reals) -> F64:
    sure = np.clip(score, SURE, 1 - SURE)
    return np.log(sure / (1 - sure))
