"""The store: runs and what was kept of them, in one SQLite file that outlives commands.

A run is known by its key, which names all that decides it; what is kept of it is written once and never changed. Only
the process that gives a command writes, a transaction a run, so whatever ends it (`kill -9` too) loses no run that was
told. A command claims the runs that it is going to carry out, so that two commands on one store share what they do; a
claim dies with its process.
"""

import json
import math
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from experiments.files import Unusable

NOWHERE = Path(":memory:")  # a store that is gone with its process
ELSEWHERE = "take another place with --store, or --no-store"
VERSION = 1
PATIENCE = 60.0  # seconds that a write waits for another command's
STALE = 3_600.0  # seconds after which a claim from another machine counts no more
CHUNK = 500  # keys a question: SQLite takes a thousand or so

TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    scenario TEXT NOT NULL,
    seed INTEGER NOT NULL,
    parts TEXT NOT NULL,
    error TEXT,
    seconds REAL,
    at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS measures (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name INTEGER NOT NULL REFERENCES names (id),
    value,  -- a float as it is: as REAL, -0.0 would come back as 0.0
    PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A run as the store knows it."""

    key: str
    scenario: str
    seed: int
    parts: Mapping[str, str]  # of its key


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a run: a number under each name, NaN where there is none; or the traceback that it ended in."""

    record: Mapping[str, float]
    error: str | None
    seconds: float


class Store:
    """Runs in a file. Every method raises Unusable where the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        """Opens the file, and makes it where there is none."""
        self.path, self.owner = path, _owner(os.getpid())
        self._names: dict[str, int] = {}
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        with self._told():
            for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
                self._db.execute(f"PRAGMA {pragma}")
            [version] = self._db.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise Unusable(
                f"{self.path}: a store of version {version}, of another policylab: take another with --store"
            )
        if version == 0:
            with self._writing():
                for table in TABLES.split(";"):
                    self._db.execute(table)
                self._db.execute(f"PRAGMA user_version = {VERSION}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is asked of the store any more."""
        self._db.close()

    def found(self, keys: Iterable[str]) -> dict[str, Kept]:
        """What came of those of the runs that are known."""
        told: dict[str, Kept] = {}
        with self._told():
            for some in _chunks(list(keys)):
                rows = self._db.execute(
                    f"SELECT id, key, error, seconds FROM runs WHERE key IN ({_marks(some)})", some
                ).fetchall()
                records = self._records([row[0] for row in rows])
                told |= {key: Kept(records[run], error, seconds) for run, key, error, seconds in rows}
        return told

    def claim(self, keys: Sequence[str]) -> set[str]:
        """Take those of the runs that are neither known nor in the hands of another command that lives."""
        with self._writing():
            for some in _chunks(list(keys)):
                for key, owner, at in self._db.execute(
                    f"SELECT key, owner, at FROM claims WHERE key IN ({_marks(some)})", some
                ).fetchall():
                    if not _lives(owner, at):
                        self._db.execute("DELETE FROM claims WHERE key = ?", (key,))
                self._db.executemany(
                    "INSERT OR IGNORE INTO claims "
                    "SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM runs WHERE key = ?1)",
                    [(key, self.owner, time.time()) for key in some],
                )
            mine = {key for (key,) in self._db.execute("SELECT key FROM claims WHERE owner = ?", (self.owner,))}
        return mine & set(keys)

    def keep(self, run: Named, kept: Kept) -> None:
        """Write down what came of a run, unless that is known, and give up the claim on it."""
        with self._writing():
            row = (run.key, run.scenario, run.seed, json.dumps(dict(run.parts)), kept.error, kept.seconds, time.time())
            done = self._db.execute(
                f"INSERT OR IGNORE INTO runs (key, scenario, seed, parts, error, seconds, at) VALUES ({_marks(row)})",
                row,
            )
            if done.rowcount:
                self._db.executemany(
                    "INSERT INTO measures VALUES (?, ?, ?)",
                    [(done.lastrowid, self._name(name), value) for name, value in kept.record.items()],
                )
            self._db.execute("DELETE FROM claims WHERE key = ?", (run.key,))

    def release(self) -> None:
        """Give up all claims of this command."""
        with self._writing():
            self._db.execute("DELETE FROM claims WHERE owner = ?", (self.owner,))

    def forget_failed(self, keys: Iterable[str]) -> None:
        """Those of the runs that crashed are to be carried out again."""
        with self._writing():
            for some in _chunks(list(keys)):
                self._db.execute(f"DELETE FROM runs WHERE error IS NOT NULL AND key IN ({_marks(some)})", some)

    def forget_keys(self, keys: Iterable[str]) -> None:
        """These runs are to be carried out again."""
        with self._writing():
            for some in _chunks(list(keys)):
                self._db.execute(f"DELETE FROM runs WHERE key IN ({_marks(some)})", some)

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The answer to a question in SQL."""
        with self._told():
            return self._db.execute(question, values).fetchall()

    def forget(self, runs: Sequence[int]) -> None:
        """Take runs out, by their rows, and give their room back to the disk."""
        with self._writing():
            self._db.executemany("DELETE FROM runs WHERE id = ?", [(run,) for run in runs])
        with self._told():
            self._db.execute("VACUUM")

    def _records(self, runs: Sequence[int]) -> dict[int, dict[str, float]]:
        found: dict[int, dict[str, float]] = {run: {} for run in runs}
        rows = self._db.execute(
            "SELECT measures.run, names.name, measures.value FROM measures JOIN names ON names.id = measures.name "
            f"WHERE measures.run IN ({_marks(runs)})",
            list(runs),
        )
        for run, name, value in rows:
            found[run][name] = math.nan if value is None else value
        return found

    def _name(self, name: str) -> int:
        if name not in self._names:
            self._db.execute("INSERT OR IGNORE INTO names (name) VALUES (?)", (name,))
            [self._names[name]] = self._db.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()
        return self._names[name]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All of it, or nothing of it."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._names = {}  # what was given a number just now has none
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as problem:
            raise Unusable(f"{self.path}: {_said(problem)}; nothing that was kept is lost") from None
        except sqlite3.ProgrammingError:  # ours, and no fault of the file
            raise
        except sqlite3.DatabaseError as problem:
            raise Unusable(
                f"{self.path}: damaged, or no store ({problem}): put it aside, or take another one with --store"
            ) from None
        except OSError as problem:
            raise Unusable(f"{self.path}: {problem.strerror or problem}: {ELSEWHERE}") from None


def _said(problem: sqlite3.OperationalError) -> str:
    """What SQLite means, in words of a user."""
    return {
        "database is locked": f"another command has been writing for more than {PATIENCE:.0f} s",
        "database or disk is full": "no room is left on the disk",
        "attempt to write a readonly database": f"may not be written: {ELSEWHERE}",
        "unable to open database file": f"cannot be opened: {ELSEWHERE}",
    }.get(str(problem), str(problem))


def _owner(process: int) -> str:
    """A process, and when it began, so that a later one of the same number is another."""
    return f"{socket.gethostname()} {process} {_began(process)}"


def _lives(owner: str, at: float) -> bool:
    """Is the process of a claim still there? Of another machine nobody knows: its claim lasts for an hour."""
    host, process, began = owner.rsplit(" ", 2)
    if host != socket.gethostname():
        return time.time() - at < STALE
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _began(int(process)) == began


def _began(process: int) -> str:
    """When a process began, as Linux tells; elsewhere its number has to do."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return "-"


def _chunks[T](items: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), CHUNK):
        yield list(items[start : start + CHUNK])


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))
