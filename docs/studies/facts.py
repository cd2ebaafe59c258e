"""Study of facts: those of the reports that production and the timeline of 2020 meet."""

from experiments.questions.measure.ask import facts
from experiments.questions.measure.facts import Validation
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from scenarios import load
from scenarios.plausible import evidence

SEEDS = range(64)  # fixed: a table must not depend on who makes it; 16 leave one fact in four open
SCENARIOS = (  # production in its own weeks, and 2020 as it went, in the weeks that the sources speak of
    ("production", "world.rings=frozen"),
    ("production", "world.rings=adapting"),
    ("timeline_2020", "world.rings=frozen"),
    ("timeline_2020", "world.rings=adapting"),
)


def held_in_all_worlds() -> dict[str, float]:
    """Return the share of the worlds of the first wave in which each fact held, of the worlds that ship; else none."""
    shipped = evidence()
    if isinstance(shipped, str):
        return {}
    first: dict[str, float] = shipped.origin["waves"][0]["holds"]
    return first


def facts_by_rings(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> list[Validation]:
    """Validate production and the timeline of 2020, with rings frozen and adapting. Raise Crashed."""
    validations = []
    with watch(len(SCENARIOS) * len(SEEDS), "facts") as step:
        for name, *changes in SCENARIOS:
            scenario = load(name, changes)
            validations.append(facts(scenario, SEEDS, keeping=keeping, engine=engine, changes=changes, on_done=step))
    return [whole(*each) for each in validations]
