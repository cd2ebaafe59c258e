"""States of code, which the parts of runs name by a digest: each is kept once, so that a changed file can be named."""

import json
import sqlite3
import zlib
from collections.abc import Collection, Mapping

from experiments.store.layout import number
from experiments.store.sealed import Row, seal
from policies.printable import printable

type State = Mapping[str, str]  # name of a file → its digest

COLUMNS = "id, digest, files, seal"


def put(db: sqlite3.Connection, states: Mapping[str, State]) -> None:
    """Write down those that are not there."""
    for digest, files in states.items():
        if db.execute("SELECT 1 FROM code WHERE id = ?", (number(digest),)).fetchone() is None:
            row = number(digest), digest, zlib.compress(json.dumps(dict(files)).encode())
            db.execute(f"INSERT INTO code ({COLUMNS}) VALUES (?, ?, ?, ?)", (*row, seal(row)))


def read(db: sqlite3.Connection) -> dict[str, State]:
    """All whose seal holds, by digest."""
    return {digest: json.loads(zlib.decompress(files)) for _, digest, files, _ in filter(_sound, _rows(db))}


def drop(db: sqlite3.Connection, used: Collection[object]) -> None:
    """Forget those that no run names, and damaged ones."""
    gone = [row[0] for row in _rows(db) if row[1] not in used or not _sound(row)]
    db.executemany("DELETE FROM code WHERE id = ?", [(each,) for each in gone])


def damaged(db: sqlite3.Connection) -> list[str]:
    """Those whose seal is broken, in words."""
    return [printable(str(row[1]))[:12] for row in _rows(db) if not _sound(row)]


def _rows(db: sqlite3.Connection) -> list[Row]:
    return db.execute(f"SELECT {COLUMNS} FROM code").fetchall()


def _sound(row: Row) -> bool:
    return seal(row[:-1]) == row[-1]
