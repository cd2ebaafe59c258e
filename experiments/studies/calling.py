"""What would calling have done in plausible worlds, with rings that keep their habits and with rings that learn?"""

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
    """Calling launched against production, in both regimes. Raises Crashed."""
    laid = [[f"world.rings={rings}"] for rings in ("frozen", "adapting")]
    regimes = [(load("production", changes), load("calling_open", changes)) for changes in laid]
    with watch(2 * len(SEEDS) * len(laid), "calling") as step:
        found = answer(regimes, SEEDS, worlds=PLAUSIBLE, keeping=keeping, engine=engine, on_done=step)
    return whole(*found)
