"""The process of a side: start it, send it requests, receive its results, and leave no process behind."""

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
from experiments.questions.gate.place import SideFolders
from experiments.questions.gate.side import CLOCK_FROM
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import RINGS, Worlds
from experiments.store.store import NOWHERE
from experiments.verdicts.regimes import Regime
from scenarios import BadInput
from scenarios.problems import problem
from sim.state.log import Events

PATIENCE = 5.0  # seconds that a side gets to end by itself

type Side = Literal["base", "head"]
type RunId = tuple[int, int]  # the place of a regime among the regimes, and a seed


class Broken(Exception):
    """A side that cannot be run; the message says why."""

    def __init__(self, message: str, traceback: str | None = None) -> None:
        super().__init__(message)
        self.traceback = traceback

    @classmethod
    def crashed(cls, traceback: str) -> Self:
        """Make one from a traceback; the message is its short form."""
        return cls(brief(traceback), traceback)

    def within(self, message: str) -> "Broken":
        """Return the same with another message."""
        return Broken(message, self.traceback)


class ForeignCode(Broken):
    """A side that runs code of the other side; the message names it."""


@dataclass(frozen=True, slots=True)
class SideSpec:
    """A side to be run: its folders, its scenario, the changes to that."""

    folders: SideFolders
    scenario: str  # a name, or the path of a file
    changes: tuple[str, ...] = ()
    foreign: Path | None = None  # the folder of the other side's files, which this side may not run


@dataclass(frozen=True, slots=True)
class GateOptions:
    """Options by which the runs of both sides are carried out."""

    worlds: Worlds
    store: Path | None = NOWHERE  # None to repeat runs only: they get no keys, and the side does not describe itself
    rerun_failed: bool = False
    jobs: int = 1
    watch: Watch = unwatched


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run."""

    metrics: dict[str, float]
    digest: str  # of the whole record of the run
    seconds: float


class SideProcess:
    """A side in a process of its own. With a store, `describe` has to be called first."""

    def __init__(
        self,
        spec: SideSpec,
        regimes: Sequence[Regime],
        pairs: int,
        options: GateOptions,
        environment: Mapping[str, str] = MappingProxyType({}),
        clock_from: float | None = None,
    ) -> None:
        """Start the process.

        pairs: the side needs worlds for so many, and computes the keys of their runs in advance
        clock_from: the process gets another clock, and is compared to one that began at this time; None: the real one
        """
        self._begun = False
        clock = [] if clock_from is None else [CLOCK_FROM, str(clock_from)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "experiments.questions.gate.side", *clock],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**_environment(spec.folders.library), **environment},
        )
        worlds, store = options.worlds.file, options.store
        self._send(
            {
                "scenario": spec.scenario,
                "regimes": [[*spec.changes, f"{RINGS}={regime}"] for regime in regimes],
                "shelf": str(spec.folders.shelf),
                "library": str(spec.folders.library),
                "foreign": None if spec.foreign is None else str(spec.foreign.resolve()),
                "pairs": pairs,
                "worlds": None if worlds is None else str(worlds.resolve()),
                "store": None if store is None else str(store if store == NOWHERE else store.resolve()),
                "rerun_failed": options.rerun_failed,
                "jobs": options.jobs,
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process at any point of its work."""
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

    def describe(self) -> dict[str, Any]:
        """Return the description of the side, before anything is run. Raises BadInput, Broken and Unusable."""
        description: dict[str, Any] = self._receive()["description"]
        _check_own(description["foreign_modules"])
        return description

    def keys(self, runs: Sequence[RunId]) -> list[str]:
        """Return the keys of these runs in a store."""
        self._send({"keys": list(runs)})
        keys: list[str] = self._receive()["keys"]
        return keys

    def begin(self, runs: Sequence[RunId]) -> None:
        """Begin to carry out these runs; do not wait for them."""
        self._begun = True
        self._send({"runs": list(runs)})

    def begin_log(self, run: RunId, into: Path) -> None:
        """Begin to write the log of this run into a file; do not wait for it."""
        self._begun = True
        self._send({"log": list(run), "into": str(into)})

    def log(self) -> Events:
        """Return the log that was begun. Raises Broken where the run crashed."""
        events: Events = pickle.loads(Path(self._receive()["log"]).read_bytes())
        return events

    def results(self, on_done: Callable[[], object] = lambda: None) -> list[Outcome]:
        """Return the outcomes of the runs that were begun, in their order.

        Raises Broken where a run crashed, and ForeignCode where the side ran code of the other one.
        """
        while "done" in (answer := self._receive()):
            on_done()
        for result in answer["results"]:
            if "error" in result:
                raise Broken.crashed(result["error"])
        _check_own(answer["foreign_modules"])
        return [Outcome(**result) for result in answer["results"]]

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):  # the process has ended: its last line says why
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Broken(f"its process ended with exit code {self._process.wait()}, without an answer")
        answer: dict[str, Any] = json.loads(line)
        if "problems" in answer:
            raise BadInput(problem(*each) for each in answer["problems"])
        if "unusable" in answer:
            raise Unusable(answer["unusable"])
        if "crash" in answer:
            raise Broken.crashed(answer["crash"])
        return answer


def _check_own(foreign_modules: Sequence[str]) -> None:
    """Raise ForeignCode where the base has imported modules of the head; the head is not checked."""
    if foreign_modules:
        names = ", ".join(foreign_modules)
        raise ForeignCode(
            f"the base would run code of the head: {names}; name the folder that holds it with --source too"
        )


def _environment(library: Path) -> dict[str, str]:
    """Return the environment of a process that imports from this folder first, and never from its working directory."""
    more = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(library), *([more] if more else [])])
    return os.environ | {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
