"""An audit hook around runs: access to anything that no key covers is refused, with its name.

Refused are files and folders, other libraries, programs, threads and connections; in processes of our own environment
variables too. Not seen are clocks, reads of C code, and tests whether a file exists: docs/reference/keys.md says so.
"""

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from traceback import walk_stack
from typing import Any

from experiments.runs.hashes import LEFT_OUT
from sim import caches

LOOKS = ("open", "os.listdir", "os.scandir", "ctypes.dlopen", "import")  # events that name a path
BANNED = (
    *("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "_thread.start", "socket.", "sqlite3."),
    *("os.chdir", "os.putenv", "os.unsetenv"),
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
IMPORT = ("<frozen importlib", "<frozen zipimport")  # files of the code that imports
SYSTEM = ("/dev/null", "/proc", "/sys", "/usr/share/zoneinfo", "/etc/localtime")  # of the machine
OF_A_PROCESS = ("environ", "cmdline")  # in /proc, and of no machine
DECLARE = "it belongs into the package of the rule, or its folder into pyproject.toml, [tool.policylab] policy = [...]"
VARIABLE = "make it a number of the rule, a field: then a scenario sets it, and keys cover it"
WRITE = "a rule writes no file: print what it has to say, or log it, and keep in memory what it works out"
VERSION = "the release of a library that it imports is part of every key: ask for its __version__"
PROGRAM = "leave what that would answer in a file of the rule's package, or in its numbers"
ADVICE = {  # by the beginning of a banned event; PROGRAM for the others
    "_thread.": "a rule answers in the thread that asks it: work it out there, for all rows at once",
    "os.chdir": "name a file by a path from the rule's own, Path(__file__).with_name(…)",
    "os.putenv": VARIABLE,
    "os.unsetenv": VARIABLE,
    "sqlite3.": "put the table into the rule's package as a file that Python itself opens: .csv, .toml, .npy",
}


class Uncovered(Exception):
    """A run used something that its key does not cover."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Paths that a run may read: its key covers `code` by files and `free` by releases; `ours` may be imported."""

    code: tuple[str, ...]
    ours: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


_run = threading.local()


@contextmanager
def watching(reach: Reach) -> Iterator[None]:
    """Limit the reads of this thread to `reach`. Raise Uncovered at the end too, if a rule caught the refusal."""
    _install()
    before = getattr(_run, "reach", None)
    _run.reach, _run.refused = reach, []
    try:
        yield
    finally:
        _run.reach = before
    if _run.refused:
        raise Uncovered(_run.refused[0])


@cache
def _install() -> None:
    """Install the audit hook, once in a process: it cannot be removed."""
    sys.addaudithook(_audit)


def close_environment() -> None:
    """Let runs of this process read no environment variable. For processes of our own: Python has no hook for it."""
    if not isinstance(os.environ._data, _Variables):  # type: ignore[attr-defined]
        os.environ._data = os.environb._data = _Variables(os.environ._data)  # type: ignore[attr-defined]
        sys.modules[os.name].environ = {}  # type: ignore[attr-defined]  # another way to them, which Python does not use


def _audit(event: str, args: tuple[Any, ...]) -> None:
    reach = getattr(_run, "reach", None)
    banned = event.startswith(BANNED)
    if reach is None or not (banned or event in LOOKS) or _imported_library(reach):
        return
    if banned:
        advice = next((advice for start, advice in ADVICE.items() if event.startswith(start)), PROGRAM)
        _refuse(f"{event} {args[0] if args else ''}".rstrip(), advice)
    path = args[1] if event == "import" else args[0]
    path = "." if path is None and event.startswith("os.") else path
    if path is not None and not isinstance(path, int):
        named = os.fsdecode(path)
        strictly = event == "ctypes.dlopen" and os.sep not in named  # somewhere on the machine
        writes = event == "open" and bool((args[2] or 0) & WRITES)
        if not _may_reach(os.path.abspath(named), reach, strictly=strictly or writes, writes=writes):
            _refuse(named, WRITE if writes else VERSION if metadata.__file__ in _callers() else DECLARE)


def _refuse(what: str, advice: str) -> None:
    message = f"a rule reaches for {what}, which no key of a run covers, so a stored run could be stale; {advice}"
    _run.refused.append(message + _place())  # at the end of a run no traceback leads there
    raise Uncovered(message)


def _place() -> str:
    """Return the innermost line of code that keys cover, as a rule's other mistakes have it; empty if there is none."""
    for frame, line in walk_stack(sys._getframe()):
        for place in _run.reach.code:
            if _within([frame.f_code.co_filename], [place]):
                return f" ({os.path.relpath(frame.f_code.co_filename, os.path.dirname(place))}, line {line})"
    return ""


def _may_reach(path: str, reach: Reach, *, strictly: bool, writes: bool) -> bool:
    importing = next(_callers()).startswith(IMPORT)
    if importing and os.path.isdir(path):  # imports search the folders of their path
        return True
    if not strictly and not os.path.exists(path):  # a file that appears later is refused then
        return True
    folder, cached, bytecode = path.rpartition("/__pycache__/")
    if importing and cached:  # bytecode counts as its source
        path = f"{folder}/{bytecode.partition('.')[0]}.py"
    real = os.path.realpath(path)
    ways = {path, real}
    if any("-packages" not in rest for rest in _within(ways, reach.free)):
        return not writes or importing or caches.__file__ in _callers()
    if _within([real], SYSTEM) and os.path.basename(real) not in OF_A_PROCESS:
        return True
    covered = _within(ways, reach.code)
    if not covered and not _within(ways, reach.ours):
        return False
    counted = any(LEFT_OUT.isdisjoint(rest.split(os.sep)) for rest in covered)
    regular = os.path.isfile(path) or os.path.isdir(path)
    return importing or _shown() or (counted and regular and not strictly)


def _within(paths: Iterable[str], places: Iterable[str]) -> list[str]:
    """Return the rest of each path below the places that contain it."""
    pairs = ((f"{path}{os.sep}", f"{place}{os.sep}") for path in paths for place in places)
    return [path.removeprefix(place) for path, place in pairs if path.startswith(place)]


def _callers() -> Iterator[str]:
    """Yield the files of the calling code, the innermost first, without this one."""
    for frame, _ in walk_stack(sys._getframe()):
        if frame.f_code.co_filename != __file__:
            yield frame.f_code.co_filename


def _imported_library(reach: Reach) -> bool:
    """Return whether the caller is a library during its import."""
    inner = False
    for file in _callers():
        if _within([file], (*reach.code, *reach.ours)):
            return False
        if inner and file.startswith(IMPORT):
            return True
        inner = inner or not file.startswith("<frozen")
    return False


def _shown() -> bool:
    """Return whether a source is read for a traceback or a warning."""
    names = {os.path.basename(file) for file in _callers()}
    return "linecache.py" in names and not names.isdisjoint({"traceback.py", "warnings.py"})


class _Variables(dict[bytes, bytes]):
    """The environment: reads of a rule are refused, reads of a library are not."""

    def __getitem__(self, name: bytes) -> bytes:
        self._check(os.fsdecode(name))
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[bytes]:
        self._check("")
        return super().__iter__()

    def _check(self, name: str) -> None:
        reach = getattr(_run, "reach", None)
        if reach is not None and not _imported_library(reach):
            _refuse(f"the environment variable {name}".rstrip(), VARIABLE)
