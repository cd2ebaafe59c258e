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

Verdict = Literal[
    "better",
    "worse",
    "higher",
    "lower",
    "a little better",
    "a little worse",
    "a little higher",
    "a little lower",
    "no practical difference",
    "no harm that matters",
    "no gain that matters",
    "no rise that matters",
    "no fall that matters",
    "open",
    "no verdict",
    "no difference",
    "no data",
]
type Direction = Literal["better", "worse", "higher", "lower"]

MEANINGS: Mapping[Verdict, str] = {
    "better": "The interval leaves out 0 and reaches beyond the margin, on the side that is better.",
    "worse": "The interval leaves out 0 and reaches beyond the margin, on the side that is worse.",
    "higher": "As better and worse, where neither side is better, or where the worlds allow no such word.",
    "lower": "As better and worse, where neither side is better, or where the worlds allow no such word.",
    "a little better": "Sure, and small: the interval leaves out 0 and lies within the margin, on the better side.",
    "a little worse": "Sure, and small: the interval leaves out 0 and lies within the margin, on the worse side.",
    "a little higher": "As a little better and worse, where neither side is better, or the worlds allow no such word.",
    "a little lower": "As a little better and worse, where neither side is better, or the worlds allow no such word.",
    "no practical difference": "The interval holds 0, and both ends lie within the margin.",
    "no harm that matters": "A harm beyond the margin is ruled out; a gain beyond it is open.",
    "no gain that matters": "A gain beyond the margin is ruled out; a harm beyond it is open.",
    "no rise that matters": "A rise beyond the margin is ruled out, a fall beyond it is open; neither side is better.",
    "no fall that matters": "A fall beyond the margin is ruled out, a rise beyond it is open; neither side is better.",
    "open": "The interval holds 0 and passes the margin on both sides, or there is none. Its odds say how it leans.",
    "no verdict": "Of a hundred intervals of this metric fewer than 90 hold a known truth (`coverage.toml`).",
    "no difference": "No metric differs in any pair, to the bit; or the metric is a setting that no run moves.",
    "no data": "No pair has a number on both sides.",
}
WORDS: Mapping[Verdict, str] = {
    "better": message("better"),
    "worse": message("worse"),
    "higher": message("higher"),
    "lower": message("lower"),
    "a little better": message("a little better"),
    "a little worse": message("a little worse"),
    "a little higher": message("a little higher"),
    "a little lower": message("a little lower"),
    "no practical difference": message("no practical difference"),
    "no harm that matters": message("no harm that matters"),
    "no gain that matters": message("no gain that matters"),
    "no rise that matters": message("no rise that matters"),
    "no fall that matters": message("no fall that matters"),
    "open": message("open"),
    "no verdict": message("no verdict"),
    "no difference": message("no difference"),
    "no data": message("no data"),
}
LITTLE: Mapping[Direction, Verdict] = {
    "better": "a little better",
    "worse": "a little worse",
    "higher": "a little higher",
    "lower": "a little lower",
}
RULED_OUT: Mapping[Direction, Verdict] = {
    "better": "no gain that matters",
    "worse": "no harm that matters",
    "higher": "no rise that matters",
    "lower": "no fall that matters",
}
DIRECTIONS: Mapping[Verdict, Direction] = {
    **{direction: direction for direction in LITTLE},
    **{little: direction for direction, little in LITTLE.items()},
}  # of the verdicts that have one
TELLING: tuple[Verdict, ...] = tuple(DIRECTIONS)
FILE = Path(__file__).with_name("margins.toml")


@dataclass(frozen=True, slots=True)
class Margin:
    """A share of the baseline within which a difference has no practical relevance, and the reason."""

    share: float
    why: str
    headline: str | None = None  # the words that its sentence begins with
    lever: str | None = None  # it is a headline only where platforms differ in this one

    def around(self, baseline: float) -> float:
        """Return the margin in units of the metric."""
        return self.share * abs(baseline)


@cache
def margins() -> dict[str, Margin]:
    """Return the margins by name of the metric."""
    return {name: Margin(**entry) for name, entry in tomllib.loads(FILE.read_text("utf-8")).items()}


def headlines(levers: Collection[str] = ()) -> tuple[str, ...]:
    """Return the metrics that are told first. levers: those in which platforms differ."""
    lead = {name: each for name, each in margins().items() if each.headline and each.lever in {None, *levers}}
    return tuple(lead)


def subjects() -> dict[str, str]:
    """Return every metric that can be a headline, with the words that its sentence begins with."""
    return {name: say(each.headline) for name, each in margins().items() if each.headline}


def margin(difference: Difference) -> float | None:
    """Return the margin of a difference in units of its metric; None for a metric without one."""
    known = margins().get(difference.metric.name)
    return None if known is None else known.around(difference.baseline)


def wording(verdict: Verdict) -> str:
    """Return a verdict in the language of the reader."""
    return say(WORDS[verdict])


def verdict(difference: Difference, within: float | None = None, *, judged: bool = True) -> Verdict:
    """Return the verdict on a difference, one of `MEANINGS`.

    within  margin instead of the metric's own: that of the whole, for a part of it
    judged  is it the effect of a policy in worlds that allow a judgement, so that it may be better or worse?
    """
    if not difference.pairs:
        return "no data"
    low, high = difference.low, difference.high
    if low == high == 0:
        return "no difference"
    if difference.metric.name in doubtful():
        return "no verdict"
    most = (margin(difference) or 0.0) if within is None else within
    no_rise, no_fall = high <= most, low >= -most
    if low > 0 or high < 0:
        direction = side(difference.metric, rises=low > 0, judged=judged)
        return LITTLE[direction] if no_rise and no_fall else direction
    if no_rise and no_fall:
        return "no practical difference"
    if no_rise or no_fall:
        return RULED_OUT[side(difference.metric, rises=no_rise, judged=judged)]
    return "open"


def side(metric: Metric, *, rises: bool, judged: bool = True) -> Direction:
    """Return the direction of a metric against its baseline."""
    if not judged or metric.better not in ("up", "down"):
        return "higher" if rises else "lower"
    return "better" if rises == (metric.better == "up") else "worse"
