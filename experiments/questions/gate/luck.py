"""How far two runs of one world lie apart, by which few differences are judged, and how many pairs that takes.

Which pairs a change touches is known to the bit. How another pair would fare is not. So the base is carried out again
in its first worlds, with people and luck of their own. What a pair that differs unseen may be worse by is measured in
such distances (`intervals.UNSEEN`), not in those between worlds. Where few pairs differ in a metric, its distance and
its margin say how many pairs would let it pass, and so many are run, before anybody looks which way they differ.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.metrics import BY_NAME
from experiments.measures.periods import Floats
from experiments.questions.gate.guardrails import Guardrail, Guardrails
from experiments.questions.gate.result import Values
from experiments.verdicts.intervals import apart, few, ties
from experiments.verdicts.regimes import Regime

OTHER_LUCK = 30  # of the first worlds, in which the base is carried out once more, with people and luck of its own
ROOM = 0.9  # of a margin, for what is not seen; the rest is for what is

type Distances = Mapping[Regime, Mapping[str, float]]  # by metric


def distances(base: Values, others: Values) -> dict[Regime, dict[str, float]]:
    """By metric. others: of the base again, in its first worlds; the regimes are those of `others`."""
    return {
        regime: {name: float(apart(base[regime][name][: len(again[name])], again[name])) for name in BY_NAME}
        for regime, again in others.items()
    }


def enough(rails: Guardrails, sides: tuple[Values, Values], lie: Distances, most: int, left_out: float) -> int:
    """So many pairs that every metric in which few differ could pass, of those there are on both sides.

    As many as there are where none needs more, and where one needs more than `most`.
    """
    there, needs = 0, list[float]()
    for rail in rails.rails:
        name, regime = rail.metric.name, rail.regime
        base, head = (np.array(side[regime][name]) for side in sides)
        there = len(base)
        if regime in lie:
            needs.append(float(needed(rail, base, head, lie[regime][name], left_out)))
    return int(granted(max(needs, default=0.0), there, most))


def needed(rail: Guardrail, base: Floats, head: Floats, lie: ArrayLike, left_out: float) -> Any:
    """(…) pairs that a metric needs to pass, of (…, n) on each side; 0 where more than a few differ. lie: (…)."""
    margin = np.vectorize(rail.margin, otypes=[np.float64])(base.mean(-1))
    return np.where(few(head - base, lie), ties(ROOM * margin, lie, left_out), 0.0)


def granted(wanted: ArrayLike, there: int, most: int) -> Any:
    """(…) pairs that are run where so many are wanted: those, where they are more than there are, and may be had."""
    pairs = np.asarray(wanted, np.float64)
    return np.where((pairs > there) & (pairs <= most), pairs, there).astype(int)
