"""Result of the study of costs: gains and prices of a proposal."""

from dataclasses import dataclass

from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference


@dataclass(frozen=True, slots=True, eq=False)
class Cost:
    """A proposal in words, its comparison, and further metrics that are always shown."""

    proposal: str
    compared: Comparison
    beside: tuple[Difference, ...]
