"""A comparison that is stopped again and again, at moments drawn by lot, and gone on with each time.

What it prints in the end, and what is kept, has to be what a comparison that nobody stopped prints and keeps. Nothing
that is kept is lost or carried out again, and no process stays behind.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from experiments.runs.engines import SERIAL
from experiments.store.store import Store
from experiments.store.upkeep import problems

ROOT = Path(__file__).resolve().parents[2]
SIDES = ("production", "calling_open")
SMALL = ("-S", "world.workers=200", "-S", "world.clients=60", "--days", "4", "--worlds", "fixed", "--rings", "frozen")
EARLY = 0.2  # of all stops, before a first run is kept
SOON, LATER = 1.5, 0.2  # seconds within which these fall after the start, and the others after some runs
SOME = 4  # runs, at most
PATIENCE = 120  # seconds until something that should come is given up

type Label = tuple[str, int]  # scenario and seed of a run


@dataclass(slots=True)
class Found:
    """What came of it, and what is wrong with it."""

    stops: Counter[str] = field(default_factory=Counter)  # by signal
    before: int = 0  # of them fell before a first run was done
    runs: int = 0
    begun: int = 0
    longest: float = 0.0  # seconds until the last process of a stopped command was gone
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trial:
    """A comparison of so many seeds, in a folder of its own."""

    folder: Path
    seeds: int
    engine: str
    lot: random.Random
    result: Found = field(default_factory=Found)
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def tried(self, stops: Sequence[signal.Signals]) -> Found:
        """The comparison is begun anew after each of these stops, then let through and held against another one."""
        for attempt, sent in enumerate(stops):
            if not self._stopped(attempt, sent):
                break
        self._through(len(stops))
        return self.result

    def _start(self, attempt: int, store: Path, engine: str) -> subprocess.Popen[str]:
        words = [*SMALL, "--seeds", str(self.seeds), "--jobs", "2", "--engine", engine, "--store", str(store)]
        with (self.folder / f"{attempt}.out").open("w") as out, (self.folder / f"{attempt}.err").open("w") as err:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.kills.command", "compare", *SIDES, *words, "--json"],
                cwd=ROOT,
                env=os.environ | {"LOG": str(self._log), "ATTEMPT": str(attempt), "MARK": self.mark},
                stdout=out,
                stderr=err,
                text=True,
            )

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    @property
    def _store(self) -> Path:
        return self.folder / "runs.sqlite"

    def _stopped(self, attempt: int, sent: signal.Signals) -> bool:
        """Begin the comparison and stop it. False where it was through before."""
        stored = _kept(self._store)
        process = self._start(attempt, self._store, self.engine)
        if self.lot.random() < EARLY:
            time.sleep(self.lot.uniform(0, SOON))
        else:
            until, some = time.monotonic() + PATIENCE, stored.total() + self.lot.randint(1, SOME)
            while process.poll() is None and _kept(self._store).total() < some and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(self.lot.uniform(0, LATER))
        process.send_signal(sent)
        code = process.wait()
        self.result.stops[sent.name] += 1
        self.result.before += _kept(self._store) == stored
        complaints = [*self._left(), *self._said(attempt, code, sent), *self._lost(attempt, stored)]
        self.result.wrong += [f"stop {attempt} ({sent.name}): {complaint}" for complaint in complaints]
        return code != 0

    def _said(self, attempt: int, code: int, sent: signal.Signals) -> Iterator[str]:
        """What is wrong with how a command left."""
        text = (self.folder / f"{attempt}.err").read_text()
        if code == 0:
            yield "the comparison was through before: take more seeds"
        elif code not in (-sent, 128 + sent if sent == signal.SIGTERM else -sent):  # -SIGTERM: before it was heeded
            yield f"exit code {code}"
        if "Traceback" in text:
            yield f"it said: {text}"

    def _lost(self, attempt: int, stored: Counter[Label]) -> Iterator[str]:
        """What is wrong with the runs of a command that was stopped, and with those that were kept before."""
        if lost := stored - _kept(self._store):
            yield f"lost {sorted(lost)}"
        begun = Counter(run for number, run in self._begun() if number == attempt)
        if again := sorted(run for run, times in begun.items() if stored[run] or times > 1):
            yield f"carried out again: {again}"

    def _left(self) -> Iterator[str]:
        """Processes of a command that has ended: some need a moment."""
        ended = time.monotonic()
        while (left := _alive(self.mark)) and time.monotonic() < ended + PATIENCE:
            time.sleep(0.05)
        self.result.longest = max(self.result.longest, time.monotonic() - ended)
        if left:
            yield f"processes that stayed: {', '.join(left)}"

    def _begun(self) -> list[tuple[int, Label]]:
        """Every run that was begun, with the number of the attempt."""
        if not self._log.exists():
            return []
        rows = [line.split() for line in self._log.read_text().splitlines()]
        return [(int(attempt), (scenario, int(seed))) for attempt, scenario, seed in rows]

    def _through(self, last: int) -> None:
        """Let the comparison end, and hold it against one that nobody stopped, in a single process."""
        stored, wrong = _kept(self._store), self.result.wrong
        codes = [self._start(last, self._store, self.engine).wait()]
        begun = [run for _, run in self._begun()]
        mine = [run for number, run in self._begun() if number == last]
        codes += [self._start(last + 1, self.folder / "alone.sqlite", SERIAL).wait()]
        everything = Counter((side, seed) for side in SIDES for seed in range(self.seeds))
        self.result.runs, self.result.begun = len(everything), len(begun)
        if codes != [0, 0]:
            wrong.append(f"exit codes in the end: {codes}")
        if _answer(self.folder / f"{last}.out") != _answer(self.folder / f"{last + 1}.out"):
            wrong.append("the answer is another one than that of a comparison which nobody stopped")
        if Counter(mine) != everything - stored:
            wrong.append("the last one carried out other runs than those that were missing")
        if _kept(self._store) != everything:
            wrong.append("not every run is kept once")
        with Store(self._store) as one, Store(self.folder / "alone.sqlite") as other:
            wrong += problems(one)
            keys = [key for (key,) in other.rows("SELECT key FROM runs")]
            if _numbers(one, keys) != _numbers(other, keys):
                wrong.append("what is kept is not what a comparison keeps which nobody stopped")
            if claimed := one.rows("SELECT id FROM claims"):
                wrong.append(f"{len(claimed)} runs are still claimed")
        wrong += self._left()


def _numbers(store: Store, keys: Sequence[str]) -> dict[str, str]:
    """To the bit, NaN too."""
    return {key: repr(sorted(stored.record.items())) for key, stored in store.stored(keys).items()}


def _answer(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if "seconds_per_run" not in line]


def _kept(store: Path) -> Counter[Label]:
    """Which runs are kept, how often; read without a trace, so that the next command finds what the last one left."""
    if not store.exists():
        return Counter()
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
            return Counter(db.execute("SELECT scenario, seed FROM runs").fetchall())
    except sqlite3.OperationalError:  # no table yet
        return Counter()


def _alive(mark: str) -> list[str]:
    """Processes that have this in their environment, other than ones that have ended."""
    result = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                result += [folder.name] if state != "Z" else []
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return result
