"""What can be done with a store beside keeping runs: look at it, check it, make it smaller, hand it on."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from experiments.host.files import Unusable
from experiments.store import earlier, states
from experiments.store.sealed import Entry, Named, called
from experiments.store.store import Store

Parts = Mapping[str, str]

HEAD = ("key", "scenario", "seed", "seconds", "error")  # of a run in a table


@dataclass(frozen=True, slots=True)
class Held:
    """The runs under one name of a scenario."""

    scenario: str
    done: int
    failed: int
    seeds: tuple[int, int]  # least, most
    seconds: float  # that they took
    platforms: int = 1  # different ones, as `-S` makes them; unknown of an earlier policylab
    earlier: bool = False  # of an earlier policylab, so never read

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "scenario": self.scenario,
            "platforms": self.platforms,
            "done": self.done,
            "failed": self.failed,
            "first_seed": self.seeds[0],
            "last_seed": self.seeds[1],
            "seconds": round(self.seconds, 1),
            "earlier": self.earlier,
        }


def held(store: Store) -> list[Held]:
    """What a store holds, by scenario; at the end what an earlier policylab has kept."""
    entries = sorted(store.entries(), key=_scenario)
    found = [_held(name, list(those)) for name, those in groupby(entries, _scenario)]
    with store.file.reading() as db:
        return found + [
            Held(name, done, failed, (least, most), seconds, earlier=True)
            for name, done, failed, least, most, seconds in earlier.held(db)
        ]


def _held(scenario: str, entries: Sequence[Entry]) -> Held:
    seeds = [entry.run.seed for entry in entries]
    return Held(
        scenario,
        sum(entry.error is None for entry in entries),
        sum(entry.error is not None for entry in entries),
        (min(seeds), max(seeds)),
        float(np.nansum([entry.seconds for entry in entries])),
        len({entry.run.parts.get("platform") for entry in entries}),
    )


def _scenario(entry: Entry) -> str:
    return entry.run.scenario


def named(store: Store, key: str) -> list[Named]:
    """Runs whose key begins so."""
    return [entry.run for entry in store.entries() if entry.run.key.startswith(key)]


def nearest(store: Store, run: Named) -> Named | None:
    """Another run of this scenario and seed, of which fewest parts of the key are otherwise; the latest of several."""
    others = [
        entry.run
        for entry in reversed(store.entries())
        if (entry.run.scenario, entry.run.seed) == (run.scenario, run.seed) and entry.run.key != run.key
    ]
    return min(others, key=lambda other: len(run.parts.items() - other.parts.items()), default=None)


def seconds_of(store: Store, keys: Sequence[str]) -> dict[str, float | None]:
    """How long each of the runs took that are known; None of one that crashed."""
    return {entry.run.key: entry.seconds if entry.error is None else None for entry in store.entries(keys)}


def usual_seconds(store: Store, scenarios: Sequence[str], days: int) -> float | None:
    """The mean time of runs of these scenarios, by name, and this length; None where none is kept."""
    took = [
        entry.seconds
        for entry in store.entries()
        if entry.error is None
        and entry.run.scenario in scenarios
        and entry.run.parts.get("calendar", "").endswith(f", {days} days")
    ]
    return float(np.mean(took)) if took else None


def trim(store: Store, drop: Callable[[Parts], bool], failed: bool = False) -> int:
    """Forget the runs whose key has such parts, and those that crashed if asked to. How many they were.

    Damaged runs go too, and what an earlier policylab has kept.
    """
    return store.forget(
        entry.run.key for entry in store.entries() if (failed and entry.error is not None) or drop(entry.run.parts)
    )


def problems(store: Store) -> list[str]:
    """What is wrong with a store: damage to its file, and runs of which no reading would take anything."""
    found = [str(said) for (said,) in store.rows("PRAGMA integrity_check") if said != "ok"]
    found += [f"damaged, and run again where it is asked for: {called(row)}" for row in store.damaged()]
    with store.file.reading() as db:
        spoilt = states.damaged(db) if store.file.current else []
    return found + [f"damaged, so `policylab why` names no file of it: code {digest}" for digest in spoilt]


def exported(store: Store, suffix: str) -> bytes:
    """Everything that is kept, a row a run and a column a number, as the content of a .csv or .parquet file.

    Runs of an earlier policylab have no key of today: a column tells them. Raises Unusable where Parquet cannot be
    written.
    """
    import pandas as pd

    with store.file.reading() as db:
        before = list(earlier.numbers(db))
    rows = [*map(_row, store.entries()), *({**row, "earlier": True} for row in before)]
    whole = pd.DataFrame(rows, columns=None if rows else HEAD)
    if before:
        whole.insert(len(HEAD), "earlier", whole.pop("earlier").eq(True))
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
    return dict(zip(HEAD, head, strict=True)) | dict(entry.kept.record)
