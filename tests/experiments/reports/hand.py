"""An answer for reports, made by hand."""

from collections.abc import Callable

from experiments.questions.compare.answer import Answer
from experiments.verdicts.regimes import REGIMES
from tests.experiments.found import comparison, rows


def each(*values: float) -> Callable[[int], float]:
    return lambda seed: values[seed % len(values)]


def answered(**moved: Callable[[int], float]) -> Answer:
    return Answer(tuple(comparison(rows(8), rows(8, **moved), f"world.rings={rings}") for rings in REGIMES))


MOVED = answered(
    exposed_per_10k=each(4, 6), value_per_posting=each(-2, 1), fee_yen=each(-5000, -7000), hours_to_fill=each(-30)
)
