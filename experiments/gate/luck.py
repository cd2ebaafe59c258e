"""What few differences leave open, and how far two runs of one world lie apart, by which that is judged.

Which pairs a change touches is known to the bit. How another pair would fare is not. So where a guardrail's metric
differs in few pairs, the base is carried out again in its first worlds, with people and luck of their own. What a pair
that differs unseen may be worse by is measured in such distances (`intervals.UNSEEN`), not in those between worlds.
"""

from collections.abc import Sequence

from experiments.gate.peer import AGAIN, Outcome, Ran
from experiments.measures.metrics import BY_NAME
from experiments.results.gate import Values
from experiments.verdicts.guardrails import Guardrails, Regime
from experiments.verdicts.intervals import apart


def touched(base: Sequence[Outcome], head: Sequence[Outcome], rails: Guardrails) -> dict[Regime, tuple[int, ...]]:
    """By regime, the pairs whose runs are not equal to the bit, in all that happens to anybody."""
    pairs = len(base) // len(rails.regimes)
    differ = [before.digest != after.digest for before, after in zip(base, head, strict=True)]
    return {
        regime: tuple(pair for pair in range(pairs) if differ[place * pairs + pair])
        for place, regime in enumerate(rails.regimes)
    }


def again(regimes: Sequence[Regime], rails: Guardrails, most: int) -> list[Ran]:
    """The base's runs that tell how far two of one world lie apart. most: pairs that may be asked for."""
    return [(rails.regimes.index(regime), most + world) for regime in regimes for world in range(AGAIN)]


def distances(regimes: Sequence[Regime], base: Values, second: Sequence[Outcome]) -> dict[Regime, dict[str, float]]:
    """By regime and metric, how far two runs of one world lie apart. second: what came of `again`."""
    found: dict[Regime, dict[str, float]] = {}
    for place, regime in enumerate(regimes):
        others = second[place * AGAIN : (place + 1) * AGAIN]
        found[regime] = {
            name: float(apart(base[regime][name][:AGAIN], [other.metrics[name] for other in others]))
            for name in BY_NAME
        }
    return found
