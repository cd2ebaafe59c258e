"""Luck in the headlines, from many runs of the same worlds: `luck.toml`.

It says how much of a difference is luck where each world has one run. It was measured for a few changes, and another
change may take the lives of people further apart: so a split by the pool says that it is one.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("luck.toml")


@cache
def _pool() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8")) if FILE.exists() else {}


def pooled_luck(name: str, regime: str, workers: int) -> float | None:
    """Return the variance of luck in the difference of a pair, in a market of so many workers; None if not in the pool.

    It is inverse to the number of workers: what happens to one hardly depends on most others.
    """
    pool = _pool()
    known = pool.get(name, {}).get(regime)
    return None if known is None else float(known) ** 2 * float(pool["workers"]) / workers
