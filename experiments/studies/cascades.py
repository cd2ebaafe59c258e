"""How often does a gate pass a harm that strikes few pairs, and hard?

Most pairs are equal, or differ by a person. In a share of them, drawn by lot, the head is another run of that world,
with people and luck of its own, as if all had come otherwise there. It is worse besides, by so much that the harm over
all pairs is known on average: by the same in all that are struck, or as unequally as an exponential.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from experiments.measures.periods import Floats
from experiments.questions.gate.guardrails import Guardrail, Guardrails
from experiments.questions.gate.judging import passes, weighed
from experiments.questions.gate.luck import OTHER_LUCK, granted, needed
from experiments.studies.coverage import PARTS
from experiments.studies.error_rates_result import Rare
from experiments.verdicts.intervals import TAIL, apart
from experiments.verdicts.regimes import Regime

SHARES = (0.01, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)  # of pairs that are struck
PERSON = 0.01  # of luck's distance that a person makes
FEW, ALL = (0.0, 0.3), (1.0,)  # of the pairs that are not struck, those that differ by a person
HARM = 1.05  # in margins, on average


def cascades(
    rails: Guardrails, regime: Regime, names: Sequence[str], before: Floats, other: Floats, gates: int
) -> Iterator[Rare]:
    """Of the guardrails of a regime. before, other: (metrics, seeds) of the base, and of other runs of its worlds."""
    rng = np.random.default_rng(0)
    for rail in rails.rails:
        if rail.regime == regime:
            place = names.index(rail.metric.name)
            yield _rare(rail, before[place], other[place], (gates, rails.pairs, rails.at_most), rng)


def _rare(rail: Guardrail, before: Floats, other: Floats, size: tuple[int, int, int], rng: np.random.Generator) -> Rare:
    gates, pairs, most = size
    shape = gates, most
    there = np.isfinite(before) & np.isfinite(other)
    before, other = before[there], other[there] - (other[there] - before[there]).mean()  # other luck harms nobody
    margin = rail.margin(float(before.mean()))
    again = rng.integers(len(before), size=(shape[0], OTHER_LUCK, PARTS))
    luck = apart(before[again].mean(-1), other[again].mean(-1))
    usual = float(np.sqrt((luck**2).mean()))
    rarest = min(HARM * margin / usual, 1.0) if usual else 1.0
    shares = (*SHARES, rarest)
    picks = rng.integers(len(before), size=(*shape, PARTS))
    base, fresh = before[picks].mean(-1), other[picks].mean(-1)
    worse = 1.0 if rail.metric.better == "down" else -1.0

    def passed(harm: float, alike: bool, others: Sequence[float]) -> tuple[float, ...]:
        """By share, of the gates those that pass: the most of any share of others that differ by a person."""
        return tuple(max(one(harm / share, share, alike, touched) for touched in others) for share in shares)

    def one(harm: float, share: float, alike: bool, touched: float) -> float:
        size = worse * harm * margin * (1.0 if alike else rng.exponential(size=shape))
        person = usual * PERSON * rng.choice((-1.0, 1.0), shape) * (rng.random(shape) < touched)
        head = np.where(rng.random(shape) < share, fresh + size, base + person)
        run = granted(needed(rail, base[:, :pairs], head[:, :pairs], luck, TAIL), pairs, most)
        sizes = [(run == size, size) for size in set(run.tolist())]
        return sum(judged(base[of, :size], head[of, :size], luck[of]) for of, size in sizes) / gates

    def judged(base: Floats, head: Floats, luck: Floats) -> int:
        _, _, reach, allowed = weighed(rail, base, head, luck)
        return int(np.count_nonzero(passes(reach, allowed)))

    return Rare(
        rail,
        usual,
        margin,
        shares,
        at_margin=passed(1.0, True, FEW),
        passed=passed(HARM, True, FEW),
        unequal=passed(HARM, False, FEW),
        everywhere=passed(HARM, True, ALL),
    )
