"""Headlines that hold at once, and rows beside them that do: the intervals of each line share one critical value."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from experiments.questions.compare.answer import Answer, headlines
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.trust import Evidence
from experiments.verdicts.looks import ERRORS, Look
from experiments.verdicts.luck import pooled
from experiments.verdicts.margins import beside
from experiments.verdicts.pairs import gaps_by_world
from experiments.verdicts.together import shared_tail


def answered(comparisons: Sequence[Comparison], evidence: Evidence, look: Look = 1) -> Answer:
    """Return the answer of comparisons, one for each regime. look: at this question, as planned."""
    before, after = (side.scenario for side in comparisons[0].sides)
    names = headlines(before, after)
    tail = held_at_once(((compared, name) for compared in comparisons for name in names), ERRORS[look])
    result = Answer(tuple(comparisons), evidence, look, tail)
    if result.plausible and result.of_this_model:
        comparisons = [
            replace(each, luck=pooled(each.regime, before.world.workers, before.days)) for each in comparisons
        ]
    second = beside()
    other = held_at_once(((compared, name) for compared in comparisons for name in second), ERRORS[look])
    wide = (each.reaching(names, tail).reaching(second, other) for each in comparisons)
    return replace(result, comparisons=tuple(wide))


def held_at_once(cells: Iterable[tuple[Comparison, str]], error: float) -> float:
    """Return what an interval leaves out at each end so that those of all cells, by metric, hold but for the error."""
    return shared_tail([gaps_by_world(*compared.values(name), compared.homes) for compared, name in cells], error)
