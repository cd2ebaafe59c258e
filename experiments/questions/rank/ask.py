"""Run a ranking: one baseline and several candidates on the same people; the baseline runs once."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compared, decided
from experiments.questions.rank.result import Ranking
from experiments.runs.batch import carry_out
from experiments.runs.failures import Failure
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import FIXED, Worlds
from experiments.verdicts.differences import Difference, alike, closed, paired
from experiments.verdicts.intervals import TAIL

EXPOSURE = BY_NAME["exposed_per_10k"]  # candidates are ranked by it


def ranking(
    regimes: Sequence[Sequence[Side]],
    seeds: Iterable[int],
    *,
    worlds: Worlds = FIXED,
    keeping: Keeping = UNKEPT,
    engine: Engine = SERIAL,
    on_done: Callable[[], object] = lambda: None,
    work: Work[Measurements] = MEASUREMENTS,
) -> tuple[Ranking | None, tuple[Failure, ...]]:
    """Run a baseline and its candidates in each regime with every seed; return their ranking, and runs that crashed.

    regimes: the baseline and then each candidate, as they are in each regime. A seed that crashed anywhere is left out
    everywhere. Raises as `compare.ask.answer` does.
    """
    evidence, seeds, count = worlds.evidence(), tuple(seeds), len(regimes[0])
    worlds.check(regimes[0][0].scenario, len(seeds))
    sides = [side for regime in regimes for side in regime]
    batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=on_done)
    if len(batch.seeds) < 2:
        return None, batch.failures
    homes = worlds.homes(sides[0].scenario, batch.seeds.ran)
    bases = range(0, len(sides), count)

    def answer(candidate: int) -> Answer:
        places = [(base, base + candidate) for base in bases]
        return Answer(tuple(decided(compared(batch, *both, homes), batch, both, worlds) for both in places), evidence)

    def difference(name: str, first: int, second: int, looks: int) -> Difference:
        sides = [[run.metrics for run in batch.results[place]] for place in (first, second)]
        result = paired(BY_NAME[name], *([row[name] for row in side] for side in sides), tail=TAIL / looks)
        return closed([result])[0] if alike(*sides) else result

    answers = tuple(answer(candidate) for candidate in range(1, count))
    headlines = dict.fromkeys(name for each in answers for name in each.headlines)
    couples = list(combinations(range(count - 1), 2))
    return Ranking(
        answers,
        tuple(
            tuple({name: difference(name, base, base + candidate, count - 1) for name in headlines} for base in bases)
            for candidate in range(1, count)
        ),
        tuple(
            {
                (first, second): difference(EXPOSURE.name, base + 1 + first, base + 1 + second, len(couples))
                for first, second in couples
            }
            for base in bases
        ),
        EXPOSURE,
    ), batch.failures
