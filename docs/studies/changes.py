"""Changes of shipped scenarios, each against its base scenario, which runs once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.runs.batch import Batch, carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import Engine
from experiments.runs.provenance import Side
from experiments.runs.watch import Watch
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, Worlds
from scenarios import load


@dataclass(frozen=True, slots=True)
class Change:
    """A base scenario and the changes to it."""

    base: str
    changes: tuple[str, ...] = ()

    def side(self) -> Side:
        """Return the side: the scenario with its changes."""
        return Side(" + ".join([self.base, *self.changes]), load(self.base, self.changes), self.changes)


def carry_out_all[T](
    sides: Sequence[Side],
    seeds: Sequence[int],
    work: Work[T],
    *,
    what: str,
    engine: Engine,
    watch: Watch,
    keeping: Keeping = UNKEPT,
    worlds: Worlds = FIXED,
) -> Batch[T]:
    """Execute all sides with every seed. what: name of the runs, for the progress callback. Raise Crashed, BadInput."""
    with watch(len(seeds) * len(sides), what) as step:
        batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step)
    whole(batch, batch.failures)
    return batch


def carry_out_changes[T](
    changes: Sequence[Change],
    seeds: Sequence[int],
    work: Work[T],
    *,
    what: str,
    keeping: Keeping,
    engine: Engine,
    watch: Watch,
) -> tuple[Batch[T], list[tuple[int, int]]]:
    """Execute all sides with every seed. Return the batch, and the places of baseline and candidate of each change.

    what: name of the runs, for the progress callback. Raise Crashed.
    """
    bases = list(dict.fromkeys(change.base for change in changes))
    sides = [Change(name).side() for name in bases] + [change.side() for change in changes]
    batch = carry_out_all(sides, seeds, work, what=what, keeping=keeping, engine=engine, watch=watch)
    return batch, [(bases.index(change.base), len(bases) + place) for place, change in enumerate(changes)]
