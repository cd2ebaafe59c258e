"""Margins: which differences are of practical matter. They stand in `margins.toml`, each with its reason."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from experiments.verdicts.differences import Difference

Verdict = Literal["no difference", "no practical difference", "better", "worse", "cannot tell"]

FILE = Path(__file__).with_name("margins.toml")


@dataclass(frozen=True, slots=True)
class Margin:
    """A share of the baseline within which a difference is of no practical matter, and why."""

    share: float
    why: str

    def around(self, baseline: float) -> float:
        """The margin in units of the metric."""
        return self.share * abs(baseline)


@cache
def margins() -> dict[str, Margin]:
    """The margin of each metric that has one, by name."""
    return {name: Margin(**said) for name, said in tomllib.loads(FILE.read_text("utf-8")).items()}


def verdict(found: Difference) -> Verdict:
    """What can be said of a metric that has a margin, where one way is better.

    Nothing at all differs; or all that the interval leaves open is within the margin; or it leaves open one sign only;
    or it leaves both open, and a difference that matters.
    """
    if found.exact:
        return "no difference"
    margin = margins()[found.metric.name].around(found.baseline)
    if -margin <= found.low and found.high <= margin:
        return "no practical difference"
    if found.reading == "better" or found.reading == "worse":
        return found.reading
    return "cannot tell"
