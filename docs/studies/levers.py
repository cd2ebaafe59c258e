"""Study of levers: the effect of each, turned off alone."""

from collections.abc import Sequence

from docs.studies.changes import Change, carry_out_changes
from experiments.questions.compare.ask import compared
from experiments.questions.compare.comparison import Comparison
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from policies.catalogue import RULES

SEEDS = range(16)  # fixed: a table must not depend on who makes it
CLOSED = {"communication": "calling_open"}  # closed in production: turned off from this scenario instead


def levers_off(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    seeds: Sequence[int] = SEEDS,
    work: Work[Measurements] = MEASUREMENTS,
) -> dict[str, Comparison]:
    """Compare production without each lever with production, or with a scenario that has it on. Raise Crashed."""
    off = [Change(CLOSED.get(lever, "production"), (f"platform.{lever}.rule=off",)) for lever in RULES]
    batch, places = carry_out_changes(off, seeds, work, what="levers off", keeping=keeping, engine=engine, watch=watch)
    return {lever: compared(batch, *sides) for lever, sides in zip(RULES, places, strict=True)}
