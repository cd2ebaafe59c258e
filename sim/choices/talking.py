"""Talk of honest pairs before a contract, and what it does."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import check, number
from policies.records import Outlet
from sim.arrays import F64, I64, Bool, Ints, Reals
from sim.choices.common import gumbel, one_each


@dataclass(frozen=True, slots=True)
class Talking:
    """Talk of honest pairs before a contract, and what it does."""

    # fmt: off
    wants_to_talk: float = number(0.6, "share", "pairs on work that needs talk through and through who want to speak", 0.2, 0.8)
    shortlist_fit: float = number(0.6, "fit", "how good an applicant must look on paper for the client to talk to it", 0.4, 0.8, most=5)
    applicants_per_job: int = number(3, "applicants", "to whom a client talks about one job, or whose questions it answers: people have little time", 1, 8, least=1, most=1_000)
    call_uptake: float = number(0.7, "share", "of pairs who want to speak use the in-house call where it is open", 0.3, 0.9)
    call_settles: float = number(0.7, "share", "of in-house calls that say all there was to say; after the others the pair looks for a tool outside", 0.3, 1.0)
    swaps_contact: float = number(0.7, "share", "of those who look for a tool outside swap contacts, at caution 0", 0.3, 0.9)
    outlet_use: tuple[float, ...] = number((0.8, 0.4, 0.95, 0.3), "share", "of people who use LINE, Chatwork, e-mail, a form of their own (L-25 names the first two)", 0.1, 1.0)
    outlet_liking: tuple[float, ...] = number((10.0, 6.0, 3.0, 1.0), "weight", "of each among those that both use, to be the first that comes to mind", 0.5, 20.0, least=0.001, most=1_000)
    turns_to_next_outlet: float = number(0.7, "share", "of pairs whose outlet is blocked turn to the next that both use, if there is one", 0.2, 0.95)
    evades_block: float = number(0.4, "share", "of those left without an outlet name a blocked one in words that a block does not know (a company can be looked up)", 0.1, 0.8)
    swaps_contact_in_call: float = number(0.12, "share", "of unwatched calls on which a contact is dictated, whether it is needed or not (L-15)", 0.02, 0.4)
    monitored_swap_factor: float = number(0.2, "share", "of swaps_contact_in_call that is left where somebody listens", 0.0, 0.6)
    shuns_monitored_call: float = number(0.2, "share", "of those who would call do not where somebody may listen", 0.0, 0.6)
    fit_noise_after_text: float = number(0.22, "fit", "noise of the client's signal after text", 0.12, 0.4, most=3)
    fit_noise_after_talk: float = number(0.13, "fit", "noise after talking", 0.06, 0.2, most=3)
    signs_nda: float = number(0.06, "share", "of honest pairs who sign an NDA with special terms (A-21)", 0.01, 0.2)
    misuses_nda: float = number(0.15, "share", "of special terms that honest clients use for something else, on average, before they are told (A-23)", 0.03, 0.4)
    gives_up_unspoken: float = number(0.25, "share", "of pairs who wanted to speak and could not give up", 0.05, 0.5)
    outside_contact_lost: float = number(0.02, "share", "of outside contacts with honest clients lost in silence (Lancers: more trouble)", 0.0, 0.1)
    asks_outside: float = number(0.15, "share", "of applicants who look good are asked to deal outside, at middling inclination of the client; 5–20 % of deals are made there elsewhere (F18, F19)", 0.03, 0.4)
    asks_again: float = number(0.5, "share", "of workers for whom a client has more work, the same", 0.2, 0.9)
    agrees_watched: float = number(0.42, "share", "of workers who are asked agree where the talk is watched: over 40 % (F20)", 0.35, 0.5, "derived")
    agrees_unwatched: float = number(0.2, "share", "of them more where it is not: up to 21.3 points (F20)", 0.05, 0.25, "derived")
    presses_if_declined: float = number(0.5, "share", "of clients who speak with a worker that declines press it (L-12, L-15)", 0.1, 0.9)
    yields_if_pressed: float = number(0.6, "share", "of the pressed who yield, at full pressure of money and no caution", 0.2, 0.9)
    applies_for_approval: float = number(0.5, "share", "of those who look for a tool outside apply for it, at middling inclination to deal there, where the office approves of such contact", 0.2, 0.8)
    approval_calms: float = number(0.5, "share", "of a worker's caution toward a client that a permit for contact outside takes off", 0.1, 1.0)
    unpaid_without_escrow: float = number(0.1, "share", "of direct deals beyond what the client leaves unpaid anyway, for want of escrow (Lancers: much more trouble)", 0.03, 0.25)
    unpaid_if_pressed: float = number(0.3, "share", "the same where the worker was pressed into the deal", 0.1, 0.6)
    # fmt: on

    def __post_init__(self) -> None:
        """Raises ValueError for the first number outside its bounds, and for outlets without a number each."""
        check(self)
        one_each(self, tuple(Outlet), "an Outlet", "outlet_use", "outlet_liking")


def talks(talk: Reals, talking: Talking) -> F64:
    """(n,) probability that a pair wants to speak about work that needs so much talk."""
    return np.minimum(1.0, 2 * talking.wants_to_talk * talk)


def wants_talk(talk: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) do they want to speak about this work?"""
    return u < talks(talk, talking)


def has_time(talked: Ints, talking: Talking) -> Bool:
    """(n,) does a client who has given its time to so many about this job have some for one more?"""
    return talked < talking.applicants_per_job


def takes_call(may: Bool, watched: Bool, share: float, u: Reals, talking: Talking) -> Bool:
    """(n,) does a pair call in-house, of which `share` would where it may? Some shun a call that may be listened to."""
    return may & (u < share * (1 - talking.shuns_monitored_call * watched))


def swaps_contact(caution: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) do the two swap outside contacts to speak elsewhere? Cautious workers do not (R-08)."""
    return u < talking.swaps_contact * (1 - caution)


def applies(inclination: Reals, talking: Talking) -> F64:
    """(n,) probability to ask the office for contact outside. Those who mean to deal outside rather do not say so."""
    return np.minimum(1.0, talking.applies_for_approval * 2 * (1 - inclination))


def outlet(shared: Bool, blocked: Bool, taste: Reals, turns: Reals, evades: Reals, talking: Talking) -> I64:
    """(n,) Outlet over which pairs would speak, -1 for none: the one they like best, else, at times, the next best.

    shared: (n, outlets) do both use it?; blocked: (outlets,) does the office stop it?; taste: (n, outlets) uniforms;
    turns, evades: (n,) uniforms, do they turn to another outlet? do those left without one pass the block by?
    """
    liking = np.where(shared, np.log(talking.outlet_liking) + gumbel(taste), -np.inf)
    left = np.where(blocked, -np.inf, liking)
    first, second = liking.argmax(axis=1), left.argmax(axis=1)
    can = (first == second) | (turns < talking.turns_to_next_outlet)
    reached = np.where(can & (left.max(axis=1) > -np.inf), second, -1)
    around = (reached < 0) & (liking.max(axis=1) > -np.inf) & (evades < talking.evades_block)
    return np.where(around, first, reached)


def asks_outside(inclination: Reals, again: bool, u: Reals, talking: Talking) -> Bool:
    """(n,) does the client ask the worker to deal outside, for its first work or for more of it?"""
    return u < np.minimum(1.0, (talking.asks_again if again else talking.asks_outside) * 2 * inclination)


def agrees(watched: Bool, u: Reals, talking: Talking) -> Bool:
    """(n,) does a worker who is asked to deal outside agree? How much fee it would save does not matter (F20)."""
    return u < talking.agrees_watched + talking.agrees_unwatched * ~watched


def presses(u: Reals, talking: Talking) -> Bool:
    """(n,) does a client who speaks with a worker that declines press it to deal outside (L-12)?"""
    return u < talking.presses_if_declined


def yields_to_it(pressure: Reals, caution: Reals, u: Reals, talking: Talking) -> Bool:
    """(n,) does a worker who is pressed to deal outside give in? pressure: of money, 0…1."""
    return u < talking.yields_if_pressed * pressure * (1 - caution)


def wary(caution: Reals, permitted: Bool, talking: Talking) -> F64:
    """(n,) what is left of caution toward a client for whom the office has approved of contact outside."""
    return np.asarray(caution * (1 - talking.approval_calms * permitted), np.float64)


def goes_unpaid(reliability: Reals, coerced: Bool, u: Reals, talking: Talking) -> Bool:
    """(n,) is a direct deal left unpaid? reliability: how often the client pays good work on the service."""
    return u >= reliability * (1 - np.where(coerced, talking.unpaid_if_pressed, talking.unpaid_without_escrow))


def on_paper(true_fit: Reals, polish: Reals, talking: Talking) -> F64:
    """(n,) the fit that an application suggests. polish: standard normal, how much better it reads than the work."""
    return true_fit + talking.fit_noise_after_text * polish.astype(np.float64)
