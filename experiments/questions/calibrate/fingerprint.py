"""The fingerprint of the model: a digest of the logs and the facts of two small runs of production, one in each regime.

Plausible worlds store the fingerprint of the model that they were found with; `scenarios/worlds/model.txt` has that of
the current model. So no run is needed to see whether worlds are of this model. A test compares it with fresh runs. It
changes when these runs change, and not with the text of the code.
"""

import hashlib
import json

from experiments.measures.periods import Periods
from experiments.measures.validity import FACTS
from experiments.runs.digests import digests
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from experiments.verdicts.regimes import REGIMES
from scenarios import load

SMALL = ("world.workers=1000", "world.clients=160", "days=60")
LETTERS = 16


def fingerprint() -> str:
    """Return the fingerprint of the current model, from two runs of a second each."""
    data = [_digests(Run(load("production", (*SMALL, f"world.rings={rings}")), 0)) for rings in REGIMES]
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:LETTERS]


def _digests(run: Run) -> dict[str, str]:
    """Return the digest of every table, and every fact to six digits: other processors may differ in the last bit."""
    events = simulated(run)
    periods = Periods(events)
    return digests(events) | {fact.name: f"{fact.function(periods):.6g}" for fact in FACTS if fact.binding}
