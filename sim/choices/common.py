"""What many choices share: log-odds that add up (a logit choice), moves part of the way, hours of the day."""

import numpy as np

from sim.arrays import F64, Reals


def logistic(log_odds: Reals) -> F64:
    """(n,) log-odds → (n,) probabilities."""
    return 1.0 / (1.0 + np.exp(-log_odds))


def toward(value: Reals, target: float, share: Reals | float) -> F64:
    """(n,) moved a share of the way to a target."""
    return value + (target - value) * share


def hour_of_day(normal: Reals, around: float, spread: float) -> F64:
    """(n,) hours 0…24, around a rush hour and wrapped at midnight."""
    return np.mod(around + spread * normal, 24.0)


def later_today(moment: Reals, u: Reals, day: int) -> F64:
    """(n,) moments between these (or the morning) and the end of the day."""
    begin = np.maximum(moment, day)
    return begin + u * (day + 0.98 - begin)
