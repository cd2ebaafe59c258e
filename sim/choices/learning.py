"""Lessons of experience: caution, trust, and what marks are worth."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Reals


@dataclass(frozen=True, slots=True)
class Learning(Checked):
    """Lessons of experience: caution, trust, and what marks are worth."""

    caution_after_harm: float = number(0.25, "share", "of the way to full caution after a harm", 0.1, 0.6)
    caution_after_warning: float = number(
        0.03, "share", "of the way after a recognised lure or at a first warning (fades)", 0.0, 0.1
    )
    fades_per_day: float = number(
        0.004,
        "share",
        "of added caution, and of the habit of outside contact, lost a day (3 months, Burke)",
        0.001,
        0.01,
    )
    trust_lost_harm: float = number(0.35, "share", "of trust lost by a harm (Nosko & Tadelis: no size)", 0.1, 0.6)
    trust_lost_unpaid: float = number(0.25, "share", "of trust lost by unpaid or silent work", 0.05, 0.5)
    trust_lost_lure: float = number(0.02, "share", "of trust lost by a recognised lure or a first warning", 0.0, 0.1)
    trust_lost_stopped: float = number(
        0.25, "share", "of a client's trust lost by a posting or text that was wrongly stopped", 0.05, 0.5
    )
    trust_lost_rejected: float = number(
        0.01, "share", "of trust lost by an application that came to nothing (Faberman & Kudlyak: no size)", 0.0, 0.1
    )
    trust_lost_unfilled: float = number(
        0.1, "share", "of a client's trust lost by a posting that stayed empty", 0.0, 0.3
    )
    trust_gain: float = number(
        0.1, "share", "of missing trust won by a paid contract, or by a posting that was filled", 0.0, 0.2
    )
    task_weight: float = number(
        0.05,
        "dealings",
        "that a task counts for, in marks, talk and trust: it pays little, and risks little",
        0.01,
        0.3,
        most=1,
    )
    expected_trouble: float = number(
        0.2, "share", "of dealings with clients that go badly, as newcomers expect", 0.1, 0.5
    )
    mark_promise: float = number(
        0.2,
        "share",
        "of dealings fewer that go badly, for a mark to be worth what it is taken for",
        0.05,
        0.4,
        least=0.01,
    )
    mark_learning_rate: float = number(0.2, "share", "of the way to what one dealing showed", 0.05, 0.5)
    dealings_heard_of: float = number(
        1.0, "dealings", "of anybody that a session hears of, in rooms and reviews (Y-29)", 0.0, 5.0, most=100
    )
    leaves_if_fed_up: float = number(0.2, "share", "of those who are fed up leave, a week", 0.05, 0.5)
    fed_up_below: float = number(1 / 3, "share", "of trust under which a worker or a client is fed up", 0.1, 0.6)


def promise_kept(trouble: Reals, bad: Reals | float, learning: Learning) -> F64:
    """(n,) what a dealing says of its client's mark: 1 as much as is promised, 0 no better than others, −1 as much worse.

    trouble: the share of all dealings that this worker expects to go badly; bad: 1 where this one did, or a mean of many.
    """
    return np.asarray((trouble - bad) / learning.mark_promise, np.float64)


def learned(dealings: Reals, learning: Learning) -> F64:
    """(n,) how far people move toward what so many dealings, or parts of one, showed, as a share of the way."""
    return np.asarray(1 - (1 - learning.mark_learning_rate) ** dealings, np.float64)


def zeal(trust: Reals, usual: float) -> F64:
    """(n,) how often people come or post, against those who trust as much as is usual."""
    return np.asarray(trust / usual, np.float64)


def weight(task: Bool, learning: Learning) -> F64:
    """(n,) dealings that a contract counts for: one, or a part of one where it is a task."""
    return np.where(task, learning.task_weight, 1.0)


def renown(trust: Reals, weight: Reals, usual: float) -> float:
    """Reputation of the platform among people, 1 as is usual: their mean trust, each heard by a weight; 1 where nobody is."""
    heard = float(weight.sum(dtype=np.float64))
    return float((trust * weight).sum(dtype=np.float64)) / (usual * heard) if heard else 1.0


def quits(trust: Reals, u: Reals, learning: Learning) -> Bool:
    """(n,) does a worker or a client leave this week? Only when it is fed up with the platform."""
    return (trust < learning.fed_up_below) & (u < learning.leaves_if_fed_up)
