"""What the model does, in one digest: the logs and the facts of two small runs of production, one in each regime.

Plausible worlds keep that of the model they were found with. `scenarios/worlds/model.txt` has that of the model as it
is: nobody has to run anything to see whether worlds are of this model. A test holds it to fresh runs. It moves when
these runs do, and not with the text of the code.
"""

import hashlib
import json

from experiments.measures.periods import Periods
from experiments.measures.validity import FACTS
from experiments.questions.calibrate.trial import TEMPERS
from experiments.runs.digests import digests
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from scenarios import load

SMALL = ("world.workers=1000", "world.clients=160", "days=60")
LETTERS = 16


def fingerprint() -> str:
    """Of the model as it is: two runs, of a second each."""
    told = [_told(Run(load("production", (*SMALL, f"world.rings={rings}")), 0)) for rings in TEMPERS]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:LETTERS]


def _told(run: Run) -> dict[str, str]:
    """Table → digest, and fact → its value to six digits, so that the last bit of another processor moves nothing."""
    events = simulated(run)
    periods = Periods(events)
    return digests(events) | {fact.name: f"{fact.function(periods):.6g}" for fact in FACTS if fact.binding}
