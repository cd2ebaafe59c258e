"""Start of worker processes: forked from a server that has imported everything; as new interpreters without one.

The server can be started early, so that it gets ready while a command reads its input. Workers do not import the main
program: so a script needs no `if __name__ == "__main__":`, and a worker does not know what the script defines. Their
hash seed, time zone and locale are those of the server, and always the same.

The server is ours alone. Python has one a process, which other libraries use and start in an environment of their own:
so this module has a copy of Python's modules for it.
"""

import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec
from multiprocessing import resource_tracker
from types import ModuleType
from typing import Any

from experiments.host.stopping import heeding_later

READY = ["experiments.runs.ready"]  # imported once, by the server
SAME = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": ""}  # for all workers

_starting = threading.RLock()  # one process starts at a time, and none while this process forks


def _copy(name: str) -> Any:
    """Return a module of its own with the code of another one."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_forkserver = _copy("multiprocessing.forkserver")


class _Unnamed(ModuleType):
    """A stand-in for the main program: it has all its attributes, but no file that another process could import."""

    def __init__(self, program: ModuleType) -> None:
        super().__init__("__main__")
        self.__program = program

    def __getattr__(self, name: str) -> Any:
        if name == "__file__":
            raise AttributeError(name)
        return getattr(self.__program, name)


@contextmanager
def _unnamed() -> Iterator[None]:
    """Hide the main program, which multiprocessing makes every new process import first."""
    with _starting:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = _Unnamed(program)
        try:
            yield
        finally:
            sys.modules["__main__"] = program


@contextmanager
def _same() -> Iterator[None]:
    """Hide what differs between two shells from a process that begins."""
    before = {name: os.environ.get(name) for name in SAME}
    warned = sys.warnoptions[:]
    os.environ.update(SAME)
    # A new interpreter gets them as its options, but for those that its flags imply, which Python takes away itself.
    sys.warnoptions[:] = [each for each in warned if each == "default" or each.endswith("::BytesWarning")]
    try:
        yield
    finally:
        sys.warnoptions[:] = warned
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Spawned(multiprocessing.context.SpawnProcess):
    """A process with a new interpreter."""

    def start(self) -> None:
        with heeding_later(), _unnamed(), _same():
            super().start()


class _Spawning(multiprocessing.context.SpawnContext):
    Process = _Spawned


if sys.platform != "win32":
    from multiprocessing import popen_forkserver

    _popen = _copy("multiprocessing.popen_forkserver")
    _popen.forkserver = _forkserver
    _popen.Popen.DupFd = popen_forkserver.Popen.DupFd  # the new process knows that one

    class _Forked(multiprocessing.context.ForkServerProcess):
        """A process forked from the server."""

        @staticmethod
        def _Popen(process: Any) -> Any:
            return _popen.Popen(process)

        def start(self) -> None:
            with heeding_later(), _unnamed():
                _ensure_server()
                super().start()

    class _Forking(multiprocessing.context.ForkServerContext):
        Process = _Forked


def _ensure_server() -> None:
    with _same():
        _forkserver.ensure_running()


def context() -> multiprocessing.context.BaseContext:
    """Return the context of worker processes."""
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return _Spawning()
    _forkserver.set_forkserver_preload(READY)
    return _Forking()


def begin(jobs: int) -> str:
    """Start the server if there will be several processes. Return the start method, as Python names it."""
    method = context().get_start_method()
    if jobs > 1 and method == "forkserver":
        with _starting:
            _ensure_server()
    return str(method)


def end() -> None:
    """End the server at once: it may still import from a folder that is about to be deleted, or has older code.

    Processes that it has forked go on.
    """
    server = _forkserver._forkserver
    with _starting:
        if server._forkserver_pid is not None:
            os.kill(server._forkserver_pid, signal.SIGKILL)
            server._stop()


def _forked() -> None:
    """Forget the server and the tracker in the child of `os.fork()`: they belong to the parent."""
    server = _forkserver._forkserver
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        server.__init__()
    tracker: Any = resource_tracker._resource_tracker
    tracker._pid = None
    _starting.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_forked)
