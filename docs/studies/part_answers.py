"""Study of answers in a part: does a fortieth of production answer a question as production does?"""

from collections.abc import Mapping

from docs.studies.changes import Change
from docs.studies.scale import PARTS, USUAL
from experiments.questions.compare.ask import compared
from experiments.questions.compare.comparison import Comparison
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.verdicts.regimes import REGIMES, Regime

QUESTIONS = ("calling_open", "strict_screening", "three_reports")  # each against production
SEEDS = {"a fortieth of it": 256, USUAL: 64}  # by part, fixed beforehand

type Answers = Mapping[Regime, Mapping[str, Comparison]]  # by question


def part_answers(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    seeds: Mapping[str, int] = SEEDS,
    work: Work[Measurements] = MEASUREMENTS,
) -> dict[str, Answers]:
    """Return the answer to each question in each regime, by part, in the central world. Raise Crashed."""
    names = (USUAL, *QUESTIONS)
    with watch(len(REGIMES) * len(names) * sum(seeds.values()), "answers of a part") as step:

        def answers(part: str, rings: Regime) -> dict[str, Comparison]:
            sides = [Change(name, (*PARTS[part].changes, f"world.rings={rings}")).side() for name in names]
            batch = carry_out(sides, range(seeds[part]), work, keeping=keeping, engine=engine, on_done=step)
            whole(batch, batch.failures)
            return {name: compared(batch, 0, place) for place, name in enumerate(QUESTIONS, start=1)}

        return {part: {rings: answers(part, rings) for rings in REGIMES} for part in seeds}
