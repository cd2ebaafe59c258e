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
from experiments.verdicts.differences import Difference

Verdict = Literal[
    "better", "worse", "higher", "lower", "no practical difference", "cannot tell", "no difference", "no data"
]
MEANINGS: Mapping[Verdict, str] = {
    "better": "The interval leaves out 0 and reaches beyond the margin, on the side that is better.",
    "worse": "The interval leaves out 0 and reaches beyond the margin, on the side that is worse.",
    "higher": "As better and worse, where neither side is better, or where the worlds differ too.",
    "lower": "As better and worse, where neither side is better, or where the worlds differ too.",
    "no practical difference": "The whole interval lies within the margin.",
    "cannot tell": "The interval leaves 0 open, and a difference beyond the margin; or the worlds allow no verdict.",
    "no difference": "No metric differs in any pair, to the bit.",
    "no data": "No pair has a number on both sides.",
}
WORDS: Mapping[Verdict, str] = {
    "better": message("better"),
    "worse": message("worse"),
    "higher": message("higher"),
    "lower": message("lower"),
    "no practical difference": message("no practical difference"),
    "cannot tell": message("cannot tell"),
    "no difference": message("no difference"),
    "no data": message("no data"),
}
TELLING: tuple[Verdict, ...] = ("better", "worse", "higher", "lower")  # verdicts with a direction
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
    judged  is it the effect of a policy, so that it may be better or worse?
    """
    if not difference.pairs:
        return "no data"
    if difference.low == difference.high == 0:
        return "no difference"
    most = (margin(difference) or 0.0) if within is None else within
    if -most <= difference.low and difference.high <= most:
        return "no practical difference"
    if difference.low > 0 or difference.high < 0:
        return side(difference.metric, rises=difference.low > 0, judged=judged)
    return "cannot tell"


def side(metric: Metric, *, rises: bool, judged: bool = True) -> Literal["better", "worse", "higher", "lower"]:
    """Return the direction of a metric against its baseline."""
    if not judged or metric.better not in ("up", "down"):
        return "higher" if rises else "lower"
    return "better" if rises == (metric.better == "up") else "worse"
