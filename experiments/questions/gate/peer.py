"""The other end of a side: starts its process, asks, waits for what comes, and leaves no process behind."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Self

from experiments.host.files import Unusable
from experiments.questions.gate.crashes import brief
from experiments.questions.gate.place import Place
from experiments.questions.gate.side import MOVED
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import RINGS, Worlds
from experiments.store.store import NOWHERE
from experiments.verdicts.regimes import Regime
from scenarios import BadInput
from sim.state.log import Events

PATIENCE = 5.0  # seconds that a side gets to end by itself

type Side = Literal["base", "head"]
type Ran = tuple[int, int]  # a regime by its place, and a seed


class Broken(Exception):
    """A side that cannot be run; the message says why."""

    def __init__(self, told: str, traceback: str | None = None) -> None:
        super().__init__(told)
        self.traceback = traceback

    @classmethod
    def crashed(cls, traceback: str) -> Self:
        """Told by a traceback."""
        return cls(brief(traceback), traceback)

    def within(self, told: str) -> "Broken":
        """The same, told otherwise."""
        return Broken(told, self.traceback)


class Mixed(Broken):
    """A side that runs code of the other; the message says which."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What a side is made of."""

    place: Place
    scenario: str  # a name, or the path of a file
    changes: tuple[str, ...] = ()
    foreign: Path | None = None  # where the other side's files lie, which this one may not run


@dataclass(frozen=True, slots=True)
class How:
    """How runs are carried out."""

    worlds: Worlds
    store: Path | None = NOWHERE  # None where runs are only carried out again: they are not named, and nothing stands
    rerun_failed: bool = False
    jobs: int = 1
    watch: Watch = unwatched


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    metrics: dict[str, float]
    digest: str  # of everything that is kept of it
    seconds: float


class Peer:
    """A side. What it stands for is known once `stands` has returned."""

    def __init__(
        self,
        seat: Seat,
        regimes: Sequence[Regime],
        pairs: int,
        how: How,
        environment: Mapping[str, str] = MappingProxyType({}),
        moved: float | None = None,
    ) -> None:
        """Starts the process.

        pairs: those that the side has to have worlds for, and names beforehand
        moved: it has another clock, and is held against one that began then
        """
        self._begun = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "experiments.questions.gate.side", *([] if moved is None else [MOVED, str(moved)])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**_environment(seat.place.library), **environment},
        )
        self._say(
            {
                "scenario": seat.scenario,
                "regimes": [[*seat.changes, f"{RINGS}={regime}"] for regime in regimes],
                "shelf": str(seat.place.shelf),
                "library": str(seat.place.library),
                "foreign": None if seat.foreign is None else str(seat.foreign.resolve()),
                "pairs": pairs,
                "worlds": None if how.worlds.file is None else str(how.worlds.file.resolve()),
                "store": None if how.store is None else str(how.store if how.store == NOWHERE else how.store.resolve()),
                "rerun_failed": how.rerun_failed,
                "jobs": how.jobs,
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """The process is gone, whatever it was doing."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if not self._begun:  # it has no workers to end
            self._process.kill()
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def stands(self) -> dict[str, Any]:
        """What is known of the side before anything is run. Raises BadInput, Broken and Unusable."""
        said: dict[str, Any] = self._hear()["stands"]
        _apart(said["mixed"])
        return said

    def keys(self, runs: Sequence[Ran]) -> list[str]:
        """What names these runs in a store."""
        self._say({"keys": list(runs)})
        keys: list[str] = self._hear()["keys"]
        return keys

    def begin(self, runs: Sequence[Ran]) -> None:
        """Carry these runs out, while somebody else does something else."""
        self._begun = True
        self._say({"runs": list(runs)})

    def begin_log(self, run: Ran, into: Path) -> None:
        """Write the log of this run into a file, while somebody else does something else."""
        self._begun = True
        self._say({"log": list(run), "into": str(into)})

    def log(self) -> Events:
        """The log that was begun. Raises Broken where the run crashed."""
        found: Events = pickle.loads(Path(self._hear()["logged"]).read_bytes())
        return found

    def came(self, on_done: Callable[[], object] = lambda: None) -> list[Outcome]:
        """What came of the runs that were begun, in their order. Raises Broken where one crashed, or ran other code."""
        while "done" in (said := self._hear()):
            on_done()
        for came in said["came"]:
            if "error" in came:
                raise Broken.crashed(came["error"])
        _apart(said["mixed"])
        return [Outcome(**came) for came in said["came"]]

    def _say(self, what: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):  # it has ended: what it says instead of an answer tells why
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Broken(f"its process ended with exit code {self._process.wait()}, without an answer")
        said: dict[str, Any] = json.loads(line)
        if "refused" in said:
            raise BadInput(said["refused"])
        if "unusable" in said:
            raise Unusable(said["unusable"])
        if "broke" in said:
            raise Broken.crashed(said["broke"])
        return said


def _apart(mixed: Sequence[str]) -> None:
    """Raises Mixed where a side has imported from the other's files: as only the base may not."""
    if mixed:
        names = ", ".join(mixed)
        raise Mixed(f"the base would run code of the head: {names}; name the folder that holds it with --source too")


def _environment(library: Path) -> dict[str, str]:
    """Of a process that imports from this folder before all else, and never from where it happens to stand."""
    more = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(library), *([more] if more else [])])
    return os.environ | {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
