"""Blindness: the platform's own figures fall while the truth gets worse."""

from dataclasses import dataclass

from experiments.language.messages import in_a_row, say
from experiments.measures.metrics import OBSERVED, STEPS
from experiments.printing.numbers import both
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import DIRECTIONS, Direction


@dataclass(frozen=True, slots=True)
class Blindness:
    """An observed figure of fraud that falls, and the true ones that get worse."""

    observed: Difference
    true: tuple[Difference, ...]

    def __str__(self) -> str:
        return say(
            "what the platform sees falls, {seen}, while the truth gets worse, {worse}. Judged by that figure, the "
            "platform would be misled.",
            seen=_moves(self.observed),
            worse=in_a_row(map(_moves, self.true)),
        )


def _moves(difference: Difference) -> str:
    """Return a metric with its value on both sides."""
    before, after = both(difference.metric.unit, difference.baseline, difference.candidate)
    return f"{difference.metric.name} {before} → {after}"


def blindness(comparison: Comparison) -> tuple[Blindness, ...]:
    """Return every observed metric that falls, with the true ones that get worse, by their verdicts."""

    def moves(name: str, direction: Direction) -> bool:
        return DIRECTIONS.get(comparison.verdict(comparison[name])) == direction

    worse = tuple(comparison[true] for true in STEPS if moves(true, "worse"))
    return tuple(Blindness(comparison[observed], worse) for observed in OBSERVED if worse and moves(observed, "lower"))
