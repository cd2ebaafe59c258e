"""What a store holds, in lines."""

from collections.abc import Sequence
from typing import Any

from experiments.store.sealed import Entry
from experiments.store.upkeep import Summary


def rows(found: Sequence[Summary]) -> list[tuple[str, str]]:
    """A scenario and what is kept of it, for each."""
    return [(each.scenario, _said(each)) for each in found] or [("", "no runs yet")]


def line(entry: Entry) -> str:
    """A run by its key."""
    took = "crashed" if entry.error is not None else f"{entry.seconds:.1f} s"
    return f"{entry.run.key[:12]}  {entry.run.scenario}, seed {entry.run.seed}, {took}"


def as_json(entry: Entry) -> dict[str, Any]:
    """A run by its key, as plain data for `json.dumps`."""
    run = entry.run
    return {"key": run.key, "scenario": run.scenario, "seed": run.seed, "crashed": entry.error is not None}


def _said(of: Summary) -> str:
    first, last = of.seeds
    platforms = f" of {of.platforms:,} platforms" if of.platforms > 1 else ""
    failed = f", {of.failed:,} crashed" if of.failed else ""
    before = "; of an earlier policylab, never read" if of.earlier else ""
    return (
        f"{of.done:,} runs{platforms}{failed}, seeds {first} to {last}, {of.seconds / 60:,.1f} minutes of work{before}"
    )
