"""What can be done with a store beside keeping runs: look at it, check it, make it smaller, hand it on."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from experiments.files import Unusable
from experiments.store.store import CHUNK, Named, Store

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """The runs of one scenario."""

    scenario: str
    done: int
    failed: int
    seeds: tuple[int, int]  # least, most
    seconds: float  # that they took

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "scenario": self.scenario,
            "done": self.done,
            "failed": self.failed,
            "first_seed": self.seeds[0],
            "last_seed": self.seeds[1],
            "seconds": round(self.seconds, 1),
        }


def held(store: Store) -> list[Held]:
    """What a store holds, by scenario."""
    return [
        Held(scenario, done, failed, (least, most), seconds or 0.0)
        for scenario, done, failed, least, most, seconds in store.rows(
            "SELECT scenario, SUM(error IS NULL), SUM(error IS NOT NULL), MIN(seed), MAX(seed), SUM(seconds) "
            "FROM runs GROUP BY scenario ORDER BY scenario"
        )
    ]


def named(store: Store, key: str) -> list[Named]:
    """Runs whose key begins so."""
    return _named(store, "substr(key, 1, ?) = ?", len(key), key)


def nearest(store: Store, run: Named) -> Named | None:
    """Another run of this scenario and seed, of which fewest parts of the key are otherwise; the latest of several."""
    others = _named(store, "scenario = ? AND seed = ? AND key <> ? ORDER BY id DESC", run.scenario, run.seed, run.key)
    return min(others, key=lambda other: len(run.parts.items() - other.parts.items()), default=None)


def _named(store: Store, condition: str, *values: object) -> list[Named]:
    found = store.rows(f"SELECT key, scenario, seed, parts FROM runs WHERE {condition}", *values)
    return [Named(key, scenario, seed, json.loads(parts)) for key, scenario, seed, parts in found]


def seconds_of(store: Store, keys: Sequence[str]) -> dict[str, float | None]:
    """How long each of the runs took that are known; None of one that crashed."""
    found: dict[str, float | None] = {}
    for some in batched(keys, CHUNK):
        marks = ", ".join("?" * len(some))
        rows = store.rows(
            f"SELECT key, CASE WHEN error IS NULL THEN seconds END FROM runs WHERE key IN ({marks})", *some
        )
        found |= dict(rows)
    return found


def usual_seconds(store: Store, scenarios: Sequence[str], days: int) -> float | None:
    """The mean time of runs of these scenarios, by name, and this length; None where none is kept."""
    marks = ", ".join("?" * len(scenarios))
    calendar = "json_extract(parts, '$.calendar') LIKE ?"
    question = f"SELECT AVG(seconds) FROM runs WHERE error IS NULL AND scenario IN ({marks}) AND {calendar}"
    [(mean,)] = store.rows(question, *scenarios, f"%, {days} days")
    return None if mean is None else float(mean)


def trim(store: Store, drop: Callable[[Parts], bool], failed: bool = False) -> int:
    """Forget the runs whose key has such parts, and those that crashed if asked to. How many they were."""
    gone = [
        run
        for run, parts, error in store.rows("SELECT id, parts, error FROM runs")
        if (failed and error is not None) or drop(json.loads(parts))
    ]
    store.forget(gone)
    return len(gone)


def problems(store: Store) -> list[str]:
    """What is wrong with a store: damage to its file, runs of which a part is missing; nothing where all is well."""
    found = [str(said) for (said,) in store.rows("PRAGMA integrity_check") if said != "ok"]
    found += [f"row {row} of {table} belongs to nothing" for table, row, *_ in store.rows("PRAGMA foreign_key_check")]
    found += [
        f"{scenario}, seed {seed}: went through, and nothing is kept of it"
        for scenario, seed in store.rows(
            "SELECT scenario, seed FROM runs WHERE error IS NULL AND id NOT IN (SELECT run FROM measures)"
        )
    ]
    return found


def exported(store: Store, suffix: str) -> bytes:
    """Everything that is kept, a row a run and a column a number, as the content of a .csv or .parquet file.

    Raises Unusable where Parquet cannot be written.
    """
    import pandas as pd

    runs = pd.DataFrame(
        store.rows("SELECT id, key, scenario, seed, seconds, error FROM runs ORDER BY id"),
        columns=["id", "key", "scenario", "seed", "seconds", "error"],
    ).set_index("id")
    numbers = pd.DataFrame(
        store.rows("SELECT run, names.name, value FROM measures JOIN names ON names.id = measures.name"),
        columns=["run", "name", "value"],
    )
    whole = runs.join(numbers.pivot(index="run", columns="name", values="value"))
    if suffix == ".csv":
        return whole.to_csv(index=False).encode()
    content = io.BytesIO()
    try:
        whole.to_parquet(content, index=False)
    except ImportError:
        raise Unusable("Parquet needs pyarrow: install it with `pip install pyarrow`, or take a .csv file") from None
    return content.getvalue()
