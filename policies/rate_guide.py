"""Rate guide: the market quote of each category and format."""

from dataclasses import dataclass
from math import inf

import numpy as np

from policies.checks import chosen, within
from policies.records import Bools, CompletedContracts, Floats, Format

FORMATS = {"fixed": Format.FIXED, "hourly": Format.HOURLY, "task": Format.TASK}


@dataclass(frozen=True, slots=True)
class RateGuide:
    """The quote is the median amount of the completed contracts of a category and format.

    Source: March 2020 report, M-01…M-05: rates are listed for the categories often ordered, and some categories and
    formats have none (M-05, without saying which). Assumed: the median, the minimum sample, the update period, and that
    fixed and hourly are covered and tasks are not.
    """

    min_sample: int = 10  # completed contracts; assumed
    covered_formats: frozenset[str] = frozenset({"fixed", "hourly"})  # assumed
    uncovered_categories: frozenset[int] = frozenset()
    update_days: int = 30  # days between two updates; assumed

    def __post_init__(self) -> None:
        within(self, 1, inf, "min_sample", "update_days")
        chosen("covered_formats", self.covered_formats, FORMATS)
        least = min(self.uncovered_categories, default=0)
        if least < 0:
            raise ValueError(f"uncovered_categories: {least} is no category, must be at least 0")

    def quotes(self, contracts: CompletedContracts, categories: int) -> Floats:
        """(m,) completed contracts → (categories, 3) yen, by Format; NaN without a quote."""
        group = contracts.category * len(Format) + contracts.format
        order = np.lexsort((contracts.amount, group))
        amount, group = contracts.amount[order], group[order]
        bounds = np.searchsorted(group, np.arange(categories * len(Format) + 1))
        first, size = bounds[:-1], np.diff(bounds)
        quoted = (size >= self.min_sample) & self._covered(categories).ravel()
        low, high = (first + (size - 1) // 2)[quoted], (first + size // 2)[quoted]
        quote = np.full(categories * len(Format), np.nan)
        quote[quoted] = (amount[low] + amount[high]) / 2
        return quote.reshape(categories, len(Format))

    def _covered(self, categories: int) -> Bools:
        """(categories, 3) where the guide offers quotes at all."""
        covered = np.zeros((categories, len(Format)), np.bool_)
        covered[:, [FORMATS[name] for name in self.covered_formats]] = True
        covered[[category for category in self.uncovered_categories if category < categories]] = False
        return covered


@dataclass(frozen=True, slots=True)
class Off:
    """There is no guide."""

    update_days: int = 30  # days; nothing comes of it

    def __post_init__(self) -> None:
        within(self, 1, inf, "update_days")

    def quotes(self, contracts: CompletedContracts, categories: int) -> Floats:
        """→ (categories, 3) all NaN."""
        return np.full((categories, len(Format)), np.nan)
