"""Manifests of code, by their digests in the parts of runs: each is stored once, to name files that have changed."""

import json
import sqlite3
import zlib
from collections.abc import Collection, Mapping

from experiments.store.layout import number
from experiments.store.sealed import Row, seal
from policies.printable import printable

type Manifest = Mapping[str, str]  # name of a file → its digest

COLUMNS = "id, digest, files, seal"


def put(db: sqlite3.Connection, states: Mapping[str, Manifest]) -> None:
    """Store those manifests that are not stored yet."""
    for digest, files in states.items():
        if db.execute("SELECT 1 FROM code WHERE id = ?", (number(digest),)).fetchone() is None:
            row = number(digest), digest, zlib.compress(json.dumps(dict(files)).encode())
            db.execute(f"INSERT INTO code ({COLUMNS}) VALUES (?, ?, ?, ?)", (*row, seal(row)))


def read(db: sqlite3.Connection) -> dict[str, Manifest]:
    """Return all manifests with a valid seal, by digest."""
    return {digest: json.loads(zlib.decompress(files)) for _, digest, files, _ in filter(_sound, _rows(db))}


def drop(db: sqlite3.Connection, used: Collection[object]) -> None:
    """Delete manifests that no run refers to, and damaged ones."""
    dropped = [row[0] for row in _rows(db) if row[1] not in used or not _sound(row)]
    db.executemany("DELETE FROM code WHERE id = ?", [(each,) for each in dropped])


def damaged(db: sqlite3.Connection) -> list[str]:
    """Return the digests of damaged manifests, shortened."""
    return [printable(str(row[1]))[:12] for row in _rows(db) if not _sound(row)]


def _rows(db: sqlite3.Connection) -> list[Row]:
    return db.execute(f"SELECT {COLUMNS} FROM code").fetchall()


def _sound(row: Row) -> bool:
    return seal(row[:-1]) == row[-1]
