"""The SQLite file of a store: create, open, or refuse it.

A file of another program is only inspected: none of its bytes changes. A store without write permission is read, and
no file is created beside it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from experiments.host.files import SQLITE, Unusable
from experiments.language.arguments import argument
from experiments.store.layout import APPLICATION, TABLES, VERSION

NOWHERE = Path(":memory:")  # a store in memory, which ends with its process
PATIENCE = 60.0  # timeout of a write that waits for another command, in seconds


class File:
    """A connection to the file. Every method raises Unusable if the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        """Open the file; create it if there is none."""
        self.path = path
        with self._translating():
            self.writable, self._db = _connected(path)
        try:
            with self._translating():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Supply the connection for queries."""
        with self._translating():
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Supply the connection in a transaction: all of it is written, or nothing."""
        if not self.writable:
            raise Unusable(f"{self.path}: may not be written: {_elsewhere()}")
        with self._translating():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Translate every error of SQLite to Unusable."""
        try:
            yield
        except sqlite3.OperationalError as problem:
            raise Unusable(f"{self.path}: {_message(problem)}; nothing that was kept is lost") from None
        except sqlite3.ProgrammingError:  # our mistake, not damage to the file
            raise
        except sqlite3.DatabaseError as problem:
            raise self._damaged(problem) from None
        except UnicodeDecodeError:  # in SQLite's own message, which quotes the file
            raise self._damaged("a name in it is no text") from None
        except OSError as problem:
            raise Unusable(f"{self.path}: {problem.strerror or problem}: {_elsewhere()}") from None

    def _prepare(self) -> None:
        self._db.text_factory = _text
        if self.writable:
            if self._marks() != (APPLICATION, VERSION):
                self._begin()
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL"):
                self._db.execute(f"PRAGMA {pragma}")
        _, version = self._marks()
        if version != VERSION:
            raise Unusable(
                f"{self.path}: a store of version {version}, of another policylab: "
                f"take another with {argument('store')}"
            )
        tables = dict(self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
        if any(tables.get(name) != definition for name, definition in TABLES.items()):
            raise self._damaged("its tables are not those of a store")

    def _begin(self) -> None:
        """Create the tables if there are none."""
        with self.writing() as db:
            if self._marks() != (0, 0):  # another command may have done it meanwhile
                return
            for table in TABLES.values():
                db.execute(table)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {VERSION}")

    def _marks(self) -> tuple[int, int]:
        return _marks(self._db)

    def _damaged(self, why: object) -> Unusable:
        return Unusable(
            f"{self.path}: damaged, or no store ({why}): put it aside, or take another one with {argument('store')}"
        )


def _connected(path: Path) -> tuple[bool, sqlite3.Connection]:
    """Return whether the file may be written, and a connection. Raise Unusable for a file of another program."""
    if path.exists() and not path.is_file():
        raise Unusable(f"{path}: not a file: {_elsewhere()}")
    if path != NOWHERE and path.exists() and path.stat().st_size:
        _check(path)
        if not _writable(path.resolve()):
            return False, _read_only(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return True, sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)


def _writable(path: Path) -> bool:
    """Return whether file and folder may be written: SQLite creates files beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check(path: Path) -> None:
    """Raise Unusable if a file is neither a store nor empty."""
    with path.open("rb") as file:
        head = file.read(100)
    application, journal = int.from_bytes(head[68:72]), head[18:20]
    if head.startswith(SQLITE) and application == APPLICATION:
        if journal not in (b"\1\1", b"\2\2"):  # SQLite would read the file and not write it
            raise sqlite3.DatabaseError("its header")
        return
    with closing(_read_only(path)) as db:
        marks, bare = _marks(db), not db.execute("SELECT 1 FROM sqlite_master").fetchone()
    if marks[0] != APPLICATION and not (marks == (0, 0) and bare):  # the mark may be in the log, not written back yet
        raise Unusable(f"{path}: a SQLite file of something else, left as it is: {_elsewhere()}")


def _read_only(path: Path) -> sqlite3.Connection:
    """Return a connection that changes nothing on the disk. Without a log beside the file there is no writer."""
    real = path.resolve()
    beside = real.with_name(f"{real.name}-wal")
    how = "mode=ro" if beside.exists() and beside.stat().st_size else "immutable=1"
    return sqlite3.connect(f"{real.as_uri()}?{how}", timeout=PATIENCE, isolation_level=None, uri=True)


def _marks(db: sqlite3.Connection) -> tuple[int, int]:
    """Return application and version: two numbers by which programs recognize their SQLite files."""
    return db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]


def _text(raw: Any) -> str:
    """Return a readable text, even of damaged bytes: the seal reveals the damage."""
    return bytes(raw).decode(errors="replace")


def _elsewhere() -> str:
    """Return how to take another place for a store."""
    return f"take another place with {argument('store')}, or {argument('store', None)}"


def _message(problem: sqlite3.OperationalError) -> str:
    """Return an error of SQLite in words for a user."""
    name = getattr(problem, "sqlite_errorname", None)  # not every error of this kind is one of SQLite
    return {
        "database is locked": f"another command has been writing for {PATIENCE:.0f} s, or was stopped while it wrote",
        "database or disk is full": "no room is left on the disk",
        "attempt to write a readonly database": f"may not be written: {_elsewhere()}",
        "unable to open database file": f"cannot be opened: {_elsewhere()}",
    }.get("database or disk is full" if name == "SQLITE_IOERR_SHMSIZE" else str(problem), str(problem))
