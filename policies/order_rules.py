"""Order rules: a mark for clients who say they know the rules."""

from dataclasses import dataclass
from math import inf

import numpy as np

from policies.checks import within
from policies.records import Bools, Ints


@dataclass(frozen=True, slots=True)
class OrderRules:
    """A client that ticked every item of the order-rule check carries the mark.

    Source: April 2020 report, A-01…A-06. The check is voluntary and self-declared: nobody verifies the ticks. The
    report does not print the items; how many there are is assumed. Where the mark stands: A-03, `Display.rule_mark`.
    """

    items: int = 10  # items of the check; assumed

    def __post_init__(self) -> None:
        within(self, 1, inf, "items")

    def marks(self, ticked: Ints) -> Bools:
        """ticked (n,) items ticked → (n,) bool, carries the mark."""
        return np.asarray(ticked) >= self.items


@dataclass(frozen=True, slots=True)
class Off:
    """There is no check, so nobody carries the mark."""

    @property
    def items(self) -> int:
        """No items."""
        return 0

    def marks(self, ticked: Ints) -> Bools:
        """(n,) → (n,) all False."""
        return np.zeros(np.shape(ticked), np.bool_)
