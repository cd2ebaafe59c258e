"""Does a change harm by more than a guardrail allows? A rule on an interval, fixed before anybody looks.

The harm of a change is its difference in the direction that is worse. A change passes where the upper bound of its harm
is within the margin; it fails where the lower one is above 0 and the upper one beyond the margin; else these pairs
cannot tell. So what does harm, and surely within the margin, passes, and is told. What has no number in some of the
pairs cannot pass on the others: a change that leaves nothing to be measured would.

A margin that is a share of the base is known no better than the base is. So to pass, what each pair is worse by beyond
its own base's share must surely be nothing on average, too: where pairs differ little and bases much, that is stricter.

Of two looks each gets half of the error, so that a harm beyond the margin passes as rarely as it would at a single one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.periods import Floats
from experiments.questions.gate.guardrails import Guardrail
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import TAIL, paired_bounds

type Verdict = Literal["pass", "fail", "inconclusive"]

REALISTIC = 3_000  # pairs; assumed: an hour or two a regime on two cores


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is said of one guardrail."""

    rail: Guardrail
    found: Difference
    verdict: Verdict
    margin: float  # in units of the metric, NaN where no pair has a number
    reach: float  # how far the harm may go: its upper bound, or the margin and what is `beyond`, whichever is more
    settles: int | None  # pairs in all that would settle what is inconclusive; None where it is settled, or none would

    @property
    def harm(self) -> tuple[float, float, float]:
        """How much worse, with its bounds: centre, low, high."""
        return harm(self.found)

    @property
    def excess(self) -> float:
        """How far the harm may go, in margins: what is above 1 did not pass."""
        return self.reach / self.margin if self.margin > 0 else math.inf if self.reach > 0 else 0.0


def harm(found: Difference) -> tuple[float, float, float]:
    """How much worse a metric gets, with its bounds: centre, low, high."""
    if found.metric.better == "down":
        return found.difference, found.low, found.high
    return -found.difference, -found.high, -found.low


def passes(reach: ArrayLike, margin: ArrayLike) -> Any:
    """(…) whether harms that reach so far are surely within their margins."""
    return np.less_equal(reach, margin)


def fails(low: ArrayLike, reach: ArrayLike, margin: ArrayLike) -> Any:
    """(…) whether harms surely are some, and may reach beyond their margins."""
    return np.greater(low, 0) & np.greater(reach, margin)


def beyond(
    rail: Guardrail, base: ArrayLike, head: ArrayLike, left_out: float = TAIL, luck: ArrayLike | None = None
) -> Any:
    """Of (…, pairs) on each side, the (…) upper bounds of the mean harm beyond what each pair's base allows.

    luck: (…) how far two runs of one world lie apart, as `paired_bounds` has it
    """
    first, second = np.asarray(base, np.float64), np.asarray(head, np.float64)
    allowed = np.full_like(first, rail.amount) if rail.share is None else rail.share * np.abs(first)
    if rail.metric.better == "down":
        return paired_bounds(first + allowed, second, left_out, luck)[1]
    return -paired_bounds(first - allowed, second, left_out, luck)[0]


def weighed(
    rail: Guardrail, base: Floats, head: Floats, luck: ArrayLike | None = None
) -> tuple[Floats, Floats, Floats, Floats]:
    """Of (…, pairs) on each side, the (…) harm, its lower bound, how far it may go, and the margin."""
    low, high = paired_bounds(base, head, TAIL, luck)
    centre, margin = (head - base).mean(-1), np.vectorize(rail.margin, otypes=[np.float64])(base.mean(-1))
    if rail.metric.better == "up":
        centre, low, high = -centre, -high, -low
    return centre, low, np.maximum(high, margin + beyond(rail, base, head, TAIL, luck)), margin


def ruled(rail: Guardrail, found: Difference, pairs: int, over: float = -math.inf) -> Ruling:
    """What a difference says of a guardrail. pairs: those that were run; over: what they are worse by `beyond`."""
    centre, low, high = harm(found)
    margin = rail.margin(found.baseline)
    if (low, high) == (0, 0):  # nothing at all differs
        return Ruling(rail, found, "pass", margin, 0.0, None)
    reach = max(high, margin + over)
    if found.pairs < pairs or math.isnan(reach):
        return Ruling(rail, found, "inconclusive", margin, reach, None)
    if passes(reach, margin):
        return Ruling(rail, found, "pass", margin, reach, None)
    if fails(low, reach, margin):
        return Ruling(rail, found, "fail", margin, reach, None)
    unseen = (
        found.unseen is not None and abs(centre) * found.pairs < found.unseen
    )  # what is open is of what pair 31 has
    needed = settling(centre, low, reach, margin, found.pairs, root=1 if unseen else 2)
    return Ruling(rail, found, "inconclusive", margin, reach, needed)


def settling(centre: float, low: float, high: float, margin: float, pairs: int, *, root: int = 2) -> int | None:
    """How many pairs would settle it, should the harm be what it seems to be; None where no realistic number does.

    The arms of an interval shrink with the root of the number of pairs, or, where they stand for what no pair has
    shown, with the number itself (root 1). Either the upper one comes within the margin, or the lower one leaves 0
    behind, whichever is sooner.
    """
    above, below, room = high - centre, centre - low, margin - centre
    shrinks = [part / arm for part, arm in ((room, above), (centre, below)) if part > 0 and arm > 0]
    if not shrinks or not math.isfinite(centre):
        return None
    needed = math.ceil(pairs / max(shrinks) ** root)
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
