"""Study of sizes: a month and a year of production at the size of the whole marketplace."""

from experiments.questions.measure.ask import RUNS
from experiments.questions.measure.ask import sizes as measured
from experiments.questions.measure.sizes import Sizes
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from scenarios import load


def sizes_of_production(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> Sizes:
    """Measure the sizes of production. Raise Crashed."""
    with watch(RUNS, "sizes") as step:
        return whole(*measured(load("production"), keeping=keeping, engine=engine, on_done=step))
