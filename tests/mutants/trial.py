"""A trial: a mutant is put in its module's place and the tests are run, in a process of their own that is forked.

The parent has imported the libraries and none of our modules, so that a child starts at once, and with the mutant in
its place before anything has seen the original.
"""

import faulthandler
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType

import pytest

LIBRARIES = (
    "numpy",
    "scipy.special",
    "scipy.stats",
    "scipy.optimize",
    "networkx",
    "mesa",
    "pydantic",
    "typer",
    "rich",
    "hypothesis.strategies",
)
PROCESSOR_SECONDS = 120  # of a trial; who needs more hangs
SECONDS = 1_200  # the same by the clock, for one that sleeps
MEMORY = 8 << 30  # bytes
PAUSE = 0.02  # seconds between two looks at the trials
OPTIONS = (
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "-m",
    "not nightly",
    "--hypothesis-profile=ci",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)  # the libraries are here before pytest
SURVIVED, UNUSABLE = 0, 99


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be tried: tests in steps, and a module's name and changed code."""

    steps: Sequence[Sequence[str]]
    module: str = ""
    code: CodeType | None = None


class _Stand(MetaPathFinder, SourceFileLoader):  # type: ignore[misc]  # as typeshed has the two
    """Finds one module, and gives another code for it."""

    def __init__(self, module: str, code: CodeType) -> None:
        super().__init__(module, code.co_filename)
        self._code = code

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """The module's place, where this is its name."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        """The changed code, whatever the file says."""
        return self._code


def prepare(root: Path) -> None:
    """Import what all trials need. Forks are safe: the process stays with one thread."""
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    os.chdir(root)
    for library in LIBRARIES:
        import_module(library)


def outcomes(trials: Iterable[Trial], processes: int) -> Iterator[tuple[int, int]]:
    """(number of the trial, step whose tests failed: 1, 2, …; 0 where none did) of each, as they end.

    A trial that hangs, crashes or wants too much memory failed in step 1. Raises RuntimeError where pytest cannot run
    the tests at all.
    """
    waiting, running, begun = enumerate(trials), dict[int, int](), dict[int, float]()
    with TemporaryDirectory() as folder:
        while True:
            while len(running) < processes and (following := next(waiting, None)) is not None:
                number, trial = following
                child = _forked(trial, Path(folder) / str(number))
                running[child], begun[child] = number, time.monotonic()
            if not running:
                return
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                for late in [each for each in running if time.monotonic() - begun[each] > SECONDS]:
                    os.kill(late, signal.SIGKILL)
                time.sleep(PAUSE)
                continue
            number = running.pop(child)
            code = os.waitstatus_to_exitcode(status)
            if code == UNUSABLE:
                raise RuntimeError("pytest could not run the tests: try the tests of this room by hand")
            yield number, code if code >= 0 else 1


def _forked(trial: Trial, folder: Path) -> int:
    """The process that carries a trial out."""
    faulthandler.cancel_dump_traceback_later()  # its thread is not in a fork, which would wait for it
    child = os.fork()
    if child:
        return child
    code = UNUSABLE
    gc.freeze()  # it need not look through all that its parent has for garbage
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = _carried_out(trial, folder)
    finally:
        os._exit(code)


def _carried_out(trial: Trial, folder: Path) -> int:
    """The step that failed, 0 for none."""
    if trial.code is not None:
        sys.meta_path.insert(0, _Stand(trial.module, trial.code))
        try:
            import_module(trial.module)  # now: pytest puts a finder of its own before ours
        except Exception:  # noqa: BLE001 - a module that cannot be imported is noticed
            return 1
    nothing = 0
    for number, tests in enumerate(trial.steps, start=1):
        try:
            match pytest.main([*OPTIONS, f"--basetemp={folder}", *tests]):
                case pytest.ExitCode.OK:
                    continue
                case pytest.ExitCode.NO_TESTS_COLLECTED:  # all of a file are nightly
                    nothing += 1
                    continue
        except pytest.PytestUnraisableExceptionWarning:  # what was left open is told when the last test is over
            pass
        return number
    return UNUSABLE if nothing == len(trial.steps) else SURVIVED
