"""The outlook on a difference that is not settled: which way it leans, and what more would settle it.

Odds are those of the distribution that the interval is from, in worlds like these. What would settle a difference
follows from the split of its variance: more luck or more people shrink the part of luck, more worlds both parts.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

from experiments.runs.cost import seconds
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import chance_above
from experiments.verdicts.looks import ERRORS, LUCKS, Look
from experiments.verdicts.pairs import Pairs
from experiments.verdicts.split import Split
from sim.world import MARKETPLACE

type More = Literal["second look", "luck", "people", "worlds"]

REALISTIC = 12.0  # times the runs of this answer, and times its worlds: beyond it nobody waits
LONGER = NormalDist().inv_cdf(ERRORS[2] / 2) / NormalDist().inv_cdf(
    ERRORS[1] / 2
)  # arms of the second look, to the first


@dataclass(frozen=True, slots=True)
class Settling:
    """The cheapest way to settle a difference, if it is as large as it looks now.

    more    what there has to be more of; a second look has a second luck in each world
    times   how many times as much
    effort  run time of what has not been run yet, in units of that of this answer
    """

    more: More
    times: float
    effort: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The odds of a difference, the split of its variance, and what would settle it."""

    rises: float  # odds that it is above 0
    above: float  # odds that it is above the margin
    below: float  # odds that it is below the margin on the other side
    split: Split | None  # None where luck is not known
    settling: Settling | None  # None where it is settled, or no realistic number of anything would settle it

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        split, settling = self.split, self.settling
        return {
            "odds of a rise": self.rises,
            "odds above the margin": self.above,
            "odds below the margin": self.below,
            "luck's share of the variance": None
            if split is None
            else {"share": split.luck, "low": split.low, "high": split.high, "of the pool": split.pooled},
            "would settle it": None
            if settling is None
            else {"more": settling.more, "times": settling.times, "effort": settling.effort},
        }


def outlook(
    pairs: Pairs,
    difference: Difference,
    margin: float,
    *,
    workers: int,
    split: Split | None,
    look: Look,
    usual: float | None = None,
) -> Outlook:
    """Return the outlook on a difference.

    pairs    the values behind it
    workers  registered in the market of a run
    split    of its variance; None if it is not known
    look     at the question: after the second there is no planned one
    usual    as in `paired`
    """
    before, after = pairs.by_world()
    rises, above, below = (chance_above(before, after, point, usual) for point in (0.0, margin, -margin))
    wanted = shrinking(difference, margin)
    settling = None if wanted is None or split is None else _settled_by(split, wanted, workers, look)
    return Outlook(rises, above, 1 - below, split, settling)


def shrinking(difference: Difference, margin: float) -> float | None:
    """Return to what share of their length the arms have to shrink until a difference of this size is settled.

    It is settled when 0 lies outside, or both ends within the margin, whichever is nearer. None if it is settled now,
    if no length would do, or without an interval.
    """
    centre, low, high = difference.difference, difference.low, difference.high
    if math.isnan(low + high) or low > 0 or high < 0 or low == high:
        return None
    above, below = high - centre, centre - low
    towards_0 = centre / below if centre > 0 and below > 0 else -centre / above if centre < 0 and above > 0 else 0.0
    inside = min(_part(margin - centre, above), _part(margin + centre, below))
    share = max(towards_0, inside)
    return share if 0 < share < 1 else None


def _part(room: float, arm: float) -> float:
    return room / arm if arm > 0 else math.copysign(math.inf, room)


def _settled_by(split: Split, wanted: float, workers: int, look: Look) -> Settling | None:
    """Return what settles a difference with the least run time, if its arms have to shrink to a share of their length.

    The second look has longer arms in units of its error, since it may err less than the first.
    """
    variance = wanted**2
    if look == 1 and split.luck_needed(variance / LONGER**2) <= LUCKS:
        return Settling("second look", LUCKS, LUCKS - 1)
    choices = []
    if (times := split.luck_needed(variance)) < math.inf:
        if times * workers <= MARKETPLACE:
            choices.append(Settling("people", times, seconds(times * workers) / seconds(workers)))
        choices.append(Settling("luck", times, times))
    if split.luck < 1:
        choices.append(Settling("worlds", 1 / variance, 1 / variance))
    least = min(choices, key=lambda each: each.effort)
    return least if least.effort <= REALISTIC else None
