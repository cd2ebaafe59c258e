"""Margins of practical relevance, and the verdict on a difference by its margin, as one word.

Margins are in `margins.toml`, each with its reason. A metric without one has the margin 0.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from experiments.language.messages import message, say
from experiments.measures.metrics import Metric
from experiments.verdicts.coverage import doubtful
from experiments.verdicts.differences import Difference

type Verdict = Literal[
    "worse",
    "a little worse",
    "likely worse",
    "perhaps worse",
    "better",
    "a little better",
    "likely better",
    "not worse",
    "higher",
    "lower",
    "no difference",
    "open",
]
type Direction = Literal["better", "worse", "higher", "lower"]

MEANINGS: Mapping[Verdict, str] = {
    "worse": "The interval leaves out 0 and reaches beyond the margin, on the side that is worse.",
    "a little worse": "Sure, and small: the interval leaves out 0 and lies within the margin, on the worse side.",
    "likely worse": "The interval holds 0; the odds are nine in ten or more that it gets worse.",
    "perhaps worse": "A gain beyond the margin is ruled out; a harm beyond it is not.",
    "better": "The interval leaves out 0 and reaches beyond the margin, on the side that is better.",
    "a little better": "Sure, and small: the interval leaves out 0 and lies within the margin, on the better side.",
    "likely better": "Not worse, and the odds are nine in ten or more that it gets better.",
    "not worse": "A harm beyond the margin is ruled out; a gain beyond it is open.",
    "higher": "The interval leaves out 0, above; neither side is better, or the worlds allow no such word.",
    "lower": "The interval leaves out 0, below; neither side is better, or the worlds allow no such word.",
    "no difference": "Both ends of the interval lie within the margin and it holds 0; or no run differs, to the bit.",
    "open": "A harm and a gain that matter are both possible, or there is no interval. Its odds say how it leans.",
}
WORDS: Mapping[Verdict, str] = {
    "worse": message("worse"),
    "a little worse": message("a little worse"),
    "likely worse": message("likely worse"),
    "perhaps worse": message("perhaps worse"),
    "better": message("better"),
    "a little better": message("a little better"),
    "likely better": message("likely better"),
    "not worse": message("not worse"),
    "higher": message("higher"),
    "lower": message("lower"),
    "no difference": message("no difference"),
    "open": message("open"),
}
DIRECTIONS: Mapping[Verdict, Direction] = {
    "worse": "worse",
    "a little worse": "worse",
    "better": "better",
    "a little better": "better",
    "higher": "higher",
    "lower": "lower",
}  # of the verdicts that are sure
WIDER = 2.0  # times the arms of an interval that is known to hold the truth too rarely (`coverage.toml`); assumed
FILE = Path(__file__).with_name("margins.toml")


@dataclass(frozen=True, slots=True)
class Margin:
    """A share of the baseline within which a difference has no practical relevance, and the reason.

    line   1: a headline, told first; 2: told beside the headlines; 0: neither
    lever  a headline only where platforms differ in this lever
    """

    share: float
    why: str
    line: Literal[0, 1, 2] = 0
    lever: str | None = None

    def around(self, baseline: float) -> float:
        """Return the margin in units of the metric."""
        return self.share * abs(baseline)


@cache
def margins() -> dict[str, Margin]:
    """Return the margins by name of the metric."""
    return {name: Margin(**entry) for name, entry in tomllib.loads(FILE.read_text("utf-8")).items()}


def headlines(levers: Collection[str] = ()) -> tuple[str, ...]:
    """Return the metrics that are told first. levers: those in which platforms differ."""
    return tuple(name for name, each in margins().items() if each.line == 1 and each.lever in {None, *levers})


def beside() -> tuple[str, ...]:
    """Return the metrics that are told beside the headlines: yen and people who pay."""
    return tuple(name for name, each in margins().items() if each.line == 2)


def margin(difference: Difference) -> float | None:
    """Return the margin of a difference in units of its metric; None for a metric without one."""
    known = margins().get(difference.metric.name)
    return None if known is None else known.around(difference.baseline)


def wording(verdict: Verdict) -> str:
    """Return a verdict in the language of the reader."""
    return say(WORDS[verdict])


def verdict(difference: Difference, within: float | None = None, *, judged: bool = True) -> Verdict:
    """Return the verdict on a difference, one of `MEANINGS`. A harm that is not excluded names it before a gain.

    within  margin instead of the metric's own: that of the whole, for a part of it
    judged  is it the effect of a policy in worlds that allow a judgement, so that it may be better or worse?
    """
    low, high = difference.low, difference.high
    if low == high == 0:
        return "no difference"
    if not difference.pairs:
        return "open"
    if is_doubtful := difference.metric.name in doubtful():
        low, high = (difference.difference + WIDER * (end - difference.difference) for end in (low, high))
    most = (margin(difference) or 0.0) if within is None else within
    is_small = low >= -most and high <= most
    if low > 0 or high < 0:
        direction = side(difference.metric, rises=low > 0, judged=judged)
        if direction == "worse":
            return "a little worse" if is_small else "worse"
        return "a little better" if is_small and direction == "better" else direction
    if is_small:
        return "no difference"
    if side(difference.metric, rises=True, judged=judged) not in ("better", "worse"):
        return "open"
    leans = 0 if is_doubtful else difference.leaning
    if difference.metric.better == "up":
        low, high, leans = -high, -low, -leans
    if leans > 0:
        return "likely worse"
    if high <= most:
        return "likely better" if leans < 0 else "not worse"
    return "perhaps worse" if low >= -most and not leans else "open"


def side(metric: Metric, *, rises: bool, judged: bool = True) -> Direction:
    """Return the direction of a metric against its baseline."""
    if not judged or metric.better not in ("up", "down"):
        return "higher" if rises else "lower"
    return "better" if rises == (metric.better == "up") else "worse"
