"""Run a ranking: one baseline and several candidates on the same people; the baseline runs once."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Unpack

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compared, decided
from experiments.questions.compare.together import answered, held_at_once
from experiments.questions.rank.result import Places, Ranking
from experiments.runs.batch import Means, carry_out
from experiments.runs.failures import Failure
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import FIXED, Worlds
from experiments.verdicts.differences import Difference, alike, closed, paired
from experiments.verdicts.looks import ERRORS
from experiments.verdicts.pairs import gaps_by_world
from experiments.verdicts.together import shared_tail

EXPOSURE = BY_NAME["exposed_per_10k"]  # candidates are ranked by it


def ranking(
    regimes: Sequence[Sequence[Side]],
    seeds: Iterable[int],
    *,
    worlds: Worlds = FIXED,
    work: Work[Measurements] = MEASUREMENTS,
    **means: Unpack[Means],
) -> tuple[Ranking | None, tuple[Failure, ...]]:
    """Run a baseline and its candidates in each regime with every seed; return their ranking, and runs that crashed.

    regimes: the baseline and then each candidate, as they are in each regime. A seed that crashed anywhere is left out
    everywhere. Raises as `compare.ask.answer` does.
    """
    evidence, count = worlds.evidence(), len(regimes[0])
    sides = [side for regime in regimes for side in regime]
    batch = carry_out(sides, seeds, work, worlds=worlds, **means)
    if len(batch.seeds) < 2:
        return None, batch.failures
    homes = worlds.homes(sides[0].scenario, batch.seeds.ran)
    bases = range(0, len(sides), count)

    def answer(candidate: int) -> Answer:
        places = [(base, base + candidate) for base in bases]
        return answered([decided(compared(batch, *both, homes), batch, both, worlds) for both in places], evidence)

    answers = tuple(answer(candidate) for candidate in range(1, count))
    headlines = tuple(dict.fromkeys(name for each in answers for name in each.headlines))
    every = [compared for each in answers for compared in each.comparisons]
    tail = held_at_once(((compared, name) for compared in every for name in headlines), ERRORS[1])
    return Ranking(
        answers,
        tuple(
            tuple(
                {name: wide[name] for name in headlines}
                for wide in (compared.reaching(headlines, tail) for compared in each.comparisons)
            )
            for each in answers
        ),
        tuple(
            _between([batch.results[base + place] for place in range(1, count)], homes, compared.apart(EXPOSURE.name))
            for base, compared in zip(bases, answers[0].comparisons, strict=True)
        ),
        EXPOSURE,
    ), batch.failures


def _between(
    results: Sequence[Sequence[Measurements]], homes: tuple[int, ...] | None, usual: float | None
) -> dict[Places, Difference]:
    """Return the differences in exposure of every two candidates, with intervals that hold for all of them at once.

    usual: as in `paired`
    """
    exposed = [[run.metrics[EXPOSURE.name] for run in side] for side in results]
    couples = list(combinations(range(len(results)), 2))
    gaps = [gaps_by_world(exposed[first], exposed[second], homes) for first, second in couples]
    tail = shared_tail(gaps, ERRORS[1])

    def difference(first: int, second: int) -> Difference:
        result = paired(EXPOSURE, exposed[first], exposed[second], homes=homes, tail=tail, usual=usual)
        equal = alike(*([run.metrics for run in results[place]] for place in (first, second)))
        return closed([result])[0] if equal else result

    return {couple: difference(*couple) for couple in couples}
