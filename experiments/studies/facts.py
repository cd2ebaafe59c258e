"""Study of facts: those of the reports that production meets, with rings that keep their habits or learn."""

from experiments.questions.validate.ask import validate
from experiments.questions.validate.result import Validation
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from scenarios import load

SEEDS = range(16)  # fixed: a table must not depend on who makes it


def facts_by_rings(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> list[Validation]:
    """Validate production with rings frozen, and adapting. Raise Crashed."""
    validations = []
    with watch(2 * len(SEEDS), "facts") as step:
        for rings in ("frozen", "adapting"):
            changes = [f"world.rings={rings}"]
            scenario = load("production", changes)
            validations.append(validate(scenario, SEEDS, keeping=keeping, engine=engine, changes=changes, on_done=step))
    return [whole(*each) for each in validations]
