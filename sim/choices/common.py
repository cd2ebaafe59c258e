"""Shapes that many choices share: log-odds that add up (a logit choice), moves part of the way, shapes of luck, hours."""

from collections.abc import Sequence

import numpy as np

from sim.arrays import F64, Reals

LEAST = 2.0**-54  # a uniform is taken to be no closer to 0 or 1
CLOSE = 0.98  # of the day, the latest at which something follows on the same day


def one_each(record: object, items: Sequence[object], of: str, *names: str) -> None:
    """These tuples of `record` hold one number for each of the items. Raises ValueError: `field: … must be …`."""
    for name in names:
        count = len(getattr(record, name))
        if count != len(items):
            raise ValueError(f"{name}: has {count} numbers, must be {len(items)}, one {of}")


def logistic(log_odds: Reals) -> F64:
    """(n,) log-odds → (n,) probabilities."""
    return 1.0 / (1.0 + np.exp(-log_odds))


def gumbel(u: Reals) -> F64:
    """(n,) uniforms → (n,) standard Gumbel: the taste that makes the best of several a logit choice."""
    return -np.log(-np.log(np.clip(u, LEAST, 1 - LEAST)))


def toward(value: Reals, target: Reals | float, share: Reals | float) -> F64:
    """(n,) moved a share of the way to a target."""
    return value + (target - value) * share


def middling(a: Reals, b: Reals) -> F64:
    """(n,) in 0…1, more in the middle (triangular), from two uniforms."""
    return (a + b) / 2


def around(middle: float, a: Reals, b: Reals) -> F64:
    """(n,) in 0…1, triangular but bent so that half lie under `middle`, which is more than 0, from two uniforms."""
    return middling(a, b) ** (np.log(middle) / np.log(0.5))


def evenly(mean: float, spread: float, u: F64) -> F64:
    """(n,) around a mean, evenly from the share `spread` of it below to as much above."""
    return mean * ((1 - spread) + 2 * spread * u)


def hour_of_day(normal: Reals, rush: float, spread: float) -> F64:
    """(n,) hours 0…24, around a rush hour and wrapped at midnight."""
    return np.mod(rush + spread * normal, 24.0)


def later_today(moment: Reals, u: Reals, day: int) -> F64:
    """(n,) moments between these (or the morning) and the end of the day."""
    begin = np.maximum(moment, day)
    return begin + u * (day + CLOSE - begin)
