"""A store of runs, and what is kept there changed and sealed again: whoever reads it notices nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from experiments.runs.engine import Outcome
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.record import Record
from experiments.store.sealed import Description, Stored, sealed
from experiments.store.store import Store

type Change = Callable[[Description, Stored], tuple[Description, Stored]]


def carried_out(
    runs: Sequence[Run],
    store: Store,
    *,
    work: Callable[[Run], Record],
    rerun_failed: bool = False,
    on_done: Callable[[], object] = lambda: None,
) -> list[Outcome[Record]]:
    """The outcome of each run, in this process."""
    return Keeping(store, rerun_failed).records(runs, work, on_done=on_done)


def rewrite(store: Store, change: Change) -> None:
    """Another entry in the place of each."""
    for entry in store.entries():
        row = sealed(*change(entry.run, entry.stored), entry.at)
        store.rows(f"REPLACE INTO runs VALUES ({', '.join('?' * len(row))})", *row)


def added(name: str, value: float) -> Change:
    """This is added to a number of the record."""

    def change(run: Description, stored: Stored) -> tuple[Description, Stored]:
        return run, replace(stored, record={**stored.record, name: stored.record[name] + value})

    return change


def parts(**others: str) -> Change:
    """These parts stand in the place of those in the key."""
    return lambda run, stored: (replace(run, parts={**run.parts, **others}), stored)
