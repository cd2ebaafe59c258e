"""Study of flips: where the answer on calling changes its sign."""

from experiments.measures.metrics import BY_NAME
from experiments.questions.flip.ask import Lab, ScenarioSpec, flip, usual_pairs
from experiments.questions.flip.result import Flip
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import PLAUSIBLE
from scenarios import load

REGIMES = (("world.rings=frozen",), ("world.rings=adapting",))
SUSPECTED = ("ring.lures_by_call", "talking.swaps_contact_in_call")  # named before anybody looked


def flips(engine: Engine = SERIAL, watch: Watch = unwatched, keeping: Keeping = UNKEPT) -> Flip:
    """Ask where calling flips, a pair in each plausible world. Raise Crashed, BadInput."""
    production, calling = ScenarioSpec("production", "production"), ScenarioSpec("calling_open", "calling_open")
    pairs = usual_pairs(PLAUSIBLE, load("production"))
    lab = Lab(PLAUSIBLE, keeping, engine, watch)
    metric = BY_NAME["exposed_per_10k"]
    return flip(production, calling, metric, lab, regimes=REGIMES, seeds=pairs, suspected=SUSPECTED)
