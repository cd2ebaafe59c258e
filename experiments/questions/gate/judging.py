"""Rulings: does a change harm by more than a guardrail allows? The rule on an interval is fixed before any run.

The harm of a change is its difference in the direction that is worse. A change passes where the upper bound of its harm
is within the margin; it fails where the lower one is above 0 and the upper one beyond the margin; else these pairs
cannot tell. So a real harm within the margin passes, and is reported. A metric without a number in some of the pairs
cannot pass on the others; else a change that leaves nothing to be measured would pass.

A margin that is a share of the base is known no better than the base. So to pass, the mean harm beyond the share of
each pair's own base must surely be at most 0, too. That is stricter where pairs differ little and bases much.

Intervals leave out 1.5 % at each end, so that of harms just beyond a margin at most 2.5 % pass where differences are
skewed or strike few pairs, too. Of two looks each gets half of that.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.questions.gate.guardrails import LEFT_OUT, Guardrail
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import paired_bounds
from policies.records import Floats

type Verdict = Literal["pass", "fail", "inconclusive"]

REALISTIC = 3_000  # pairs; assumed: an hour or two a regime on two cores


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruling on one guardrail."""

    rail: Guardrail
    difference: Difference
    verdict: Verdict
    margin: float  # in units of the metric, NaN where no pair has a number
    reach: float  # the most that the harm may be: its upper bound, or the margin plus `beyond`, the larger
    settles: int | None  # pairs in all that would settle an inconclusive ruling; None if settled, or if none would
    larger: float | None = (
        None  # market that would, as a multiple of this one; None unless a pair unseen is what is open
    )
    concerns: bool = True  # see `ruled`
    numberless: int = 0  # pairs in which a side has no number

    @property
    def harm(self) -> tuple[float, float, float]:
        """The harm with its bounds: centre, low, high."""
        return harm(self.difference)

    @property
    def excess(self) -> float:
        """The most that the harm may be, in margins: above 1 it did not pass. NaN where it has no number."""
        if math.isnan(self.reach):
            return math.nan
        return self.reach / self.margin if self.margin > 0 else math.inf if self.reach > 0 else 0.0


def harm(difference: Difference) -> tuple[float, float, float]:
    """Return the harm to a metric with its bounds: centre, low, high."""
    if difference.metric.better == "down":
        return difference.difference, difference.low, difference.high
    return -difference.difference, -difference.high, -difference.low


def passes(reach: ArrayLike, margin: ArrayLike) -> Any:
    """(…) are harms that reach so far surely within their margins?"""
    return np.less_equal(reach, margin)


def fails(low: ArrayLike, reach: ArrayLike, margin: ArrayLike) -> Any:
    """(…) are the harms surely above 0, and may they reach beyond their margins?"""
    return np.greater(low, 0) & np.greater(reach, margin)


def beyond(
    rail: Guardrail, base: ArrayLike, head: ArrayLike, left_out: float = LEFT_OUT, luck: ArrayLike | None = None
) -> Any:
    """(…) upper bounds of the mean harm beyond what each pair's base allows, of (…, pairs) on each side.

    luck: (…) distance between two runs of one world, see `paired_bounds`
    """
    first, second = np.asarray(base, np.float64), np.asarray(head, np.float64)
    allowed = rail.allowed(first)
    if rail.metric.better == "down":
        return paired_bounds(first + allowed, second, left_out, luck)[1]
    return -paired_bounds(first - allowed, second, left_out, luck)[0]


def weighed(
    rail: Guardrail, base: Floats, head: Floats, luck: ArrayLike | None = None
) -> tuple[Floats, Floats, Floats, Floats]:
    """(…) harm, its lower bound, its reach, and the margin, of (…, pairs) on each side."""
    low, high = paired_bounds(base, head, LEFT_OUT, luck)
    centre, margin = (head - base).mean(-1), rail.margin(base.mean(-1))
    if rail.metric.better == "up":
        centre, low, high = -centre, -high, -low
    return centre, low, np.maximum(high, margin + beyond(rail, base, head, LEFT_OUT, luck)), margin


def ruled(
    rail: Guardrail, difference: Difference, pairs: int, over: float = -math.inf, *, concerns: bool = True
) -> Ruling:
    """Return the ruling of a difference on a guardrail.

    pairs: run in all; over: the result of `beyond`; concerns: False where the change concerns nobody whom the metric
    counts, since all runs are equal to the bit, or by `concerned.nobody`
    """
    centre, low, high = harm(difference)
    margin = float(rail.margin(difference.baseline))
    if not concerns:
        without = replace(difference, low=difference.difference, high=difference.difference)
        return Ruling(rail, without, "pass", margin, 0.0, None, concerns=False)
    reach = max(high, margin + over)
    if difference.pairs < pairs or math.isnan(reach):
        return Ruling(rail, difference, "inconclusive", margin, reach, None, numberless=pairs - difference.pairs)
    if passes(reach, margin) and not rail.shares_nothing(difference.baseline):
        return Ruling(rail, difference, "pass", margin, reach, None)
    if fails(low, reach, margin):
        return Ruling(rail, difference, "fail", margin, reach, None)
    unseen = (
        difference.unseen is not None and abs(centre) * difference.pairs < difference.unseen
    )  # the open part is the harm of a pair that is not seen
    needed = settling(centre, low, reach, margin, difference.pairs, root=1 if unseen else 2)
    larger = (needed / difference.pairs) ** 2 if needed and unseen else None  # luck falls with the root of people
    return Ruling(rail, difference, "inconclusive", margin, reach, needed, larger)


def settling(centre: float, low: float, high: float, margin: float, pairs: int, *, root: int = 2) -> int | None:
    """Return the pairs that would settle a ruling if the harm is `centre`; None if no realistic number does.

    The arms of an interval shrink with the root of the number of pairs, or with the number itself (root 1) where they
    stand for a harm that no pair has shown. It is settled when the upper arm is within the margin, or the lower arm is
    above 0, whichever needs fewer pairs.
    """
    above, below, room = high - centre, centre - low, margin - centre
    shrinks = [part / arm for part, arm in ((room, above), (centre, below)) if part > 0 and arm > 0]
    if not shrinks or not math.isfinite(centre):
        return None
    needed = math.ceil(pairs / max(shrinks) ** root)
    return needed if needed <= REALISTIC else None


def together(rulings: Sequence[Ruling]) -> Verdict:
    """Return the verdict of all guardrails: fail if one fails, pass if all pass."""
    verdicts = {ruling.verdict for ruling in rulings}
    return "fail" if "fail" in verdicts else "inconclusive" if "inconclusive" in verdicts else "pass"


def worst_first(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Sort rulings: fail, inconclusive, pass; in each the most harmful first."""
    order = ("fail", "inconclusive", "pass")

    def place(ruling: Ruling) -> tuple[int, float]:
        excess = math.inf if math.isnan(ruling.excess) else ruling.excess  # without a number: it may be anything
        return order.index(ruling.verdict), -excess

    return sorted(rulings, key=place)
