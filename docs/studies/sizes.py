"""Study of sizes: a month and a year of production at the size of the whole marketplace."""

from experiments.questions.sizes.ask import RUNS, ask_sizes
from experiments.questions.sizes.result import Sizes
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from scenarios import load


def sizes_of_production(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> Sizes:
    """Measure the sizes of production. Raise Crashed."""
    with watch(RUNS, "sizes") as step:
        return whole(*ask_sizes(load("production"), keeping=keeping, engine=engine, on_done=step))
