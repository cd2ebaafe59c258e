"""Study of scale: parts of the marketplace against the one that all questions ask, and the whole of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from experiments.runs import record
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.record import Record
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import Work
from experiments.verdicts.regimes import REGIMES, Regime
from scenarios import load

USUAL = "production"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the marketplace: a scenario with changes, and the number of its seeds, which was fixed beforehand."""

    base: str
    changes: tuple[str, ...]
    seeds: int

    def side(self, rings: Regime) -> Side:
        """Return its scenario in a regime."""
        changes = (*self.changes, f"world.rings={rings}")
        return Side(self.base, load(self.base, changes), changes)


PARTS = {
    "a fortieth of it": Part(USUAL, ("world.workers=2000", "world.clients=325"), 384),
    "an eighth of it": Part(USUAL, ("world.workers=10000", "world.clients=1625"), 256),
    "a quarter of it": Part(USUAL, ("world.workers=20000", "world.clients=3250"), 512),
    USUAL: Part(USUAL, (), 128),
    "production_full": Part("production_full", (), 12),
}


def _read(stored: Record) -> dict[str, float]:
    return record.sizes(stored) | record.facts(stored) | record.metrics(stored)


def _measured(run: Run) -> dict[str, float]:
    return _read(record.recorded(run))


VALUES: Work[dict[str, float]] = Work(_measured, _read)  # metrics, facts and sizes


def scales(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    parts: Mapping[str, Part] = PARTS,
    work: Work[dict[str, float]] = VALUES,
) -> dict[Regime, dict[str, tuple[dict[str, float], ...]]]:
    """Return the metrics, facts and sizes of each part by its name in each regime, a run each. Raise Crashed."""
    with watch(len(REGIMES) * sum(part.seeds for part in parts.values()), "scale") as step:

        def runs(part: Part, rings: Regime) -> tuple[dict[str, float], ...]:
            sides, seeds = [part.side(rings)], range(part.seeds)
            batch = carry_out(sides, seeds, work, keeping=keeping, engine=engine, on_done=step)
            return whole(batch.results[0], batch.failures)

        return {rings: {name: runs(part, rings) for name, part in parts.items()} for rings in REGIMES}
