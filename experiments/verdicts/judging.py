"""Does a change harm by more than a guardrail allows? A rule on an interval, fixed before anybody looks.

The harm of a change is its difference in the direction that is worse. A change passes where the upper bound of its harm
is within the margin; it fails where the lower one is above 0 and the upper one beyond the margin; else these pairs
cannot tell. So what does harm, and surely within the margin, passes, and is told. What has no number in some of the
pairs cannot pass on the others: a change that leaves nothing to be measured would.

Of two looks each gets half of the error, so that a harm beyond the margin passes as rarely as it would at a single one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.verdicts.differences import Difference
from experiments.verdicts.guardrails import Guardrail
from experiments.verdicts.intervals import TAIL

type Verdict = Literal["pass", "fail", "inconclusive"]

REALISTIC = 3_000  # pairs; assumed: an hour or two a regime on two cores


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is said of one guardrail."""

    rail: Guardrail
    found: Difference
    verdict: Verdict
    margin: float  # in units of the metric, NaN where no pair has a number
    settles: int | None  # pairs in all that would settle what is inconclusive; None where it is settled, or none would

    @property
    def harm(self) -> tuple[float, float, float]:
        """How much worse, with its bounds: centre, low, high."""
        return harm(self.found)

    @property
    def excess(self) -> float:
        """The upper bound of harm, in margins: what is above 1 did not pass."""
        return self.harm[2] / self.margin if self.margin > 0 else math.inf if self.harm[2] > 0 else 0.0


def harm(found: Difference) -> tuple[float, float, float]:
    """How much worse a metric gets, with its bounds: centre, low, high."""
    if found.metric.better == "down":
        return found.difference, found.low, found.high
    return -found.difference, -found.high, -found.low


def passes(high: ArrayLike, margin: ArrayLike) -> Any:
    """(…) whether harms with these upper bounds are surely within their margins."""
    return np.less_equal(high, margin)


def fails(low: ArrayLike, high: ArrayLike, margin: ArrayLike) -> Any:
    """(…) whether harms with these bounds surely are some, and may be beyond their margins."""
    return np.greater(low, 0) & np.greater(high, margin)


def ruled(rail: Guardrail, found: Difference, pairs: int) -> Ruling:
    """What a difference says of a guardrail. pairs: those that were run."""
    centre, low, high = harm(found)
    margin = rail.margin(found.baseline)
    if found.pairs < pairs:
        return Ruling(rail, found, "inconclusive", margin, None)
    if passes(high, margin):
        return Ruling(rail, found, "pass", margin, None)
    if fails(low, high, margin):
        return Ruling(rail, found, "fail", margin, None)
    return Ruling(rail, found, "inconclusive", margin, settling(centre, low, high, margin, found.pairs))


def settling(centre: float, low: float, high: float, margin: float, pairs: int) -> int | None:
    """How many pairs would settle it, should the harm be what it seems to be; None where no realistic number does.

    The arms of an interval shrink with the root of the number of pairs. Either the upper one comes within the margin,
    or the lower one leaves 0 behind, whichever is sooner.
    """
    above, below, room = high - centre, centre - low, margin - centre
    shrinks = [part / arm for part, arm in ((room, above), (centre, below)) if part > 0 and arm > 0]
    if not shrinks or not math.isfinite(centre):
        return None
    needed = math.ceil(pairs / max(shrinks) ** 2)
    return needed if needed <= REALISTIC else None


def together(rulings: Sequence[Ruling]) -> Verdict:
    """Of all guardrails: a fail where one fails, a pass where all pass."""
    said = {ruling.verdict for ruling in rulings}
    return "fail" if "fail" in said else "inconclusive" if "inconclusive" in said else "pass"


def worst_first(rulings: Sequence[Ruling]) -> list[Ruling]:
    """What fails, what is inconclusive, what passes; in each the most harmful first."""
    order = ("fail", "inconclusive", "pass")
    return sorted(rulings, key=lambda ruling: (order.index(ruling.verdict), -ruling.excess))


def tail(looks: int) -> float:
    """What an interval leaves out at each end, where there are so many looks."""
    return TAIL / looks
