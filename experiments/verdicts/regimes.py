"""Regimes in words: bad actors keep their habits, as on the first day, or have adapted. Keys are those of worlds.

A comparison whose sides differ in their regime has both keys, joined by a stroke.
"""

from collections.abc import Mapping
from typing import Literal, get_args

type Regime = Literal["frozen", "adapting"]

REGIMES: tuple[Regime, ...] = get_args(Regime.__value__)
WORDS: Mapping[str, str] = {"frozen": "first day", "adapting": "adapted"}
WHEN: Mapping[str, str] = {"frozen": "on the first day", "adapting": "after adaptation"}
MEANINGS: Mapping[str, str] = {
    "frozen": "bad actors keep their habits",
    "adapting": "bad actors have learned what still pays, on each platform for itself",
}
BRIEFLY: Mapping[str, str] = {**MEANINGS, "adapting": "they have learned what pays"}  # both on one line
STROKE = "/"


def word(regime: str) -> str:
    """Return the name of a regime, by its key."""
    return f" {STROKE} ".join(WORDS[key] for key in regime.split(STROKE))


def when(regime: str) -> str:
    """Return the words for a regime after a verdict."""
    return WHEN.get(regime, f"({word(regime)})")


def about(regime: str) -> str:
    """Return the name of a regime with its meaning."""
    if regime not in MEANINGS:
        return f"{word(regime)}: part of the difference is that between the regimes of baseline and candidate"
    return f"{word(regime)}: {MEANINGS[regime]}"
