"""Claims: leases of runs, so that no two commands execute the same run at a time.

A claim ends with its process. A heartbeat thread of that process counts its claims up. Other commands watch the count,
not a clock: if it stands still for a while, the process is stopped or its machine is gone, and they take its runs over.
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

BEAT = 4.0  # seconds between two heartbeats
SILENT = 20.0  # seconds without a heartbeat after which a claim expires
GAP = 10.0  # seconds between two checks after which heartbeats may have been missed
PATIENT = 5.0  # seconds of waiting without a message

type Claim = tuple[int, str, object]  # a row of the claims: run, owner, count


class Claims:
    """Claims of one command, and its observations of other commands."""

    def __init__(self, file: File, note: Callable[[str], object]) -> None:
        self.owner = _owner(os.getpid())
        self._file, self._note = file, note
        self._heartbeat: _Heartbeat | None = None
        self._others: dict[str, _Other] = {}
        self._looked = self._progress = time.monotonic()
        self._reported: set[str] = set()

    def take(self, keys: Sequence[str]) -> set[str]:
        """Claim those runs that are neither stored nor claimed by others, and return them."""
        by_number = {number(key): key for key in keys}
        with self._file.writing() as db:
            rows = db.execute("SELECT id, owner, beat FROM claims").fetchall()
            claims: list[Claim] = [(run, str(owner), beat) for run, owner, beat in rows]
            silent = self._silent(claims)
            dead = silent | {owner for owner in self._others if _ended(owner)}
            db.executemany("DELETE FROM claims WHERE id = ?", [(run,) for run, owner, _ in claims if owner in dead])
            db.executemany(
                "INSERT OR IGNORE INTO claims "
                "SELECT ?1, ?2, 0 WHERE NOT EXISTS (SELECT 1 FROM runs WHERE id = ?1 AND key = ?3)",
                [(run, self.owner, key) for run, key in by_number.items()],
            )
            mine = {
                run for (run,) in db.execute("SELECT id FROM claims WHERE owner = ?", (self.owner,))
            } & by_number.keys()
        if mine:
            self._start()
        self._report([each for each in claims if each[0] in by_number], silent, waiting=not mine)
        return {by_number[run] for run in mine}

    def give_up(self) -> None:
        """Release all claims and end the heartbeat."""
        if self._heartbeat is not None:
            self._heartbeat.end()
            self._heartbeat = None
            with self._file.writing() as db:
                db.execute("DELETE FROM claims WHERE owner = ?", (self.owner,))

    def _start(self) -> None:
        if self._heartbeat is None:
            self._heartbeat = _Heartbeat(self._file.path, self.owner)
            if self._file.path != NOWHERE:
                self._heartbeat.start()

    def _silent(self, claims: Iterable[Claim]) -> set[str]:
        """Return the owners that had no heartbeat while they were watched."""
        now = time.monotonic()
        if now - self._looked > GAP:
            self._others, self._progress = {}, now
        self._looked = now
        beats: dict[str, set[object]] = {}
        for _, owner, beat in claims:
            if owner != self.owner:
                beats.setdefault(owner, set()).add(beat)
        for owner in self._others.keys() - beats.keys():
            del self._others[owner]
        for owner, counts in beats.items():
            if owner not in self._others or self._others[owner].beats != counts:
                self._others[owner] = _Other(counts, now)
        return {owner for owner, other in self._others.items() if now - other.since > SILENT}

    def _report(self, claims: Iterable[Claim], silent: set[str], *, waiting: bool) -> None:
        """Report owners that are waited for, once each, and owners whose runs are taken over."""
        if not waiting:
            self._progress = self._looked
        for owner, runs in Counter(owner for _, owner, _ in claims).items():
            if owner in silent:
                self._note(f"{_label(owner)} has not been heard of for {SILENT:.0f} s: taking {_runs(runs)} over")
            elif waiting and owner not in self._reported and self._looked - self._progress > PATIENT:
                self._reported.add(owner)
                self._note(f"waiting for {_runs(runs)} in the hands of {_label(owner)}")


@dataclass(frozen=True, slots=True)
class _Other:
    """Another command: its counts, and the time of their last change."""

    beats: set[object]
    since: float


class _Heartbeat(threading.Thread):
    """The heartbeat of a command: counts its claims up, over a connection of its own."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(name="claims", daemon=True)
        self._path, self._owner, self._over = path, owner, threading.Event()

    def run(self) -> None:
        """Count until the end. A count that cannot be written is skipped."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(self._path, timeout=BEAT, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = NORMAL")
            while not self._over.wait(BEAT):
                with suppress(sqlite3.Error):
                    db.execute("UPDATE claims SET beat = beat + 1 WHERE owner = ?", (self._owner,))

    def end(self) -> None:
        """End the thread."""
        self._over.set()
        if self.is_alive():
            self.join()


def _owner(process: int) -> str:
    """Return a unique name of a store in a process: host, process id, start (ids are reused), random letters."""
    return f"{socket.gethostname()} {process} {_began(process)} {uuid4().hex[:8]}"


def _label(owner: str) -> str:
    host, process, *_ = owner.rsplit(" ", 3)
    return f"process {process} of {host}"


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count:,} runs"


def _ended(owner: str) -> bool:
    """Return whether the process of a claim is gone, or the claim is invalid. Other machines cannot be checked."""
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
    """Return the start of a process in ticks, on Linux; a dash on other systems."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return "-"
