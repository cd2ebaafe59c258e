"""Distances between two runs of one world, by which few differences are judged.

The pairs that a change touches are known to the bit; the harm to another pair is not. So the base is run again in its
first worlds, with other people and other luck. The possible harm of a pair that is not seen is measured in such
distances (`intervals.UNSEEN`), not in distances between worlds.
"""

from collections.abc import Mapping

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.result import Values
from experiments.verdicts.intervals import apart
from experiments.verdicts.regimes import Regime

OTHER_LUCK = 32  # first pairs at most, whose base is run again with other people and other luck

type Distances = Mapping[Regime, Mapping[str, float]]  # by metric


def distances(base: Values, others: Values) -> dict[Regime, dict[str, float]]:
    """Return the distances by regime and metric. others: the base in its first worlds again; its regimes are used."""
    return {
        regime: {name: float(apart(base[regime][name][: len(repeated[name])], repeated[name])) for name in BY_NAME}
        for regime, repeated in others.items()
    }
