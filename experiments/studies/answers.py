"""What is the answer to each question that somebody is likely to ask, in plausible worlds and in both regimes?

The proposals that look like a gain for nothing, then every shipped scenario against production.
"""

from collections.abc import Callable, Iterator, Sequence

from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compared, decided
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import Measurements, measured
from experiments.runs.worlds import PLAUSIBLE, Worlds
from experiments.studies.changes import Change
from experiments.studies.costs import PROPOSALS
from scenarios import load, names

SEEDS = range(32)  # fixed: a table must not depend on who makes it
USUAL = "production"
REGIMES = ("world.rings=frozen", "world.rings=adapting")

Question = tuple[Change, Change]  # baseline, candidate


def questions() -> dict[str, Question]:
    """What is asked, by its name."""
    proposed = {each.name: (Change(each.base), Change(each.base, each.changes)) for each in PROPOSALS}
    return proposed | {name: (Change(USUAL), Change(name)) for name in _beside_usual()}


def _beside_usual() -> Iterator[str]:
    """The shipped scenarios that run over the same days as production, on a market of its size."""
    usual = load(USUAL)
    for name in names():
        found = load(name)
        if name != USUAL and (found.start, found.days, found.world.workers) == (
            usual.start,
            usual.days,
            usual.world.workers,
        ):
            yield name


def answers(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Callable[[Run], Measurements] = measured,
) -> dict[str, Answer]:
    """Every question with its answer, by name. Raises Crashed, and BadInput where plausible worlds cannot be used."""
    asked = questions()
    platforms = list(dict.fromkeys(change for question in asked.values() for change in question))
    sides = [Change(each.base, (*each.changes, rings)).side() for rings in REGIMES for each in platforms]
    with watch(len(seeds) * len(sides), "answers") as step:
        batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step)
    whole(batch, batch.failures)
    evidence = worlds.evidence()
    found = {}
    for name, question in asked.items():
        before, after = map(platforms.index, question)
        places = [(start + before, start + after) for start in range(0, len(sides), len(platforms))]
        found[name] = Answer(tuple(decided(compared(batch, *both), batch, both, worlds) for both in places), evidence)
    return found
