"""Regimes in words: bad actors keep their habits, as on the first day, or have adapted. Keys are those of worlds.

A comparison whose sides differ in their regime has both keys, joined by a stroke.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from experiments.language.messages import message, say

type Regime = Literal["frozen", "adapting"]

REGIMES: tuple[Regime, ...] = get_args(Regime.__value__)
WORDS: Mapping[str, str] = {"frozen": message("first day"), "adapting": message("adapted")}
WHEN: Mapping[str, str] = {"frozen": message("on the first day"), "adapting": message("after adaptation")}
MEANINGS: Mapping[str, str] = {
    "frozen": message("bad actors keep their habits"),
    "adapting": message("bad actors have learned what still pays, on each platform for itself"),
}
BRIEFLY: Mapping[str, str] = {**MEANINGS, "adapting": message("they have learned what pays")}  # both on one line
SHORTLY: Mapping[str, str] = {**MEANINGS, "adapting": message("bad actors have learned what still pays")}  # a heading
STROKE = "/"
MIXED = message("{regime}: part of the difference is that between the regimes of baseline and candidate")


def word(regime: str) -> str:
    """Return the name of a regime, by its key."""
    return f" {STROKE} ".join(say(WORDS[key]) for key in regime.split(STROKE))


def when(regime: str) -> str:
    """Return the words for a regime after a verdict."""
    return say(WHEN[regime]) if regime in WHEN else say("({regime})", regime=word(regime))


def about(regime: str) -> str:
    """Return the name of a regime with its meaning."""
    if regime not in MEANINGS:
        return say(MIXED, regime=word(regime))
    return say("{regime}: {meaning}", regime=word(regime), meaning=say(MEANINGS[regime]))


def shortly(regime: str) -> str:
    """Return the name of a regime with its meaning, for the heading of a picture."""
    if regime not in SHORTLY:
        return about(regime)
    return say("{regime}: {meaning}", regime=word(regime), meaning=say(SHORTLY[regime]))


def briefly(regime: str) -> str:
    """Return the name of a regime with its meaning in a few words; an empty text for one without a meaning."""
    if regime not in BRIEFLY:
        return ""
    return say("{regime}: {meaning}", regime=word(regime), meaning=say(BRIEFLY[regime]))
