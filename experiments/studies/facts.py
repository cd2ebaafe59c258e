"""Which facts of the reports does production meet, with rings that keep their habits and with rings that learn?"""

from experiments.results.failures import whole
from experiments.results.validation import Validation
from experiments.runs.validation import validate
from experiments.runs.watch import Watch, unwatched
from scenarios import load

SEEDS = range(16)  # fixed: a table must not depend on who makes it


def facts_by_rings(jobs: int = 1, watch: Watch = unwatched) -> list[Validation]:
    """Production with rings frozen, and adapting. Raises Crashed."""
    laid = [[f"world.rings={rings}"] for rings in ("frozen", "adapting")]
    with watch(len(SEEDS) * len(laid), "facts") as step:
        return [
            whole(*validate(load("production", changes), SEEDS, jobs=jobs, changes=changes, on_done=step))
            for changes in laid
        ]
