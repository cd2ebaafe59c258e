"""Warm-up of the server that workers are forked from: everything that is slow to make and that every run needs.

One day of a tiny market triggers it: lazy imports, and the table of the guidelines' readings of every text. Our own
rules are imported under the guard of runs; those of others by each worker, which ends with its run.
"""

import gc
import sys

import sim.course  # noqa: F401 - unwatched: numba looks through the releases that are installed
from experiments.runs import code, guard, plan, verified

with guard.watching(code.reach()):
    from policies import catalogue  # noqa: F401

from experiments.runs.plan import Run
from experiments.runs.work import measured
from scenarios import load

run = Run(load("production", ["world.workers=100", "world.clients=20", "days=1"]), 0)
plan.name([run])
verified.check([run])  # which reads every file of ours
measured(run)
gc.freeze()  # a collection in a fork would copy all of it


def _say(kind: type[BaseException], problem: BaseException, at: object) -> None:
    """Print what ends a fork, unless its parent was killed while it handed a run over: nobody waits for it."""
    if not issubclass(kind, EOFError):
        sys.__excepthook__(kind, problem, at)  # type: ignore[arg-type]


sys.excepthook = _say
