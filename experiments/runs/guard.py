"""An audit hook around runs: reaching for what no key covers is refused, by name.

Refused are files and folders, other libraries, programs, threads, connections and environment variables. Not seen are
clocks, what C code reads by itself, and whether a file is there: docs/keys.md says so.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType
from typing import Any

from experiments.runs.hashes import LEFT_OUT

LOOKS = {"open", "os.listdir", "os.scandir", "ctypes.dlopen", "import"}  # events that name a path
BANNED = {
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "_thread.start_new_thread"),
    "_thread.start_joinable_thread",
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "sqlite3.connect"),
}
ASKED = LOOKS | BANNED
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
IMPORT = ("<frozen importlib", "<frozen zipimport")  # files of the code that imports
SYSTEM = ("/dev/null", "/proc", "/sys", "/usr/share/zoneinfo", "/etc/localtime")  # of the machine
ADVICE = (
    "which no key of a run covers, so a stored run could be stale; it belongs into the package of the rule, or its "
    "folder into pyproject.toml, [tool.policylab] policy = [...]"
)


class Uncovered(Exception):
    """A run reached for something that its key does not cover."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a run may read: `code` is covered by its key file by file, `free` by releases; `ours` may be imported."""

    code: tuple[str, ...]
    ours: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


_run = threading.local()


@contextmanager
def watching(reach: Reach) -> Iterator[None]:
    """For as long, this thread reads nothing beyond. Raises Uncovered at the end where somebody caught a refusal."""
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
    """Once a process: an audit hook stays."""
    sys.addaudithook(_heard)
    os.environ._data = os.environb._data = _Variables(os.environ._data)  # type: ignore[attr-defined]


def _heard(event: str, args: tuple[Any, ...]) -> None:
    reach = getattr(_run, "reach", None)
    if reach is None or event not in ASKED or _imported_library(reach):
        return
    if event in BANNED:
        _refuse(f"{event} {args[0] if args else ''}".rstrip())
    path = args[1] if event == "import" else args[0]
    path = "." if path is None and event.startswith("os.") else path
    if path is not None and not isinstance(path, int):
        named = os.fsdecode(path)
        strictly = event == "ctypes.dlopen" and os.sep not in named  # somewhere on the machine
        strictly |= event == "open" and bool((args[2] or 0) & WRITES)
        if not _may_read(os.path.abspath(named), reach, strictly=strictly):
            _refuse(named)


def _refuse(what: str) -> None:
    _run.refused.append(f"a rule reaches for {what}, {ADVICE}")
    raise Uncovered(_run.refused[-1])


def _may_read(path: str, reach: Reach, *, strictly: bool) -> bool:
    importing = next(_frames()).f_code.co_filename.startswith(IMPORT)
    if importing and os.path.isdir(path):  # the path of imports is looked through
        return True
    if not strictly and not os.path.exists(path):  # should it come to be there, it is refused
        return True
    folder, _, bytecode = path.rpartition("/__pycache__/") if importing else ("", "", "")  # stands for its source
    source = f"{folder}/{bytecode.partition('.')[0]}.py" if folder else path
    for each in {path, source, os.path.realpath(path)}:
        if any(
            _inside(each, place) and "-packages" not in each.removeprefix(place) for place in (*reach.free, *SYSTEM)
        ):
            return True
        if any(_inside(each, place) for place in (*reach.code, *reach.ours)):
            place = next((place for place in reach.code if _inside(each, place)), None)
            data = place is not None and LEFT_OUT.isdisjoint(each.removeprefix(place).split(os.sep))
            regular = os.path.isfile(each) or os.path.isdir(each)
            readable = data and not strictly and regular and not each.endswith(".py")  # whose syntax alone is covered
            return importing or _shown() or readable
    return False


def _inside(path: str, place: str) -> bool:
    return path == place or path.startswith(place.rstrip(os.sep) + os.sep)


def _frames() -> Iterator[FrameType]:
    """Whoever called, from the innermost on, but for what stands here."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename != __file__:
            yield frame
        frame = frame.f_back


def _imported_library(reach: Reach) -> bool:
    """Is this the code of a library that is being imported?"""
    inner = False
    for frame in _frames():
        file = frame.f_code.co_filename
        if any(_inside(file, place) for place in (*reach.code, *reach.ours)):
            return False
        if inner and file.startswith(IMPORT):
            return True
        inner = inner or not file.startswith("<frozen")
    return False


def _shown() -> bool:
    """Is a source read to be shown in a traceback or a warning?"""
    names = {os.path.basename(frame.f_code.co_filename) for frame in _frames()}
    return "linecache.py" in names and not names.isdisjoint({"traceback.py", "warnings.py"})


class _Variables(dict[bytes, bytes]):
    """The environment: what a rule reads of it is refused, what a library reads of it is not."""

    def __getitem__(self, name: bytes) -> bytes:
        self._ask(os.fsdecode(name))
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[bytes]:
        self._ask("")
        return super().__iter__()

    def _ask(self, name: str) -> None:
        reach = getattr(_run, "reach", None)
        if reach is not None and not _imported_library(reach):
            _refuse(f"the environment variable {name}".rstrip())
