"""The store: runs and their records, in one SQLite file that outlives commands.

A run is identified by its key, which covers everything that decides its result. Its record is written once, under a
seal, and never changed. A run whose seal is broken is reported, set aside, and executed again. Only the main process of
a command writes, one transaction for each run, so no end of the process (not even `kill -9`) loses a finished run. A
command claims the runs that it will execute, so that two commands on one store share the work.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from experiments.store import states
from experiments.store.claims import Claims
from experiments.store.file import NOWHERE as NOWHERE
from experiments.store.file import File
from experiments.store.layout import number
from experiments.store.sealed import COLUMNS, Description, Entry, Row, Stored, label, sealed, unsealed
from experiments.store.states import Manifest
from policies.printable import printable

NO_CODE: Mapping[str, Manifest] = MappingProxyType({})
CHUNK = 500  # rows in a query: SQLite takes about a thousand
ASIDE = 1_000  # the latest damaged runs, saved for inspection
NAMED = 3  # damaged runs that a message names


def _print(note: str) -> None:
    print(printable(note), file=sys.stderr, flush=True)


class Store:
    """Runs in a file. Every method raises Unusable if the file cannot be read or written."""

    def __init__(self, path: Path, note: Callable[[str], object] = _print) -> None:
        """Open the file; create it if there is none. note: called with warnings."""
        self.path, self._notify = path, note
        self.file = File(path)
        self._claims = Claims(self.file, self._note)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release all claims and close the file."""
        try:
            self._claims.give_up()
        finally:
            self.file.close()

    @property
    def lasts(self) -> bool:
        """Return whether the store outlives this process."""
        return self.path != NOWHERE

    def stored(self, keys: Iterable[str]) -> dict[str, Stored]:
        """Return the stored outcomes of these runs, by key. Damaged runs are set aside, to be executed again."""
        sound, damaged = self._read(keys)
        if damaged and self.file.writable:
            self._set_aside(damaged)
            self._note(f"{_many(damaged)} set aside, to be run again: {_names(damaged)}")
        elif damaged:
            self._note(f"{_many(damaged)} not taken: {_names(damaged)}")
        return {entry.run.key: entry.stored for entry in sound}

    def entries(self, keys: Iterable[str] | None = None) -> list[Entry]:
        """Return the entries of these runs, or of all; the oldest first. Damaged ones are reported and left out."""
        sound, damaged = self._read(keys)
        if damaged:
            self._note(f"{_many(damaged)} left out: {_names(damaged)}")
        return sound

    def damaged(self) -> list[Row]:
        """Return the rows whose seal is broken."""
        return self._read(None)[1]

    def aside(self) -> int:
        """Return the number of damaged runs that are set aside."""
        return int(self.rows("SELECT COUNT(*) FROM damaged")[0][0])

    def claim(self, keys: Sequence[str]) -> set[str]:
        """Claim those runs that are neither stored nor claimed by another living command, and return them."""
        return self._claims.take(keys)

    def keep(self, run: Description, stored: Stored, code: Mapping[str, Manifest] = NO_CODE) -> None:
        """Store the outcome of a run, unless it is stored already, and release the claim on it.

        code: the manifests among its parts, by digest
        """
        row = sealed(run, stored, time.time())
        with self.file.writing() as db:
            db.execute(f"INSERT OR IGNORE INTO runs ({COLUMNS}) VALUES ({_marks(row)})", row)
            states.put(db, code)
            db.execute("DELETE FROM claims WHERE id = ? AND owner = ?", (row[0], self._claims.owner))

    def code(self) -> dict[str, Manifest]:
        """Return the manifests that runs refer to, by digest. Damaged ones are left out."""
        with self.file.reading() as db:
            return states.read(db)

    def release(self) -> None:
        """Release all claims of this command."""
        self._claims.give_up()

    def forget_failed(self, keys: Iterable[str]) -> None:
        """Delete those runs that crashed, so that they are executed again."""
        failed = [entry.run.key for entry in self._read(keys)[0] if entry.error is not None]
        if failed:
            self.forget_keys(failed)

    def forget_keys(self, keys: Iterable[str]) -> None:
        """Delete these runs, so that they are executed again."""
        with self.file.writing() as db:
            db.executemany("DELETE FROM runs WHERE id = ?", [(number(key),) for key in keys])

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query in SQL."""
        with self.file.reading() as db:
            return db.execute(query, values).fetchall()

    def forget(self, keys: Iterable[str]) -> int:
        """Delete runs, and damaged ones; free their disk space. Return their number."""
        rows = {number(key) for key in keys} | {row[0] for row in self.damaged()}
        with self.file.writing() as db:
            db.executemany("DELETE FROM runs WHERE id = ?", [(row,) for row in rows])
            count = len(rows) + db.execute("DELETE FROM damaged").rowcount
            states.drop(db, {digest for entry in self._read(None)[0] for digest in entry.run.parts.values()})
        with self.file.reading() as db:
            db.execute("VACUUM")
        return count

    def _note(self, what: str) -> None:
        self._notify(f"{self.path}: {what}")

    def _read(self, keys: Iterable[str] | None) -> tuple[list[Entry], list[Row]]:
        """Return entries, the oldest first, and rows whose seal is broken. Every read uses this."""
        wanted = None if keys is None else set(keys)
        sound, damaged = [], []
        for row in self._rows(wanted):
            entry = unsealed(row)
            if entry is None:
                damaged.append(row)
            elif wanted is None or entry.run.key in wanted:
                sound.append(entry)
        return sorted(sound, key=lambda entry: entry.at), damaged

    def _rows(self, keys: set[str] | None) -> Iterator[Row]:
        if keys is None:
            yield from self.rows(f"SELECT {COLUMNS} FROM runs")
            return
        for some in batched(map(number, keys), CHUNK):
            yield from self.rows(f"SELECT {COLUMNS} FROM runs WHERE id IN ({_marks(some)})", *some)

    def _set_aside(self, rows: Sequence[Row]) -> None:
        with self.file.writing() as db:
            for row in rows:
                db.execute(f"INSERT INTO damaged SELECT ?, {COLUMNS} FROM runs WHERE id = ?", (time.time(), row[0]))
                db.execute("DELETE FROM runs WHERE id = ?", (row[0],))
            db.execute(
                "DELETE FROM damaged WHERE rowid NOT IN (SELECT rowid FROM damaged ORDER BY rowid DESC LIMIT ?)",
                (ASIDE,),
            )


def _many(damaged: Sequence[Row]) -> str:
    return "1 damaged run is" if len(damaged) == 1 else f"{len(damaged):,} damaged runs are"


def _names(damaged: Sequence[Row]) -> str:
    return ", ".join([*map(label, damaged[:NAMED]), *(["…"] if len(damaged) > NAMED else [])])


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))
