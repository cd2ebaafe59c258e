"""Start of worker processes: forked from a server that has imported everything, or as new interpreters.

The server can be started early, so that it gets ready while a command reads its input. Workers do not import the main
program: so a script needs no `if __name__ == "__main__":`, and a worker does not know what the script defines.
"""

import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from types import ModuleType
from typing import Any

from experiments.host.stopping import heeding_later

READY = ["experiments.runs.ready"]  # imported once, by the server

_starting = threading.RLock()  # one process starts at a time, and none while this process forks


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


class _Spawned(multiprocessing.context.SpawnProcess):
    """A process with a new interpreter."""

    def start(self) -> None:
        with heeding_later(), _unnamed():
            super().start()


class _Spawning(multiprocessing.context.SpawnContext):
    Process = _Spawned


if sys.platform != "win32":

    class _Forked(multiprocessing.context.ForkServerProcess):
        """A process forked from the server."""

        def start(self) -> None:
            with heeding_later(), _unnamed():
                super().start()

    class _Forking(multiprocessing.context.ForkServerContext):
        Process = _Forked


def context(*more: str, fresh: bool = False) -> multiprocessing.context.BaseContext:
    """Return the context of a pool. more: modules that the server imports too, if it does not run yet.

    fresh: each process starts a new interpreter.
    """
    if fresh or sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return _Spawning()
    result = _Forking()
    result.set_forkserver_preload([*READY, *more])
    return result


def begin(jobs: int, *more: str) -> str:
    """Start the server if there will be several processes. Return the start method, as Python names it."""
    method = context(*more).get_start_method()
    if jobs > 1 and method == "forkserver":
        forkserver.ensure_running()
    return str(method)


def end() -> None:
    """End the server at once: it may still import from a folder that is about to be deleted."""
    server: Any = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.kill(server._forkserver_pid, signal.SIGKILL)
        server._stop()


def _forked() -> None:
    """Forget the server and the tracker in the child of `os.fork()`: they belong to the parent."""
    server: Any = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        server.__init__()
    tracker: Any = resource_tracker._resource_tracker
    tracker._pid = None
    _starting.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_forked)
