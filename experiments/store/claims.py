"""Claims: which runs a command has in hand, so that no other one carries them out meanwhile.

A claim dies with its process; and while that lives, a thread of it counts its claims up. Others watch the count, not a
clock: where it has stood still for a while the process is stopped, or its machine gone, and its runs are taken over.
"""

import os
import socket
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from experiments.store.file import NOWHERE, File
from experiments.store.layout import number

BEAT = 4.0  # seconds between two signs of life
SILENT = 20.0  # seconds without one after which a claim counts no more
GAP = 10.0  # seconds between two looks after which nothing is known of what was between
PATIENT = 5.0  # seconds of waiting that nobody is told of

type Held = tuple[int, str, object]  # a row of the claims


class Claims:
    """Those of one command, and what it knows of others."""

    def __init__(self, file: File, note: Callable[[str], object]) -> None:
        self.owner = _owner(os.getpid())
        self._file, self._note = file, note
        self._heart: _Heart | None = None
        self._others: dict[str, _Other] = {}
        self._looked = self._given = time.monotonic()
        self._said: set[str] = set()

    def take(self, keys: Sequence[str]) -> set[str]:
        """Those of the runs that are neither known nor in other hands."""
        of = {number(key): key for key in keys}
        with self._file.writing() as db:
            rows = db.execute("SELECT id, owner, beat FROM claims").fetchall()
            held: list[Held] = [(run, str(owner), beat) for run, owner, beat in rows]
            silent = self._silent(held)
            gone = silent | {owner for owner in self._others if _ended(owner)}
            db.executemany("DELETE FROM claims WHERE id = ?", [(run,) for run, owner, _ in held if owner in gone])
            db.executemany(
                "INSERT OR IGNORE INTO claims "
                "SELECT ?1, ?2, 0 WHERE NOT EXISTS (SELECT 1 FROM runs WHERE id = ?1 AND key = ?3)",
                [(run, self.owner, key) for run, key in of.items()],
            )
            mine = {run for (run,) in db.execute("SELECT id FROM claims WHERE owner = ?", (self.owner,))} & of.keys()
        if mine:
            self._beat()
        self._tell([each for each in held if each[0] in of], silent, waiting=not mine)
        return {of[run] for run in mine}

    def give_up(self) -> None:
        """All of them; the thread ends."""
        if self._heart is not None:
            self._heart.end()
            self._heart = None
            with self._file.writing() as db:
                db.execute("DELETE FROM claims WHERE owner = ?", (self.owner,))

    def _beat(self) -> None:
        if self._heart is None:
            self._heart = _Heart(self._file.path, self.owner)
            if self._file.path != NOWHERE:
                self._heart.start()

    def _silent(self, held: Iterable[Held]) -> set[str]:
        """The owners that have given no sign of life while they were watched."""
        now = time.monotonic()
        if now - self._looked > GAP:
            self._others, self._given = {}, now
        self._looked = now
        beats: dict[str, set[object]] = {}
        for _, owner, beat in held:
            if owner != self.owner:
                beats.setdefault(owner, set()).add(beat)
        for owner in self._others.keys() - beats.keys():
            del self._others[owner]
        for owner, beat_of in beats.items():
            if owner not in self._others or self._others[owner].beats != beat_of:
                self._others[owner] = _Other(beat_of, now)
        return {owner for owner, other in self._others.items() if now - other.since > SILENT}

    def _tell(self, held: Iterable[Held], silent: set[str], *, waiting: bool) -> None:
        """Say who is waited for, once each, and who is waited for no more."""
        if not waiting:
            self._given = self._looked
        for owner, runs in Counter(owner for _, owner, _ in held).items():
            if owner in silent:
                self._note(f"{_called(owner)} has not been heard of for {SILENT:.0f} s: taking {_runs(runs)} over")
            elif waiting and owner not in self._said and self._looked - self._given > PATIENT:
                self._said.add(owner)
                self._note(f"waiting for {_runs(runs)} in the hands of {_called(owner)}")


@dataclass(frozen=True, slots=True)
class _Other:
    """Another command: its counts, and since when they stand there."""

    beats: set[object]
    since: float


class _Heart(threading.Thread):
    """Counts the claims of a command up, over a connection of its own, as long as it lives."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(name="claims", daemon=True)
        self._path, self._owner, self._over = path, owner, threading.Event()

    def run(self) -> None:
        """Count until the end. A count that cannot be written is left out."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(self._path, timeout=BEAT, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = NORMAL")
            while not self._over.wait(BEAT):
                with suppress(sqlite3.Error):
                    db.execute("UPDATE claims SET beat = beat + 1 WHERE owner = ?", (self._owner,))

    def end(self) -> None:
        """No more signs."""
        self._over.set()
        if self.is_alive():
            self.join()


def _owner(process: int) -> str:
    """A process, and when it began, so that a later one of the same number is another; and which of its stores."""
    return f"{socket.gethostname()} {process} {_began(process)} {uuid4().hex[:8]}"


def _called(owner: str) -> str:
    host, process, *_ = owner.rsplit(" ", 3)
    return f"process {process} of {host}"


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count:,} runs"


def _ended(owner: str) -> bool:
    """Is the process of a claim gone, or the claim none? Of another machine nobody here knows."""
    try:
        host, process, began, _ = owner.rsplit(" ", 3)
        if host != socket.gethostname():
            return False
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return True
    except PermissionError:
        pass
    return _began(int(process)) != began


def _began(process: int) -> str:
    """When a process began, as Linux tells; elsewhere its number has to do."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return "-"
