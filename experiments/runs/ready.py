"""Warm-up of the server that workers are forked from: everything that is slow to make and that every run needs.

One day of a tiny market triggers it: lazy imports, and the table of the guidelines' readings of every text. Rules are
imported under the guard of runs: files that they read at import are read once, too.
"""

import sim.course  # noqa: F401 - unwatched: numba looks through the releases that are installed
from experiments.runs import code, guard

with guard.watching(code.reach()):
    from policies import catalogue  # noqa: F401

from experiments.runs.plan import Run
from experiments.runs.work import measured
from scenarios import load

measured(Run(load("production", ["world.workers=100", "world.clients=20", "days=1"]), 0))
