"""Texts: how far what honest people write and what lures are alike."""

from dataclasses import dataclass

from policies.numbers import Checked, number


@dataclass(frozen=True, slots=True)
class Writing(Checked):
    """Texts: how far what honest people write and what lures are alike."""

    # fmt: off
    alike: float = number(0.01, "share", "of honest texts that speak in the words of lures for good reason: they say what nobody need fear, or what the work is about", 0.003, 0.03)
    unlisted: float = number(0.25, "share", "of lures in words that no phrase of the guidelines has, with an address named as honest people name theirs", 0.1, 0.5)
    # fmt: on
