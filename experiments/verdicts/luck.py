"""Luck in the headlines, from many runs of the same worlds: `luck.toml`.

It says how much of a difference is luck where each world has one run. It was measured for a few changes, and another
change may take the lives of people further apart: so a split by the pool says that it is one. It also says how far two
runs of one platform lie apart, as the gate measures it for each base: the possible harm of a pair that is not seen.
"""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("luck.toml")


@dataclass(frozen=True, slots=True)
class Luck:
    """Distances that luck takes runs of one world apart, in units of the metric."""

    pair: float  # standard deviation of the difference between two platforms on the same people
    runs: float  # mean distance between two runs of one platform, with people and luck of their own


@cache
def _pool() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def pooled(regime: str, workers: int, days: int) -> dict[str, Luck]:
    """Return the luck in each headline, in runs of so many workers and days; none for a regime that is not in the pool.

    It is inverse to the root of the number of workers, for what happens to one hardly depends on most others; and to
    that of days. Longer runs than those of the pool are assumed to have no less of it, since rings stay.
    """
    pool = _pool()
    times = math.sqrt(pool["workers"] / workers * max(pool["days"] / days, 1.0))
    return {name: Luck(known["pair"] * times, known["runs"] * times) for name, known in pool.get(regime, {}).items()}
