"""What the model says of something that is known."""

from dataclasses import dataclass
from typing import Literal

from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.intervals import Interval


@dataclass(frozen=True, slots=True, eq=False)
class Holdout:
    """A question to two platforms, what is known of it and from whom, and their answer."""

    asked: str
    known: str
    sides: tuple[Side, Side]
    seeds: Seeds
    found: Interval  # per cent, mean over seeds
    between: tuple[float, float] | None  # what is known leaves this range; None where nobody has told
    spread: tuple[float, float]  # in which nine in ten of the pairs lie, each in another world and with its own luck

    @property
    def verdict(self) -> Literal["hit", "missed", "open"]:
        """Does the mean lie in the range? Open where there is none."""
        if self.between is None:
            return "open"
        low, high = self.between
        return "hit" if low <= self.found.mean <= high else "missed"
