"""Order rules: a mark for clients who say they know the rules."""

from dataclasses import dataclass

import numpy as np

from policies.columns import guarded
from policies.numbers import Checked, number
from policies.records import Bools, Counts


@dataclass(frozen=True, slots=True)
class OrderRules(Checked):
    """A client that ticked every item of the order-rule check carries the mark.

    Source: April 2020 report, A-01…A-06. The check is voluntary and self-declared: nobody verifies the ticks.
    Where the mark stands: A-03, `Display.rule_mark`. How many complete it hangs on how hard the office asks them to
    (A-06), and no report tells it; rings' accounts decide for themselves (`population.ticked_ring`).
    """

    items: int = number(10, "items", "of the check; A-03 does not print them", 5, 20, least=1, most=1_000)
    adopters: float = number(0.45, "share", "clients that tick all of them in the end, not in A-03", 0.1, 0.7)

    @guarded
    def marks(self, ticked: Counts) -> Bools:
        """ticked (n,) items ticked → (n,) bool, carries the mark."""
        return ticked >= self.items


@dataclass(frozen=True, slots=True)
class Off:
    """There is no check, so nobody carries the mark."""

    items = 0
    adopters = 0.0

    @guarded
    def marks(self, ticked: Counts) -> Bools:
        """(n,) → (n,) all False."""
        return np.zeros(len(ticked), np.bool_)
