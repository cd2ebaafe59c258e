"""Result of the study of hold-outs: the model against outside knowledge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.intervals import Interval

type Outcome = Literal["hit", "missed", "cannot tell", "open"]

OUTCOMES: Mapping[str, Outcome] = {"within": "hit", "outside": "missed", "across": "cannot tell"}


@dataclass(frozen=True, slots=True, eq=False)
class Holdout:
    """A question about two platforms, the known answer with its source, and the estimate of the model."""

    question: str
    known: str
    sides: tuple[Side, Side]
    seeds: Seeds
    estimate: Interval  # per cent, mean over seeds
    between: tuple[float, float] | None  # range of the known answer; None if there is none
    spread: tuple[float, float]  # range of nine in ten pairs, each in another world and with its own luck

    @property
    def verdict(self) -> Outcome:
        """Return whether the interval lies in the range or outside it; open if nothing is known."""
        if self.between is None:
            return "open"
        return OUTCOMES[self.estimate.lies(*self.between)]
