"""The store: runs and what was kept of them, in one SQLite file that outlives commands.

A run is known by its key, which names all that decides it; what is kept of it is written once, under a seal, and never
changed. A run whose seal is broken is told, set aside, and carried out again. Only the process that gives a command
writes, a transaction a run, so whatever ends it (`kill -9` too) loses no run that was told. A command claims the runs
that it is going to carry out, so that two commands on one store share what they do.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from experiments.store import earlier, states
from experiments.store.claims import Claims
from experiments.store.file import NOWHERE as NOWHERE
from experiments.store.file import File
from experiments.store.layout import number
from experiments.store.sealed import COLUMNS, Entry, Kept, Named, Row, called, opened, sealed
from experiments.store.states import State
from policies.printable import printable

NO_CODE: Mapping[str, State] = MappingProxyType({})
CHUNK = 500  # rows a question: SQLite takes a thousand or so
ASIDE = 1_000  # damaged runs that are held for somebody to look at, the latest
NAMED = 3  # of several damaged runs, in a message


def _said(note: str) -> None:
    print(printable(note), file=sys.stderr, flush=True)


class Store:
    """Runs in a file. Every method raises Unusable where the file cannot be read or written."""

    def __init__(self, path: Path, note: Callable[[str], object] = _said) -> None:
        """Opens the file, and makes it where there is none. note: called with messages that end nothing."""
        self.path, self._tell = path, note
        self.file = File(path)
        self._claims = Claims(self.file, self._note)
        if self.file.brought:
            self._note(
                f"{self.file.brought:,} runs are of an earlier policylab, which named them otherwise: none is found "
                "any more. `policylab store export FILE` writes their numbers, `policylab store trim` drops them"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is asked of the store any more."""
        try:
            self._claims.give_up()
        finally:
            self.file.close()

    @property
    def lasts(self) -> bool:
        """Is it there after this process?"""
        return self.path != NOWHERE

    def found(self, keys: Iterable[str]) -> dict[str, Kept]:
        """Results of those of the runs that are known. Damaged ones are set aside, to be run again."""
        sound, damaged = self._read(keys)
        if damaged and self.file.writable:
            self._set_aside(damaged)
            self._note(f"{_many(damaged)} set aside, to be run again: {_names(damaged)}")
        elif damaged:
            self._note(f"{_many(damaged)} not taken: {_names(damaged)}")
        return {entry.run.key: entry.kept for entry in sound}

    def entries(self, keys: Iterable[str] | None = None) -> list[Entry]:
        """These runs, as far as they are known, or all; the oldest first. Damaged ones are told and left out."""
        sound, damaged = self._read(keys)
        if damaged:
            self._note(f"{_many(damaged)} left out: {_names(damaged)}")
        return sound

    def damaged(self) -> list[Row]:
        """The rows whose seal is broken."""
        return self._read(None)[1]

    def aside(self) -> int:
        """How many runs were found damaged and are set aside."""
        return int(self.rows("SELECT COUNT(*) FROM damaged")[0][0]) if self.file.current else 0

    def earlier(self) -> int:
        """How many runs an earlier policylab has kept."""
        with self.file.reading() as db:
            return earlier.count(db)

    def claim(self, keys: Sequence[str]) -> set[str]:
        """Take those of the runs that are neither known nor in the hands of another command that lives."""
        return self._claims.take(keys)

    def keep(self, run: Named, kept: Kept, code: Mapping[str, State] = NO_CODE) -> None:
        """Write down what came of a run, unless that is known, and give up the claim on it.

        code: the states of code among its parts, by digest
        """
        row = sealed(run, kept, time.time())
        with self.file.writing() as db:
            db.execute(f"INSERT OR IGNORE INTO runs ({COLUMNS}) VALUES ({_marks(row)})", row)
            states.put(db, code)
            db.execute("DELETE FROM claims WHERE id = ? AND owner = ?", (row[0], self._claims.owner))

    def code(self) -> dict[str, State]:
        """The states of code that runs name, by digest. Damaged ones are left out."""
        with self.file.reading() as db:
            return states.read(db) if self.file.current else {}

    def release(self) -> None:
        """Give up all claims of this command."""
        self._claims.give_up()

    def forget_failed(self, keys: Iterable[str]) -> None:
        """Those of the runs that crashed are to be carried out again."""
        failed = [entry.run.key for entry in self._read(keys)[0] if entry.error is not None]
        if failed:
            self.forget_keys(failed)

    def forget_keys(self, keys: Iterable[str]) -> None:
        """These runs are to be carried out again."""
        with self.file.writing() as db:
            db.executemany("DELETE FROM runs WHERE id = ?", [(number(key),) for key in keys])

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The answer to a question in SQL."""
        with self.file.reading() as db:
            return db.execute(question, values).fetchall()

    def forget(self, keys: Iterable[str]) -> int:
        """Take runs out, and all that are damaged or of an earlier version; their room goes back to the disk."""
        rows = {number(key) for key in keys} | {row[0] for row in self.damaged()}
        with self.file.writing() as db:
            db.executemany("DELETE FROM runs WHERE id = ?", [(row,) for row in rows])
            gone = len(rows) + db.execute("DELETE FROM damaged").rowcount + earlier.drop(db)
            states.drop(db, {said for entry in self._read(None)[0] for said in entry.run.parts.values()})
        with self.file.reading() as db:
            db.execute("VACUUM")
        return gone

    def _note(self, what: str) -> None:
        self._tell(f"{self.path}: {what}")

    def _read(self, keys: Iterable[str] | None) -> tuple[list[Entry], list[Row]]:
        """Every reading goes through this: entries, the oldest first, and rows whose seal is broken."""
        wanted = None if keys is None else set(keys)
        sound, damaged = [], []
        for row in self._rows(wanted):
            entry = opened(row)
            if entry is None:
                damaged.append(row)
            elif wanted is None or entry.run.key in wanted:
                sound.append(entry)
        return sorted(sound, key=lambda entry: entry.at), damaged

    def _rows(self, keys: set[str] | None) -> Iterator[Row]:
        if not self.file.current:
            return
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
    return ", ".join([*map(called, damaged[:NAMED]), *(["…"] if len(damaged) > NAMED else [])])


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))
