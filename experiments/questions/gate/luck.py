"""Distances between two runs of one world, by which few differences are judged, and the pairs that this takes.

The pairs that a change touches are known to the bit; the harm to another pair is not. So the base is run again in its
first worlds, with other people and other luck. The possible harm of a pair that is not seen is measured in such
distances (`intervals.UNSEEN`), not in distances between worlds. Where few pairs differ in a metric, its distance and
its margin say how many pairs would let it pass. That many are run before the direction of the differences is known.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.concerned import nobody
from experiments.questions.gate.guardrails import Guardrail, Guardrails
from experiments.questions.gate.result import Values
from experiments.verdicts.intervals import apart, few, ties
from experiments.verdicts.regimes import Regime
from policies.records import Floats

OTHER_LUCK = 32  # first pairs at most, whose base is run again with other people and other luck
ROOM = 0.9  # share of a margin for pairs that are not seen; the rest is for those that are

type Distances = Mapping[Regime, Mapping[str, float]]  # by metric


def distances(base: Values, others: Values) -> dict[Regime, dict[str, float]]:
    """Return the distances by regime and metric. others: the base in its first worlds again; its regimes are used."""
    return {
        regime: {name: float(apart(base[regime][name][: len(repeated[name])], repeated[name])) for name in BY_NAME}
        for regime, repeated in others.items()
    }


def enough(rails: Guardrails, sides: tuple[Values, Values], distances: Distances, most: int, left_out: float) -> int:
    """Return the pairs needed so that each metric with few differing pairs can pass.

    The number of pairs at hand if no metric needs more, or if one needs more than `most`.
    """
    at_hand, needs = 0, list[float]()
    for rail in rails.rails:
        name, regime = rail.metric.name, rail.regime
        base, head = (np.array(side[regime][name]) for side in sides)
        at_hand = len(base)
        if regime in distances and not nobody(rail, sides[0][regime], sides[1][regime]):
            needs.append(float(needed(rail, base, head, distances[regime][name], left_out)))
    return int(granted(max(needs, default=0.0), at_hand, most))


def needed(rail: Guardrail, base: Floats, head: Floats, distance: ArrayLike, left_out: float) -> Any:
    """(…) pairs that a metric needs to pass, of (…, n) on each side; 0 where more than a few differ. distance: (…)."""
    margin = rail.margin(base.mean(-1))
    return np.where(few(head - base, distance), ties(ROOM * margin, distance, left_out), 0.0)


def granted(wanted: ArrayLike, at_hand: int, most: int) -> Any:
    """(…) pairs to run where so many are wanted: these if they are more than at hand, and at most `most`."""
    pairs = np.asarray(wanted, np.float64)
    return np.where((pairs > at_hand) & (pairs <= most), pairs, at_hand).astype(int)
