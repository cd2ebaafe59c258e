"""What the model says of something that is known."""

from dataclasses import dataclass

from experiments.measures.intervals import Interval
from experiments.results.provenance import Seeds, Side


@dataclass(frozen=True, slots=True, eq=False)
class Holdout:
    """A question to two platforms, what is known of it and from whom, and their answer."""

    asked: str
    known: str
    sides: tuple[Side, Side]
    seeds: Seeds
    found: Interval  # per cent, mean over seeds
