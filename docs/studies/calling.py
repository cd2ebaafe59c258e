"""Study of calling: its effect in plausible worlds, with rings that keep their habits and with rings that learn."""

from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import answer
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import PLAUSIBLE
from scenarios import load

SEEDS = range(32)  # fixed: a picture must not depend on who makes it


def calling_by_rings(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> Answer:
    """Compare calling launched with production, in both regimes. Raise Crashed."""
    variants = [[f"world.rings={rings}"] for rings in ("frozen", "adapting")]
    regimes = [(load("production", changes), load("calling_open", changes)) for changes in variants]
    with watch(2 * len(SEEDS) * len(variants), "calling") as step:
        result = answer(regimes, SEEDS, worlds=PLAUSIBLE, keeping=keeping, engine=engine, on_done=step)
    return whole(*result)
