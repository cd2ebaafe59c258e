"""Showing: what stands on a screen of the storefront, and how much it draws a reader."""

import numpy as np

from sim.arrays import F64
from sim.compiled import reading
from sim.state.handover import Storefront
from sim.state.people import Workers
from sim.today import Today


def shown(front: Storefront) -> reading.Shown:
    """(k,) the jobs on show as readers meet them."""
    shown = np.empty(len(front.job), reading.SHOWN)
    shown["job"], shown["published"] = front.job, front.published
    shown["verified"], shown["certified"], shown["rule"] = front.verified, front.certified, front.rule
    return shown


def worths(workers: Workers) -> reading.Worths:
    """(workers,) each: what the marks have come to be worth to each of them."""
    return workers.true_worth_verified, workers.true_worth_certified, workers.true_worth_rule


def pull(front: Storefront, screen: str, profile: bool, today: Today) -> tuple[reading.Marks, F64]:
    """Log-odds of what stands on a screen, for somebody who also opens the client's profile or does not.

    → log-odds of the three marks, (k,) log-odds of the completion rates
    """
    display, numbers = today.platform.display, today.world.search
    known = ~np.isnan(front.rate)
    missing = numbers.no_completion_rate_pull if known.any() else 0.0  # where nobody has a rate, that says nothing
    rate = np.where(
        known,
        numbers.completion_rate_pull * (np.where(known, front.rate, 1.0) - numbers.neutral_completion_rate),
        missing,
    )
    marks = (
        numbers.verified_pull * _met(display.verified, screen, profile),
        numbers.certified_pull * _met(display.certified, screen, profile),
        numbers.order_rule_pull * _met(display.rule_mark, screen, profile),
    )
    return marks, _met(display.completion_rate, screen, profile) * rate


def _met(places: frozenset[str], screen: str, profile: bool) -> bool:
    """Does the reader of a screen meet a mark that stands at these places?"""
    return screen in places or (profile and "profile" in places)
