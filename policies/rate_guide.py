"""Rate guide: the market quote of each category and format."""

from dataclasses import dataclass

import numpy as np

from policies.checks import chosen
from policies.numbers import check, number
from policies.records import Bools, CompletedContracts, Floats, Format

FORMATS = {"fixed": Format.FIXED, "hourly": Format.HOURLY, "task": Format.TASK}


@dataclass(frozen=True, slots=True)
class RateGuide:
    """The quote is the median amount of the completed contracts of a category and format.

    Source: March 2020 report, M-01…M-05: rates are listed for the categories often ordered, and some categories and
    formats have none (M-05, without saying which). Assumed: the median, and that fixed and hourly are covered and tasks
    are not.
    """

    min_sample: int = number(10, "contracts", "completed, for a quote; M-05 does not say", 3, 30, least=1)
    covered_formats: frozenset[str] = frozenset({"fixed", "hourly"})  # assumed
    uncovered_categories: frozenset[int] = frozenset()
    update_days: int = number(30, "days", "between two updates of the table", 7, 365, least=1)

    def __post_init__(self) -> None:
        check(self)
        chosen("covered_formats", self.covered_formats, FORMATS)
        least = min(self.uncovered_categories, default=0)
        if least < 0:
            raise ValueError(f"uncovered_categories: {least} is no category, must be at least 0")

    def quotes(self, contracts: CompletedContracts, categories: int) -> Floats:
        """(m,) completed contracts → (categories, 3) yen, by Format; NaN without a quote."""
        quotes = np.full((categories, len(Format)), np.nan)
        for category, format in np.argwhere(self._covered(categories)):
            amounts = contracts.amount[(contracts.category == category) & (contracts.format == format)]
            if len(amounts) >= self.min_sample:
                quotes[category, format] = np.median(amounts)
        return quotes

    def _covered(self, categories: int) -> Bools:
        """(categories, 3) where the guide offers quotes at all."""
        covered = np.zeros((categories, len(Format)), np.bool_)
        covered[:, [FORMATS[name] for name in self.covered_formats]] = True
        covered[[category for category in self.uncovered_categories if category < categories]] = False
        return covered


@dataclass(frozen=True, slots=True)
class Off:
    """There is no guide."""

    update_days = 30  # nothing comes of it

    def quotes(self, contracts: CompletedContracts, categories: int) -> Floats:
        """→ (categories, 3) all NaN."""
        return np.full((categories, len(Format)), np.nan)
