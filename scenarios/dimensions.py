"""Dimensions: the uncertain numbers of a world, each with its range and the scale on which it runs over it.

Numbers have at most DIGITS significant digits. So a world is the same to the bit on every machine, even where
logarithms differ in the last place.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context
from math import exp, inf, log
from typing import Literal

Scale = Literal["straight", "log", "logit"]

DIGITS = 6
PLACES = {"log-odds", "log units", "log-sd", "exponent", "fit", "hour", "level", "stars"}  # units without a ratio


@dataclass(frozen=True, slots=True)
class Dimension:
    """One uncertain number: where it stands in a world, its range, and how it runs over it.

    A list of shares or weights has a dimension an item. A list of yen has one for all: a common factor, as far as every
    item stays within the range, for what prices are to one another is better known than how high they are.
    """

    path: str
    item: int | None  # of a list
    low: float
    central: float
    high: float
    scale: Scale
    whole: bool  # rounded
    common: bool = False  # a factor on the central list
    hard: tuple[float, float] = (-inf, inf)  # bounds outside which the number means nothing

    @property
    def name(self) -> str:
        """`ring.post_rate`, and `talking.outlet_use[1]` for an item of a list."""
        return self.path if self.item is None else f"{self.path}[{self.item}]"

    @property
    def holds(self) -> bool:
        """Is it the same in every world?"""
        return self.low == self.high

    def value(self, u: float) -> float:
        """The number at a coordinate 0…1."""
        if u <= 0 or u >= 1 or u == 0.5:  # exactly, whatever the scale does to them
            return self.low if u <= 0 else self.high if u >= 1 else self.central
        start, middle, end = (self._place(number) for number in (self.low, self.central, self.high))
        place = start + (middle - start) * 2 * u if u < 0.5 else middle + (end - middle) * (2 * u - 1)
        number = place if self.scale == "straight" else exp(place) if self.scale == "log" else 1 / (1 + exp(-place))
        return min(max(round(number) if self.whole else rounded(number), self.low), self.high)

    def where(self, value: float) -> float:
        """The coordinate of a number; that of the next end for one outside the range."""
        if value == self.central:
            return 0.5
        start, middle, end = (self._place(number) for number in (self.low, self.central, self.high))
        if value < self.central:
            return (self._place(max(value, self.low)) - start) / (middle - start) / 2 if start < middle else 0.5
        return (1 + (self._place(min(value, self.high)) - middle) / (end - middle)) / 2 if middle < end else 0.5

    def _place(self, value: float) -> float:
        if self.scale == "straight":
            return value
        return log(value) if self.scale == "log" else log(value / (1 - value))


def dimension(
    path: str,
    item: int | None,
    unit: str,
    low: float,
    central: float,
    high: float,
    *,
    whole: bool = False,
    common: bool = False,
) -> Dimension:
    """A number between the ends of its range, on the scale that fits its unit; wider where it stands beyond them."""
    low, high = min(low, central), max(high, central)
    scale: Scale = "log" if low > 0 else "straight"
    if unit == "share":
        scale = "logit" if low > 0 and high < 1 else "straight"
    elif unit in PLACES:
        scale = "straight"
    return Dimension(path, item, low, central, high, scale, whole, common)


def rounded(value: float, how: str = ROUND_HALF_EVEN) -> float:
    """A number with DIGITS significant digits, the same on every machine."""
    return float(Context(DIGITS, how).create_decimal(value))
