"""What does each lever do? Every one is turned off alone."""

from collections.abc import Callable, Sequence

from experiments.results.comparison import Comparison
from experiments.results.failures import whole
from experiments.results.provenance import Side
from experiments.runs.batch import carry_out
from experiments.runs.paired import compared
from experiments.runs.plan import Run
from experiments.runs.work import Measurements, measured
from experiments.studies.watch import Watch, unwatched
from policies.catalogue import RULES
from scenarios import load

SEEDS = range(16)  # fixed: a table must not depend on who makes it
CLOSED = {"communication": "calling_open"}  # closed in production: turned off from this scenario instead


def levers_off(
    jobs: int = 1,
    watch: Watch = unwatched,
    *,
    seeds: Sequence[int] = SEEDS,
    work: Callable[[Run], Measurements] = measured,
) -> dict[str, Comparison]:
    """By lever: without it, against production; or against a scenario that has it on. Raises Crashed."""
    bases = {lever: CLOSED.get(lever, "production") for lever in RULES}
    usual = [Side(name, load(name)) for name in dict.fromkeys(bases.values())]
    off = [_off(base, lever) for lever, base in bases.items()]
    with watch(len(seeds) * len(usual + off), "levers off") as step:
        batch = carry_out(usual + off, seeds, work, jobs=jobs, on_done=step)
    whole(batch, batch.failures)
    columns = {side.name: place for place, side in enumerate(usual)}
    return {
        lever: compared(batch, columns[base], len(usual) + place) for place, (lever, base) in enumerate(bases.items())
    }


def _off(base: str, lever: str) -> Side:
    change = f"platform.{lever}.rule=off"
    return Side(f"{base} + {change}", load(base, [change]), (change,))
