"""Study of sizes: a month and a year of production at the size of the whole marketplace, on two markets."""

from experiments.questions.sizes.ask import RUNS, ask_sizes
from experiments.questions.sizes.result import Sizes
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from scenarios import load

MARKETS = ("production", "production_sizes")


def sizes_of_production(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> list[Sizes]:
    """Measure the sizes of production, and on the market whose volumes are near the public ones. Raise Crashed."""
    with watch(RUNS * len(MARKETS), "sizes") as step:
        return [whole(*ask_sizes(load(market), keeping=keeping, engine=engine, on_done=step)) for market in MARKETS]
