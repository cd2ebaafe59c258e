"""Commands of a side: `policylab runs` in a process that imports the side's code. No process stays behind."""

import json
import math
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Self

from experiments.host.files import Unusable
from experiments.host.installation import installed
from experiments.language.arguments import argument
from experiments.questions.gate.crashes import brief
from experiments.questions.gate.place import SideFolders
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import Worlds
from experiments.store.store import NOWHERE
from experiments.verdicts.regimes import Regime
from scenarios import BadInput
from scenarios.problems import problem
from sim.state.log import Events

PATIENCE = 5.0  # seconds that a command gets to end by itself

type SideName = Literal["base", "head"]
type RunId = tuple[Regime, int]  # regime and seed
type Description = Mapping[str, Any]  # as `side.Side.description` returns it


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
    store: Path = NOWHERE
    rerun_failed: bool = False
    jobs: int = 1
    watch: Watch = unwatched


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run."""

    key: str
    metrics: dict[str, float]
    digest: str  # of the whole record of the run
    seconds: float


class SideCommand:
    """A command on some runs of a side, in a process of its own. The process ends with this context."""

    def __init__(
        self,
        spec: SideSpec,
        runs: Sequence[RunId],
        options: GateOptions,
        *more: str,
        environment: Mapping[str, str] = MappingProxyType({}),
        program: Sequence[str] = ("-m", "experiments"),
    ) -> None:
        """Start the process. more: options of the command; program: what Python runs."""
        self._spec, self._runs = spec, runs
        self._described = self._answered = False
        self._errors = tempfile.TemporaryFile() if "--dry-run" in more else None  # noqa: SIM115 - closed on exit
        words = [sys.executable, *program, "runs", *_arguments(spec, runs, options), *more, "--", spec.scenario]
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            env={**_environment(spec.folders), **environment},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process at any point of its work; one that has answered ends by itself."""
        assert self._process.stdout is not None
        if not self._answered:
            self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        if self._errors is not None:
            self._errors.close()

    def description(self) -> dict[str, Any]:
        """Return the description of the side, before anything is run. Raises BadInput, Broken and Unusable."""
        description: dict[str, Any] = next(self._answers())["side"]
        self._described = True
        self._check_own(description["code"])
        return description

    def results(self, on_done: Callable[[], object] = lambda: None) -> list[Outcome]:
        """Return the outcomes of the runs, in their order.

        Raises Broken where a run crashed, and ForeignCode where the side ran code of the other one.
        """
        ended: dict[RunId, dict[str, Any]] = {}
        for answer in self._after_description():
            ended[answer["regime"], answer["seed"]] = answer
            on_done()
        for run in self._runs:
            if "error" in ended[run]:
                raise Broken.crashed(ended[run]["error"])
        return [_outcome(ended[run]) for run in self._runs]

    def log(self) -> Events:
        """Return the log of the run. Raises Broken where it crashed."""
        [answer] = self._after_description()
        if "error" in answer:
            raise Broken.crashed(answer["error"])
        events: Events = pickle.loads(Path(answer["log"]).read_bytes())
        return events

    def _after_description(self) -> Iterator[dict[str, Any]]:
        """Yield the answers after the description and before the last one."""
        if not self._described:
            self.description()
        for answer in self._answers():
            if "code" in answer:
                self._answered = True
                self._check_own(answer["code"])
                return
            yield answer

    def _answers(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            answer: dict[str, Any] = json.loads(line)
            if "problems" in answer:
                raise BadInput(problem(*each) for each in answer["problems"])
            if "unusable" in answer:
                raise Unusable(answer["unusable"])
            if "crash" in answer:
                raise Broken.crashed(answer["crash"])
            yield answer
        code, complaint = self._process.wait(), self._complaint()
        raise (
            Broken.crashed(complaint)
            if complaint
            else Broken(f"its process ended with exit code {code}, without an answer")
        )

    def _complaint(self) -> str:
        """Return the text that the process printed on standard error, if that was kept."""
        if self._errors is None:
            return ""
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "backslashreplace").strip()

    def _check_own(self, code: Mapping[str, str]) -> None:
        """Raise ForeignCode where this side has code of the other one."""
        if names := foreign_modules(code, self._spec):
            raise ForeignCode(
                f"the base would run code of the head: {', '.join(names)}; name the folder that holds it with "
                f"{argument('source')} too"
            )


def foreign_modules(code: Mapping[str, str], spec: SideSpec) -> list[str]:
    """Return the modules among these whose files are of the other side. Only the model is shared by both sides.

    code: the file of each module, by its name
    """
    if spec.foreign is None:
        return []
    foreign = spec.foreign.resolve()
    links = [path for path in spec.folders.library.iterdir() if path.is_symlink()]
    shared = [link for link in links if link.readlink().is_relative_to(foreign)]  # policies lie in a tree of their own
    return sorted(
        name
        for name, file in code.items()
        if Path(file).resolve().is_relative_to(foreign)
        and not (installed(file) or any(map(Path(file).absolute().is_relative_to, shared)))
    )


def _outcome(answer: Mapping[str, Any]) -> Outcome:
    numbers = {name: math.nan if value is None else value for name, value in answer["metrics"].items()}
    return Outcome(answer["key"], numbers, answer["digest"], answer["seconds"])


def _arguments(spec: SideSpec, runs: Sequence[RunId], options: GateOptions) -> Iterator[str]:
    """Yield the options of a command on these runs."""
    for change in spec.changes:
        yield f"--set={change}"
    for regime, group in groupby(runs, key=lambda run: run[0]):
        yield f"--run={regime}:{','.join(_ranges([seed for _, seed in group]))}"
    yield f"--shelf={spec.folders.shelf}"
    yield f"--worlds={options.worlds.file.resolve() if options.worlds.file else options.worlds.name}"
    yield "--no-store" if options.store == NOWHERE else f"--store={options.store.resolve()}"
    yield from ["--rerun-failed"] if options.rerun_failed else []
    yield from ["--engine=serial"] if options.jobs == 1 else ["--engine=processes", f"--jobs={options.jobs}"]


def _ranges(seeds: Sequence[int]) -> Iterator[str]:
    """Yield seeds as ranges: first and last seed of each."""
    for _, group in groupby(enumerate(seeds), key=lambda each: each[1] - each[0]):
        numbers = [seed for _, seed in group]
        yield f"{numbers[0]}-{numbers[-1]}"


def _environment(folders: SideFolders) -> dict[str, str]:
    """Return the environment of a process that imports from these first, and never from its working directory."""
    more = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([*map(str, (folders.library, *folders.path)), *([more] if more else [])])
    return os.environ | {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
