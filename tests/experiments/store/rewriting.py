"""What is kept in a store is changed, and sealed again: whoever reads it notices nothing."""

from collections.abc import Callable
from dataclasses import replace

from experiments.store.sealed import Entry, sealed
from experiments.store.store import Store


def rewrite(store: Store, change: Callable[[Entry], Entry]) -> None:
    """Another entry in the place of each."""
    for entry in store.entries():
        new = change(entry)
        row = sealed(new.run, new.kept, new.at)
        store.rows(f"REPLACE INTO runs VALUES ({', '.join('?' * len(row))})", *row)


def with_record(entry: Entry, **numbers: float) -> Entry:
    """These numbers are added to those of the record, under `metric/`."""
    of = entry.kept.record
    more = {f"metric/{name}": of[f"metric/{name}"] + value for name, value in numbers.items()}
    return replace(entry, kept=replace(entry.kept, record={**of, **more}))


def with_parts(entry: Entry, **parts: str) -> Entry:
    """These parts stand in the place of others in the key."""
    return replace(entry, run=replace(entry.run, parts={**entry.run.parts, **parts}))
