"""Imported by the server that workers are forked off: what every run needs and that takes long to make, made once.

A day of a tiny market makes it, whatever it is: imports that wait for their first use, and the table of what the
guidelines see in every text. Rules are imported under the guard of runs: what they read then is read once, too.
"""

from experiments.runs import code, guard

with guard.watching(code.reach({}, frozenset())):
    import sim.market  # noqa: F401
    from policies import catalogue  # noqa: F401

from experiments.runs.plan import Run
from experiments.runs.work import measured
from scenarios import load

measured(Run(load("production", ["world.workers=100", "world.clients=20", "days=1"]), 0))
