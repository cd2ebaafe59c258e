"""What can be done with a store beside keeping runs: look at it, check it, make it smaller, hand it on."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from experiments.store.store import Store

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """The runs of one scenario."""

    scenario: str
    done: int
    failed: int
    seeds: tuple[int, int]  # least, most
    seconds: float  # that they took


def held(store: Store) -> list[Held]:
    """What a store holds, by scenario."""
    return [
        Held(scenario, done, failed, (least, most), seconds or 0.0)
        for scenario, done, failed, least, most, seconds in store.rows(
            "SELECT scenario, SUM(error IS NULL), SUM(error IS NOT NULL), MIN(seed), MAX(seed), SUM(seconds) "
            "FROM runs GROUP BY scenario ORDER BY scenario"
        )
    ]


def named(store: Store, key: str) -> list[tuple[str, str, int, Parts]]:
    """Runs whose key begins so: key, scenario, seed, and the parts of the key."""
    found = store.rows("SELECT key, scenario, seed, parts FROM runs WHERE substr(key, 1, ?) = ?", len(key), key)
    return [(whole, scenario, seed, json.loads(parts)) for whole, scenario, seed, parts in found]


def trim(store: Store, drop: Callable[[Parts], bool]) -> int:
    """Forget the runs whose key has such parts, and give their room back to the disk. How many they were."""
    gone = [run for run, parts in store.rows("SELECT id, parts FROM runs") if drop(json.loads(parts))]
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


def exported(store: Store) -> Iterator[str]:
    """Everything that is kept, as the lines of a CSV file: a row a number."""
    yield _line("key", "scenario", "seed", "name", "value")
    for row in store.rows(
        "SELECT runs.key, scenario, seed, names.name, measures.value FROM measures JOIN runs ON runs.id = measures.run "
        "JOIN names ON names.id = measures.name ORDER BY runs.id, names.name"
    ):
        yield _line(*row)


def _line(*cells: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(["" if cell is None else cell for cell in cells])
    return text.getvalue()
