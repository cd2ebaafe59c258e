"""The contents of a store, in lines."""

from collections.abc import Sequence
from typing import Any

from experiments.document.document import Document, Items, Section
from experiments.store.sealed import Entry
from experiments.store.upkeep import Summary


def document(path: str, groups: Sequence[Summary]) -> Document:
    """Return each scenario of a store with a summary of its runs."""
    rows = [(group.scenario, _summary(group)) for group in groups] or [("", "no runs yet")]
    return Document(path, "", (), (Section("", (Items(tuple(rows)),)),))


def line(entry: Entry) -> str:
    """Return a line about a run: its key, scenario and seed."""
    took = "crashed" if entry.error is not None else f"{entry.seconds:.1f} s"
    return f"{entry.run.key[:12]}  {entry.run.scenario}, seed {entry.run.seed}, {took}"


def as_json(entry: Entry) -> dict[str, Any]:
    """Return a run as plain data for `json.dumps`."""
    run = entry.run
    return {"key": run.key, "scenario": run.scenario, "seed": run.seed, "crashed": entry.error is not None}


def _summary(runs: Summary) -> str:
    first, last = runs.seeds
    platforms = f" of {runs.platforms:,} platforms" if runs.platforms > 1 else ""
    failed = f", {runs.failed:,} crashed" if runs.failed else ""
    minutes = f"{runs.seconds / 60:,.1f} minutes of work"
    return f"{runs.done:,} runs{platforms}{failed}, seeds {first} to {last}, {minutes}"
