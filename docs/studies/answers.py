"""Study of likely questions: the answer to each, in plausible worlds and in both regimes.

They are the proposals that look like a free gain, then every shipped scenario against production.
"""

from collections.abc import Iterator, Sequence

from docs.studies.changes import Change, carry_out_all
from docs.studies.costs import PROPOSALS
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compared, decided
from experiments.questions.compare.together import answered
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from scenarios import load, names

SEEDS = range(32)  # fixed: a table must not depend on who makes it
USUAL = "production"
REGIMES = ("world.rings=frozen", "world.rings=adapting")

Question = tuple[Change, Change]  # baseline, candidate


def questions() -> dict[str, Question]:
    """Return the questions, by name."""
    proposed = {each.name: (Change(each.base), Change(each.base, each.changes)) for each in PROPOSALS}
    return proposed | {name: (Change(USUAL), Change(name)) for name in _comparable()}


def _comparable() -> Iterator[str]:
    """Yield the shipped scenarios of the same days and market as production."""
    usual = load(USUAL)
    for name in names():
        scenario = load(name)
        if name != USUAL and (scenario.start, scenario.days, scenario.world_name) == (
            usual.start,
            usual.days,
            usual.world_name,
        ):
            yield name


def answers(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Work[Measurements] = MEASUREMENTS,
) -> dict[str, Answer]:
    """Return the answer to every question, by name. Raise Crashed; BadInput if plausible worlds cannot be used."""
    pairs = questions()
    platforms = list(dict.fromkeys(change for question in pairs.values() for change in question))
    sides = [Change(each.base, (*each.changes, rings)).side() for rings in REGIMES for each in platforms]
    batch = carry_out_all(
        sides, seeds, work, what="answers", worlds=worlds, keeping=keeping, engine=engine, watch=watch
    )
    evidence, homes = worlds.evidence(), worlds.homes(sides[0].scenario, batch.seeds.ran)
    result = {}
    for name, question in pairs.items():
        before, after = map(platforms.index, question)
        places = [(start + before, start + after) for start in range(0, len(sides), len(platforms))]
        result[name] = answered(
            [decided(compared(batch, *both, homes), batch, both, worlds) for both in places], evidence
        )
    return result
