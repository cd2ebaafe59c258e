"""Odds in small whole numbers: 5 in 6."""

import math

from experiments.language.messages import say

LADDER = ((1, 100), (1, 20), (1, 10), (1, 6), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2))  # and what is left of each


def odds(chance: float) -> str:
    """Return a chance as odds, the nearest of a few: "2 in 5". One beyond 199 in 200 is "over 99 in 100"."""
    few, whole = min(LADDER, key=lambda rung: abs(_logit(rung[0] / rung[1]) - _logit(min(chance, 1 - chance))))
    beyond = min(chance, 1 - chance) < 1 / (2 * LADDER[0][1])
    if chance > 1 / 2:
        text = say("{part} in {whole}", part=whole - few, whole=whole)
        return say("over {odds}", odds=text) if beyond else text
    text = say("{part} in {whole}", part=few, whole=whole)
    return say("under {odds}", odds=text) if beyond else text


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return math.log(chance / (1 - chance))
