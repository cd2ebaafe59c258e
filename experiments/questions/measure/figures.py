"""Sizes: volumes of the whole marketplace that somebody who works there would know, each beside a public figure.

A run is a part of the marketplace, so what grows with it is multiplied by how many such parts make the whole. A size
that is more than twice its public figure, or less than half of it, is off: no other number of its kind can be believed.
Where a figure is known better, `within` is a narrower line.
"""

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.measures.periods import Periods
from experiments.measures.volumes import OF_A_MONTH, OF_A_YEAR

ABOUT = 2.0  # times the public figure, or its part


@dataclass(frozen=True, slots=True)
class Size:
    """A volume, and its public figure.

    low, high  the figure, NaN where none was found; within: how many times it is still plausible
    source     where it is from; note: how it was come by, or what else it counts
    whole      grows with the market: a count or a sum, and no share or mean
    span       a month or a year
    """

    function: Callable[[Periods], float]
    span: str
    group: str
    unit: str
    low: float
    high: float
    source: str
    note: str
    whole: bool
    within: float

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    def times(self, value: float) -> float:
        """Return how many times the figure a value is, 1 within its range; NaN if either is unknown."""
        if math.isnan(value) or math.isnan(self.low):
            return math.nan
        return max(value / self.high, min(value / self.low, 1.0))

    def off(self, value: float) -> bool:
        """Return whether a value is too far from the figure to be believed."""
        times = self.times(value)
        return times > self.within or times < 1 / self.within


def _read() -> tuple[Size, ...]:
    figures = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))
    spans = {**dict.fromkeys(OF_A_MONTH, "month"), **dict.fromkeys(OF_A_YEAR, "year")}
    functions = {function.__name__: (function, span) for function, span in spans.items()}
    return tuple(_size(*functions[name], **figure) for name, figure in figures.items())


def _size(function: Callable[[Periods], float], span: str, *, group: str, unit: str, **figure: Any) -> Size:
    low, high = figure.get("public", (math.nan, math.nan))
    source, note = figure.get("source", ""), figure.get("note", "")
    whole, within = figure.get("whole", False), figure.get("within", ABOUT)
    return Size(function, span, group, unit, low, high, source, note, whole, within)


SIZES = _read()
GROUPS = tuple(dict.fromkeys(size.group for size in SIZES))
