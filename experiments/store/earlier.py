"""Stores of the first version: no key of today matches, so their runs are only counted, exported, and dropped.

The old tables stay unchanged beside the current ones, with the prefix `earlier_`.
"""

import math
import sqlite3
from collections.abc import Iterator
from typing import Any

VERSION = 1
TABLES = ("measures", "names", "runs")
COLUMNS = ["id", "key", "scenario", "seed", "parts", "error", "seconds", "at"]


def is_one(db: sqlite3.Connection) -> bool:
    """Return whether a database has the tables of such a store."""
    named = sorted(name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
    return named == ["claims", *TABLES] and [row[1] for row in db.execute("PRAGMA table_info(runs)")] == COLUMNS


def put_away(db: sqlite3.Connection) -> int:
    """Rename the old tables; drop those of a store without runs. Return the number of runs."""
    runs = count(db)
    db.execute("DROP TABLE claims")
    for name in TABLES:
        db.execute(f"ALTER TABLE {name} RENAME TO earlier_{name}" if runs else f"DROP TABLE {name}")
    return runs


def drop(db: sqlite3.Connection) -> int:
    """Delete all old runs. Return their number."""
    dropped = count(db)
    for name in TABLES:
        db.execute(f"DROP TABLE IF EXISTS earlier_{name}")
    return dropped


def count(db: sqlite3.Connection) -> int:
    """Return the number of old runs."""
    runs = _place(db, "runs")
    return 0 if runs is None else int(db.execute(f"SELECT COUNT(*) FROM {runs}").fetchone()[0])


def summaries(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return by scenario: number of runs that are done, number of crashes, first and last seed, seconds."""
    if (runs := _place(db, "runs")) is None:
        return []
    return db.execute(
        "SELECT scenario, SUM(error IS NULL), SUM(error IS NOT NULL), MIN(seed), MAX(seed), TOTAL(seconds) "
        f"FROM {runs} GROUP BY scenario ORDER BY scenario"
    ).fetchall()


def numbers(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield a row for each run: its description, and its numbers by name."""
    if (runs := _place(db, "runs")) is None:
        return
    rows = db.execute(f"SELECT id, key, scenario, seed, seconds, error FROM {runs} ORDER BY id").fetchall()
    records: dict[int, dict[str, float]] = {row[0]: {} for row in rows}
    measures, names = _place(db, "measures"), _place(db, "names")
    for run, name, value in db.execute(
        f"SELECT run, {names}.name, value FROM {measures} JOIN {names} ON {names}.id = {measures}.name"
    ).fetchall():
        if run in records:
            records[run][name] = _number(value)
    for run, key, scenario, seed, seconds, error in rows:
        head = {"key": key, "scenario": scenario, "seed": _number(seed), "seconds": _number(seconds), "error": error}
        yield {**head, **records[run]}


def _place(db: sqlite3.Connection, table: str) -> str | None:
    """Return the present name of an old table; None if there is none."""
    [version] = db.execute("PRAGMA user_version").fetchone()
    name = table if version == VERSION else f"earlier_{table}"
    return name if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone() else None


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else math.nan
