"""Effect of a lure on the one it reaches, and what follows out of sight."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import check, mixture, number
from policies.records import Channel
from sim.arrays import F64, Bool, Ints, Reals
from sim.choices.common import one_each
from sim.state.codes import Harm


@dataclass(frozen=True, slots=True)
class Luring:
    """Effect of a lure on the one it reaches, and what follows out of sight."""

    # fmt: off
    led_away_base: float = number(0.3, "share", "led away at full pressure, no caution, plain text; 2–15 % of those reached", 0.05, 0.4)
    pressure_weight: float = number(0.6, "share", "of it that financial pressure makes (H12)", 0.2, 0.9)
    call_factor: float = number(1.2, "factor", "on it by call; chat equals face to face (Abatayo), plausible either way", 0.7, 2.0)
    pick_up: float = number(0.5, "share", "of workers who take a call from a client they applied to", 0.2, 0.8)
    applies_for_approval_first: float = number(0.3, "share", "of rings' jobs in whose conversations the account first applies for contact outside, where the office approves of it, before rings learn", 0.05, 0.8)
    application_plainness: float = number(0.4, "share", "how openly such an application lures, against a text that hides nothing", 0.1, 0.8)
    listener_recall: float = number(0.6, "share", "of lures recognised by somebody who listens to the call", 0.3, 0.9)
    routine_contact_boost: float = number(0.5, "factor", "added once outside contact with clients is routine to the worker", 0.0, 1.5)
    swaps_until_routine: float = number(3.0, "contacts", "swapped until it is", 1.0, 10.0, least=0.1)
    warning_effect: float = number(0.3, "share", "taken off by a warning at first sight (10–40 %)", 0.1, 0.4)
    notice_effect: float = number(0.1, "share", "taken off by the standing notice at first sight", 0.0, 0.3)
    warning_effect_cap: float = number(0.95, "share", "that warnings and notices take off together at most", 0.5, 1.0)
    habituation: float = number(4.0, "warnings", "after which a warning works half as much (2–6)", 2.0, 6.0, least=0.1)
    put_off_by_warning: float = number(0.1, "share", "of workers to whom an honest client writes do not answer where a warning stands beside it, at first sight", 0.0, 0.3)
    posting_factor: float = number(0.35, "factor", "in the text of a posting, against a message to oneself", 0.1, 0.8)
    young_factor: float = number(1.4, "factor", "for under 25; MLM complaints: 46.6 % in their 20s (FY2020)", 1.0, 2.0)
    nda_factor: float = number(0.75, "factor", "in the special terms of an NDA, against a message", 0.4, 1.0)
    scout_factor: float = number(0.45, "factor", "in a scout to somebody who never applied, against a message", 0.2, 0.9)
    deterred_by_notice: float = number(0.05, "share", "of lures not sent under the clients' notice (L-21, L-29)", 0.0, 0.2)
    recognise_base: float = number(0.3, "share", "of those not led away who see what it was, however hidden it is", 0.1, 0.6)
    recognise_cue: float = number(0.7, "share", "of them more, at full caution, where the text lures openly", 0.2, 0.9)
    call_plainness: float = number(0.6, "share", "how openly a call lures, against a text that hides nothing", 0.2, 1.0)
    reports: float = number(0.07, "share", "of those who recognise a lure report it (5–20 %)", 0.05, 0.2)
    reports_slips: float = number(0.015, "share", "of those who see that an ordinary client's posting breaks a rule report it: it deceives nobody", 0.003, 0.06)
    false_reports: float = number(0.002, "share", "of honest threads reported", 0.0005, 0.01)
    first_loss_share: float = number(0.25, "share", "of the led away who come to a first harm", 0.05, 0.5)
    first_loss_yen: float = number(21_000.0, "yen", "small first payment, ¥20,000–22,000 (mynavi)", 10_000.0, 40_000.0, "quoted")
    first_loss_spread: float = number(0.3, "log-sd", "of first losses, in money or work", 0.1, 0.8)
    second_loss_share: float = number(0.11, "share", "of those harmed once who lose heavily", 0.03, 0.3)
    second_loss_yen: float = number(660_000.0, "yen", "mean MLM contract FY2001–05; ¥0.8–1.06 M later", 300_000.0, 1_060_000.0, "quoted")
    second_loss_spread: float = number(0.8, "log-sd", "of the second loss", 0.4, 1.2)
    harm_yen_to_ring: tuple[float, ...] = number((0.0, 3_000.0, 20_000.0, 10_000.0, 8_000.0), "yen", "to a ring, by Harm: data, an account, unpaid work, a proxy listing (money is what the victim loses)")
    sells_account: float = number(0.8, "share", "of those led away by an offer to buy accounts who sell, at full pressure (M-15)", 0.1, 1.0)
    loss_step_days: float = number(6.0, "days", "between the steps", 2.0, 20.0, most=3_650)
    second_loss_wait_factor: float = number(3.0, "factor", "on these days, from a first harm to a heavy loss", 1.0, 10.0)
    # fmt: on

    def __post_init__(self) -> None:
        """Raises ValueError for the first number outside its bounds, and for harms without a worth each."""
        check(self)
        one_each(self, tuple(Harm), "a Harm", "harm_yen_to_ring")
        mixture(self, "recognise_base", "recognise_cue")


def fade(warned: Ints, luring: Luring) -> F64:
    """(n,) how much of its first effect a warning still has: halved with every `habituation` warnings seen (H10)."""
    return np.exp2(-warned / luring.habituation)


def taken_off(seen: Ints, warned: Bool, noticed: Bool, luring: Luring) -> F64:
    """(n,) share taken off by a warning and a standing notice, the less the more warnings were seen before."""
    return np.minimum(
        luring.warning_effect_cap,
        fade(seen, luring) * (luring.warning_effect * warned + luring.notice_effect * noticed),
    )


def puts_off(seen: Ints, u: Reals, luring: Luring) -> Bool:
    """(n,) does a warning beside an honest text keep a worker from answering, who has seen so many before?"""
    return u < luring.put_off_by_warning * fade(seen, luring)


def used_to(swaps: Reals, luring: Luring) -> F64:
    """(n,) 0…1, how usual outside contact with clients is to workers who swapped contacts so often."""
    return np.minimum(1.0, swaps / luring.swaps_until_routine)


def money_lost(first: Bool, noise: Reals, luring: Luring) -> F64:
    """(n,) yen of a small first or a heavy second loss, log-normal around its mean."""
    spread = np.where(first, luring.first_loss_spread, luring.second_loss_spread)
    return np.where(first, luring.first_loss_yen, luring.second_loss_yen) * np.exp(spread * noise - spread**2 / 2)


def channel_factors(luring: Luring) -> F64:
    """(channels,) how a lure works on each channel, against a message to somebody who wrote first."""
    factor = np.ones(len(Channel))
    factor[Channel.POSTING], factor[Channel.NDA] = luring.posting_factor, luring.nda_factor
    factor[Channel.SCOUT], factor[Channel.CALL] = luring.scout_factor, luring.call_factor
    return factor


def led_away(
    pressure: Reals,
    caution: Reals,
    clarity: Reals,
    young: Bool,
    factor: Reals,
    routine: Reals,
    warning: Reals,
    luring: Luring,
) -> F64:
    """(n,) probability to follow a lure.

    factor: of the channel; routine: 0…1, how usual outside contact with clients is to the worker; warning: share taken
    off by warnings.
    """
    drive = (1 - luring.pressure_weight) + luring.pressure_weight * pressure
    chance = luring.led_away_base * drive * (1 - caution) * clarity * factor * np.where(young, luring.young_factor, 1.0)
    return np.minimum(1.0, chance * (1 + luring.routine_contact_boost * routine) * (1 - warning))


def recognises(caution: Reals, plain: Reals, luring: Luring) -> F64:
    """(n,) probability that a worker who is not led away sees that it was a lure. plain: how openly it lures, 0…1."""
    return luring.recognise_base + luring.recognise_cue * caution * plain


def tells(share: float, inclination: Reals) -> F64:
    """(n,) probability that workers who see a violation report it, of whom a share does. inclination: 0…1, of each."""
    return 2 * share * np.asarray(inclination, np.float64)


def sells(pressure: Reals, u: Reals, luring: Luring) -> Bool:
    """(n,) does a worker led away by an offer to buy accounts sell its own (M-15)?"""
    return u < luring.sells_account * pressure
