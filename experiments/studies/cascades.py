"""How often does a gate pass a harm that strikes few pairs, and hard?

Most pairs are equal, or differ by a person. In a share of them, drawn by lot, the head is another run of that world,
with people and luck of its own, as if all had come otherwise there. It is worse besides, by so much that the harm over
all pairs is known on average. How hard a pair is struck is the same for all, or as unequal as an exponential.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from experiments.measures.periods import Floats
from experiments.results.error_rates import Rare
from experiments.studies.coverage import PARTS
from experiments.verdicts.guardrails import Guardrail
from experiments.verdicts.intervals import UNSEEN, apart
from experiments.verdicts.judging import passes, weighed

AGAIN = 10  # pairs of runs that tell a gate how far two of one world lie apart
SHARES = (0.01, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)  # of pairs that are struck
TOUCHES = 0.3  # of the others that differ by a person
PERSON = 0.01  # of luck's distance that a person makes
HARMS = (1.0, 1.05)  # in margins, on average


def cascades(
    rails: Sequence[Guardrail], names: Sequence[str], before: Floats, other: Floats, pairs: int, gates: int
) -> Iterator[Rare]:
    """Of guardrails of one regime. before, other: (metrics, seeds) of the base, and of other runs of its worlds."""
    rng = np.random.default_rng(0)
    for rail in rails:
        place = names.index(rail.metric.name)
        yield _rare(rail, before[place], other[place], (gates, pairs), rng)


def _rare(rail: Guardrail, before: Floats, other: Floats, shape: tuple[int, int], rng: np.random.Generator) -> Rare:
    there = np.isfinite(before) & np.isfinite(other)
    before, other = before[there], other[there] - (other[there] - before[there]).mean()  # other luck harms nobody
    margin = rail.margin(float(before.mean()))
    again = rng.integers(len(before), size=(shape[0], AGAIN, PARTS))
    luck = apart(before[again].mean(-1), other[again].mean(-1))
    usual = float(np.sqrt((luck**2).mean()))
    rarest = min(max(HARMS[-1] * margin / (UNSEEN * usual), SHARES[0]), SHARES[-1]) if usual else SHARES[-1]
    shares = (*SHARES, rarest)
    picks = rng.integers(len(before), size=(*shape, PARTS))
    base, fresh = before[picks].mean(-1), other[picks].mean(-1)
    worse = 1.0 if rail.metric.better == "down" else -1.0

    def passed(share: float, harm: float) -> float:
        """Of the gates that pass, the share where it is largest: harms alike or not, others touched or not."""
        found = []
        for alike in (True, False):
            for touches in (0.0, TOUCHES):
                size = 1.0 if alike else rng.exponential(size=shape)
                person = usual * PERSON * rng.choice((-1.0, 1.0), shape) * (rng.random(shape) < touches)
                head = np.where(rng.random(shape) < share, fresh + worse * harm * margin / share * size, base + person)
                _, _, reach, allowed = weighed(rail, base, head, luck)
                found.append(float(np.mean(passes(reach, allowed))))
        return max(found)

    return Rare(rail, usual, margin, shares, tuple(tuple(passed(share, harm) for share in shares) for harm in HARMS))
