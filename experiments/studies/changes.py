"""Changes of shipped scenarios, each against the scenario that it starts from, which is run once for all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from experiments.results.failures import whole
from experiments.results.provenance import Side
from experiments.runs.batch import Batch, carry_out
from experiments.runs.plan import Run
from experiments.studies.watch import Watch
from scenarios import load


@dataclass(frozen=True, slots=True)
class Change:
    """A scenario, and what is laid upon it."""

    base: str
    changes: tuple[str, ...]


def carry_out_changes[T](
    changes: Sequence[Change], seeds: Sequence[int], work: Callable[[Run], T], *, what: str, jobs: int, watch: Watch
) -> tuple[Batch[T], list[tuple[int, int]]]:
    """All sides with every seed → the batch, and of each change the places of baseline and candidate in it.

    `what` is said to whoever watches. Raises Crashed.
    """
    bases = list(dict.fromkeys(change.base for change in changes))
    sides = [Side(name, load(name)) for name in bases] + [_side(change) for change in changes]
    with watch(len(seeds) * len(sides), what) as step:
        batch = carry_out(sides, seeds, work, jobs=jobs, on_done=step)
    whole(batch, batch.failures)
    return batch, [(bases.index(change.base), len(bases) + place) for place, change in enumerate(changes)]


def _side(change: Change) -> Side:
    name = " + ".join([change.base, *change.changes])
    return Side(name, load(change.base, change.changes), change.changes)
