"""The course of contracts."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Reals
from sim.choices.common import logistic
from sim.choices.people import NEW_YEAR


@dataclass(frozen=True, slots=True)
class Working(Checked):
    """The course of contracts."""

    # fmt: off
    delivery_days: float = number(6.0, "days", "from start to delivery", 3.0, 15.0, most=3_650)
    fixed_delivery_share: float = number(0.3, "share", "of them that every contract takes; the rest is a matter of luck", 0.0, 0.8)
    worker_silence: float = number(0.012, "share", "a worker falls silent, a day, at fit 0.5", 0.003, 0.03)
    silence_fit: float = number(1.0, "share", "of it less for every unit of fit above 0.5, more below", 0.0, 1.5, most=2)
    child_care: float = number(1.5, "factor", "on it for guardians while schools are closed (A-32)", 1.0, 3.0)
    schools_closed_until: int = number(152, "days", "after 1 January 2020: 1 June, when most schools had reopened", 90, 182, least=-3_650, most=3_650)
    client_silence: float = number(0.0055, "share", "an honest client falls silent, a day", 0.001, 0.02)
    careless_silence: float = number(10.0, "factor", "on it for careless clients", 3.0, 20.0)
    call_silence_factor: float = number(0.8, "factor", "on falling silent for pairs who call in-house while they work", 0.5, 1.0)
    answers_unreminded: float = number(0.06, "share", "of the silent answer by themselves, a day", 0.02, 0.2)
    asks_for_reminder: float = number(0.4, "share", "of the waiting ask the office, a week (A-15: many do not know)", 0.1, 0.7)
    answers_reminded: float = number(0.45, "share", "of the silent answer after a granted reminder", 0.2, 0.7)
    give_up_days: float = number(14.0, "days", "of silence until a contract ends", 7.0, 30.0, most=3_650)
    pass_base: float = number(2.5, "log-odds", "of delivered work that is accepted at fit 0", 0.0, 4.0, least=-10, most=10)
    pass_fit: float = number(3.5, "log-odds", "from fit 0 to fit 1", 1.0, 5.0, least=-10, most=10)
    task_pass: float = number(0.93, "share", "of task work that is accepted", 0.8, 0.99)
    rating_gap: float = number(0.8, "stars", "lost from 5 per half of missing fit: inflated (Filippas et al.)", 0.3, 2.0, most=4)
    rating_luck: float = number(0.5, "share", "of the stars lost that is a matter of mood", 0.0, 1.0)
    repeat: float = number(0.25, "share", "of accepted contracts lead to more work for the pair", 0.1, 0.5)
    repeat_days: float = number(20.0, "days", "of luck until the pair's next contract, on average", 7.0, 60.0, most=3_650)
    repeat_pause: float = number(0.3, "factor", "on these days, that pass for every pair before", 0.0, 1.0)
    # fmt: on


def takes(luck: F64, working: Working) -> F64:
    """(n,) days from start to delivery, `delivery_days` on average. luck: standard exponential."""
    return working.delivery_days * (working.fixed_delivery_share + (1 - working.fixed_delivery_share) * luck)


def silence_hazard(true_fit: F64, guardian: Bool, date: int, working: Working) -> F64:
    """(n,) probability that a worker falls silent on a day (days since 1970-01-01).

    It does so more often in work that does not fit, and with a child to mind that cannot go to school.
    """
    misfit = 1 + working.silence_fit / 2 - working.silence_fit * true_fit
    minds = guardian & (date < NEW_YEAR + working.schools_closed_until)
    return working.worker_silence * misfit * np.where(minds, working.child_care, 1.0)


def back_after(luck: F64, working: Working) -> F64:
    """(n,) days from a payment to the pair's next contract. luck: standard exponential."""
    return working.repeat_days * (working.repeat_pause + luck)


def passes(true_fit: Reals, reliability: Reals, task: Bool, working: Working) -> F64:
    """(n,) probability that delivered work is accepted and paid: its quality, and whether the client pays at all."""
    quality = np.where(
        task, working.task_pass, logistic(working.pass_base + working.pass_fit * true_fit.astype(np.float64))
    )
    return quality * reliability


def stars(true_fit: Reals, noise: Reals, working: Working) -> F64:
    """(n,) rating 1…5 that a worker gives a client: inflated, a little lower where the fit is poor."""
    mood = np.abs(1 - working.rating_luck + working.rating_luck * noise)
    return np.clip(np.round(5.0 - working.rating_gap * 2 * (1 - true_fit) * mood), 1.0, 5.0)
