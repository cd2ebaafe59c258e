"""Maintenance of a store: list it, check it, trim it, export it."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from experiments.host.files import Unusable
from experiments.store import states
from experiments.store.sealed import Description, Entry, label
from experiments.store.store import Store

Parts = Mapping[str, str]

HEAD = ("key", "scenario", "seed", "seconds", "error")  # columns of a run in a table


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of the stored runs of one scenario, by its name."""

    scenario: str
    done: int
    failed: int
    seeds: tuple[int, int]  # least, most
    seconds: float  # that they took
    platforms: int = 1  # distinct platforms, as with `-S`

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "scenario": self.scenario,
            "platforms": self.platforms,
            "done": self.done,
            "failed": self.failed,
            "first_seed": self.seeds[0],
            "last_seed": self.seeds[1],
            "seconds": round(self.seconds, 1),
        }


def summaries(store: Store) -> list[Summary]:
    """Return a summary of each scenario."""
    entries = sorted(store.entries(), key=_scenario)
    return [_summary(name, list(those)) for name, those in groupby(entries, _scenario)]


def _summary(scenario: str, entries: Sequence[Entry]) -> Summary:
    seeds = [entry.run.seed for entry in entries]
    return Summary(
        scenario,
        sum(entry.error is None for entry in entries),
        sum(entry.error is not None for entry in entries),
        (min(seeds), max(seeds)),
        float(np.nansum([entry.seconds for entry in entries])),
        len({entry.run.parts.get("platform") for entry in entries}),
    )


def _scenario(entry: Entry) -> str:
    return entry.run.scenario


def with_prefix(store: Store, key: str) -> list[Description]:
    """Return the runs whose key begins with these letters."""
    return [entry.run for entry in store.entries() if entry.run.key.startswith(key)]


def nearest(store: Store, run: Description) -> Description | None:
    """Return another run of this scenario and seed, with the fewest differing parts; the latest of several."""
    others = [
        entry.run
        for entry in reversed(store.entries())
        if (entry.run.scenario, entry.run.seed) == (run.scenario, run.seed) and entry.run.key != run.key
    ]
    return min(others, key=lambda other: len(run.parts.items() - other.parts.items()), default=None)


def seconds_of(store: Store, keys: Sequence[str]) -> dict[str, float | None]:
    """Return the seconds of each stored run; None for one that crashed."""
    return {entry.run.key: entry.seconds if entry.error is None else None for entry in store.entries(keys)}


def usual_seconds(store: Store, scenarios: Sequence[str], days: int) -> float | None:
    """Return the mean seconds of runs of these scenarios, by name, and of this length; None if none is stored."""
    took = [
        entry.seconds
        for entry in store.entries()
        if entry.error is None
        and entry.run.scenario in scenarios
        and entry.run.parts.get("calendar", "").endswith(f", {days} days")
    ]
    return float(np.mean(took)) if took else None


def trim(store: Store, drop: Callable[[Parts], bool], failed: bool = False) -> int:
    """Delete the runs whose parts `drop` selects; damaged ones too, with `failed` crashed ones. Return how many."""
    return store.forget(
        entry.run.key for entry in store.entries() if (failed and entry.error is not None) or drop(entry.run.parts)
    )


def problems(store: Store) -> list[str]:
    """Return the problems of a store: damage to its file, and damaged runs."""
    result = [str(text) for (text,) in store.rows("PRAGMA integrity_check") if text != "ok"]
    result += [f"damaged, and run again where it is asked for: {label(row)}" for row in store.damaged()]
    with store.file.reading() as db:
        spoilt = states.damaged(db)
    return result + [f"damaged, so `policylab why` names no file of it: code {digest}" for digest in spoilt]


def exported(store: Store, suffix: str) -> bytes:
    """Return all stored numbers, a row for each run, a column for each number, as content of a .csv or .parquet file.

    Raise Unusable if Parquet cannot be written.
    """
    import pandas as pd

    rows = list(map(_row, store.entries()))
    whole = pd.DataFrame(rows, columns=None if rows else HEAD)
    if suffix == ".csv":
        return whole.to_csv(index=False).encode()
    content = io.BytesIO()
    try:
        whole.to_parquet(content, index=False)
    except ImportError:
        raise Unusable("Parquet needs pyarrow: install it with `pip install pyarrow`, or take a .csv file") from None
    return content.getvalue()


def _row(entry: Entry) -> dict[str, Any]:
    head = (entry.run.key, entry.run.scenario, entry.run.seed, entry.seconds, entry.error)
    return dict(zip(HEAD, head, strict=True)) | dict(entry.stored.record)
