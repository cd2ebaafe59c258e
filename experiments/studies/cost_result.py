"""What a proposal gains and what it costs."""

from dataclasses import dataclass

from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference


@dataclass(frozen=True, slots=True, eq=False)
class Cost:
    """A proposal in words, what it changes, and what is told beside it, whatever that reads."""

    proposal: str
    compared: Comparison
    beside: tuple[Difference, ...]
